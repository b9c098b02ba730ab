"""Runs every comparison of a kind over many pairs at once."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching import (
    alike_sound,
    compare_company,
    compare_fields,
    compare_person,
    compare_place,
    compare_sound,
)
from sfdesk.domain.matching.at_once import at_once, one_by_one
from sfdesk.domain.matching.coding import Coded, Floats, Ints
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.names import likeness
from sfdesk.domain.matching.outcome import Outcome, outcome
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

Outcomes: TypeAlias = dict[str, Outcome]
_Compare: TypeAlias = Callable[[Corpus, Ints, Ints], Outcome]
_CompareColumn: TypeAlias = Callable[[Coded, Ints, Ints], Outcome]
NAMED = frozenset({"name", "sound", "first_name", "last_name", "person_sound"})
"""Comparisons of names, of which each pair of names has those of letters or that of sounds."""


def compare(
    corpus: Corpus, rows: Ints, cols: Ints, ticket: Ticket, only: Collection[str] | None = None
) -> Outcomes:
    """Return the outcome of each comparison for the pairs (`rows[n]`, `cols[n]`).

    `cols` count from the start of the right side. `only` names those comparisons that are wanted.
    One that no pair can make is left out.
    """
    left, right = rows, (cols + corpus.n_left).astype(np.int32)
    do = at_once if _FEWEST <= len(left) <= _MOST else one_by_one
    found: Outcomes = {}

    def wanted(*fields: str) -> bool:
        return only is None or any(field in only for field in fields)

    for some in do(_works(corpus, left, right, ticket, wanted)).values():
        found |= some
    if wanted(*NAMED):
        ticket.check()
        by_sound(corpus, left, right, found)
    ticket.check()
    if corpus.shared_contacts and wanted("contacts"):
        found["contacts"] = contacts(corpus, left, right)
    for field, column, function_of in _columns(corpus):
        if wanted(field):
            ticket.check()
            found[field] = function_of(column(), left, right)
    return {field: o for field, o in found.items() if (o.level >= 0).any()}


_FEWEST, _MOST = 20_000, 1_000_000
"""Pairs that are compared on threads: fewer are done sooner than these start, more need memory."""


def _works(
    corpus: Corpus, left: Ints, right: Ints, ticket: Ticket, wanted: Callable[..., bool]
) -> dict[str, Callable[[], Outcomes]]:
    """Return the comparisons of the columns, each to be done by itself."""

    def names() -> Outcomes:
        ticket.check()
        first, last = compare_person.names(corpus, left, right)
        return {"first_name": first, "last_name": last}

    def of(field: str, function: _Compare) -> Outcomes:
        ticket.check()
        return {field: function(corpus, left, right)}

    works: dict[str, Callable[[], Outcomes]] = {}
    if corpus.kind is Kind.CONTACT and wanted(*NAMED):
        works["names"] = names
    for field, work in _FIELDS[corpus.kind].items():
        if wanted(*(NAMED if field == "name" else (field,))):
            works[field] = partial(of, field, work)
    return works


def _columns(corpus: Corpus) -> Iterator[tuple[str, Callable[[], Coded], _CompareColumn]]:
    """Yield what is compared as it stands, with how: external ids and columns nobody knows."""
    for name in corpus.table.keys:
        yield f"id:{name}", partial(corpus.key, name), compare_fields.key
    for name in corpus.features.others:
        yield f"other:{name}", partial(corpus.other, name), compare_fields.free_text


def by_sound(corpus: Corpus, left: Ints, right: Ints, found: Outcomes) -> None:
    """Let names of different scripts speak by their sound alone: their letters say nothing."""
    apart = compare_sound.across(corpus, left, right)
    if "name" in found:
        # Where an alias of one is spelt like the other's name, letters say more than sounds.
        alias = corpus.coded("alias").codes
        spelt_alike = (found["name"].level >= 0) & (found["name"].level <= _SPELT_ALIKE)
        apart &= ~(spelt_alike & ((alias[left] >= 0) | (alias[right] >= 0)))
    if not apart.any():
        return
    for field in ("name", "first_name", "last_name"):
        if field in found:
            spelt = found[field]
            rarity = np.where(apart, np.float32(np.nan), spelt.sharers)
            found[field] = outcome(np.where(apart, np.int8(-1), spelt.level), rarity)
    found["sound" if corpus.kind is Kind.ACCOUNT else "person_sound"] = compare_sound.sound(
        corpus, left, right, apart
    )


_SPELT_ALIKE = 4
"""The last level of likeness of names that counts as the same name."""


def contacts(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Say how many people two accounts share: three and more, two, one, none."""
    ids, known = corpus.table.ids, corpus.shared_contacts
    counts = np.array(
        [known.get((ids[a], ids[b]), 0) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    )
    return outcome(3 - np.minimum(counts, 3))


def _text(name: str) -> _Compare:
    def function(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
        return compare_fields.free_text(corpus.coded(name), left, right)

    return function


def account(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare the accounts of two people.

    Levels: linked; same name; similar name; names partly alike; different name; linked elsewhere.
    """
    level, rare = _account_names(corpus, left, right)
    ids = corpus.made("account ids", corpus.table.accounts)
    if corpus.account_links and not ids.empty:
        number = {text: n for n, text in enumerate(ids.values)}
        goes = np.full(len(ids.values) + 1, -2, dtype=np.int64)
        for mine, theirs in corpus.account_links.items():
            if mine in number:
                goes[number[mine]] = number.get(theirs, -3)
        taken = np.zeros(len(ids.values) + 1, dtype=bool)
        taken[goes[goes >= 0]] = True
        target, there = goes[ids.codes[left]], ids.codes[right]
        known = (ids.codes[left] >= 0) & (there >= 0)
        level[known & (taken[there] | (target > -2))] = 5
        level[known & (target == there)] = 0
    return outcome(level, np.where(level == 1, rare, np.nan).astype(np.float32))


def _account_names(corpus: Corpus, left: Ints, right: Ints) -> tuple[NDArray[np.int64], Floats]:
    """Return the levels of account names, and log2 of how many people have the name."""
    column = corpus.coded("account")
    mine, theirs = column.codes[left], column.codes[right]
    level = np.where((mine >= 0) & (mine == theirs), 1, -1)
    at = np.flatnonzero((mine >= 0) & (theirs >= 0) & (mine != theirs))
    if len(at):
        low, high = np.minimum(mine, theirs)[at], np.maximum(mine, theirs)[at]
        keys, back = np.unique(low.astype(np.int64) << 32 | high, return_inverse=True)
        a, b = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        alike = likeness(corpus.account_names, a, b)
        level[at] = np.where(alike >= _ALIKE, 2, np.where(alike >= _PARTLY, 3, 4))[back]
    apart = alike_sound.across(corpus, "account", left, right)
    if apart is not None:
        at = np.flatnonzero(apart & (level > 1))
        level[at] = np.where(alike_sound.alike(corpus, "account", left[at], right[at]), 2, -1)
    counts = np.log2(np.append(column.sharers, 0) + 1.0)
    return level.astype(np.int64), np.minimum(counts[mine], counts[theirs])


_ALIKE, _PARTLY = 5.0, 2.5


_FIELDS: dict[Kind, dict[str, _Compare]] = {
    Kind.ACCOUNT: {
        "name": compare_company.name,
        "branch": compare_company.branch,
        "place": compare_place.place,
        "domain": compare_fields.domain,
        "phone": compare_fields.phones,
        "industry": _text("industry"),
    },
    Kind.CONTACT: {
        "email": compare_fields.email,
        "phone": compare_fields.phones,
        "account": account,
        "birth_date": compare_fields.birth_date,
        "place": compare_place.place,
        "title": _text("title"),
    },
}
