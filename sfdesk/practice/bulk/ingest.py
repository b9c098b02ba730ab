"""Ingest jobs: a CSV is uploaded, each row is saved for itself, three files tell the outcome."""

from typing import Any

from sfdesk.practice import ids, recycle, rules
from sfdesk.practice.bulk import dialect
from sfdesk.practice.bulk.jobs import OVER, Job
from sfdesk.practice.records import Saving
from sfdesk.practice.rest import rows
from sfdesk.practice.rest.visit import Visit
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal, Reply

OPERATIONS = ("insert", "update", "upsert", "delete", "hardDelete")
_BATCH = 200
_NULL = "#N/A"
_CSV = "text/csv"


def create(visit: Visit) -> Reply:
    """Answer POST /jobs/ingest."""
    body = visit.call.fields()
    operation = str(body.get("operation"))
    if operation not in OPERATIONS:
        raise Refusal(400, "INVALID_ENUM_VALUE", f"operation: {operation} is not valid")
    kind = visit.schema.find(str(body.get("object")))
    if kind is None:
        raise Refusal(
            400, "INVALIDENTITY", f"'{body.get('object')}' is not supported by the Bulk API"
        )
    key = body.get("externalIdFieldName")
    if operation == "upsert":
        if not key:
            raise Refusal(400, "INVALIDJOB", "externalIdFieldName is required for upsert")
        rows.key_field(visit, kind, str(key))
    job = Job(
        visit.site.jobs.next_id(), "ingest", operation, kind.name, visit.person, visit.version,
        visit.org.stamp(), "Open", line_ending=str(body.get("lineEnding", "LF")),
        delimiter=str(body.get("columnDelimiter", "COMMA")),
        external_id=str(key) if key else None,
    )  # fmt: skip
    dialect.delimiter(job.delimiter)
    dialect.ending(job.line_ending)
    return Reply(200, visit.site.jobs.keep(job).shown())


def upload(visit: Visit, job_id: str) -> Reply:
    """Answer PUT /jobs/ingest/750.../batches, which comes once."""
    job = visit.site.jobs.find("ingest", job_id, visit.version)
    if job.state != "Open" or job.upload is not None:
        raise Refusal(400, "INVALIDJOBSTATE", "the data of this job was uploaded already")
    job.upload = visit.call.body
    return Reply(201)


def change(visit: Visit, job_id: str) -> Reply:
    """Answer PATCH /jobs/ingest/750...: start the work, or abort."""
    job = visit.site.jobs.find("ingest", job_id, visit.version)
    state = visit.call.fields().get("state")
    if state not in ("UploadComplete", "Aborted"):
        raise Refusal(400, "INVALID_ENUM_VALUE", "state has to be UploadComplete or Aborted")
    if job.state in OVER or (state == "UploadComplete" and job.state != "Open"):
        raise Refusal(400, "INVALIDJOBSTATE", f"the job is {job.state}")
    job.state = state
    answer = job.shown()
    if state == "UploadComplete":
        visit.site.jobs.start(job, lambda one: _work(visit, one))
    return Reply(200, answer)


def show(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/ingest/750..."""
    return Reply(200, visit.site.jobs.find("ingest", job_id, visit.version).shown(whole=True))


def every(visit: Visit) -> Reply:
    """Answer GET /jobs/ingest."""
    found = [each.shown() for each in visit.site.jobs.all("ingest")]
    return Reply(200, {"done": True, "records": found, "nextRecordsUrl": None})


def remove(visit: Visit, job_id: str) -> Reply:
    """Answer DELETE /jobs/ingest/750..."""
    job = visit.site.jobs.find("ingest", job_id, visit.version)
    if job.state == "InProgress":
        raise Refusal(400, "INVALIDJOBSTATE", "the job is not over yet")
    visit.site.jobs.remove(job)
    return Reply(204)


def outcome(visit: Visit, job_id: str, which: str) -> Reply:
    """Answer GET of successfulResults, failedResults or unprocessedrecords."""
    job = visit.site.jobs.find("ingest", job_id, visit.version)
    between, end = dialect.delimiter(job.delimiter), dialect.ending(job.line_ending)
    parts = {
        "successfulResults": (["sf__Id", "sf__Created"], job.good),
        "failedResults": (["sf__Id", "sf__Error"], job.bad),
        "unprocessedrecords": ([], job.left),
    }
    extra, found = parts[which]
    # The two sf__ columns are quoted; the caller's own header comes back as it was uploaded.
    header = between.join([*(f'"{each}"' for each in extra), *job.columns])
    lines = [header, *(dialect.line(each, between) for each in found)]
    return Reply(200, end.join(lines) + end, media=_CSV)


def successful(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/ingest/750.../successfulResults."""
    return outcome(visit, job_id, "successfulResults")


def failed(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/ingest/750.../failedResults."""
    return outcome(visit, job_id, "failedResults")


def unprocessed(visit: Visit, job_id: str) -> Reply:
    """Answer GET /jobs/ingest/750.../unprocessedrecords."""
    return outcome(visit, job_id, "unprocessedrecords")


def _work(visit: Visit, job: Job) -> None:
    given = _read(job)
    kind = visit.sobject(job.sobject)
    columns = given[0]
    first = (job.upload or b"").decode("utf-8-sig").splitlines()[0]
    quoted = first.startswith('"')
    job.columns = [f'"{each}"' for each in columns] if quoted else columns
    _check_header(job, kind, columns)
    saving = Saving(visit.org, visit.person, float(visit.version))
    for start in range(1, len(given), _BATCH):
        with visit.org.lock:
            if not visit.site.jobs.wanted(job):
                job.left.extend(given[start:])
                return
            with visit.org.writing():
                for row in given[start : start + _BATCH]:
                    _row(visit, saving, job, kind, dict(zip(columns, row, strict=False)), row)
    job.upload = None


def _read(job: Job) -> list[list[str]]:
    try:
        text = (job.upload or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(400, "INVALID_BATCH", "InvalidBatch : the data is not UTF-8") from None
    if job.line_ending == "LF" and "\r\n" in text.partition("\n")[0] + "\n":
        raise Refusal(
            400, "CLIENT_INPUT_ERROR",
            "ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is "
            "LF",
        )  # fmt: skip
    found = [row for row in dialect.rows(text, dialect.delimiter(job.delimiter)) if row]
    if not found:
        raise Refusal(400, "INVALID_BATCH", "InvalidBatch : no data was uploaded")
    return found


def _check_header(job: Job, kind: SObject, columns: list[str]) -> None:
    for name in columns:
        relation, dot, _key = name.partition(".")
        known = relation.lower() in kind.by_relation if dot else name.lower() in kind.by_name
        if not known:
            raise Refusal(400, "INVALID_BATCH", f"InvalidBatch : Field name not found : {name}")
    if job.operation in ("update", "delete", "hardDelete") and "id" not in [
        each.lower() for each in columns
    ]:
        raise Refusal(400, "INVALID_BATCH", "InvalidBatch : Field name not found : Id")


def _row(
    visit: Visit, saving: Saving, job: Job, kind: SObject, given: dict[str, str], raw: list[str]
) -> None:
    job.processed += 1
    record_id = next((value for name, value in given.items() if name.lower() == "id"), "")
    try:
        with visit.org.writing():
            _complete(given, raw)
            made, created = _save(visit, saving, job, kind, record_id, _values(given))
    except Refusal as refused:
        fields = ",".join(refused.fields or [])
        said = f"{refused.code}:{refused.message}:{fields}--"
        job.bad.append(["", said, *raw])
        return
    job.good.append([made, str(created).lower(), *raw])


def _complete(given: dict[str, str], raw: list[str]) -> None:
    if len(raw) != len(given):
        raise Refusal(400, "INVALID_BATCH", "the row has another number of columns")


def _values(given: dict[str, str]) -> dict[str, Any]:
    """Return the cells as a record: empty ones are left out, `#N/A` is null."""
    values: dict[str, Any] = {}
    for name, cell in given.items():
        if cell == "":
            continue
        value = None if cell == _NULL else cell
        relation, dot, key = name.partition(".")
        values[relation if dot else name] = {key: value} if dot else value
    return values


def _save(
    visit: Visit, saving: Saving, job: Job, kind: SObject, record_id: str, values: dict[str, Any]
) -> tuple[str, bool]:
    body = {name: value for name, value in values.items() if name.lower() != "id"}
    if job.operation == "insert":
        return saving.create(kind, body), True
    if job.operation == "upsert":
        key = rules.named(kind, visit.person, job.external_id or "Id")
        return rows.upserted(visit, saving, kind, key, values)
    if not ids.looks_right(record_id):
        raise Refusal(400, "MALFORMED_ID", f"malformed id {record_id}")
    try:
        found = saving.living(kind, record_id)["Id"]
    except Refusal as refused:
        if refused.code == "ENTITY_IS_DELETED":
            raise
        raise Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id") from None
    if job.operation == "update":
        saving.update(kind, found, body)
        return found, False
    saving.delete(kind, found)
    if job.operation == "hardDelete":
        recycle.purge(saving, kind, found)
    return found, False
