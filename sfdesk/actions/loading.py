"""Load existing records into the CRM from a CSV file, and dump them back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sfdesk.domain.records import Kind
from sfdesk.store.crm import Crm
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    batch_id: str
    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...] = ()


def load(
    crm: Crm,
    kind: Kind,
    path: Path,
    ticket: Ticket,
    *,
    now: datetime,
    by: str,
    keep_good: bool = False,
) -> LoadReport:
    """Load a CSV file, all or nothing unless `keep_good`. Raise InputError with line and column."""
    raise NotImplementedError


def dump(crm: Crm, kind: Kind, path: Path) -> int:
    """Write every record to a CSV file (UTF-8 with BOM) and return how many there were."""
    raise NotImplementedError


# ruff: noqa: D101
