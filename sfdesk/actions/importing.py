"""Import: from the cache into the CRM. Compare first, show, apply after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from sfdesk.domain.records import Kind, Record, Value
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.ticket import Ticket


class What(StrEnum):
    """What an import would do with a record."""

    NEW = "new"
    FILL = "fill blanks"
    CHANGE = "would change"
    SAME = "same"
    LOOKS_LIKE = "looks like"  # an unlinked CRM record may be the same: review first


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One CRM field that would get another value. `ticked`: blanks yes, other values no."""

    field: str
    label: str
    now: Value
    after: Value
    ticked: bool


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One Salesforce record, what an import would do with it, and whether it will.

    `crm_id` is the linked (or look-alike) CRM record, "" for a new one; `contacts` are the rows of
    an account's contacts.
    """

    kind: Kind
    record: Record
    what: What
    crm_id: str
    changes: tuple[FieldChange, ...]
    ticked: bool
    note: str = ""
    contacts: tuple["ImportRow", ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    org_id: str
    rows: tuple[ImportRow, ...]

    def only(self, record_ids: set[str]) -> Self:
        """Return the plan with exactly these records ticked (accounts and contacts)."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What happened to one record; `problem` is "" when it went well."""

    kind: Kind
    record_id: str
    crm_id: str
    what: What
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    batch_id: str
    outcomes: tuple[RowOutcome, ...]
    seconds: float

    def count(self, kind: Kind, *whats: What) -> int:
        """How many records of a kind came out so (any of `whats`) without a problem."""
        return sum(o.kind is kind and o.what in whats and not o.problem for o in self.outcomes)


def plan(
    cache: Cache,
    crm: Crm,
    org_id: str,
    ticket: Ticket,
    *,
    record_ids: Sequence[str] = (),
    linked: bool = False,
) -> ImportPlan:
    """Compare accounts (with their contacts) and single contacts with the CRM.

    `record_ids` are account or contact ids; `linked` takes every linked account. Raise UnknownId.
    """
    raise NotImplementedError


def apply(plan: ImportPlan, crm: Crm, ticket: Ticket, *, now: datetime, by: str) -> ImportReport:
    """Do what is ticked: one transaction per account with its contacts, keyed by Salesforce id."""
    raise NotImplementedError


__all__ = [
    "FieldChange",
    "ImportPlan",
    "ImportReport",
    "ImportRow",
    "RowOutcome",
    "What",
    "apply",
    "plan",
    "replace",
]
# ruff: noqa: D101
