"""Browse: what the lists, the home screen and the detail panel show. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sfdesk.domain.diffing import Change
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.store.cache import Cache, Run
from sfdesk.store.crm import Batch, Crm


class LinkState(StrEnum):
    LINKED = "linked"
    UNLINKED = "unlinked"
    DELETED = "deleted"  # gone in Salesforce


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the Accounts or Contacts list; `searchable` is lower-case text of all it shows.

    `account` is the account's name for a contact.
    """

    kind: Kind
    record_id: str
    crm_id: str
    name: str
    link: LinkState
    owner: str
    city: str
    country: str
    website: str
    email: str
    phone: str
    title: str
    account: str
    pulled_at: datetime
    merged_into: str
    searchable: str


@dataclass(frozen=True, slots=True)
class DetailRow:
    label: str
    salesforce: str
    crm: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """Both sides of one record, field by field, with its contacts."""

    record: Record
    crm: CrmRecord | None
    rows: tuple[DetailRow, ...]
    contacts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The morning list: what needs a person, what changed lately, what is fine."""

    accounts: int
    contacts: int
    crm_accounts: int
    crm_contacts: int
    linked: Mapping[Kind, int]
    broken: tuple[Row, ...]
    last_run: Run | None
    activity: tuple[Batch, ...]


def rows(cache: Cache, crm: Crm, org_id: str, kind: Kind) -> tuple[Row, ...]:
    """Every record of a kind, by name; deleted ones while a link still names them."""
    raise NotImplementedError


def detail(cache: Cache, crm: Crm, org_id: str, record_id: str) -> Detail:
    """Raise UnknownId."""
    raise NotImplementedError


def home(cache: Cache, crm: Crm, org_id: str) -> Home:
    raise NotImplementedError


__all__ = [
    "Band",
    "Change",
    "Detail",
    "DetailRow",
    "Home",
    "LinkState",
    "Row",
    "detail",
    "home",
    "rows",
]
# ruff: noqa: D101, D103
