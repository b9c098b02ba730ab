"""Batches, what they changed, and the running numbers that readable ids are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sfdesk.domain.records import Kind, Value
from sfdesk.store.crm_schema import BATCHES, COUNTERS, ROW_CHANGES
from sfdesk.store.values import from_json, to_json


class Verb(StrEnum):
    """What a batch did."""

    LOAD = "load"
    DECIDE = "decide"
    IMPORT = "import"
    PUSH = "push"
    UNDO = "undo"
    FORGET = "forget"


class BatchState(StrEnum):
    """How far a batch came. A push is PLANNED before its request goes out."""

    PLANNED = "planned"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Batch:
    """One step that can be undone as a whole, and one line of the activity list."""

    id: str
    verb: Verb
    state: BatchState
    at: datetime
    by: str
    org_id: str
    summary: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a batch did to one field of one record. `field` "" stands for the whole record.

    For an import the sides are CRM values; for a push they are Salesforce's. `created` says that
    the record did not exist before.
    """

    kind: Kind
    crm_id: str
    record_id: str
    field: str
    old: Value
    new: Value
    created: bool = False


def take_numbers(db: Connection, name: str, how_many: int) -> range:
    """Reserve running numbers. The write lock is held, so that no two writers get the same."""
    counter = update(COUNTERS).where(COUNTERS.c.name == name)
    taken = counter.values(last=COUNTERS.c.last + how_many).returning(COUNTERS.c.last)
    last = int(db.execute(taken).scalar_one())
    return range(last - how_many + 1, last + 1)


def last_taken(db: Connection, name: str) -> int:
    """Return the last running number that was given out."""
    return int(db.execute(select(COUNTERS.c.last).where(COUNTERS.c.name == name)).scalar_one())


def skip_numbers(db: Connection, name: str, up_to: int) -> None:
    """Let no number up to `up_to` be given out any more."""
    counter = update(COUNTERS).where(COUNTERS.c.name == name, COUNTERS.c.last < up_to)
    db.execute(counter.values(last=up_to))


def add(
    db: Connection,
    verb: Verb,
    *,
    by: str,
    org_id: str,
    summary: str,
    now: datetime,
    state: BatchState,
    undoes: str | None,
) -> str:
    """Add a batch and return its id."""
    (number,) = take_numbers(db, "batch", 1)
    batch_id = f"B-{number:06}"
    db.execute(
        insert(BATCHES).values(
            number=number,
            id=batch_id,
            verb=verb.value,
            state=state.value,
            at=now,
            person=by,
            org_id=org_id,
            summary=summary,
            undoes=undoes,
        )
    )
    return batch_id


def add_changes(db: Connection, batch_id: str, changes: Sequence[RowChange]) -> None:
    """Keep what a batch changed, in the order given."""
    kept = []
    for key, group in groupby(changes, lambda c: (c.kind, c.crm_id, c.record_id, c.created)):
        fields = list(group)
        kept.append(
            {
                "batch_id": batch_id,
                "kind": key[0].value,
                "crm_id": key[1],
                "record_id": key[2],
                "created": key[3],
                "old": to_json({change.field: change.old for change in fields}),
                "new": to_json({change.field: change.new for change in fields}),
            }
        )
    if kept:
        # RETURNING makes SQLAlchemy send many rows in one statement, on both databases
        db.execute(insert(ROW_CHANGES).returning(ROW_CHANGES.c.number), kept)


def read_changes(db: Connection, batch_id: str) -> Iterator[RowChange]:
    """Yield what a batch changed, in the order in which it was added."""
    found = select(ROW_CHANGES).where(ROW_CHANGES.c.batch_id == batch_id)
    for row in db.execute(found.order_by(ROW_CHANGES.c.number)).all():
        old, new = from_json(row.old), from_json(row.new)
        for field in new:
            yield RowChange(
                Kind(row.kind), row.crm_id, row.record_id, field, old[field], new[field],
                created=row.created,
            )  # fmt: skip


def change(db: Connection, batch_id: str, state: BatchState | None, summary: str | None) -> None:
    """Set a batch's state or summary."""
    values: dict[str, Any] = {}
    if state is not None:
        values["state"] = state.value
    if summary is not None:
        values["summary"] = summary
    if values:
        db.execute(update(BATCHES).where(BATCHES.c.id == batch_id).values(**values))


def read(db: Connection, batch_id: str) -> Batch | None:
    """Return one batch."""
    row = db.execute(select(BATCHES).where(BATCHES.c.id == batch_id)).first()
    return _batch(row) if row else None


def last_number(db: Connection, org_id: str, verb: Verb) -> int:
    """Return the running number of an org's last batch of a kind that stands, 0 for none."""
    found = select(func.max(BATCHES.c.number)).where(
        BATCHES.c.org_id == org_id,
        BATCHES.c.verb == verb.value,
        BATCHES.c.state == BatchState.DONE.value,
    )
    return int(db.execute(found).scalar() or 0)


def later(db: Connection, batch_id: str) -> dict[tuple[Kind, str], list[Batch]]:
    """Return later batches that hold, by the records that they touched."""
    number = select(BATCHES.c.number).where(BATCHES.c.id == batch_id).scalar_subquery()
    found = (
        select(BATCHES, ROW_CHANGES.c.kind, ROW_CHANGES.c.crm_id)
        .join(ROW_CHANGES, ROW_CHANGES.c.batch_id == BATCHES.c.id)
        .where(
            BATCHES.c.number > number,
            BATCHES.c.state.in_([BatchState.PLANNED.value, BatchState.DONE.value]),
        )
        .distinct()
        .order_by(BATCHES.c.number)
    )
    batches: dict[tuple[Kind, str], list[Batch]] = {}
    for row in db.execute(found).all():
        batches.setdefault((Kind(row.kind), row.crm_id), []).append(_batch(row))
    return batches


def latest(db: Connection, most: int, org_id: str) -> list[Batch]:
    """Return the latest batches, newest first; those of one org, and those of none."""
    found = select(BATCHES).order_by(BATCHES.c.number.desc()).limit(most)
    if org_id:
        found = found.where(BATCHES.c.org_id.in_([org_id, ""]))
    return [_batch(row) for row in db.execute(found).all()]


def _batch(row: Any) -> Batch:
    return Batch(
        id=row.id,
        verb=Verb(row.verb),
        state=BatchState(row.state),
        at=row.at,
        by=row.person,
        org_id=row.org_id,
        summary=row.summary,
        undoes=row.undoes,
    )
