"""Tells which columns of two files were compared, and which were not, by their own headers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sfdesk.actions.table_reading import ReadFile
from sfdesk.domain.records import Kind

_EVERYWHERE = (
    (("place",), ("street",)), (("place",), ("city",)), (("place",), ("state",)),
    (("place",), ("postcode",)), (("place",), ("country",)), (("phone",), ("phone", "mobile")),
)  # fmt: skip
_TOGETHER = {
    Kind.ACCOUNT: (
        *_EVERYWHERE,
        (("name", "sound"), ("name", "alias")),
        (("domain",), ("website", "email", "name")),
        (("industry",), ("industry",)),
    ),
    Kind.CONTACT: (
        *_EVERYWHERE,
        (("first_name", "last_name", "person_sound"), ("name", "first_name", "last_name")),
        (("email",), ("email",)),
        (("account",), ("account",)),
        (("birth_date",), ("birth_date",)),
        (("title",), ("title",)),
    ),
}
"""Comparisons, and the columns of which they compare any of one side with any of the other."""


@dataclass(frozen=True, slots=True)
class Told:
    """Each column of both files as (header, comparisons that can read it), in the order read.

    `written` are the headers of the first file by the names that keys and others go by.
    """

    columns: Sequence[tuple[str, frozenset[str]]]
    written: Mapping[str, str]

    @classmethod
    def of(cls, sides: Sequence[ReadFile], kind: Kind) -> "Told":
        """Look at both files, which may be let go of then."""
        filled = [frozenset(filter(side.table.fills, side.headers)) for side in sides]
        columns = [
            (header, _readers(name, there, kind) if name in here else frozenset[str]())
            for side, here, there in zip(sides, filled, filled[::-1], strict=True)
            for name, headers in side.headers.items()
            for header in headers
        ]
        unused = [(header, frozenset[str]()) for side in sides for header in side.unused]
        return cls([*columns, *unused], {n: h[0] for n, h in sides[0].headers.items()})

    def used(self, outcomes: Collection[str]) -> tuple[str, ...]:
        """Return what was compared, external ids and columns of no field by their headers."""
        return tuple(sorted(self._name(field) for field in outcomes))

    def not_used(self, outcomes: Collection[str]) -> tuple[str, ...]:
        """Return the headers of the columns that no comparison read."""
        return tuple(sorted({h for h, readers in self.columns if readers.isdisjoint(outcomes)}))

    def _name(self, field: str) -> str:
        _what, sign, name = field.partition(":")
        return self.written[name] if sign else field


def _readers(name: str, there: frozenset[str], kind: Kind) -> frozenset[str]:
    """Return the comparisons of a column with those that the other side fills."""
    found = {f"id:{name}", f"other:{name}"} if name in there else set[str]()
    for fields, together in _TOGETHER[kind]:
        if name in together and not there.isdisjoint(together):
            found.update(fields)
    return frozenset(found)
