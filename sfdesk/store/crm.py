"""The CRM: accounts, contacts, links, decisions, mappings, import batches and the push journal.

SQLAlchemy Core on SQLite (default) or PostgreSQL; the same code and the same tests for both.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Self

from sfdesk.domain.links import Decision, Link, Outcome
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import CrmRecord, Kind, Value


class Verb(StrEnum):
    """What a batch did."""

    LOAD = "load"
    DECIDE = "decide"
    IMPORT = "import"
    PUSH = "push"
    UNDO = "undo"


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


class Crm:
    """An open CRM. `writing()` starts a transaction; reads outside it see what is committed."""

    def __init__(self, address: str) -> None:
        """Open the CRM at an SQLAlchemy address, and migrate it if an older SFDesk made it."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        raise NotImplementedError

    def writing(self) -> AbstractContextManager[None]:
        """All writes inside are committed together, or none. Nesting joins the outer one."""
        raise NotImplementedError

    # records
    def get(self, kind: Kind, crm_id: str) -> CrmRecord | None:
        raise NotImplementedError

    def records(self, kind: Kind) -> list[CrmRecord]:
        raise NotImplementedError

    def contacts_of(self, account_ids: Iterable[str]) -> dict[str, list[CrmRecord]]:
        raise NotImplementedError

    def count(self, kind: Kind) -> int:
        raise NotImplementedError

    def add(
        self, kind: Kind, fields: Mapping[str, Value], *, now: datetime, crm_id: str | None = None
    ) -> str:
        """Add a record and return its id (the next free one: `A-000001`, `C-000001`)."""
        raise NotImplementedError

    def change(
        self, kind: Kind, crm_id: str, fields: Mapping[str, Value], *, now: datetime
    ) -> None:
        raise NotImplementedError

    def remove(self, kind: Kind, crm_id: str) -> None:
        raise NotImplementedError

    # links and decisions
    def links(self, org_id: str, kind: Kind) -> list[Link]:
        raise NotImplementedError

    def link_of(
        self, org_id: str, kind: Kind, *, crm_id: str = "", record_id: str = ""
    ) -> Link | None:
        raise NotImplementedError

    def add_link(self, org_id: str, link: Link) -> None:
        """Add a link. Raise InputError if either side is linked already."""
        raise NotImplementedError

    def remove_link(self, org_id: str, kind: Kind, crm_id: str) -> None:
        raise NotImplementedError

    def add_decision(self, org_id: str, decision: Decision) -> None:
        raise NotImplementedError

    def decisions(self, org_id: str, kind: Kind) -> list[Decision]:
        """All decisions that were not undone, oldest first."""
        raise NotImplementedError

    def batch_decisions(self, batch_id: str) -> list[Decision]:
        raise NotImplementedError

    # batches: activity, import batches, push journal
    def add_batch(
        self,
        verb: Verb,
        *,
        by: str,
        org_id: str,
        summary: str,
        now: datetime,
        state: BatchState = BatchState.DONE,
        undoes: str | None = None,
    ) -> str:
        """Add a batch and return its id (`B-000001`)."""
        raise NotImplementedError

    def add_changes(self, batch_id: str, changes: Sequence[RowChange]) -> None:
        raise NotImplementedError

    def set_batch(
        self, batch_id: str, *, state: BatchState | None = None, summary: str | None = None
    ) -> None:
        raise NotImplementedError

    def batch(self, batch_id: str) -> Batch | None:
        raise NotImplementedError

    def changes(self, batch_id: str) -> list[RowChange]:
        raise NotImplementedError

    def activity(self, *, most: int = 200, org_id: str = "") -> list[Batch]:
        """The latest batches, newest first."""
        raise NotImplementedError

    # mappings
    def mapping(self, org_id: str) -> tuple[FieldPair, ...]:
        """The stored mapping, or the default one where nobody changed it."""
        raise NotImplementedError

    def store_mapping(self, org_id: str, pairs: Sequence[FieldPair]) -> None:
        raise NotImplementedError


__all__ = ["Batch", "BatchState", "Crm", "Outcome", "RowChange", "Verb"]
# ruff: noqa: D102
