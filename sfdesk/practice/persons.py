"""Accounts that are persons: each has a contact behind it, which follows and is never written."""

from collections.abc import Mapping
from typing import Any

from sfdesk.practice.org import Org
from sfdesk.practice.rules import missing
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.schema.variants import SHARED
from sfdesk.practice.wire import Refusal


def before_create(org: Org, sobject: SObject, values: dict[str, Any]) -> bool:
    """Tell whether a new account is a person; raise `Refusal` for one that has no name at all."""
    if sobject.name != "Account" or not org.switches.person_accounts:
        return False
    values["IsPersonAccount"] = int(bool(values.get("LastName")))
    if values["IsPersonAccount"]:
        if values.get("Name"):
            raise _not_writable("Name")
        return True
    if not values.get("Name"):
        raise missing(["Name"])
    return False


def before_update(sobject: SObject, now: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Refuse what cannot be changed: a person's full name, and the contact behind a person."""
    if not now.get("IsPersonAccount"):
        return
    if sobject.name == "Contact":
        raise Refusal(
            400,
            "INSUFFICIENT_ACCESS_OR_READONLY",
            "the contact of a person account is changed through its account",
            fields=[],
        )
    if "Name" in values:
        raise _not_writable("Name")
    if "LastName" in values and not values["LastName"]:
        raise missing(["LastName"])


def _not_writable(name: str) -> Refusal:
    return Refusal(
        400,
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        f"Account: bad field names on insert/update call: {name}",
        fields=[name],
    )


def name_of(record: Mapping[str, Any]) -> str:
    """Return the name of a person's account."""
    parts = (record.get("FirstName"), record.get("LastName"))
    return " ".join(str(part) for part in parts if part)


def follow(org: Org, account: Mapping[str, Any]) -> None:
    """Bring the contact behind a person's account up to date, making it where there is none."""
    shared = {theirs: account.get(ours) for ours, theirs in SHARED.items()}
    values = {
        **shared,
        "Name": account["Name"],
        "AccountId": account["Id"],
        "OwnerId": account["OwnerId"],
        "IsPersonAccount": 1,
        "SystemModstamp": account["SystemModstamp"],
        "LastModifiedDate": account["LastModifiedDate"],
        "LastModifiedById": account["LastModifiedById"],
    }
    contact = account.get("PersonContactId")
    if contact:
        names = ", ".join(f'"{name}" = ?' for name in values)
        org.run(f'UPDATE "Contact" SET {names} WHERE "Id" = ?', [*values.values(), contact])
        return
    contact = org.next_id("003")
    flags = ("IsDeleted", "HasOptedOutOfEmail", "HasOptedOutOfFax", "DoNotCall", "IsEmailBounced")
    values.update(
        dict.fromkeys(flags, 0),
        Id=contact,
        CreatedDate=account["CreatedDate"],
        CreatedById=account["CreatedById"],
    )
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    org.run(f'INSERT INTO "Contact" ({names}) VALUES ({marks})', list(values.values()))
    org.run('UPDATE "Account" SET "PersonContactId" = ? WHERE "Id" = ?', (contact, account["Id"]))
