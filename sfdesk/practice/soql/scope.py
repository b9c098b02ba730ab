"""Names in a statement, found in the schema as one user sees it, with the joins that they need."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sfdesk.practice.access import Person
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.schema.objects import Schema
from sfdesk.practice.soql import grammar, tree
from sfdesk.practice.wire import Refusal

_ASK = "Please reference your WSDL or the describe call for the appropriate names."
NAMES = SObject(
    "Name",
    "Name",
    "Names",
    "",
    tuple(
        Field(name, name, type_, length, name_field=name == "Name")
        for name, type_, length in (
            ("Id", "id", 18), ("Name", "string", 255), ("Type", "string", 40),
            ("FirstName", "string", 40), ("LastName", "string", 80), ("Email", "email", 80),
            ("Phone", "phone", 40), ("Title", "string", 128), ("Username", "string", 80),
        )
    ),
)  # fmt: skip
"""What a reference to several kinds of record can show of any of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field where it was found: the object that has it and the expression that reads it."""

    field: Field
    sobject: SObject
    sql: str


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, on what schema, with which statement (for the places in error texts)."""

    schema: Schema
    person: Person
    statement: str

    def wrong(self, place: int, message: str, code: str = "INVALID_FIELD") -> Refusal:
        """Return the refusal that points at a place of the statement."""
        return grammar.at(self.statement, place, message, code)

    def sobject(self, name: str, place: int) -> SObject:
        """Return the object of that name; raise INVALID_TYPE."""
        found = self.schema.find(name)
        if found is None:
            raise self.wrong(
                place,
                f"sObject type '{name}' is not supported. If you are attempting to use a custom "
                f"object, be sure to append the '__c' after the entity name. {_ASK}",
                "INVALID_TYPE",
            )
        return found


@dataclass(slots=True)
class Scope:
    """The table of one FROM and the tables that its paths join to it."""

    context: Context
    sobject: SObject
    alias: str | None = None
    table: str = "t"
    joins: dict[tuple[str, ...], tuple[str, SObject, str]] = field(default_factory=dict)

    def joined(self) -> str:
        """Return the joins as SQL, in the order in which they were needed."""
        return "".join(
            f' LEFT JOIN "{target.name}" {alias} ON {alias}."Id" = {reference}'
            for alias, target, reference in self.joins.values()
        )

    def find(self, path: tree.Path) -> Column:
        """Return the field of a path; raise INVALID_FIELD."""
        names = list(path.names)
        if len(names) > 1 and self._is_alias(names[0]):
            names = names[1:]
        sobject, table = self.walk(names[:-1], path)
        return self.column(sobject, table, names[-1], path)

    def _is_alias(self, name: str) -> bool:
        known = {self.sobject.name.lower(), (self.alias or "").lower()}
        return name.lower() in known and name.lower() not in self.sobject.by_relation

    def walk(self, relations: list[str], path: tree.Path) -> tuple[SObject, str]:
        """Return the object and table at the end of a chain of relationships."""
        sobject, table = self.sobject, self.table
        taken: tuple[str, ...] = ()
        for name in relations:
            taken = (*taken, name.lower())
            reference = sobject.by_relation.get(name.lower())
            if reference is None or not self._may_follow(sobject, reference):
                raise self.context.wrong(
                    path.at,
                    f"Didn't understand relationship '{name}' in field path. If you are "
                    "attempting to use a custom relationship, be sure to append the '__r' after "
                    f"the custom relationship name. {_ASK}",
                )
            sobject, table = self._join(taken, reference, table)
        return sobject, table

    def _may_follow(self, sobject: SObject, reference: Field) -> bool:
        """Tell whether a person may read both the reference and what it leads to."""
        profile = self.context.person.profile
        denied = len(reference.refers) == 1 and reference.refers[0] in profile.denied
        return not denied and profile.sees(sobject, reference)

    def _join(self, taken: tuple[str, ...], reference: Field, table: str) -> tuple[SObject, str]:
        known = self.joins.get(taken)
        if known:
            return known[1], known[0]
        target = NAMES
        if len(reference.refers) == 1:
            target = self.context.schema.find(reference.refers[0]) or NAMES
        alias = f"{self.table}j{len(self.joins)}"
        self.joins[taken] = (alias, target, f'{table}."{reference.name}"')
        return target, alias

    def column(self, sobject: SObject, table: str, name: str, path: tree.Path) -> Column:
        """Return one field of a table, if the user may see it."""
        found = sobject.by_name.get(name.lower())
        if found is None or not self.context.person.profile.sees(sobject, found):
            raise self.context.wrong(
                path.at,
                f"No such column '{name}' on entity '{sobject.name}'. If you are attempting to "
                "use a custom field, be sure to append the '__c' after the custom field name. "
                f"{_ASK}",
            )
        return Column(found, sobject, reading(found, table))

    def shown(self) -> Iterable[Field]:
        """Return the fields of the object that the user may see."""
        return self.context.person.profile.shown(self.sobject)


def reading(found: Field, table: str) -> str:
    """Return the expression that reads a field of a table."""
    if found.formula == "photo":
        return f"'/services/images/photo/' || {table}.\"Id\""
    if found.formula or not found.stored:
        return "NULL"
    return f'{table}."{found.name}"'
