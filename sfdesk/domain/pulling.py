"""What a refresh asks for, and from when on: arithmetic on schemas, watermarks and clocks.

Sources: Salesforce's stamps are one second fine and are set before a save is visible, so each run
reads the last quarter of an hour again (the "late commit" of Data Replication, API Guide).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sfdesk.domain.list_views import ListView
from sfdesk.domain.mapping import FieldPair, of_kind
from sfdesk.domain.orgs import Scope, SobjectInfo
from sfdesk.domain.records import Kind

OVERLAP = timedelta(minutes=15)

_FOR_US = {
    Kind.ACCOUNT: (
        "Name",
        "Website",
        "Phone",
        "BillingStreet",
        "BillingCity",
        "BillingState",
        "BillingPostalCode",
        "BillingCountry",
        "Industry",
        "NumberOfEmployees",
        "AnnualRevenue",
        "AccountNumber",
        "Description",
        "OwnerId",
        "Owner.Name",
        "ParentId",
        "LastModifiedDate",
        "LastModifiedBy.Name",
        "MasterRecordId",
        "IsPersonAccount",
        "PersonEmail",
        "CurrencyIsoCode",
    ),
    Kind.CONTACT: (
        "Name",
        "AccountId",
        "Account.Name",
        "Salutation",
        "FirstName",
        "MiddleName",
        "LastName",
        "Suffix",
        "Email",
        "Phone",
        "MobilePhone",
        "Title",
        "Department",
        "MailingCity",
        "MailingCountry",
        "OwnerId",
        "Owner.Name",
        "ReportsToId",
        "LastModifiedDate",
        "LastModifiedBy.Name",
        "MasterRecordId",
        "IsPersonAccount",
    ),
}
"""What lists, matching and comparing need, whether or not it is mapped to the CRM."""

_COMPOUND = ("address", "location")


@dataclass(frozen=True, slots=True)
class Selection:
    """The fields to ask for, and the mapped ones that this user cannot see (any more)."""

    fields: tuple[str, ...]
    missing: tuple[str, ...]


def select(kind: Kind, mapping: Iterable[FieldPair], schema: SobjectInfo) -> Selection:
    """Choose the fields of one kind: a field that is gone or hidden never breaks a run."""
    mapped = tuple(pair.salesforce for pair in of_kind(mapping, kind))
    wanted = dict.fromkeys((*_FOR_US[kind], *mapped))
    fields = tuple(name for name in wanted if is_readable(name, schema))
    return Selection(fields, tuple(name for name in mapped if name not in fields))


def is_readable(name: str, schema: SobjectInfo) -> bool:
    """Tell whether a field, or a path over one lookup, can be asked for."""
    head, dot, _rest = name.partition(".")
    if not dot:
        info = schema.fields.get(name)
        return info is not None and info.type not in _COMPOUND
    lookup = f"{head[:-1]}c" if head.endswith("__r") else f"{head}Id"
    return lookup in schema.fields


def stamped(
    fields: tuple[str, ...], scope: Scope, list_view: ListView | None = None
) -> tuple[str, ...]:
    """Return what a watermark remembers: the fields, and which accounts they were asked of."""
    which = f":{list_view.id}" if list_view is not None else ""
    return (*fields, f"scope={scope.value}{which}")


def needs_all(before: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """Tell whether every record has to be read again: a field came in, or the scope changed."""
    return not set(now) <= set(before)


def retyped(fields: Iterable[str], before: SobjectInfo | None, now: SobjectInfo) -> bool:
    """Tell whether a field is of another type now: that changes its values, but no record's stamp.

    Source: Salesforce Help, "Notes on Changing Custom Field Types".
    """
    return before is not None and any(
        name in before.fields
        and name in now.fields
        and before.fields[name].type != now.fields[name].type
        for name in fields
    )


def window_start(watermark: datetime) -> datetime:
    """Return from when on to read again."""
    return watermark - OVERLAP
