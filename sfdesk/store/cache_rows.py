"""How a Salesforce record, a described object and a run lie in the cache's tables, and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeAlias

import orjson

from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import Kind, Record
from sfdesk.store.values import from_json, to_json


@dataclass(frozen=True, slots=True)
class Watermark:
    """Up to where an sobject was pulled: the server's time, and the fields that were asked for."""

    modstamp: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One finished sync, for the status bar and the activity list."""

    at: datetime
    seconds: float
    pulled: Mapping[Kind, int]
    deleted: Mapping[Kind, int]
    calls: int
    calls_left: int | None


STEPS = ("one_records_runs_and_watermarks", "two_numbered_changes")
"""Names of the steps in cache_migrations that lead to this layout."""

SHOWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.ACCOUNT: (
        "Name", "Owner.Name", "BillingCity", "BillingCountry", "Website", "Email", "Phone", "Title",
    ),
    Kind.CONTACT: (
        "Name", "Owner.Name", "MailingCity", "MailingCountry", "Website", "Email", "Phone", "Title",
    ),
}  # fmt: skip
"""Fields that fill the columns that lists read: name, owner, city, country, website, email..."""

DELETED, OUTSIDE = 1, 2
"""What `is_deleted` holds of a record that is not kept: deleted there, or only outside of what was
chosen to be kept. 0 is a record that is kept.
"""

LINE = (
    "id", "name", "owner", "city", "country", "website", "email", "phone", "title",
    "account_id", "pulled_at", "merged_into", "is_deleted", "searchable",
)  # fmt: skip

Line: TypeAlias = tuple[
    str, str, str, str, str, str, str, str, str,
    str | None, str, str | None, int, str,
]  # fmt: skip
"""What lists read of one record, in the order of LINE; texts are "" where it says nothing.

`searchable` is the lower-case text of all that the record itself shows; an account's name is not
part of its contacts' text. A plain tuple: 50,000 named ones would cost half as much again.
"""

COLUMNS = (
    "id", "modstamp", "pulled_at", "is_deleted", "deleted_at", "merged_into", "account_id",
    "name", "owner", "city", "country", "website", "email", "phone", "title",
    "searchable", "fields", "change_number",
)  # fmt: skip


def upsert(kind: Kind) -> str:
    """SQL that inserts or replaces a record, unless it was read earlier than what is there.

    Two runs at once may store their pages in any order: the page that was read last wins.
    """
    places = ", ".join("?" * len(COLUMNS))
    sets = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    return (
        f"INSERT INTO {kind.value} ({', '.join(COLUMNS)}) VALUES ({places}) "
        f"ON CONFLICT (id) DO UPDATE SET {sets} "
        "WHERE excluded.modstamp > modstamp OR excluded.pulled_at >= pulled_at"
    )


def to_row(record: Record, number: int) -> tuple[object, ...]:
    """Return a record in the order of COLUMNS; `number` is that of the write."""
    fields = record.fields
    shown = [str(fields.get(name) or "") for name in SHOWN[record.kind]]
    shown[0] = shown[0] or _person(record) or record.id
    stamp = to_text(record.modstamp)
    gone = record.is_deleted
    return (
        record.id,
        stamp,
        to_text(record.pulled_at),
        int(gone),
        stamp if gone else None,
        (fields.get("MasterRecordId") or None) if gone else None,
        fields.get("AccountId") if record.kind is Kind.CONTACT else None,
        *shown,
        " ".join(filter(None, shown)).lower(),
        to_json(fields),
        number,
    )


def _person(record: Record) -> str:
    first, last = record.fields.get("FirstName"), record.fields.get("LastName")
    return " ".join(str(part) for part in (first, last) if part)


def to_record(kind: Kind, row: tuple[Any, ...]) -> Record:
    """Build a record from `id, fields, modstamp, pulled_at, is_deleted`."""
    record_id, fields, modstamp, pulled_at, is_deleted = row
    return Record(
        kind,
        record_id,
        from_json(fields),
        datetime.fromisoformat(modstamp),
        datetime.fromisoformat(pulled_at),
        bool(is_deleted),
    )


@lru_cache(maxsize=1024)
def to_text(at: datetime) -> str:
    """Return a moment as text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def run_to_json(run: Run) -> str:
    """Return a run as JSON."""
    return orjson.dumps(asdict(run), option=orjson.OPT_NON_STR_KEYS).decode()


def run_from_json(text: str) -> Run:
    """Return what `run_to_json` was given."""
    raw = orjson.loads(text)
    return Run(
        at=datetime.fromisoformat(raw["at"]),
        seconds=raw["seconds"],
        pulled={Kind(kind): n for kind, n in raw["pulled"].items()},
        deleted={Kind(kind): n for kind, n in raw["deleted"].items()},
        calls=raw["calls"],
        calls_left=raw["calls_left"],
    )


def sobject_to_json(sobject: SobjectInfo) -> str:
    """Return a described object as JSON."""
    return orjson.dumps(asdict(sobject)).decode()


def sobject_from_json(text: str) -> SobjectInfo:
    """Return what `sobject_to_json` was given; keys of a later version are left out."""
    raw = orjson.loads(text)
    known = FieldInfo.__dataclass_fields__
    fields = {}
    for name, told in raw["fields"].items():
        picklist = tuple((value, label) for value, label in told.get("picklist", ()))
        kept = {key: value for key, value in told.items() if key in known}
        fields[name] = FieldInfo(**{**kept, "picklist": picklist})
    return SobjectInfo(raw["name"], raw["label"], raw["createable"], raw["updateable"], fields)
