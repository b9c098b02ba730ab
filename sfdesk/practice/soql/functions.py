"""Functions of a field in a condition, a selection or a GROUP BY, as SQL."""

from sfdesk.practice.schema.fields import Field
from sfdesk.practice.schema.variants import RATES
from sfdesk.practice.soql import tree
from sfdesk.practice.soql.scope import Scope

_PARTS = {
    "CALENDAR_YEAR": "CAST(substr({0}, 1, 4) AS INTEGER)",
    "CALENDAR_MONTH": "CAST(substr({0}, 6, 2) AS INTEGER)",
    "CALENDAR_QUARTER": "((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "FISCAL_YEAR": "CAST(substr({0}, 1, 4) AS INTEGER)",
    "FISCAL_MONTH": "CAST(substr({0}, 6, 2) AS INTEGER)",
    "FISCAL_QUARTER": "((CAST(substr({0}, 6, 2) AS INTEGER) + 2) / 3)",
    "DAY_IN_MONTH": "CAST(substr({0}, 9, 2) AS INTEGER)",
    "DAY_IN_WEEK": "(CAST(strftime('%w', substr({0}, 1, 10)) AS INTEGER) + 1)",
    "DAY_IN_YEAR": "CAST(strftime('%j', substr({0}, 1, 10)) AS INTEGER)",
    "WEEK_IN_MONTH": "((CAST(substr({0}, 9, 2) AS INTEGER) + 6) / 7)",
    "WEEK_IN_YEAR": "((CAST(strftime('%j', substr({0}, 1, 10)) AS INTEGER) + 6) / 7)",
    "HOUR_IN_DAY": "CAST(substr({0}, 12, 2) AS INTEGER)",
    "DAY_ONLY": "substr({0}, 1, 10)",
}
_SAME = ("TOLABEL", "CONVERTCURRENCY", "CONVERTTIMEZONE", "FORMAT")
AGGREGATES = ("COUNT", "COUNT_DISTINCT", "SUM", "AVG", "MIN", "MAX")
_AGGREGATED = {
    "COUNT": "count({0})",
    "COUNT_DISTINCT": "count(DISTINCT {0})",
    "SUM": "sum({0})",
    "AVG": "avg({0})",
    "MIN": "min({0})",
    "MAX": "max({0})",
}


def is_aggregate(what: object) -> bool:
    """Tell whether something selected is computed over many records."""
    return isinstance(what, tree.Function) and what.name in (*AGGREGATES, "GROUPING")


def scalar(scope: Scope, what: tree.Expression) -> tuple[str, str, Field | None]:
    """Return the SQL of an expression, the type of its value and the field behind it."""
    if isinstance(what, tree.Path):
        column = scope.find(what)
        return column.sql, column.field.type, column.field
    if what.name in AGGREGATES:
        return aggregate(scope, what)
    if what.of is None or what.name not in (*_PARTS, *_SAME):
        raise scope.context.wrong(what.at, f"Invalid function: {what.name}", "MALFORMED_QUERY")
    inner, kind, found = scalar(scope, what.of)
    if what.name == "CONVERTCURRENCY" and isinstance(what.of, tree.Path):
        return _converted(scope, what.of), kind, found
    if what.name in _SAME:
        return inner, kind, found
    if kind not in ("date", "datetime"):
        raise scope.context.wrong(
            what.at, f"{what.name} function requires a date or dateTime field"
        )
    return _PARTS[what.name].format(inner), "date" if what.name == "DAY_ONLY" else "int", None


def _converted(scope: Scope, path: tree.Path) -> str:
    """Return an amount in the org's own currency."""
    column = scope.find(path)
    if "currencyisocode" not in column.sobject.by_name:
        return column.sql
    code = f'{column.sql.partition(".")[0]}."CurrencyIsoCode"'
    rates = " ".join(f"WHEN '{name}' THEN {rate}" for name, rate in RATES.items())
    return f"({column.sql} * CASE {code} {rates} ELSE 1.0 END)"


def aggregate(scope: Scope, what: tree.Function) -> tuple[str, str, Field | None]:
    """Return the SQL of an aggregate function and the type of its value."""
    if what.of is None:
        return "count(*)", "int", None
    inner, kind, found = scalar(scope, what.of)
    name = what.name
    if name in ("SUM", "AVG") and kind not in ("int", "double", "currency", "percent"):
        raise scope.context.wrong(
            what.at,
            f"field {found.name if found else ''} does not support aggregate operator {name}",
            "MALFORMED_QUERY",
        )
    result = "int" if name.startswith("COUNT") else "double" if name == "AVG" else kind
    return _AGGREGATED[name].format(inner), result, None
