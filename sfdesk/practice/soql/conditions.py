"""WHERE and HAVING as SQL. Values travel as parameters, never inside the text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sfdesk.practice import ids, moments
from sfdesk.practice.schema.fields import NUMBERS, TEXTS, Field
from sfdesk.practice.soql import functions, periods, tree
from sfdesk.practice.soql.scope import Context, Scope

_OPS = {"=": "IS", "!=": "IS NOT", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(slots=True)
class Conditions:
    """Translates the conditions of one scope; `values` are the parameters in order."""

    context: Context
    scope: Scope
    today: date
    subquery: Callable[[tree.Query, int], tuple[str, list[Any]]]
    values: list[Any] = field(default_factory=list)
    _under_not: int = 0

    def sql(self, condition: tree.Condition) -> str:
        """Return a condition as SQL that is never NULL where that would make a difference."""
        if isinstance(condition, tree.All_):
            return "(" + " AND ".join(self.sql(each) for each in condition.of) + ")"
        if isinstance(condition, tree.Any_):
            return "(" + " OR ".join(self.sql(each) for each in condition.of) + ")"
        if isinstance(condition, tree.Not):
            self._under_not += 1
            inner = self.sql(condition.of)
            self._under_not -= 1
            return f"NOT {inner}"
        compared = self._compare(condition)
        return f"coalesce({compared}, 0)" if self._under_not else compared

    def _compare(self, each: tree.Compare) -> str:
        left, kind, found = functions.scalar(self.scope, each.left)
        if found is not None and not found.filterable:
            raise self.context.wrong(
                each.at, f"field '{found.name}' can not be filtered in a query call"
            )
        name = each.left.text if isinstance(each.left, tree.Path) else each.left.name
        if isinstance(each.right, tree.Query):
            return self._semi_join(left, each.op, each.right, each.at)
        if isinstance(each.right, tuple):
            return self._set(left, kind, name, each.op, each.right)
        if each.op == "LIKE":
            return self._like(left, kind, each)
        if each.right.kind == "period":
            return self._period(left, kind, each.op, each.right)
        value = self.value(kind, name, each.right)
        if each.op not in ("=", "!=") and kind in ("boolean", "id", "reference"):
            raise self.context.wrong(
                each.at, f"invalid operator on {kind} field", "INVALID_QUERY_FILTER_OPERATOR"
            )
        return self._with_value(left, each.op, value)

    def _with_value(self, left: str, op: str, value: Any) -> str:
        self.values.append(value)
        return f"({left} {_OPS[op]} ?)"

    def _semi_join(self, left: str, op: str, query: tree.Query, place: int) -> str:
        if op not in ("IN", "NOT IN"):
            raise self.context.wrong(place, f"unexpected token: '{op}'", "MALFORMED_QUERY")
        inner, values = self.subquery(query, place)
        self.values.extend(values)
        return f"({left} {op} ({inner}))"

    def _set(
        self, left: str, kind: str, name: str, op: str, right: tuple[tree.Literal_, ...]
    ) -> str:
        if op in ("INCLUDES", "EXCLUDES"):
            return self._includes(left, op, right)
        given = [self.value(kind, name, each) for each in right]
        known = [each for each in given if each is not None]
        self.values.extend(known)
        listed = f"{left} IN ({', '.join('?' * len(known))})"
        if len(known) < len(given):
            listed = f"({listed} OR {left} IS NULL)"
        # A blank field is not in the list, and so NOT IN holds for it.
        return f"({listed})" if op == "IN" else f"(NOT coalesce({listed}, 0))"

    def _includes(self, left: str, op: str, right: tuple[tree.Literal_, ...]) -> str:
        choices = []
        for each in right:
            parts = [part for part in each.value.split(";") if part]
            self.values.extend(f"%;{part};%" for part in parts)
            choices.append(" AND ".join(f"(';' || {left} || ';') LIKE ?" for _ in parts) or "0")
        sql = "(" + " OR ".join(f"({each})" for each in choices) + ")"
        return sql if op == "INCLUDES" else f"(NOT coalesce({sql}, 0))"

    def _like(self, left: str, kind: str, each: tree.Compare) -> str:
        assert isinstance(each.right, tree.Literal_)
        if kind not in TEXTS:
            raise self.context.wrong(
                each.at, f"invalid operator on {kind} field", "INVALID_QUERY_FILTER_OPERATOR"
            )
        self.values.append(each.right.value)
        return f"({left} LIKE ? ESCAPE '\\')"

    def _period(self, left: str, kind: str, op: str, literal: tree.Literal_) -> str:
        span = periods.span(literal.value, self.today)
        if span is None or kind not in ("date", "datetime"):
            raise self.context.wrong(
                literal.at, f"unexpected token: '{literal.value}'", "MALFORMED_QUERY"
            )
        tail = "T00:00:00.000+0000" if kind == "datetime" else ""
        start, end = (f"{each}{tail}" for each in span)
        inside = f"({left} >= ? AND {left} < ?)"
        if op in ("=", "!="):
            self.values.extend((start, end))
            return inside if op == "=" else f"(NOT coalesce({inside}, 0))"
        self.values.append({"<": start, "<=": end, ">": end, ">=": start}[op])
        return f"({left} {'<' if op in ('<', '<=') else '>='} ?)"

    def value(self, kind: str, name: str, literal: tree.Literal_) -> Any:
        """Return a literal as the column of a field of that type holds it."""
        if literal.kind == "null":
            return None
        if kind in NUMBERS:
            return self._number(name, kind, literal)
        if kind == "boolean":
            if literal.kind != "boolean":
                raise self._mismatch(name, "boolean", literal)
            return int(literal.value == "true")
        if kind in ("date", "datetime"):
            return self._time(name, kind, literal)
        if literal.kind != "string":
            raise self.context.wrong(
                literal.at,
                f"value of filter criterion for field '{name}' must be of type string and should "
                "be enclosed in quotes",
            )
        if kind in ("id", "reference"):
            if literal.value and not ids.looks_right(literal.value):
                raise self.context.wrong(
                    literal.at,
                    f"invalid ID field: {literal.value}",
                    "INVALID_QUERY_FILTER_OPERATOR",
                )
            return ids.wide(literal.value) or None
        return literal.value or None

    def _number(self, name: str, kind: str, literal: tree.Literal_) -> float | int:
        if literal.kind != "number":
            raise self._mismatch(name, kind, literal)
        return float(literal.value) if kind != "int" or "." in literal.value else int(literal.value)

    def _time(self, name: str, kind: str, literal: tree.Literal_) -> str:
        wanted = "dateTime" if kind == "datetime" else "date"
        try:
            if literal.kind == "date" and kind == "date":
                return moments.day(literal.value)
            if literal.kind == "datetime" and kind == "datetime":
                return moments.stamp(moments.moment(literal.value))
        except (ValueError, OverflowError):
            pass
        raise self._mismatch(name, wanted, literal)

    def _mismatch(self, name: str, wanted: str, literal: tree.Literal_) -> Exception:
        return self.context.wrong(
            literal.at,
            f"value of filter criterion for field '{name}' must be of type {wanted} and should "
            "not be enclosed in quotes",
        )


def long_field(found: Field | None) -> bool:
    """Tell whether a field is too long to be sorted or grouped by."""
    return found is not None and not found.filterable
