"""From Salesforce's JSON to our records and schemas."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import Kind, Record, Value
from sfdesk.errors import OrgRefused
from sfdesk.salesforce import together


def schema(described: Mapping[str, Any]) -> SobjectInfo:
    """Read a describe reply."""
    fields = [_field(raw) for raw in described.get("fields") or ()]
    return SobjectInfo(
        name=str(described["name"]),
        label=str(described.get("label") or described["name"]),
        createable=bool(described.get("createable")),
        updateable=bool(described.get("updateable")),
        fields={info.name: info for info in fields},
    )


def _field(raw: Mapping[str, Any]) -> FieldInfo:
    return FieldInfo(
        name=str(raw["name"]),
        label=str(raw.get("label") or raw["name"]),
        type=str(raw.get("type") or "string"),
        length=int(raw.get("length") or 0),
        createable=bool(raw.get("createable")),
        updateable=bool(raw.get("updateable")),
        nillable=bool(raw.get("nillable")),
        restricted=bool(raw.get("restrictedPicklist")),
        picklist=tuple(
            (str(entry["value"]), str(entry.get("label") or entry["value"]))
            for entry in raw.get("picklistValues") or ()
            if entry.get("active")
        ),
    )


def total(answer: Any) -> int:
    """Read how many a counting query found; 0 where the object may not be read.

    Raise what it was refused with otherwise.
    """
    if isinstance(answer, OrgRefused) and answer.code in NOT_THERE:
        return 0
    return int(together.value(answer)["totalSize"])


NOT_THERE = ("NOT_FOUND", "INVALID_TYPE", "INSUFFICIENT_ACCESS")
"""How Salesforce says that this user may not read an object, or that there is none."""


def record(kind: Kind, raw: Mapping[str, Any], fields: Sequence[str], now: datetime) -> Record:
    """Read one row of a query; `fields` are the names and paths that were asked for."""
    return Record(
        kind=kind,
        id=str(raw["Id"]),
        fields={name: value_of(_at(raw, name)) for name in fields if name not in _OWN},
        modstamp=moment(str(raw["SystemModstamp"])),
        pulled_at=now,
        is_deleted=bool(raw.get("IsDeleted")),
    )


_OWN = ("Id", "SystemModstamp", "IsDeleted")
"""What every query asks for and a record keeps in places of its own."""


def _at(raw: Mapping[str, Any], path: str) -> Any:
    """Follow a path such as `Owner.Name`; nothing on the way means nothing at its end."""
    found: Any = raw
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def value_of(raw: Any) -> Value:
    """Return a JSON value as ours: numbers exact, compound fields as nothing of their own."""
    if raw is None or isinstance(raw, (bool, int, Decimal)):
        return raw
    if isinstance(raw, float):
        return Decimal(str(raw))
    if not isinstance(raw, str):
        return None
    return _date(raw) if len(raw) == 10 else raw


def _date(text: str) -> Value:
    if text[4] == text[7] == "-" and text[:4].isdigit():
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def moment(text: str) -> datetime:
    """Read `2026-05-01T07:25:37.000+0000` (REST) or `...Z` (Bulk) as UTC."""
    for form in ("%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"):
        try:
            return datetime.strptime(text, form).astimezone(UTC)
        except ValueError:
            continue
    raise ValueError(text)
