"""Runs statements and hands out their answers in pages that a locator leads through."""

import secrets
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import orjson

from sfdesk.practice.access import Person
from sfdesk.practice.org import Org
from sfdesk.practice.soql import aggregates, grammar, plan
from sfdesk.practice.soql.columns import metadata
from sfdesk.practice.soql.scope import Context
from sfdesk.practice.wire import Refusal

MOST_ROWS_HELD = 12_000_000
SMALLEST_PAGE = 200
HEAVY_PAGE = 1000
NESTED_PAGE = 500


@dataclass(frozen=True, slots=True)
class Cursor:
    """An answer that is longer than a page: the numbers of its rows, in order."""

    owner: str
    plan: plan.Plan
    rows: "array[int]"
    size: int
    version: str


class Cursors:
    """The open answers of an org, the oldest being dropped when together they grow too large."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Cursor] = OrderedDict()
        self._held = 0

    def keep(self, cursor: Cursor) -> str:
        """Return the name under which the cursor can be found."""
        name = "0r8" + secrets.token_hex(6).upper() + "AAQ"
        self._open[name] = cursor
        self._held += len(cursor.rows)
        while self._held > MOST_ROWS_HELD and len(self._open) > 1:
            _, gone = self._open.popitem(last=False)
            self._held -= len(gone.rows)
        return name

    def find(self, name: str) -> Cursor | None:
        """Return a cursor that is still open."""
        return self._open.get(name)

    def forget(self) -> None:
        """Drop every cursor, as a release or a long pause does."""
        self._open.clear()
        self._held = 0


@dataclass(frozen=True, slots=True)
class Asking:
    """One query call: who asks, which API version, how many rows a page may have.

    With `raw` the records of an answer are JSON text, for nobody but the caller to read.
    """

    org: Org
    cursors: Cursors
    person: Person
    version: str
    batch: int | None = None
    everything: bool = False
    columns: bool = False
    raw: bool = False

    def run(self, statement: str) -> dict[str, Any]:
        """Return the first page of an answer; raise `Refusal`."""
        try:
            query = grammar.parse(statement)
            context = Context(self.org.seen_by(self.person), self.person, statement)
            asked = plan.Asked(
                context,
                self.org.now().date(),
                f"/services/data/v{self.version}/sobjects",
                self.org.shares,
                self.everything,
            )
            with self.org.within(self.org.switches.query_seconds):
                if aggregates.asks(query):
                    return self._aggregate(asked, query)
                return self._rows(plan.plan(asked, query))
        except RecursionError:
            raise Refusal(400, "MALFORMED_QUERY", "The statement is nested too deeply") from None

    def _aggregate(self, asked: plan.Asked, query: Any) -> dict[str, Any]:
        if aggregates.is_count(query):
            sql, values = aggregates.count(asked, query)
            found = self.org.row(sql, values)
            counted: dict[str, Any] = {
                "totalSize": found[0] if found else 0,
                "done": True,
                "records": [],
            }
            # COUNT() selects no column; the sf CLI asks for their list all the same.
            return {"columnMetadata": [], **counted} if self.columns else counted
        sql, values, keys, kinds = aggregates.aggregate(asked, query)
        records = [
            {"attributes": {"type": "AggregateResult"}, **_typed(keys, kinds, row)}
            for row in self.org.rows(sql, values)
        ]
        answer = {"totalSize": len(records), "done": True, "records": records}
        return {**metadata(asked, query), **answer} if self.columns else answer

    def _rows(self, ready: plan.Plan) -> dict[str, Any]:
        found = array("q", (row[0] for row in self.org.run(ready.numbers(), ready.values)))
        cursor = Cursor(self.person.id, ready, found, self._size(ready), self.version)
        answer = self._page(cursor, None, 0)
        return {**_columns(self, ready), **answer} if self.columns else answer

    def _size(self, ready: plan.Plan) -> int:
        size = min(self.batch or self.org.switches.page_size, self.org.switches.page_size)
        if ready.heavy:
            size = min(size, HEAVY_PAGE)
        if ready.children:
            size = min(size, NESTED_PAGE)
        return size

    def more(self, locator: str) -> dict[str, Any]:
        """Return the page that a locator names; raise `Refusal` INVALID_QUERY_LOCATOR."""
        name, _, start = locator.rpartition("-")
        cursor = self.cursors.find(name)
        if cursor is None or cursor.owner != self.person.id or not start.isdigit():
            raise Refusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
        return self._page(cursor, name, int(start))

    def _page(self, cursor: Cursor, name: str | None, start: int) -> dict[str, Any]:
        part = cursor.rows[start : start + cursor.size]
        end = start + len(part)
        answer: dict[str, Any] = {"totalSize": len(cursor.rows), "done": end >= len(cursor.rows)}
        if not answer["done"]:
            name = name or self.cursors.keep(cursor)
            answer["nextRecordsUrl"] = f"/services/data/v{cursor.version}/query/{name}-{end}"
        if self.raw and not cursor.plan.children:
            answer["records"] = orjson.Fragment(self._json(cursor.plan, part))
        else:
            answer["records"] = self.records(cursor.plan, part)
        return answer

    def _json(self, ready: plan.Plan, part: "array[int]") -> bytes:
        numbers = orjson.dumps(part.tolist()).decode()
        lines = [row[0] for row in self.org.run(ready.fetch, (numbers,))]
        return f"[{','.join(lines)}]".encode()

    def records(self, ready: plan.Plan, part: "array[int]") -> list[dict[str, Any]]:
        """Return the records of some rows, with their children."""
        found: list[dict[str, Any]] = orjson.loads(self._json(ready, part))
        for child in ready.children:
            self._attach(child, found)
        return found

    def _attach(self, child: plan.Child, parents: list[dict[str, Any]]) -> None:
        """Give each parent the first page of its children; all are read at once."""
        parts = [each["attributes"]["url"].rpartition("/")[2] for each in parents]
        query = child.plan.query
        stop = None if query.limit is None else query.offset + query.limit
        grouped: dict[str, array[int]] = {}
        values = [*child.plan.values, orjson.dumps(parts).decode()]
        for number, parent in self.org.run(child.plan.numbers_below(child.reference), values):
            grouped.setdefault(parent, array("q")).append(number)
        size = self._size(child.plan)
        cut = {key: rows[query.offset : stop] for key, rows in grouped.items()}
        shown = array("q", (row for rows in cut.values() for row in rows[:size]))
        read = dict(zip(shown, self.records(child.plan, shown), strict=True))
        for record, parent in zip(parents, parts, strict=True):
            rows = cut.get(parent, array("q"))
            record[child.key] = self._nested(child.plan, rows, size, read) if rows else None

    def _nested(
        self, ready: plan.Plan, rows: "array[int]", size: int, read: dict[int, dict[str, Any]]
    ) -> dict[str, Any]:
        answer: dict[str, Any] = {"totalSize": len(rows), "done": len(rows) <= size}
        if not answer["done"]:
            name = self.cursors.keep(Cursor(self.person.id, ready, rows, size, self.version))
            answer["nextRecordsUrl"] = f"/services/data/v{self.version}/query/{name}-{size}"
        answer["records"] = [read[row] for row in rows[:size]]
        return answer


def _typed(keys: list[str], kinds: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    return {
        key: bool(value) if kind == "boolean" and value is not None else value
        for key, kind, value in zip(keys, kinds, row, strict=True)
    }


def _columns(asking: Asking, ready: plan.Plan) -> dict[str, Any]:
    context = ready.scope.context
    asked = plan.Asked(context, asking.org.now().date(), "")
    return metadata(asked, ready.query)
