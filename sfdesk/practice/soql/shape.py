"""How a row becomes a record: keys in the order of the SELECT, parents nested, compounds whole.

SQLite writes the JSON of each record itself, which is more than twice as quick as building it here.
"""

from dataclasses import dataclass, field
from typing import Any

from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.soql.scope import Scope, reading

_PARTS = {
    "city": "City",
    "country": "Country",
    "geocodeAccuracy": "GeocodeAccuracy",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "postalCode": "PostalCode",
    "state": "State",
    "street": "Street",
}
_CODES = {"countryCode": "CountryCode", "stateCode": "StateCode"}
# SQLite takes 127 arguments unless it was built otherwise.
_MOST_KEYS = 60


@dataclass(slots=True)
class Shape:
    """The keys of one record or of one nested parent, each with the SQL of its JSON value."""

    sobject: SObject
    table: str
    address: str
    values: dict[str, str] = field(default_factory=dict)
    parents: dict[str, "Shape"] = field(default_factory=dict)
    heavy: bool = False

    def add(self, found: Field) -> None:
        """Show a field."""
        self.heavy = self.heavy or found.long
        if found.type == "boolean":
            self.add_sql(found.name, reading(found, self.table), boolean=True)
        elif found.type == "address":
            codes = (
                f"{found.name.removesuffix('Address')}CountryCode".lower() in self.sobject.by_name
            )
            self.values.setdefault(found.name, _address(found, self.table, codes=codes))
        else:
            self.add_sql(found.name, reading(found, self.table))

    def add_sql(self, key: str, sql: str, *, boolean: bool = False) -> None:
        """Show an expression."""
        value = f"json(CASE {sql} WHEN 1 THEN 'true' ELSE 'false' END)" if boolean else sql
        self.values.setdefault(key, value)

    def parent(self, reference: Field, scope: Scope, chain: list[str], path: Any) -> "Shape":
        """Return the shape of a related record, which is shown under the relationship's name."""
        relation = reference.relation or reference.name
        known = self.parents.get(relation)
        if known is None:
            target, table = scope.walk(chain, path)
            known = self.parents[relation] = Shape(target, table, self.address)
            self.values.setdefault(relation, "NULL")
        return known

    def sql(self) -> str:
        """Return the SQL of the record's JSON."""
        values = {"attributes": self._attributes(), **self.values}
        for relation, shape in self.parents.items():
            inner = f'CASE WHEN {shape.table}."Id" IS NULL THEN NULL ELSE {shape.sql()} END'
            values[relation] = f"json({inner})"
        return _object(values)

    def _attributes(self) -> str:
        kind, record = f"'{self.sobject.name}'", f'{self.table}."Id"'
        url = f"'{self.address}/{self.sobject.name}/' || {record}"
        if self.sobject.name == "Name":
            kind = f'{self.table}."Type"'
            url = f"'{self.address}/' || {kind} || '/' || {record}"
        return f"json_object('type', {kind}, 'url', {url})"


def _object(values: dict[str, str]) -> str:
    """Return the SQL of a JSON object; one with many keys is put together piece by piece."""
    if len(values) <= _MOST_KEYS:
        pairs = ", ".join(f"'{key}', {sql}" for key, sql in values.items())
        return f"json_object({pairs})"
    pieces = [f"'\"{key}\":' || json_quote({sql})" for key, sql in values.items()]
    return "('{' || " + " || ',' || ".join(pieces) + " || '}')"


def _address(found: Field, table: str, *, codes: bool) -> str:
    prefix = found.name.removesuffix("Address")
    shown = {**_PARTS, **_CODES} if codes else _PARTS
    parts = {key: f'{table}."{prefix}{name}"' for key, name in sorted(shown.items())}
    blank = f"coalesce({', '.join(parts.values())}) IS NULL"
    return f"json(CASE WHEN {blank} THEN NULL ELSE {_object(parts)} END)"
