"""Recognises the columns of any file by the names that people give them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sfdesk.domain.matching import column_names, text
from sfdesk.domain.matching.words import split_words
from sfdesk.domain.records import Kind

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PREFIX = re.compile(
    r"^(billing|mailing|shipping|company|account|contact|org|organi[sz]ation|primary|work|business"
    r"|main|person|customer|client|supplier|vendor|hq|legal|registered)_(?=.)"
)
_WHOLE = split_words("name title number no nr first last site")
"""Words that say something by themselves alone: the title of a contact is no name of a company."""
_STREET = ("street_number", "street", "street_2", "street_3")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a file is: its place by canonical name; `street` may have several.

    `id` is -1 where no column was recognised. `others` are compared as plain text.
    """

    id: int
    fields: Mapping[str, tuple[int, ...]]
    keys: Mapping[str, int]
    others: Mapping[str, int]


class _Claim(NamedTuple):
    """One column: what it means and how surely, 0 where it was said.

    By the `prefix` (billing, shipping) the streets of two addresses are told apart.
    """

    rank: int
    place: int
    name: str
    prefix: str


def plain(header: str) -> str:
    """Return a header in small plain letters with underscores: "E-Mail Straße" is "e_mail_strasse".

    One of signs alone stays as it is written.
    """
    spaced = _CAMEL.sub(" ", text.to_ascii(header))
    return text.fold([spaced])[0].replace(" ", "_") or header.strip().casefold()


@cache
def field_names(kind: Kind) -> frozenset[str]:
    """Return every name that a column may be given, beside those that end in "_id"."""
    return _fields(kind) | column_names.KEYS.keys() | {"id"}


def is_field(name: str, kind: Kind) -> bool:
    """Tell whether a column may be given this name."""
    return name in field_names(kind) or name.endswith("_id")


def meaning(header: str, kind: Kind) -> str:
    """Return the canonical name for a header, the folded header itself where nobody knows it."""
    return _meant(plain(header), kind)


def recognise(headers: Sequence[str], kind: Kind, named: Mapping[str, str]) -> Columns:
    """Tell what each column is. `named` maps headers to canonical names and goes first.

    Of several columns for one field, that which is called exactly so is it, else the first.
    """
    claims = sorted(_claims(headers, kind, named))
    own = _own_id(claims, kind)
    streets = _street([claim for claim in claims if claim.name in _STREET])
    fields: dict[str, tuple[int, ...]] = {"street": streets} if streets else {}
    keys: dict[str, int] = {}
    others: dict[str, int] = {}
    for claim in claims:
        if claim.place == own or claim.name in ("", "id", *_STREET):
            continue
        if claim.name in _fields(kind):
            fields.setdefault(claim.name, (claim.place,))
        elif is_field(claim.name, kind):
            keys.setdefault(claim.name, claim.place)
        else:
            others.setdefault(claim.name, claim.place)
    return Columns(own, fields, keys, others)


def _claims(headers: Sequence[str], kind: Kind, named: Mapping[str, str]) -> Iterable[_Claim]:
    folded = [plain(header) for header in headers]
    meant = [_meant(header, kind) for header in folded]
    numbers = _folded(column_names.NUMBER)
    for place, (header, name) in enumerate(zip(headers, meant, strict=True)):
        beside = meant[max(place - 1, 0) : place + 2]
        if header in named:
            yield _Claim(0, place, named[header], "")
        elif folded[place] in numbers and "street" in beside:
            yield _Claim(2, place, "street_number", "")
        else:
            prefix = _PREFIX.match(folded[place])
            rank = 1 if folded[place] == name else 2
            yield _Claim(rank, place, name, prefix.group() if prefix else "")


def _own_id(claims: Sequence[_Claim], kind: Kind) -> int:
    """Return the column that tells the records apart, -1 for none."""
    for own in ("id", f"{kind.value}_id"):
        for claim in claims:
            if claim.name == own:
                return claim.place
    first = next((claim.name for claim in claims if claim.place == 0), "")
    is_number = first.endswith(("_id", "_no", "_key", "_number")) and first not in _STREET
    return 0 if is_number or first in _folded(column_names.NUMBER) else -1


def _street(claims: Sequence[_Claim]) -> tuple[int, ...]:
    """Return the columns of one street, its number first; that of another address is left out."""
    first = next((claim for claim in claims if claim.name == "street"), None)
    prefixes = {"", first.prefix if first else ""}
    found: dict[str, list[_Claim]] = {}
    for claim in claims:
        taken = found.setdefault(claim.name, [])
        if claim.prefix in prefixes and (not taken or claim.rank == taken[0].rank == 0):
            taken.append(claim)
    return tuple(claim.place for name in _STREET for claim in found.get(name, ()))


@cache
def _fields(kind: Kind) -> frozenset[str]:
    return frozenset(column_names.COMMON.keys() | column_names.OF_KIND[kind].keys())


@cache
def _folded(words: str) -> frozenset[str]:
    return frozenset(map(plain, words.split()))


@cache
def _vocabulary(kind: Kind) -> Mapping[str, str]:
    """Return what each word for a column means."""
    meant = {"id": column_names.ID} | column_names.COMMON | column_names.KEYS
    meant |= column_names.OF_KIND[kind]
    return {word: name for name, words in meant.items() for word in (name, *_folded(words))}


def _meant(header: str, kind: Kind) -> str:
    known = _vocabulary(kind)
    if header in known:
        return known[header]
    rest = _PREFIX.sub("", header)
    found = known.get(rest, header)
    return header if rest in _WHOLE or found == "id" or found in column_names.KEYS else found
