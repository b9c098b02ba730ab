"""getUpdated and getDeleted: what changed in a window of time."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sfdesk.practice import moments
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal, Reply, not_found

MOST = 600_000
_FURTHEST_UPDATED = timedelta(days=30)


def _window(visit: Visit, sobject: str, furthest: timedelta) -> tuple[SObject, str, str]:
    """Return the object and the window in stamps, cut to the minute; raise `Refusal`."""
    kind = visit.sobject(sobject)
    if not kind.replicateable:
        raise not_found()
    try:
        start = moments.moment(visit.call.query["start"].replace(" ", "+"))
        end = moments.moment(visit.call.query["end"].replace(" ", "+"))
    except KeyError as error:
        raise Refusal(400, "MISSING_ARGUMENT", f"{error.args[0]} has to be given") from None
    except (ValueError, OverflowError):
        raise _bad("start and end have to be dates with a time, such as "
                   "2026-05-01T00:00:00Z") from None  # fmt: skip
    start, end = (each.replace(second=0, microsecond=0) for each in (start, end))
    if end - start < timedelta(minutes=1):
        raise _bad("endDate must be at least one minute greater than startDate")
    if visit.org.now() - start > furthest:
        raise _bad(f"startDate cannot be more than {furthest.days} days ago")
    return kind, moments.stamp(start), moments.stamp(end)


def _bad(message: str) -> Refusal:
    return Refusal(400, "INVALID_REPLICATION_DATE", message)


def _covered(visit: Visit, end: str) -> str:
    """Return up to when everything is known: transactions that still run are not."""
    delay = visit.org.switches.commit_delay
    now = (visit.org.now() - timedelta(seconds=delay)).replace(second=0, microsecond=0)
    return min(end, moments.stamp(now))


def _few(rows: list[tuple[Any, ...]]) -> None:
    if len(rows) > MOST:
        raise Refusal(400, "EXCEEDED_ID_LIMIT", f"more than {MOST} ids in this window")


def updated(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account/updated/?start=..&end=.."""
    kind, start, end = _window(visit, sobject, _FURTHEST_UPDATED)
    alive = ' AND "IsDeleted" = 0' if "isdeleted" in kind.by_name else ""
    rows = visit.org.rows(
        f'SELECT "Id" FROM "{kind.name}" WHERE "SystemModstamp" >= ? AND "SystemModstamp" < ?'
        f"{alive} LIMIT {MOST + 1}",
        (start, end),
    )
    _few(rows)
    return Reply(200, {"ids": [row[0] for row in rows], "latestDateCovered": _covered(visit, end)})


def deleted(visit: Visit, sobject: str) -> Reply:
    """Answer GET /sobjects/Account/deleted/?start=..&end=.."""
    furthest = timedelta(days=visit.org.switches.recycle_days)
    kind, start, end = _window(visit, sobject, furthest)
    rows: list[tuple[Any, ...]] = []
    if "isdeleted" in kind.by_name:
        rows = visit.org.rows(
            f'SELECT "Id", "SystemModstamp" FROM "{kind.name}" WHERE "IsDeleted" = 1 '
            f'AND "SystemModstamp" >= ? AND "SystemModstamp" < ? LIMIT {MOST + 1}',
            (start, end),
        )
    _few(rows)
    earliest = visit.org.now().astimezone(UTC) - furthest
    return Reply(
        200,
        {
            "deletedRecords": [{"id": row[0], "deletedDate": row[1]} for row in rows],
            "earliestDateAvailable": moments.stamp(_minute(earliest)),
            "latestDateCovered": _covered(visit, end),
        },
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
