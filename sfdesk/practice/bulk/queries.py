"""Query jobs: the answer is written to a file once and read from there in pages."""

import base64
from array import array
from itertools import accumulate, repeat
from typing import Any

from sfdesk.practice.bulk import dialect
from sfdesk.practice.bulk.jobs import Job
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.soql import aggregates, grammar, tree
from sfdesk.practice.soql.plan import Asked, Plan, plan
from sfdesk.practice.soql.scope import Context, Scope
from sfdesk.practice.wire import Refusal, Reply

PAGES_SHOWN = 5
_CHUNK = 20_000
_CSV = "text/csv"


def create(visit: Visit) -> Reply:
    """Answer POST /jobs/query."""
    body = visit.call.fields()
    if body.get("operation") not in ("query", "queryAll"):
        raise Refusal(400, "INVALID_ENUM_VALUE", f"operation: {body.get('operation')}")
    statement = str(body.get("query") or "")
    query = grammar.parse(statement)
    _refuse_unsupported(query)
    ready = _planned(visit, statement, everything=body["operation"] == "queryAll")
    _cells(ready)
    jobs = visit.site.jobs
    if len(jobs.all("query")) >= visit.org.switches.bulk_daily_jobs:
        most = visit.org.switches.bulk_daily_jobs
        raise Refusal(
            400, "LIMIT_EXCEEDED",
            f"Max bulk v2 query jobs ({most}) per 24 hrs has been reached ({most + 1})",
        )  # fmt: skip
    job = Job(
        jobs.next_id(), "query", body["operation"], ready.sobject.name, visit.person,
        visit.version, visit.org.stamp(), "UploadComplete",
        line_ending=str(body.get("lineEnding", "LF")),
        delimiter=str(body.get("columnDelimiter", "COMMA")), statement=statement,
    )  # fmt: skip
    dialect.delimiter(job.delimiter)
    dialect.ending(job.line_ending)
    jobs.keep(job)
    answer = job.shown()
    jobs.start(job, lambda one: _write(visit, one))
    return Reply(200, answer)


def _refuse_unsupported(query: tree.Query) -> None:
    if aggregates.asks(query):
        raise Refusal(400, "API_ERROR", "Aggregate Relationships not supported in Bulk Query")
    if query.offset:
        raise Refusal(400, "API_ERROR", "OFFSET is not supported in Bulk Query")
    for item in query.items:
        if isinstance(item.what, tree.Query | tree.TypeOf):
            raise Refusal(400, "API_ERROR", "Nested queries and TYPEOF are not supported in Bulk "
                          "Query")  # fmt: skip
        if isinstance(item.what, tree.Function):
            raise Refusal(400, "API_ERROR", f"{item.what.name} is not supported in Bulk Query")


def _planned(visit: Visit, statement: str, *, everything: bool) -> Plan:
    context = Context(visit.schema, visit.person, statement)
    asked = Asked(
        context, visit.org.now().date(), "", shares=visit.org.shares, everything=everything
    )
    return plan(asked, grammar.parse(statement))


def _cells(ready: Plan) -> tuple[list[str], list[str], Scope]:
    """Return the names and the SQL of the columns; raise `Refusal` for a compound field."""
    scope = Scope(ready.scope.context, ready.sobject, ready.query.alias)
    names, cells = [], []
    for item in ready.query.items:
        assert isinstance(item.what, tree.Path), "everything else was refused before"
        column = scope.find(item.what)
        if column.field.type in ("address", "location"):
            raise Refusal(400, "API_ERROR", "FUNCTIONALITY_NOT_ENABLED: Selecting compound data "
                          "not supported in Bulk Query")  # fmt: skip
        names.append(".".join((*item.what.names[:-1], column.field.name)))
        cells.append(dialect.cell(column.field, column.sql))
    return names, cells, scope


def _write(visit: Visit, job: Job) -> None:
    """Write the whole answer, a piece at a time so that others get their turn."""
    with visit.org.lock:
        ready = _planned(visit, job.statement, everything=job.operation == "queryAll")
        numbers = array("q", (row[0] for row in visit.org.run(ready.numbers(), ready.values)))
    names, cells, scope = _cells(ready)
    between, end = dialect.delimiter(job.delimiter), dialect.ending(job.line_ending)
    sql = (
        f"SELECT {dialect.line_sql(cells, between)} FROM json_each(?) page CROSS JOIN "
        f'"{ready.sobject.name}" t ON t.rowid = page.value{scope.joined()}'
    )
    job.header = (dialect.line(names, between) + end).encode()
    path = visit.site.jobs.file(job)
    starts = array("q", [0])
    with path.open("wb") as file:
        for at in range(0, len(numbers), _CHUNK):
            if not visit.site.jobs.wanted(job):
                return
            part = str(numbers[at : at + _CHUNK].tolist())
            with visit.org.lock:
                lines = [row[0] for row in visit.org.run(sql, (part,))]
            written = [(each + end).encode() for each in lines]
            file.write(b"".join(written))
            sizes = accumulate(map(len, written), initial=starts[-1])
            next(sizes)
            starts.extend(sizes)
            job.processed += len(written)
    job.starts = starts
    job.results = path


def show(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/query/750..."""
    return Reply(200, visit.site.jobs.find("query", job_id, visit.version).shown(whole=True))


def every(visit: Visit) -> Reply:
    """Answer GET /jobs/query."""
    found = [each.shown(whole=False) for each in visit.site.jobs.all("query")]
    return Reply(200, {"done": True, "records": found, "nextRecordsUrl": None})


def change(visit: Visit, job_id: str) -> Reply:
    """Answer PATCH /jobs/query/750..., which can only abort."""
    job = visit.site.jobs.find("query", job_id, visit.version)
    if visit.call.fields().get("state") != "Aborted":
        raise Refusal(400, "INVALID_ENUM_VALUE", "state has to be Aborted")
    if job.state in ("JobComplete", "Failed"):
        raise Refusal(400, "INVALIDJOBSTATE", f"Aborting already {job.state} Job not allowed")
    job.state = "Aborted"
    return Reply(200, job.shown())


def remove(visit: Visit, job_id: str) -> Reply:
    """Answer DELETE /jobs/query/750..."""
    job = visit.site.jobs.find("query", job_id, visit.version)
    if job.state not in ("JobComplete", "Failed", "Aborted"):
        raise Refusal(400, "INVALIDJOBSTATE", "the job is not over yet")
    visit.site.jobs.remove(job)
    return Reply(204)


def _finished(visit: Visit, job_id: str) -> Job:
    job = visit.site.jobs.find("query", job_id, visit.version)
    if job.state != "JobComplete" or job.results is None:
        raise Refusal(400, "INVALIDJOBSTATE", f"the job is {job.state}")
    return job


def _locator(row: int) -> str:
    return base64.urlsafe_b64encode(str(row).encode()).decode().rstrip("=")


def _row(locator: str | None, job: Job) -> int:
    if not locator or locator == "null":
        return 0
    try:
        row = int(base64.urlsafe_b64decode(locator + "=="))
    except ValueError:
        row = -1
    if not 0 <= row < len(job.starts):
        raise Refusal(400, "INVALID_QUERY_LOCATOR", "invalid query locator")
    return row


def _size(visit: Visit) -> int:
    given = visit.call.query.get("maxRecords")
    most = visit.org.switches.bulk_page
    if given is None:
        return most
    if not given.isdigit() or not int(given):
        raise Refusal(400, "INVALID_FIELD", f"maxRecords: {given} is not valid")
    return min(int(given), most)


def results(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/query/750.../results; the locator of the last page is `null`."""
    job = _finished(visit, job_id)
    start = _row(visit.call.query.get("locator"), job)
    total = len(job.starts) - 1
    end = min(start + _size(visit), total)
    headers = {
        "Sforce-NumberOfRecords": str(end - start),
        "Sforce-Locator": _locator(end) if end < total else "null",
    }
    span = (job.starts[start], job.starts[end])
    return Reply(200, job.results, headers, _CSV, lead=job.header, span=span)


def pages(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/query/750.../resultPages: addresses to be read side by side."""
    job = _finished(visit, job_id)
    size = _size(visit)
    total = len(job.starts) - 1
    first = _row(visit.call.query.get("locator"), job)
    begins = list(range(first, max(total, 1), size))
    here = f"{visit.here}/jobs/query/{job.id}"
    shown = [
        {"resultUrl": f"{here}/results?locator={_locator(row)}&maxRecords={most}"}
        for row, most in zip(begins[:PAGES_SHOWN], repeat(size))
    ]
    answer: dict[str, Any] = {"resultPages": shown, "done": len(begins) <= PAGES_SHOWN}
    answer["nextRecordsUrl"] = None
    if not answer["done"]:
        after = _locator(begins[PAGES_SHOWN])
        answer["nextRecordsUrl"] = f"{here}/resultPages?locator={after}&maxRecords={size}"
    return Reply(200, answer)
