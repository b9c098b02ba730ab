"""Sync: pull what changed in Salesforce into the cache, from the last watermark on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import Kind
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run did. `notes` are sentences about what was left out and why."""

    at: datetime
    seconds: float
    pulled: Mapping[Kind, int]
    deleted: Mapping[Kind, int]
    total: Mapping[Kind, int]
    calls: int
    calls_left: int | None
    full: bool
    notes: tuple[str, ...] = ()


def sync(
    org: Org,
    cache: Cache,
    mapping: tuple[FieldPair, ...],
    ticket: Ticket,
    *,
    now: Callable[[], datetime],
    full: bool = False,
) -> SyncReport:
    """Pull accounts and contacts. Stopped half way, stored pages stay and the watermark does not
    move, so that the next run repeats safely."""
    raise NotImplementedError


# ruff: noqa: D205, D209
