"""SOQL over REST: /query, /queryAll and the pages that follow."""

import re

from sfdesk.practice.rest.visit import Visit, boolean
from sfdesk.practice.soql.answer import SMALLEST_PAGE, Asking
from sfdesk.practice.wire import Refusal, Reply

_BATCH = re.compile(r"batchSize\s*=\s*(\d+)", re.IGNORECASE)


def _asking(visit: Visit, *, everything: bool = False) -> Asking:
    said = _BATCH.search(visit.call.headers.get("sforce-query-options", ""))
    size = None
    if said:
        size = min(max(int(said[1]), SMALLEST_PAGE), visit.org.switches.page_size)
    return Asking(
        visit.org,
        visit.site.cursors,
        visit.person,
        visit.version,
        batch=size,
        everything=everything,
        columns=boolean(visit.call.query.get("columns")),
        raw=not visit.inner,
    )


def _statement(visit: Visit) -> str:
    given = visit.call.query.get("q")
    if given is None:
        raise Refusal(400, "MALFORMED_QUERY", "A query string has to be specified")
    return given


def query(visit: Visit) -> Reply:
    """Answer GET /query?q=."""
    return Reply(200, _asking(visit).run(_statement(visit)))


def query_all(visit: Visit) -> Reply:
    """Answer GET /queryAll?q=, deleted records included."""
    return Reply(200, _asking(visit, everything=True).run(_statement(visit)))


def more(visit: Visit, locator: str) -> Reply:
    """Answer GET /query/0r8...-2000."""
    return Reply(200, _asking(visit).more(locator))
