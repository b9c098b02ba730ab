"""How a row becomes a record: keys in the order of the SELECT, parents nested, compounds whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.soql.scope import Scope, reading

Row = Sequence[Any]
Mend = Callable[[Row, dict[str, Any]], None]
_PARTS = {
    "City": "city",
    "Country": "country",
    "GeocodeAccuracy": "geocodeAccuracy",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "PostalCode": "postalCode",
    "State": "state",
    "Street": "street",
}


@dataclass(slots=True)
class Columns:
    """The columns of the SELECT that is sent to SQLite: `shown` first, `hidden` after them."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def hide(self, sql: str) -> int:
        """Read something that is not a key of the record; return its place, from the end."""
        self.hidden.append(sql)
        return len(self.hidden) - 1

    def sql(self) -> str:
        """Return every column."""
        return ", ".join([*self.shown, *self.hidden])


@dataclass(slots=True)
class Shape:
    """The keys of one record or of one nested parent, and what is mended after they are filled."""

    sobject: SObject
    table: str
    address: str
    keys: list[str] = field(default_factory=list)
    sqls: list[str] = field(default_factory=list)
    mends: list[Callable[["Columns", int], Mend]] = field(default_factory=list)
    parents: dict[str, "Shape"] = field(default_factory=dict)
    heavy: bool = False

    def add(self, found: Field, *, key: str | None = None) -> None:
        """Show a field."""
        name = key or found.name
        if name in self.keys:
            return
        self.keys.append(name)
        self.sqls.append(reading(found, self.table))
        self.heavy = self.heavy or found.long
        if found.type == "boolean":
            self.mends.append(_boolean(name))
        elif found.type == "address":
            self.mends.append(_address(name, found, self.table))

    def add_sql(self, key: str, sql: str, *, boolean: bool = False) -> None:
        """Show an expression."""
        if key not in self.keys:
            self.keys.append(key)
            self.sqls.append(sql)
            if boolean:
                self.mends.append(_boolean(key))

    def parent(self, reference: Field, scope: Scope, chain: list[str], path: Any) -> "Shape":
        """Return the shape of a related record, which is shown under the relationship's name."""
        relation = reference.relation or reference.name
        known = self.parents.get(relation)
        if known:
            return known
        target, table = scope.walk(chain, path)
        shape = Shape(target, table, self.address)
        self.parents[relation] = shape
        self.keys.append(relation)
        self.sqls.append("NULL")
        return shape

    def compiled(self, columns: Columns) -> Callable[[Row], dict[str, Any]]:
        """Register the columns of the outermost shape and return what makes a record of a row."""
        columns.shown = [f'{self.table}."Id"', *self.sqls]
        keys = ["attributes", *self.keys]
        pending = [mend(columns, at) for at, mend in enumerate(self.mends)]
        pending += [_nested(relation, each, columns) for relation, each in self.parents.items()]
        width = len(columns.shown)
        kind, start = self.sobject.name, f"{self.address}/{self.sobject.name}/"

        def build(row: Row) -> dict[str, Any]:
            record = dict(zip(keys, row, strict=False))
            record["attributes"] = {"type": kind, "url": start + row[0]}
            if pending:
                rest = row[width:]
                for mend in pending:
                    mend(rest, record)
            return record

        return build


def _boolean(key: str) -> Callable[[Columns, int], Mend]:
    def make(_columns: Columns, _at: int) -> Mend:
        def mend(_row: Row, record: dict[str, Any]) -> None:
            record[key] = record[key] == 1

        return mend

    return make


def _address(key: str, found: Field, table: str) -> Callable[[Columns, int], Mend]:
    prefix = found.name.removesuffix("Address")
    names = sorted(_PARTS.items(), key=lambda each: each[1])

    def make(columns: Columns, _at: int) -> Mend:
        places = [(short, columns.hide(f'{table}."{prefix}{long}"')) for long, short in names]

        def mend(row: Row, record: dict[str, Any]) -> None:
            shown = {short: row[place] for short, place in places}
            blank = all(value is None for value in shown.values())
            record[key] = None if blank else shown

        return mend

    return make


def _nested(relation: str, shape: Shape, columns: Columns) -> Mend:
    identity = columns.hide(f'{shape.table}."Id"')
    kind_at = columns.hide(f'{shape.table}."Type"') if shape.sobject.name == "Name" else None
    places = [(key, columns.hide(sql)) for key, sql in zip(shape.keys, shape.sqls, strict=True)]
    pending = [mend(columns, at) for at, mend in enumerate(shape.mends)]
    pending += [_nested(key, each, columns) for key, each in shape.parents.items()]
    kind, start = shape.sobject.name, shape.address

    def mend(row: Row, record: dict[str, Any]) -> None:
        if row[identity] is None:
            record[relation] = None
            return
        type_ = kind if kind_at is None else row[kind_at]
        inner: dict[str, Any] = {
            "attributes": {"type": type_, "url": f"{start}/{type_}/{row[identity]}"}
        }
        for key, place in places:
            inner[key] = row[place]
        for each in pending:
            each(row, inner)
        record[relation] = inner

    return mend
