"""Review: suggestions with reasons, and what a person decides about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.matching.suggestions import Band, Suggestion
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a case, both sides as people read them; `word` is "same", "differs"..."""

    label: str
    crm: str
    salesforce: str
    word: str


@dataclass(frozen=True, slots=True)
class Option:
    """One Salesforce record that a CRM record might be, with the reasons."""

    record: Record
    suggestion: Suggestion
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One CRM record with the Salesforce records that it might be, best first.

    `rivals` are other CRM records that want the same Salesforce record; `later` says that it was
    put aside; `warning` is strong evidence against, said before all else.
    """

    kind: Kind
    crm: CrmRecord
    options: tuple[Option, ...]
    band: Band
    rivals: tuple[CrmRecord, ...] = ()
    later: bool = False
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All open cases, certain ones first; `undecided` counts them without those put aside."""

    kind: Kind
    cases: tuple[Case, ...]
    linked: int
    later: int
    bands: Mapping[Band, int]
    notes: tuple[str, ...] = ()

    @property
    def undecided(self) -> int:
        return sum(not case.later for case in self.cases)


def propose(cache: Cache, crm: Crm, org_id: str, kind: Kind, ticket: Ticket) -> Review:
    """Suggest links between what the CRM and the cache hold, but for what was decided already."""
    raise NotImplementedError


def decide(
    cache: Cache,
    crm: Crm,
    org_id: str,
    crm_id: str,
    record_id: str,
    outcome: Outcome,
    *,
    now: datetime,
    by: str,
) -> Decision:
    """Keep what a person said about a pair. Raise UnknownId; InputError if a side is linked."""
    raise NotImplementedError


# ruff: noqa: D102
