"""Single records: retrieve, create, change, delete, and upsert by an external id."""

from array import array
from typing import Any
from urllib.parse import quote

from sfdesk.practice import ids, rules
from sfdesk.practice.records import Saving
from sfdesk.practice.rest import conditional
from sfdesk.practice.rest.visit import Visit, boolean
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.soql.answer import Asking
from sfdesk.practice.soql.grammar import parse
from sfdesk.practice.soql.plan import Asked, plan
from sfdesk.practice.soql.scope import Context
from sfdesk.practice.wire import Refusal, Reply


def read(visit: Visit, sobject: SObject, record_id: str, names: list[str] | None) -> dict[str, Any]:
    """Return a record as REST shows it, deleted or not; the caller knows that it exists."""
    if names and "id" not in {each.lower() for each in names}:
        names = [*names, "Id"]  # it is told in any case, last
    shown = names or [each.name for each in visit.person.profile.shown(sobject)]
    for name in names or []:
        if "." not in name:
            rules.named(sobject, visit.person, name)
    statement = f"SELECT {', '.join(shown)} FROM {sobject.name}"
    context = Context(visit.schema, visit.person, statement)
    asked = Asked(context, visit.org.now().date(), f"{visit.here}/sobjects", everything=True)
    ready = plan(asked, parse(statement))
    row = visit.org.row(
        f'SELECT rowid FROM "{sobject.name}" WHERE "Id" = ?', (ids.wide(record_id),)
    )
    assert row is not None, "the caller has looked it up"
    asking = Asking(visit.org, visit.site.cursors, visit.person, visit.version)
    return asking.records(ready, array("q", [row[0]]))[0]


def _names(visit: Visit) -> list[str] | None:
    given = visit.call.query.get("fields")
    return [each.strip() for each in given.split(",") if each.strip()] if given else None


def retrieve(visit: Visit, sobject: str, record_id: str) -> Reply:
    """Answer GET /sobjects/Account/001."""
    kind = visit.sobject(sobject)
    found = visit.saving().living(kind, record_id)
    return _shown(visit, kind, found)


def _shown(visit: Visit, kind: SObject, found: dict[str, Any]) -> Reply:
    headers = conditional.headers(kind, found)
    unchanged = conditional.unchanged(visit.call, headers)
    if unchanged:
        return unchanged
    record = read(visit, kind, found["Id"], _names(visit))
    visit.org.touch(visit.person.id, kind.name, found["Id"])
    return Reply(200, record, headers)


def create(visit: Visit, sobject: str) -> Reply:
    """Answer POST /sobjects/Account."""
    kind = visit.sobject(sobject)
    record_id = visit.saving().create(kind, visit.call.fields())
    location = f"{visit.here}/sobjects/{kind.name}/{record_id}"
    return Reply(201, {"id": record_id, "success": True, "errors": []}, {"Location": location})


def change(visit: Visit, sobject: str, record_id: str) -> Reply:
    """Answer PATCH /sobjects/Account/001."""
    kind = visit.sobject(sobject)
    saving = visit.saving()
    found = saving.living(kind, record_id)
    conditional.precondition(visit.call, conditional.headers(kind, found))
    saving.update(kind, record_id, visit.call.fields())
    return Reply(204)


def remove(visit: Visit, sobject: str, record_id: str) -> Reply:
    """Answer DELETE /sobjects/Account/001."""
    visit.saving().delete(visit.sobject(sobject), record_id)
    return Reply(204)


def _key(visit: Visit, kind: SObject, field: str) -> Field:
    found = kind.by_name.get(field.lower())
    if (
        found is None
        or not (found.external or found.id_lookup)
        or not visit.person.profile.sees(kind, found)
    ):
        raise Refusal(
            404,
            "NOT_FOUND",
            f"Provided external ID field does not exist or is not accessible: {field}",
        )
    return found


def matching(visit: Visit, kind: SObject, key: Field, value: str) -> list[str]:
    """Return the ids of the records that have a value in a key field."""
    alive = ' AND "IsDeleted" = 0' if "isdeleted" in kind.by_name else ""
    value = ids.wide(value) if key.type == "id" else value
    found = visit.org.rows(
        f'SELECT "Id" FROM "{kind.name}" WHERE "{key.name}" = ?{alive}', (value,)
    )
    return [row[0] for row in found]


def _several(visit: Visit, kind: SObject, found: list[str]) -> Reply:
    return Reply(300, [f"{visit.here}/sobjects/{kind.name}/{each}" for each in found])


def retrieve_by_key(visit: Visit, sobject: str, field: str, value: str) -> Reply:
    """Answer GET /sobjects/Account/CRM_Id__c/A-1001."""
    kind = visit.sobject(sobject)
    found = matching(visit, kind, _key(visit, kind, field), value)
    if len(found) > 1:
        return _several(visit, kind, found)
    if not found:
        raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
    return _shown(visit, kind, visit.saving().living(kind, found[0]))


def remove_by_key(visit: Visit, sobject: str, field: str, value: str) -> Reply:
    """Answer DELETE /sobjects/Account/CRM_Id__c/A-1001."""
    kind = visit.sobject(sobject)
    found = matching(visit, kind, _key(visit, kind, field), value)
    if len(found) > 1:
        return _several(visit, kind, found)
    if not found:
        raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
    visit.saving().delete(kind, found[0])
    return Reply(204)


def upsert(visit: Visit, sobject: str, field: str, value: str) -> Reply:
    """Answer PATCH /sobjects/Account/CRM_Id__c/A-1001."""
    kind = visit.sobject(sobject)
    key = _key(visit, kind, field)
    body = visit.call.fields()
    if any(name.lower() == key.name.lower() for name in body):
        raise Refusal(
            400,
            "INVALID_FIELD",
            f"The {key.name} field should not be specified in the sobject data.",
            fields=[key.name],
        )
    found = matching(visit, kind, key, value)
    if len(found) > 1:
        return _several(visit, kind, found)
    saving = visit.saving()
    modern = float(visit.version) > 45
    if found:
        if boolean(visit.call.query.get("createOnly")):
            raise Refusal(400, "INVALID_FIELD", "a record with this key exists already")
        saving.update(kind, found[0], body)
        answer = {"id": found[0], "success": True, "errors": [], "created": False}
        return Reply(200, answer) if modern else Reply(204)
    if boolean(visit.call.query.get("updateOnly")) or key.type == "id":
        raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
    record_id = saving.create(kind, {**body, key.name: value})
    made: dict[str, Any] = {"id": record_id, "success": True, "errors": []}
    if modern:
        made["created"] = True
    location = f"{visit.here}/sobjects/{kind.name}/{quote(record_id)}"
    return Reply(201, made, {"Location": location})


def upserted(
    visit: Visit, saving: Saving, kind: SObject, key: Field, record: dict[str, Any]
) -> tuple[str, bool]:
    """Create or change one record of a collection; return its id and whether it is new."""
    given = {name: value for name, value in record.items() if name.lower() != key.name.lower()}
    value = next((v for name, v in record.items() if name.lower() == key.name.lower()), None)
    if value in (None, ""):
        if key.type != "id":
            raise Refusal(400, "MISSING_ARGUMENT", f"{key.name} not specified")
        return saving.create(kind, given), True
    found = matching(visit, kind, key, str(value))
    if len(found) > 1:
        raise Refusal(
            400,
            "DUPLICATE_EXTERNAL_ID",
            f"{key.name}: more than one record found for external id field: {found}",
            fields=[key.name],
        )
    if found:
        saving.update(kind, found[0], given)
        return found[0], False
    if key.type == "id":
        raise Refusal(404, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id")
    return saving.create(kind, {**given, key.name: value}), True


def key_field(visit: Visit, kind: SObject, field: str) -> Field:
    """Return the field by which records are found; raise NOT_FOUND."""
    return _key(visit, kind, field)
