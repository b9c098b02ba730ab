"""A statement made ready to run for one user: which rows, and what is shown of each."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sfdesk.practice import visibility
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.soql import functions, tree
from sfdesk.practice.soql.conditions import Conditions, long_field
from sfdesk.practice.soql.scope import Context, Scope
from sfdesk.practice.soql.shape import Shape

FURTHEST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the translation depends on besides the statement. `address` opens every record's url."""

    context: Context
    today: date
    address: str
    shares: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A sub-select: its own plan, the key it is shown under and the column that points up."""

    key: str
    plan: "Plan"
    reference: str


@dataclass(slots=True)
class Plan:
    """Which rows (`source`, `where`, `order`, `cut`), and what reads the JSON of some of them."""

    query: tree.Query
    scope: Scope
    source: str
    where: str
    order: str
    cut: str
    values: list[Any]
    fetch: str
    heavy: bool
    fields: list[Field] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)

    @property
    def sobject(self) -> SObject:
        """The object of the FROM."""
        return self.scope.sobject

    def numbers(self) -> str:
        """Return the statement that finds the numbers of the rows, in order."""
        return (
            f"SELECT {self.scope.table}.rowid FROM {self.source}{self.where}{self.order}{self.cut}"
        )

    def numbers_below(self, reference: str) -> str:
        """Return the statement that finds rows and the parents they point at.

        Its last parameter is a JSON list of the parents' ids. LIMIT and OFFSET, which hold for
        each parent, are left to the caller.
        """
        up = f'{self.scope.table}."{reference}"'
        where = f"{self.where} AND" if self.where else " WHERE"
        return (
            f"SELECT {self.scope.table}.rowid, {up} FROM {self.source}{where} "
            f"{up} IN (SELECT value FROM json_each(?)){self.order}"
        )


def plan(asked: Asked, query: tree.Query) -> Plan:
    """Translate a statement that is not an aggregate; raise `Refusal`."""
    sobject = asked.context.sobject(query.source.text, query.source.at)
    return _plan(asked, query, sobject, "t")


def _plan(asked: Asked, query: tree.Query, sobject: SObject, table: str) -> Plan:
    scope = Scope(asked.context, sobject, query.alias, table)
    shape = Shape(sobject, table, asked.address)
    chosen, nested = _select(asked, query, scope, shape)
    record, joins = shape.sql(), scope.joined()
    rows = Scope(asked.context, sobject, query.alias, table)
    where, values = condition(asked, query, rows)
    order = ordering(asked.context, rows, query)
    cut = limits(asked.context, query)
    source = f'"{sobject.name}" {table}{rows.joined()}'
    fetch = (
        f"SELECT {record} FROM json_each(?) page CROSS JOIN "
        f'"{sobject.name}" {table} ON {table}.rowid = page.value{joins}'
    )
    heavy = shape.heavy or any(each.heavy for each in shape.parents.values())
    return Plan(query, scope, source, where, order, cut, values, fetch, heavy, chosen, nested)


def _select(
    asked: Asked, query: tree.Query, scope: Scope, shape: Shape
) -> tuple[list[Field], list[Child]]:
    chosen: list[Field] = []
    nested: list[Child] = []
    for item in query.items:
        what = item.what
        if isinstance(what, tree.Query):
            nested.append(_child(asked, scope, what, shape))
        elif isinstance(what, tree.TypeOf):
            _typeof(asked, scope, shape, what)
        elif isinstance(what, tree.Function):
            chosen.extend(_function(asked, query, scope, shape, item))
        else:
            chosen.append(_path(scope, shape, what))
    return chosen, nested


def _path(scope: Scope, shape: Shape, path: tree.Path) -> Field:
    column = scope.find(path)
    names = list(path.names)
    if len(names) > 1 and scope._is_alias(names[0]):  # noqa: SLF001 - one module in two files
        names = names[1:]
    at, sobject = shape, scope.sobject
    for depth, name in enumerate(names[:-1]):
        reference = sobject.by_relation[name.lower()]
        at = at.parent(reference, scope, names[: depth + 1], path)
        sobject = at.sobject
    at.add(column.field)
    return column.field


def _function(
    asked: Asked, query: tree.Query, scope: Scope, shape: Shape, item: tree.Item
) -> list[Field]:
    what = item.what
    assert isinstance(what, tree.Function)
    if what.name == "FIELDS":
        return _fields(asked, query, scope, shape, what)
    sql, kind, found = functions.scalar(scope, what)
    key = item.alias or (found.name if found else "expr0")
    shape.add_sql(key, sql, boolean=kind == "boolean")
    return [found] if found else []


def _fields(
    asked: Asked, query: tree.Query, scope: Scope, shape: Shape, what: tree.Function
) -> list[Field]:
    which = what.of.text.upper() if isinstance(what.of, tree.Path) else ""
    if which not in ("ALL", "STANDARD", "CUSTOM"):
        raise asked.context.wrong(what.at, f"Invalid FIELDS function: {which}", "MALFORMED_QUERY")
    if which != "STANDARD" and (query.limit is None or query.limit > 200):
        raise Context.wrong(
            asked.context,
            what.at,
            f"The SOQL FIELDS function must have a LIMIT of at most 200 for FIELDS({which})",
            "MALFORMED_QUERY",
        )
    chosen = [
        each for each in scope.shown() if which == "ALL" or each.custom == (which == "CUSTOM")
    ]
    for each in chosen:
        shape.add(each)
    return chosen


def _typeof(asked: Asked, scope: Scope, shape: Shape, what: tree.TypeOf) -> None:
    """Show of the related record what its kind has of the fields that were asked for."""
    name = what.relation.names[-1].lower()
    reference = scope.sobject.by_relation.get(name)
    if reference is None:
        raise asked.context.wrong(
            what.relation.at,
            f"Didn't understand relationship '{what.relation.text}' in field path.",
        )
    for _kind, paths in (*what.branches, ("", what.otherwise)):
        for path in paths:
            asked_for = tree.Path((what.relation.names[-1], path.names[-1]), path.at)
            _path(scope, shape, asked_for)


def _child(asked: Asked, scope: Scope, query: tree.Query, shape: Shape) -> Child:
    name = query.source.names[-1]
    relation = asked.context.schema.child(scope.sobject, name)
    if relation is None:
        raise asked.context.wrong(
            query.source.at,
            f"Didn't understand relationship '{name}' in FROM part of query call. If you are "
            "attempting to use a custom relationship, be sure to append the '__r' after the custom "
            "relationship name. Please reference your WSDL or the describe call for the "
            "appropriate names.",
            "INVALID_TYPE",
        )
    sobject = asked.context.schema.find(relation.child)
    assert sobject is not None
    key = relation.field.child_relation or name
    shape.add_sql(key, "NULL")
    return Child(key, _plan(asked, query, sobject, f"{scope.table}c"), relation.field.name)


def condition(asked: Asked, query: tree.Query, scope: Scope) -> tuple[str, list[Any]]:
    """Return the WHERE clause with its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    if query.where is not None:
        conditions = conditions_of(asked, scope)
        parts.append(conditions.sql(query.where))
        values = conditions.values
    if not asked.everything and "isdeleted" in scope.sobject.by_name:
        parts.append(f'{scope.table}."IsDeleted" = 0')
    inside = _inside(asked, query, scope)
    if inside:
        parts.append(inside)
        values.append(asked.context.person.id)
    seen, more = visibility.condition(
        asked.context.person, scope.sobject, scope.table, shares=asked.shares
    )
    return visibility.joined([*parts, seen]), [*values, *more]


def _inside(asked: Asked, query: tree.Query, scope: Scope) -> str:
    """Return what USING SCOPE asks for, with one parameter: whose scope it is."""
    wanted = (query.scope or "everything").lower()
    if wanted == "everything":
        return ""
    if "ownerid" in scope.sobject.by_name and wanted == "mine":
        return f'{scope.table}."OwnerId" = ?'
    account = "Id" if scope.sobject.name == "Account" else "AccountId"
    if account.lower() in scope.sobject.by_name and wanted == "team":
        return f'{scope.table}."{account}" IN (SELECT id FROM practice_team WHERE user_id = ?)'
    raise asked.context.wrong(
        query.at, f"scope '{query.scope}' is not supported", "MALFORMED_QUERY"
    )


def conditions_of(asked: Asked, scope: Scope) -> Conditions:
    """Return the translator of one scope's conditions."""

    def subquery(query: tree.Query, place: int) -> tuple[str, list[Any]]:
        sobject = asked.context.sobject(query.source.text, query.source.at)
        inner = Scope(asked.context, sobject, query.alias, f"{scope.table}s")
        what = query.items[0].what
        if len(query.items) != 1 or not isinstance(what, tree.Path):
            raise asked.context.wrong(
                place, "semi join sub-selects can only query one id field", "MALFORMED_QUERY"
            )
        column = inner.find(what)
        where, values = condition(asked, query, inner)
        blank = f"{' AND' if where else ' WHERE'} {column.sql} IS NOT NULL"
        return (
            (
                f'SELECT {column.sql} FROM "{sobject.name}" {inner.table}{inner.joined()}'
                f"{where}{blank}"
            ),
            values,
        )

    return Conditions(asked.context, scope, asked.today, subquery)


def ordering(context: Context, scope: Scope, query: tree.Query) -> str:
    """Return ORDER BY."""
    keys = []
    for each in query.order:
        sql, _kind, found = functions.scalar(scope, each.by)
        if long_field(found):
            name = found.name if found else ""
            raise context.wrong(each.by.at, f"field '{name}' can not be sorted in a query call")
        direction = "DESC" if each.descending else "ASC"
        keys.append(f"{sql} {direction} NULLS {each.nulls or 'FIRST'}")
    return f" ORDER BY {', '.join(keys)}" if keys else ""


def limits(context: Context, query: tree.Query) -> str:
    """Return LIMIT and OFFSET."""
    if query.offset > FURTHEST:
        raise context.wrong(
            query.at,
            f"Maximum SOQL offset allowed is {FURTHEST}",
            "NUMBER_OUTSIDE_VALID_RANGE",
        )
    if query.limit is None and not query.offset:
        return ""
    return f" LIMIT {-1 if query.limit is None else query.limit} OFFSET {query.offset}"
