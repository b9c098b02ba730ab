"""Accounts and contacts of the CRM: reading, adding, changing, removing."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, String, cast, delete, func, insert, select, update

from sfdesk.domain.mapping import FIELD_TYPES, to_type
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, Kind, Value
from sfdesk.errors import InputError, UnknownId
from sfdesk.i18n import _, counted
from sfdesk.store import crm_batches
from sfdesk.store.crm_schema import RECORDS, REMOVED

_CHUNK = 1000
_LETTER = {Kind.ACCOUNT: "A", Kind.CONTACT: "C"}
_LARGEST = 2**63 - 1
_LABELS = {(kind, f.name): f.label for kind, fields in CRM_FIELDS.items() for f in fields}


def read(db: Connection, kind: Kind, crm_id: str) -> CrmRecord | None:
    """Return one record."""
    table = RECORDS[kind]
    return next(_found(db, kind, select(table).where(table.c.id == crm_id)), None)


def read_all(db: Connection, kind: Kind) -> list[CrmRecord]:
    """Return every record, by id."""
    # sorted here: the two databases do not agree on the order of texts
    return sorted(_found(db, kind, select(RECORDS[kind])), key=lambda record: record.id)


def some(db: Connection, kind: Kind, ids: Iterable[str]) -> dict[str, CrmRecord]:
    """Return the records with these ids that are there."""
    table = RECORDS[kind]
    found: dict[str, CrmRecord] = {}
    for part in _chunks(ids):
        query = select(table).where(table.c.id.in_(part))
        found.update((record.id, record) for record in _found(db, kind, query))
    return found


def pulse(db: Connection, kind: Kind) -> str:
    """Return the number of the last write, and when it says that it was.

    The number alone could be that of another database, put back from a copy meanwhile.
    """
    table = RECORDS[kind]
    newest = select(cast(table.c.changed_at, String)).order_by(table.c.change_number.desc())
    return f"{crm_batches.last_taken(db, _changes(kind))} {db.execute(newest.limit(1)).scalar()}"


def moved(db: Connection, kind: Kind, since: str) -> frozenset[str] | None:
    """Return ids that were written or removed since a pulse; None for one of another database."""
    number = int(since.split(maxsplit=1)[0])
    if number > crm_batches.last_taken(db, _changes(kind)):
        return None
    table = RECORDS[kind]
    written = select(table.c.id).where(table.c.change_number > number)
    gone = select(REMOVED.c.id).where(
        REMOVED.c.kind == kind.value, REMOVED.c.change_number > number
    )
    return frozenset(db.execute(written.union_all(gone)).scalars())


def _changes(kind: Kind) -> str:
    return f"{kind.value} changes"


def _next_change(db: Connection, kind: Kind) -> int:
    return crm_batches.take_numbers(db, _changes(kind), 1)[0]


def contacts_of(db: Connection, account_ids: Iterable[str]) -> dict[str, list[CrmRecord]]:
    """Return contacts by the id of their account."""
    table = RECORDS[Kind.CONTACT]
    contacts: dict[str, list[CrmRecord]] = {}
    for some in _chunks(account_ids):
        found = select(table).where(table.c.account_id.in_(some))
        for record in _found(db, Kind.CONTACT, found):
            contacts.setdefault(str(record.fields["account_id"]), []).append(record)
    return {key: sorted(some, key=lambda c: c.id) for key, some in contacts.items()}


def ids(db: Connection, kind: Kind) -> frozenset[str]:
    """Return the ids of all records."""
    return frozenset(db.execute(select(RECORDS[kind].c.id)).scalars())


def count(db: Connection, kind: Kind) -> int:
    """Return how many records there are."""
    return int(db.execute(select(func.count()).select_from(RECORDS[kind])).scalar_one())


def add(
    db: Connection,
    kind: Kind,
    records: Sequence[tuple[str | None, Mapping[str, Value]]],
    now: datetime,
) -> list[str]:
    """Add records (id or None, fields) and return their ids. Raise InputError."""
    given = [crm_id for crm_id, _fields in records if crm_id]
    _refuse_taken(db, kind, given)
    fresh = iter(crm_batches.take_numbers(db, kind.value, len(records) - len(given)))
    ids = [crm_id or f"{_LETTER[kind]}-{next(fresh):06}" for crm_id, _fields in records]
    blank = dict.fromkeys(field.name for field in CRM_FIELDS[kind])
    stamp = {"changed_at": now, "change_number": _next_change(db, kind)}
    rows = [
        {"id": crm_id, **blank, **checked(kind, fields), **stamp}
        for crm_id, (_given, fields) in zip(ids, records, strict=True)
    ]
    for row in rows:
        _require(kind, row)
    _require_accounts(db, rows)
    if rows:
        # RETURNING makes SQLAlchemy send many rows in one statement, on both databases
        db.execute(insert(RECORDS[kind]).returning(RECORDS[kind].c.id), rows)
    return ids


def _refuse_taken(db: Connection, kind: Kind, given: list[str]) -> None:
    pattern = re.compile(rf"{_LETTER[kind]}-(\d{{1,15}})")
    numbers = [int(found[1]) for crm_id in given if (found := pattern.fullmatch(crm_id))]
    if numbers:
        crm_batches.skip_numbers(db, kind.value, max(numbers))
    table = RECORDS[kind]
    for some in _chunks(given):
        taken = db.execute(select(table.c.id).where(table.c.id.in_(some))).scalars().first()
        if taken or len(set(some)) < len(some):
            raise InputError(
                _('The CRM has a record "{crm_id}" already').format(crm_id=taken or some[0]),
                _("Each record needs an id of its own; leave it out to get the next free one."),
            )


def change(
    db: Connection, kind: Kind, crm_id: str, fields: Mapping[str, Value], now: datetime
) -> None:
    """Set fields of one record. Raise UnknownId, InputError."""
    values = checked(kind, fields)
    _require(kind, values)
    _require_accounts(db, [values])
    table = RECORDS[kind]
    stamp = {"changed_at": now, "change_number": _next_change(db, kind)}
    if (
        db.execute(update(table).where(table.c.id == crm_id).values(**values, **stamp)).rowcount
        != 1
    ):
        raise unknown(kind, crm_id)


def remove(db: Connection, kind: Kind, crm_id: str) -> None:
    """Take one record away. Raise UnknownId; InputError for an account that has contacts."""
    if kind is Kind.ACCOUNT:
        contacts = contacts_of(db, [crm_id]).get(crm_id, [])
        if contacts:
            raise InputError(
                _("{crm_id} still has contacts").format(crm_id=crm_id),
                counted(
                    "{n} contact belongs to it. Move or remove that first.",
                    "{n} contacts belong to it. Move or remove those first.",
                    len(contacts),
                ),
            )
    if db.execute(delete(RECORDS[kind]).where(RECORDS[kind].c.id == crm_id)).rowcount != 1:
        raise unknown(kind, crm_id)
    _note_removed(db, kind, [crm_id])


def remove_many(db: Connection, kind: Kind, crm_ids: Iterable[str]) -> None:
    """Take records away, without looking for contacts of theirs."""
    table = RECORDS[kind]
    for some in _chunks(crm_ids):
        db.execute(delete(table).where(table.c.id.in_(some)))
        _note_removed(db, kind, some)


def _note_removed(db: Connection, kind: Kind, crm_ids: list[str]) -> None:
    number = _next_change(db, kind)
    db.execute(delete(REMOVED).where(REMOVED.c.kind == kind.value, REMOVED.c.id.in_(crm_ids)))
    rows = [{"kind": kind.value, "id": key, "change_number": number} for key in crm_ids]
    db.execute(insert(REMOVED), rows)


def unknown(kind: Kind, crm_id: str) -> UnknownId:
    """Say that the CRM has no such record."""
    title = (
        _('The CRM has no account "{crm_id}"')
        if kind is Kind.ACCOUNT
        else _('The CRM has no contact "{crm_id}"')
    )
    return UnknownId(
        title.format(crm_id=crm_id),
        _("Ids look like {example}; the list of records shows them.").format(
            example=f"{_LETTER[kind]}-000001"
        ),
    )


def checked(kind: Kind, fields: Mapping[str, Value]) -> dict[str, Value]:
    """Return values as the CRM keeps them: typed, blanks as None. Raise InputError."""
    kept: dict[str, Value] = {}
    for name, value in fields.items():
        try:
            typed = to_type(value, FIELD_TYPES[kind, name])
        except ValueError:
            raise _unfit(kind, name, _("{value} does not fit that field."), value) from None
        if isinstance(typed, int) and abs(typed) > _LARGEST:
            raise _unfit(kind, name, _("{value} is too large a number."), value)
        if isinstance(typed, str) and not _storable(typed):
            raise _unfit(kind, name, _("It holds a character that no database keeps."), value)
        kept[name] = typed
    return kept


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _unfit(kind: Kind, name: str, hint: str, value: Value) -> InputError:
    title = _("{label} cannot be kept").format(label=_LABELS[kind, name])
    return InputError(title, hint.format(value=str(value)[:60]))


def _require(kind: Kind, values: Mapping[str, Any]) -> None:
    for field in CRM_FIELDS[kind]:
        if field.required and field.name in values and values[field.name] is None:
            raise InputError(
                _("{label} is empty").format(label=field.label),
                _("The CRM keeps no record without it."),
            )


def _require_accounts(db: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    wanted = {str(row["account_id"]) for row in rows if row.get("account_id")}
    ids = RECORDS[Kind.ACCOUNT].c.id
    for some in _chunks(wanted):
        there = set(db.execute(select(ids).where(ids.in_(some))).scalars())
        for missing in sorted(set(some) - there):
            raise unknown(Kind.ACCOUNT, missing)


def _found(db: Connection, kind: Kind, query: Select[Any]) -> Iterator[CrmRecord]:
    names = [field.name for field in CRM_FIELDS[kind]]
    # read to the end before the first is used, but in parts: windows get on between two of them
    parts = list(db.execute(query).partitions(_CHUNK))
    parts.reverse()
    while parts:
        for crm_id, *values, changed_at, _number in parts.pop():
            yield CrmRecord(kind, crm_id, dict(zip(names, values, strict=True)), changed_at)


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _CHUNK)):
        yield some
