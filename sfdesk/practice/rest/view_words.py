"""What a list view's description says of its columns and of its condition."""

from typing import Any

from sfdesk.practice.schema.fields import NUMBERS, Field, SObject
from sfdesk.practice.soql import tree

_OPERATORS = {
    "=": "equals",
    "!=": "notEquals",
    "<": "lessThan",
    "<=": "lessThanOrEqualTo",
    ">": "greaterThan",
    ">=": "greaterThanOrEqualTo",
    "LIKE": "like",
    "IN": "in",
    "NOT IN": "notIn",
    "INCLUDES": "includes",
    "EXCLUDES": "excludes",
}


def column(name: str, found: Field, kind: SObject, *, hidden: bool) -> dict[str, Any]:
    """Return what is said of one column; a hidden one is always there and never shown."""
    up, down = (None, None) if hidden else _directions(found)
    picked = found.type in ("picklist", "multipicklist")
    owner = f"{kind.label} Owner " if name.startswith("Owner.") else ""
    return {
        "ascendingLabel": up,
        "descendingLabel": down,
        "fieldNameOrPath": name,
        "hidden": hidden,
        "label": f"{owner}{found.label}",
        "selectListItem": f"toLabel({name})" if picked else name,
        "sortDirection": None,
        "sortIndex": None,
        "sortable": not hidden and found.filterable,
        "type": found.type,
    }


def _directions(found: Field) -> tuple[str, str]:
    if found.type in ("picklist", "multipicklist"):
        return "Low to High", "High to Low"
    if found.type in ("date", "datetime"):
        return "New to Old", "Old to New"
    if found.type in NUMBERS or found.type == "phone":
        return "9-0", "0-9"
    return "Z-A", "A-Z"


def condition(where: tree.Condition | None) -> dict[str, Any]:
    """Return a condition as a description tells it; none at all is an empty group."""
    if where is None:
        return {"conditions": [], "conjunction": "and"}
    if isinstance(where, tree.Not):
        return {"condition": condition(where.of)}
    if isinstance(where, tree.All_ | tree.Any_):
        word = "and" if isinstance(where, tree.All_) else "or"
        return {"conditions": [condition(each) for each in where.of], "conjunction": word}
    field = where.left
    values = where.right if isinstance(where.right, tuple) else (where.right,)
    return {
        "field": field.text if isinstance(field, tree.Path) else field.name,
        "operator": _OPERATORS[where.op],
        "values": [_literal(each) for each in values],
    }


def _literal(value: tree.Literal_ | tree.Query) -> str:
    if isinstance(value, tree.Query):
        return ""
    if value.kind != "string":
        return value.value
    quoted = value.value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{quoted}'"
