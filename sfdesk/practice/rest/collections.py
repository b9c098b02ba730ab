"""/composite/sobjects: up to 200 records in one call, each with its own outcome."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from sfdesk.practice import ids
from sfdesk.practice.records import Saving
from sfdesk.practice.rest import rows
from sfdesk.practice.rest.visit import Visit, boolean, refuse_unless
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal, Reply

MOST_WRITTEN = 200
MOST_READ = 2000
MOST_CHUNKS = 10
One = Callable[[Any], dict[str, Any]]


class _UndoneError(Exception):
    """One row failed and the others go back with it."""


def _each(visit: Visit, given: list[Any], one: One, *, together: bool) -> Reply:
    """Do something with each row; a row that fails leaves the others alone, unless `together`."""
    results: list[dict[str, Any]] = []
    try:
        with visit.org.writing():
            results.extend(_attempt(visit, row, one) for row in given)
            if together:
                _agree(results)
    except _UndoneError:
        rolled = Refusal(
            400,
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using "
            "AllOrNone header",
        )
        results = [
            {"success": False, "errors": [rolled.row()]} if each["success"] else each
            for each in results
        ]
    return Reply(200, results)


def _agree(results: list[dict[str, Any]]) -> None:
    if not all(each["success"] for each in results):
        raise _UndoneError


def _attempt(visit: Visit, row: Any, one: One) -> dict[str, Any]:
    try:
        with visit.org.writing():
            return one(row)
    except Refusal as refused:
        return {"success": False, "errors": [refused.row()]}


def _records(visit: Visit) -> tuple[list[Any], bool]:
    body = visit.call.fields()
    given = body.get("records")
    refuse_unless(isinstance(given, list), "JSON_PARSER_ERROR", "records has to be a list")
    assert isinstance(given, list)
    refuse_unless(
        len(given) <= MOST_WRITTEN,
        "EXCEEDED_MAX_SIZE_REQUEST",
        f"record limit reached. cannot submit more than {MOST_WRITTEN} records in this transaction",
    )
    kinds = [_type(each) for each in given]
    chunks = 1 + sum(1 for a, b in pairwise(kinds) if a != b)
    refuse_unless(
        chunks <= MOST_CHUNKS,
        "EXCEEDED_MAX_TYPES_LIMIT",
        f"Cannot have more than {MOST_CHUNKS} chunks in a single operation",
    )
    return given, boolean(body.get("allOrNone"))


def _type(record: Any) -> str | None:
    attributes = record.get("attributes") if isinstance(record, dict) else None
    kind = attributes.get("type") if isinstance(attributes, dict) else None
    return str(kind) if kind else None


def _kind(visit: Visit, record: Any) -> SObject:
    name = _type(record)
    found = visit.schema.find(name) if name else None
    if found is None and name:
        raise Refusal(400, "INVALID_TYPE", f"sObject type '{name}' is not supported.")
    if found is None:
        # Misleading, but this is what the real one answers.
        raise Refusal(
            400,
            "JSON_PARSER_ERROR",
            "Nested object for polymorphic foreign key must have an attributes field before any "
            "other fields.",
        )
    return found


def create(visit: Visit) -> Reply:
    """Answer POST /composite/sobjects."""
    given, together = _records(visit)
    saving = visit.saving()

    def one(record: Any) -> dict[str, Any]:
        made = saving.create(_kind(visit, record), record)
        return {"id": made, "success": True, "errors": []}

    return _each(visit, given, one, together=together)


def change(visit: Visit) -> Reply:
    """Answer PATCH /composite/sobjects."""
    given, together = _records(visit)
    saving = visit.saving()

    def one(record: Any) -> dict[str, Any]:
        kind = _kind(visit, record)
        record_id = next((v for k, v in record.items() if k.lower() == "id"), None)
        if not record_id:
            raise Refusal(400, "MISSING_ARGUMENT", "Id not specified in an update call")
        fields = {key: value for key, value in record.items() if key.lower() != "id"}
        found = _crossed(saving, kind, str(record_id))
        saving.update(kind, found, fields)
        return {"id": found, "success": True, "errors": []}

    return _each(visit, given, one, together=together)


def _crossed(saving: Saving, kind: SObject, record_id: str) -> str:
    """Return an id that names a living record; a row says so in other words than an address."""
    if not ids.looks_right(record_id):
        raise Refusal(400, "MALFORMED_ID", f"malformed id {record_id}")
    try:
        return str(saving.living(kind, record_id)["Id"])
    except Refusal as refused:
        if refused.code == "ENTITY_IS_DELETED":
            raise
        raise Refusal(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id") from None


def upsert(visit: Visit, sobject: str, field: str) -> Reply:
    """Answer PATCH /composite/sobjects/Account/CRM_Id__c."""
    given, together = _records(visit)
    kind = visit.sobject(sobject)
    key = rows.key_field(visit, kind, field)
    saving = visit.saving()

    def one(record: Any) -> dict[str, Any]:
        _kind(visit, record)
        record_id, created = rows.upserted(visit, saving, kind, key, record)
        return {"id": record_id, "success": True, "errors": [], "created": created}

    reply = _each(visit, given, one, together=together)
    for each in reply.body:
        each.setdefault("created", False)
    return reply


def remove(visit: Visit) -> Reply:
    """Answer DELETE /composite/sobjects?ids=a,b."""
    given = [each for each in visit.call.query.get("ids", "").split(",") if each]
    refuse_unless(given, "MISSING_ARGUMENT", "ids parameter must be specified")
    refuse_unless(
        len(given) <= MOST_WRITTEN,
        "EXCEEDED_MAX_SIZE_REQUEST",
        f"record limit reached. cannot submit more than {MOST_WRITTEN} records in this transaction",
    )
    saving = visit.saving()

    def one(record_id: str) -> dict[str, Any]:
        kind = visit.schema.of_id(record_id)
        if kind is None:
            raise Refusal(400, "MALFORMED_ID", f"malformed id {record_id}")
        found = _crossed(saving, kind, record_id)
        saving.delete(kind, found)
        return {"id": found, "success": True, "errors": []}

    return _each(visit, given, one, together=boolean(visit.call.query.get("allOrNone")))


def retrieve(visit: Visit, sobject: str) -> Reply:
    """Answer POST /composite/sobjects/Account with ids and fields, or GET with both as query."""
    kind = visit.sobject(sobject)
    if visit.call.method == "GET":
        wanted = [each for each in visit.call.query.get("ids", "").split(",") if each]
        names = [each for each in visit.call.query.get("fields", "").split(",") if each]
    else:
        body = visit.call.fields()
        wanted, names = body.get("ids") or [], body.get("fields") or []
    refuse_unless(
        isinstance(wanted, list) and isinstance(names, list) and wanted and names,
        "MISSING_ARGUMENT",
        "ids and fields must be specified",
    )
    refuse_unless(len(wanted) <= MOST_READ, "EXCEEDED_ID_LIMIT", "at most 2000 ids")
    saving = visit.saving()
    found: list[dict[str, Any] | None] = []
    for record_id in wanted:
        columns = saving.columns(kind, str(record_id))
        alive = columns is not None and not columns.get("IsDeleted")
        found.append(rows.read(visit, kind, str(record_id), [*names]) if alive else None)
    return Reply(200, found)
