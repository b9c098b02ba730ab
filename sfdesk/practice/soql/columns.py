"""What `columns=true` adds to an answer: one description for each column that was selected."""

from typing import Any

from sfdesk.practice.schema.fields import Field
from sfdesk.practice.soql import aggregates, functions, tree
from sfdesk.practice.soql.plan import Asked
from sfdesk.practice.soql.scope import Scope

_APEX = {
    "id": "Id",
    "reference": "Id",
    "boolean": "Boolean",
    "int": "Integer",
    "double": "Double",
    "currency": "Double",
    "percent": "Double",
    "date": "Date",
    "datetime": "Datetime",
    "address": "Address",
}


def metadata(asked: Asked, query: tree.Query) -> dict[str, Any]:
    """Return `columnMetadata` and what stands beside it."""
    sobject = asked.context.sobject(query.source.text, query.source.at)
    scope = Scope(asked.context, sobject, query.alias)
    columns = []
    unnamed = 0
    for item in query.items:
        what = item.what
        if isinstance(what, tree.Query):
            columns.append(_nested(asked, scope, what))
            continue
        if isinstance(what, tree.TypeOf):
            continue
        if isinstance(what, tree.Function):
            name = item.alias or f"expr{unnamed}"
            unnamed += item.alias is None
            columns.append(_column(name, None, _kind(scope, what), aggregate=True))
            continue
        columns.extend(_path(scope, what))
    selected = any(
        isinstance(each.what, tree.Path) and each.what.text.lower() == "id" for each in query.items
    )
    return {
        "columnMetadata": columns,
        "entityName": sobject.name,
        "groupBy": bool(query.group) and aggregates.asks(query),
        "idSelected": selected,
        "keyPrefix": sobject.prefix,
    }


def _kind(scope: Scope, what: tree.Function) -> str:
    if what.name == "FIELDS":
        return "string"
    return functions.scalar(scope, what)[1]


def _path(scope: Scope, path: tree.Path) -> list[dict[str, Any]]:
    column = scope.find(path)
    inner = _column(column.field.name, column.field, column.field.type)
    for name in reversed(path.names[:-1]):
        inner = {**_column(name, None, "reference"), "joinColumns": [inner]}
    return [inner]


def _nested(asked: Asked, scope: Scope, query: tree.Query) -> dict[str, Any]:
    relation = asked.context.schema.child(scope.sobject, query.source.names[-1])
    assert relation is not None, "the statement was translated before"
    child = asked.context.schema.find(relation.child)
    assert child is not None
    inner = Scope(asked.context, child, query.alias)
    columns = []
    for item in query.items:
        if isinstance(item.what, tree.Path):
            columns.extend(_path(inner, item.what))
    key = relation.field.child_relation or query.source.names[-1]
    return {**_column(key, None, "reference", aggregate=True), "joinColumns": columns}


def _column(
    name: str, found: Field | None, kind: str, *, aggregate: bool = False
) -> dict[str, Any]:
    number = kind in ("int", "double", "currency", "percent")
    return {
        "aggregate": aggregate,
        "apexType": _APEX.get(kind, "String"),
        "booleanType": kind == "boolean",
        "columnName": name,
        "custom": bool(found and found.custom),
        "displayName": name,
        "foreignKeyName": None,
        "insertable": bool(found and found.createable),
        "joinColumns": [],
        "numberType": number,
        "textType": not number and kind not in ("boolean", "date", "datetime"),
        "updatable": bool(found and found.updateable),
    }
