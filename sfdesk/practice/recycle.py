"""The recycle bin and merging: undelete, purge, and one record that takes others in."""

from typing import Any

from sfdesk.practice.records import Saving
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Refusal


def undelete(saving: Saving, sobject: SObject, record_id: str) -> None:
    """Take a record and what was deleted along with it out of the recycle bin."""
    org = saving.org
    found = saving.columns(sobject, record_id)
    if found is None or not found.get("IsDeleted"):
        raise Refusal(400, "UNDELETE_FAILED", "entity is not in the recycle bin", fields=[])
    with org.writing():
        _undelete(saving, sobject, found["Id"], found["SystemModstamp"], org.stamp())


def _undelete(saving: Saving, sobject: SObject, record_id: str, binned: str, stamp: str) -> None:
    org = saving.org
    values: dict[str, Any] = {"IsDeleted": 0, "SystemModstamp": stamp}
    if "masterrecordid" in sobject.by_name:
        values["MasterRecordId"] = None
    saving.write(sobject, record_id, values)
    for relation in org.schema.children[sobject.name.lower()]:
        child = org.schema.find(relation.child)
        if child is None or not relation.field.cascade:
            continue
        below = org.rows(
            f'SELECT "Id" FROM "{child.name}" WHERE "{relation.field.name}" = ? '
            'AND "IsDeleted" = 1 AND "SystemModstamp" = ?',
            (record_id, binned),
        )
        for (child_id,) in below:
            _undelete(saving, child, child_id, binned, stamp)


def purge(saving: Saving, sobject: SObject, record_id: str) -> None:
    """Remove a record for good, as emptying the bin or hardDelete does: no query finds it again."""
    org = saving.org
    with org.writing():
        found = saving.columns(sobject, record_id)
        if found is None:
            raise Refusal(404, "NOT_FOUND", "The requested resource does not exist")
        org.run(f'DELETE FROM "{sobject.name}" WHERE "Id" = ?', (found["Id"],))
        values = (sobject.name, found["Id"], org.stamp())
        org.run("INSERT INTO practice_purged VALUES (?, ?, ?)", values)


def merge(saving: Saving, sobject: SObject, winner: str, losers: list[str]) -> None:
    """Let one record take in up to two others: they are deleted and name it as their master."""
    if not sobject.mergeable:
        raise Refusal(400, "INVALID_TYPE", f"{sobject.name} cannot be merged")
    org = saving.org
    master = saving.writable(sobject, winner)
    stamp = org.stamp()
    with org.writing():
        for loser in losers:
            lost = saving.writable(sobject, loser)
            _reparent(saving, sobject, lost["Id"], master["Id"], stamp)
            saving.write(
                sobject,
                lost["Id"],
                {"IsDeleted": 1, "MasterRecordId": master["Id"], "SystemModstamp": stamp,
                 "LastModifiedDate": stamp, "LastModifiedById": saving.person.id},
            )  # fmt: skip
        changed = {"SystemModstamp": stamp, "LastModifiedDate": stamp}
        saving.write(sobject, master["Id"], {**changed, "LastModifiedById": saving.person.id})


def _reparent(saving: Saving, sobject: SObject, old: str, new: str, stamp: str) -> None:
    for relation in saving.org.schema.children[sobject.name.lower()]:
        child = saving.org.schema.find(relation.child)
        if child is None or relation.field.name == "MasterRecordId":
            continue
        touched = ', "SystemModstamp" = ?' if "systemmodstamp" in child.by_name else ""
        values = [new, *([stamp] if touched else []), old]
        saving.org.run(
            f'UPDATE "{child.name}" SET "{relation.field.name}" = ?{touched} '
            f'WHERE "{relation.field.name}" = ?',
            values,
        )
