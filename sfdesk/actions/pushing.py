"""Push: chosen fields of one CRM record to Salesforce. Compare with the live record first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sfdesk.domain.diffing import Change
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import CrmRecord, Kind, Record, Value
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


@dataclass(frozen=True, slots=True)
class PushPlan:
    """What a push would do: every field with three values, and which of them will be sent.

    `ticked` holds Salesforce field names; `typed` values that a person typed instead of the CRM's.
    """

    info: OrgInfo
    kind: Kind
    crm: CrmRecord
    live: Record
    changes: tuple[Change, ...]
    read_at: datetime
    ticked: frozenset[str]
    typed: Mapping[str, Value]

    def only(self, fields: Collection[str], typed: Mapping[str, Value] | None = None) -> Self:
        """Return the plan with exactly these fields ticked."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Sent:
    """One field that was sent: `stored` is what Salesforce made of `new`."""

    field: str
    label: str
    old: Value
    new: Value
    stored: Value


@dataclass(frozen=True, slots=True)
class PushReceipt:
    """What a push did. `left_alone` are fields that an undo did not touch, and why."""

    batch_id: str
    kind: Kind
    crm_id: str
    record_id: str
    at: datetime
    sent: tuple[Sent, ...]
    left_alone: tuple[str, ...] = ()


def plan(
    org: Org, cache: Cache, crm: Crm, crm_id: str, *, kind: Kind | None = None, now: datetime
) -> PushPlan:
    """Read the live record and compare. Raise UnknownId, InputError (not linked), RecordGone."""
    raise NotImplementedError


def push(
    plan: PushPlan, org: Org, cache: Cache, crm: Crm, *, now: datetime, by: str
) -> PushReceipt:
    """Send the ticked fields: journal first, then one update, then read back, then the receipt.

    Raise InputError if nothing is ticked, the org is look-only, or the record changed since the
    plan was made; OrgRefused with the fields that Salesforce named.
    """
    raise NotImplementedError


def undo(batch_id: str, org: Org, cache: Cache, crm: Crm, *, now: datetime, by: str) -> PushReceipt:
    """Write old values back where Salesforce still holds what was written; list the others."""
    raise NotImplementedError
