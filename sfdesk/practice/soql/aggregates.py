"""Statements that count, sum or group: their answer is computed at once, in one page."""

from dataclasses import replace
from typing import Any

from sfdesk.practice.soql import functions, tree
from sfdesk.practice.soql.plan import Asked, condition, conditions_of, limits
from sfdesk.practice.soql.scope import Scope


def asks(query: tree.Query) -> bool:
    """Tell whether a statement is an aggregate."""
    return bool(query.group) or any(functions.is_aggregate(each.what) for each in query.items)


def is_count(query: tree.Query) -> bool:
    """Tell whether a statement is `SELECT COUNT()`, which is answered by the total alone."""
    what = query.items[0].what
    return (
        len(query.items) == 1
        and isinstance(what, tree.Function)
        and what.name == "COUNT"
        and what.of is None
    )


def count(asked: Asked, query: tree.Query) -> tuple[str, list[Any]]:
    """Return the SQL of `SELECT COUNT()`."""
    scope = _scope(asked, query)
    where, values = condition(asked, query, scope)
    rows = f'FROM "{scope.sobject.name}" {scope.table}{scope.joined()}{where}'
    cut = limits(asked.context, query)
    return (
        f"SELECT count(*) FROM (SELECT 1 {rows}{cut})" if cut else f"SELECT count(*) {rows}"
    ), values


def _scope(asked: Asked, query: tree.Query) -> Scope:
    sobject = asked.context.sobject(query.source.text, query.source.at)
    return Scope(asked.context, sobject, query.alias)


def aggregate(asked: Asked, query: tree.Query) -> tuple[str, list[Any], list[str], list[str]]:
    """Return SQL, parameters, the keys of each result and the types of their values."""
    scope = _scope(asked, query)
    grouped = [functions.scalar(scope, each) for each in query.group]
    _refuse_long(asked, query, grouped)
    keys, kinds, columns = _selected(asked, query, scope)
    where, values = condition(asked, query, scope)
    having, more = _having(asked, query, scope)
    order = _order(query, scope, dict(zip(keys, columns, strict=True)))
    groups = f" GROUP BY {', '.join(sql for sql, _, _ in grouped)}" if grouped else ""
    rows = f'FROM "{scope.sobject.name}" {scope.table}{scope.joined()}{where}'
    cut = limits(asked.context, query)
    if query.rollup:
        sql, values = _rolled(query, columns, [each[0] for each in grouped], rows, values)
        return f"{sql}{cut}", values, keys, kinds
    sql = f"SELECT {', '.join(columns)} {rows}{groups}{having}{order}{cut}"
    return sql, [*values, *more], keys, kinds


def _refuse_long(asked: Asked, query: tree.Query, grouped: list[Any]) -> None:
    for expression, (_sql, _kind, found) in zip(query.group, grouped, strict=True):
        if found is not None and (found.long or found.type in ("currency", "double", "address")):
            raise asked.context.wrong(
                expression.at, f"field '{found.name}' can not be grouped in a query call"
            )


def _selected(
    asked: Asked, query: tree.Query, scope: Scope
) -> tuple[list[str], list[str], list[str]]:
    keys, kinds, columns = [], [], []
    unnamed = 0
    groups = {_words(each) for each in query.group}
    for item in query.items:
        if isinstance(item.what, (tree.Query, tree.TypeOf)):
            raise asked.context.wrong(
                query.at,
                "Grouped query cannot use child relationships in the SELECT list",
                "MALFORMED_QUERY",
            )
        if not functions.is_aggregate(item.what) and _words(item.what) not in groups:
            raise asked.context.wrong(
                item.what.at,
                f"Field must be grouped or aggregated: {_written(item.what)}",
                "MALFORMED_QUERY",
            )
        if isinstance(item.what, tree.Function) and item.what.name == "GROUPING":
            sql, kind, found = "0", "int", None
        else:
            sql, kind, found = functions.scalar(scope, item.what)
        key = item.alias or (found.name if found and isinstance(item.what, tree.Path) else None)
        if key is None:
            key = f"expr{unnamed}"
            unnamed += 1
        keys.append(key)
        kinds.append(kind)
        columns.append(sql)
    return keys, kinds, columns


def _written(what: tree.Expression) -> str:
    return what.text if isinstance(what, tree.Path) else what.name


def _words(what: object) -> str:
    """Return an expression as text to compare it with another, whatever its case and place."""
    if isinstance(what, tree.Path):
        return what.text.lower()
    if isinstance(what, tree.Function):
        return f"{what.name}({_words(what.of)})"
    return ""


def _having(asked: Asked, query: tree.Query, scope: Scope) -> tuple[str, list[Any]]:
    if query.having is None:
        return "", []
    conditions = conditions_of(asked, scope)
    sql = conditions.sql(query.having)
    return f" HAVING {sql}", conditions.values


def _order(query: tree.Query, scope: Scope, aliases: dict[str, str]) -> str:
    keys = []
    named = {name.lower(): sql for name, sql in aliases.items()}
    for each in query.order:
        alias = each.by.text.lower() if isinstance(each.by, tree.Path) else ""
        sql = named.get(alias) or functions.scalar(scope, each.by)[0]
        direction = "DESC" if each.descending else "ASC"
        keys.append(f"{sql} {direction} NULLS {each.nulls or 'FIRST'}")
    return f" ORDER BY {', '.join(keys)}" if keys else ""


def _rolled(
    query: tree.Query, columns: list[str], groups: list[str], rows: str, values: list[Any]
) -> tuple[str, list[Any]]:
    """Return one SELECT per grouping set: every prefix of a rollup, every subset of a cube."""
    sizes = range(len(groups), -1, -1)
    kept = [groups[:size] for size in sizes]
    if query.rollup == "CUBE":
        kept = [
            [each for bit, each in enumerate(groups) if mask >> bit & 1]
            for mask in range(2 ** len(groups) - 1, -1, -1)
        ]
    parts = []
    for each in kept:
        shown = [
            "NULL" if column in groups and column not in each else column for column in columns
        ]
        by = f" GROUP BY {', '.join(each)}" if each else ""
        parts.append(f"SELECT {', '.join(shown)} {rows}{by}")
    return " UNION ALL ".join(parts), values * len(parts)


def without_paging(query: tree.Query) -> tree.Query:
    """Return the statement without LIMIT and OFFSET."""
    return replace(query, limit=None, offset=0)
