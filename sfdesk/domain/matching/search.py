"""Says what to search by for each kind, and unites the searches into candidate pairs."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.candidates import (
    Pairs,
    Space,
    best,
    both_ways,
    cheap,
    either,
    halves,
    merged,
    neighbours,
    stacked,
    together,
)
from sfdesk.domain.matching.coding import words
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import grams
from sfdesk.domain.matching.search_sound import by_sound
from sfdesk.domain.records import Kind
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

BEST = 5
"""Partners kept per record and search: no record is skipped, however common its words are."""
_BUDGET = 1e7
_ALL_PAIRS = 2_500
_KEY_SHARERS = 20
_GRAM_BUDGET = 1e9
_REST_BUDGET = 3e7
_SMALL = 5_000
_NEAR = 0.3
_PIECE_FLOOR = 0.3
_OTHER = 0.5
NONE = Pairs(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32))


def candidates(corpus: Corpus, ticket: Ticket) -> Pairs:
    """Return the pairs worth comparing.

    Large sides are searched by pieces of names for those records only that the typed tokens did
    not find a near partner for.
    """
    n = corpus.n_left
    if not n or not corpus.n_right:
        return NONE
    made = stacked(tokens(corpus))
    ticket.check()
    sides = halves(made, n, _BUDGET)
    del made
    typed = both_ways(*sides, BEST, ticket)
    del sides
    found = [typed, _by_key(corpus), _by_contacts(corpus)]
    far = _far(corpus, typed)
    if n * corpus.n_right <= _ALL_PAIRS:
        found.append(_all(corpus))
    elif len(corpus) <= _SMALL:
        pieces = grams(everything(corpus), ticket.check)
        found.append(both_ways(*halves(pieces, n, _GRAM_BUDGET), BEST, ticket))
    else:
        found.append(_for_the_rest(corpus, *far, ticket))
    return merged([*found, *by_sound(corpus, far, ticket)])


def _far(corpus: Corpus, typed: Pairs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the left and right records whose best partner so far is far; all of small sides."""
    best_left = np.zeros(corpus.n_left, dtype=np.float32)
    best_right = np.zeros(corpus.n_right, dtype=np.float32)
    if len(corpus) > _SMALL:
        np.maximum.at(best_left, typed.rows, typed.cosine)
        np.maximum.at(best_right, typed.cols, typed.cosine)
    return np.flatnonzero(best_left < _NEAR), np.flatnonzero(best_right < _NEAR)


def _for_the_rest(
    corpus: Corpus, mine: NDArray[np.intp], theirs: NDArray[np.intp], ticket: Ticket
) -> Pairs:
    """Search by pieces of names, only from records whose best partner so far is far."""
    left, right = corpus.names.pieces[: corpus.n_left], corpus.names.pieces[corpus.n_left :]
    ticket.progress(_("Looking for similar names"), 1, 5)
    forth = best(*cheap(left[mine], right, _REST_BUDGET), BEST, _PIECE_FLOOR, ticket).tocoo()
    back = best(*cheap(right[theirs], left, _REST_BUDGET), BEST, _PIECE_FLOOR, ticket).tocoo()
    rows = np.concatenate([mine[forth.row], back.col]).astype(np.int32)
    cols = np.concatenate([forth.col, theirs[back.row]]).astype(np.int32)
    return Pairs(rows, cols, np.concatenate([forth.data, back.data]).astype(np.float32))


def _all(corpus: Corpus) -> Pairs:
    rows, cols = np.divmod(
        np.arange(corpus.n_left * corpus.n_right, dtype=np.int32), corpus.n_right
    )
    return Pairs(rows, cols, np.zeros(len(rows), dtype=np.float32))


def _by_key(corpus: Corpus) -> Pairs:
    """Return pairs with an external id in common, however little else they share."""
    found = [NONE]
    for name in corpus.table.keys:
        column = corpus.key(name)
        some = np.flatnonzero(column.codes >= 0)
        rare = some[column.sharers[column.codes[some]] <= _KEY_SHARERS]
        shape = (len(corpus), len(column.values))
        ones = np.ones(len(rare), dtype=np.int8)
        has = sparse.csr_matrix((ones, (rare, column.codes[rare])), shape=shape)
        both = (has[: corpus.n_left] @ has[corpus.n_left :].T).tocoo()
        rows, cols = both.row.astype(np.int32), both.col.astype(np.int32)
        found.append(Pairs(rows, cols, np.ones(len(rows), dtype=np.float32)))
    return merged(found)


def _by_contacts(corpus: Corpus) -> Pairs:
    """Return pairs of accounts that share a contact."""
    if not corpus.shared_contacts:
        return NONE
    left = {record: n for n, record in enumerate(corpus.table.ids[: corpus.n_left])}
    right = {record: n for n, record in enumerate(corpus.table.ids[corpus.n_left :])}
    known = [(left[a], right[b]) for a, b in corpus.shared_contacts if a in left and b in right]
    rows, cols = (np.array([pair[n] for pair in known], dtype=np.int32) for n in (0, 1))
    return Pairs(rows, cols, np.ones(len(rows), dtype=np.float32))


def tokens(corpus: Corpus) -> list[tuple[Space, float]]:
    """Return the typed tokens of every record, with their weights."""
    codes = {name: corpus.coded(name).codes for name in _TYPED}
    town = np.where(codes["postcode"] >= 0, codes["postcode"], -2 - codes["city"])
    town = np.where((codes["postcode"] < 0) & (codes["city"] < 0), -1, town)
    found: list[tuple[Space, float]] = [*_name_tokens(corpus)]
    site, mail = corpus.together("site", "mail_domain")
    corpus.check()
    found += [(np.where(site >= 0, site, mail), 1.0), (codes["phone"], 1.0)]
    found += [
        (together(codes["number"], town), 1.0),
        (together(codes["street"], town), 1.0),
        (together(codes["number"], codes["street"]), 0.7),
    ]
    if corpus.kind is Kind.CONTACT:
        found += [(corpus.coded(name).codes, 1.0) for name in ("email", "local", "birth", "mobile")]
        account = corpus.coded("account").codes
        found += [(together(corpus.coded(name).codes, account), 0.7) for name in ("first", "last")]
    for name in corpus.features.others:
        corpus.check()
        column = corpus.other(name)
        found.append((column.codes, _OTHER))
    return found


_TYPED = ("phone", "postcode", "city", "number", "street")


def _name_tokens(corpus: Corpus) -> list[tuple[Space, float]]:
    book = corpus.names
    spelt = book.words
    if corpus.kind is Kind.ACCOUNT and any(corpus.features.alias):
        both = zip(book.cores, corpus.features.alias, strict=True)
        spelt = words([f"{core} {alias}" for core, alias in both], corpus.n_left, corpus.check)
    found: list[tuple[Space, float]] = [
        (spelt.matrix, 1.0),
        (book.plain.codes, 1.0),
        (neighbours(spelt), 0.7),
    ]
    if corpus.kind is Kind.ACCOUNT:
        found += [(corpus.coded("core").codes, 1.0), (book.initials.short, 1.0)]
        found.append((either(*corpus.spellings), 0.7))
    else:
        orders = [" ".join(sorted(name.split())) if " " in name else "" for name in book.cores]
        found.append((corpus.made("name in any order", orders).codes, 1.0))
    return found


def everything(corpus: Corpus) -> list[str]:
    """Return, per record, all that it says as one folded text."""
    f = corpus.features
    mails = [v.replace("@", " ").replace(".", " ") for v in f.email]
    columns = (
        f.core,
        f.alias,
        f.first,
        f.last,
        f.number,
        f.street,
        f.city,
        f.postcode,
        f.phone,
        f.site,
        mails,
        f.birth,
    )
    used = [column for column in columns if any(column)]
    return [" ".join(row) for row in zip(*used, strict=True)] if used else [""] * len(corpus)
