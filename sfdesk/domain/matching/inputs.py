"""What each comparison reads of a record: where none of it changed, what it found stands."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from operator import ne

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.normalise import Features, Table

Sets = NDArray[np.int64]

_WRITTEN = "as written: "
_COMPANY = frozenset({"name", "core", "alias", "country", f"{_WRITTEN}name"})
_PERSON = frozenset({"first", "last", *(f"{_WRITTEN}{name}" for name in (
    "name", "first_name", "last_name",
))})  # fmt: skip
_READS: Mapping[str, frozenset[str]] = {
    "name": _COMPANY,
    "sound": _COMPANY,
    "branch": frozenset({"core", "city"}),
    "first_name": _PERSON,
    "last_name": _PERSON,
    "person_sound": _PERSON,
    "place": frozenset({
        "number", "street", "city", "postcode", "state", "country",
        *(f"{_WRITTEN}{name}" for name in ("street", "city", "state")),
    }),
    "domain": frozenset({"site", "mail_domain", "core", "first", "last"}),
    "phone": frozenset({"phone", "mobile"}),
    "email": frozenset({"email", "local", "mail_domain"}),
    "birth_date": frozenset({"birth"}),
    "title": frozenset({"title"}),
    "industry": frozenset({"industry"}),
}  # fmt: skip
"""By comparison, the features and the columns as they are written that it reads."""
_OF_OTHERS = frozenset({"account", "contacts"})
"""Comparisons of what is known between other records, which changes without these."""


class Inputs:
    """What a list of comparisons reads; sets of them are numbers, bit n for number n of the list.

    There is room for 62 of them; whoever compares marks pairs with the next bit.
    """

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        self.every, self.of_others = self._number(fields), self._number(_OF_OTHERS)

    def of(self, some: int) -> list[str]:
        """Return the names of a set of comparisons."""
        return [field for n, field in enumerate(self.fields) if some >> n & 1]

    def moved(self, table: Table, made: Features, old: Ints, new: Ints) -> Sets:
        """Return what may be found otherwise of each record in row `new[n]`, once in `old[n]`."""
        found = np.full(len(new), self.of_others)
        places = old.tolist(), new.tolist()
        for name, column in _columns(table, made):
            readers = self._number([field for field in self.fields if name in _reads(field)])
            if readers and len(new):
                before, now = (map(column.__getitem__, some) for some in places)
                found[np.fromiter(map(ne, before, now), bool, count=len(new))] |= readers
        return found

    def _number(self, some: Collection[str]) -> np.int64:
        return np.int64(sum(1 << n for n, field in enumerate(self.fields) if field in some))


def _reads(field: str) -> frozenset[str]:
    """Return what a comparison reads; that of an external id or of another column reads that."""
    return frozenset({field}) if ":" in field else _READS.get(field, frozenset())


def _columns(table: Table, made: Features) -> Iterator[tuple[str, Sequence[str]]]:
    for one in fields_of(Features):
        if one.name != "others":
            yield one.name, getattr(made, one.name)
    for prefix, columns in (
        (_WRITTEN, table.columns), ("id:", table.keys), ("other:", made.others)
    ):  # fmt: skip
        yield from ((f"{prefix}{name}", column) for name, column in columns.items())
