"""Browse: what the lists, the home screen and the detail panel show. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from sfdesk.domain.diffing import equal
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, Kind, Record, id18
from sfdesk.domain.sides import as_crm, shown
from sfdesk.errors import UnknownId
from sfdesk.i18n import _
from sfdesk.store.cache import OUTSIDE, Cache, Line, Run
from sfdesk.store.crm import Batch, BatchState, Crm, Verb

_ACTIVITY = 20


class LinkState(StrEnum):
    """What became of a Salesforce record here."""

    LINKED = "linked"
    UNLINKED = "unlinked"
    DELETED = "deleted"  # gone in Salesforce
    OUTSIDE = "outside"  # there, but no part any more of what is kept here


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the Accounts or Contacts list; `searchable` is lower-case text of all it shows.

    `account` is the account's name for a contact. An account can also be found by the names and
    e-mails of its contacts. `merged_into` is the id of the record that a deleted one went into.
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
    """One field of both sides, as people read it; `differs` only where there is a partner."""

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
    """The morning list: what needs a person, what changed lately, what is fine.

    `broken` are linked records that were deleted in Salesforce; `to_review` counts CRM records
    with suggestions that wait for a person.
    """

    accounts: int
    contacts: int
    crm_accounts: int
    crm_contacts: int
    linked: Mapping[Kind, int]
    broken: tuple[Row, ...]
    last_run: Run | None
    activity: tuple[Batch, ...]
    to_review: Mapping[Kind, int] = field(default_factory=dict)


def rows(cache: Cache, crm: Crm, org_id: str, kind: Kind) -> tuple[Row, ...]:
    """Every record of a kind, by name; what is deleted or outside while a link still names it."""
    partners = _partners(crm, org_id, kind)
    lines = cache.lines(kind, deleted_ids=partners)
    if kind is Kind.ACCOUNT:
        return _rows(cache, kind, lines, partners, people=cache.people())
    return _rows(cache, kind, lines, partners, accounts=cache.names(Kind.ACCOUNT))


def detail(cache: Cache, crm: Crm, org_id: str, record_id: str) -> Detail:
    """Both sides of a record, deleted or not; `record_id` has 15 or 18 characters.

    Raise UnknownId.
    """
    record = _record(cache, record_id)
    partner = _partners(crm, org_id, record.kind).get(record.id)
    ours = crm.get(record.kind, partner) if partner else None
    theirs = as_crm(record, crm.mapping(org_id))
    told = []
    for known in CRM_FIELDS[record.kind]:
        if known.name in theirs:
            there, here = theirs[known.name], ours.fields.get(known.name) if ours else None
            differs = ours is not None and not equal(there, here)
            told.append(DetailRow(known.label, shown(there), shown(here), differs))
    contacts: tuple[Row, ...] = ()
    if record.kind is Kind.ACCOUNT:
        names = {record.id: record.name}
        linked = _partners(crm, org_id, Kind.CONTACT)
        lines = cache.contact_lines(record.id)
        contacts = _rows(cache, Kind.CONTACT, lines, linked, accounts=names)
    return Detail(record, ours, tuple(told), contacts)


def home(cache: Cache, crm: Crm, org_id: str) -> Home:
    """Count both sides, and find what needs a person."""
    partners = {kind: _partners(crm, org_id, kind) for kind in Kind}
    broken: list[Row] = []
    for kind, linked in partners.items():
        broken += _rows(cache, kind, cache.gone(kind, linked), linked)
    return Home(
        accounts=cache.count(Kind.ACCOUNT),
        contacts=cache.count(Kind.CONTACT),
        crm_accounts=crm.count(Kind.ACCOUNT),
        crm_contacts=crm.count(Kind.CONTACT),
        linked={kind: len(linked) for kind, linked in partners.items()},
        broken=tuple(broken),
        last_run=next(iter(cache.runs(1)), None),
        activity=tuple(crm.activity(most=_ACTIVITY, org_id=org_id)),
    )


def _partners(crm: Crm, org_id: str, kind: Kind) -> dict[str, str]:
    return {link.record_id: link.crm_id for link in crm.links(org_id, kind)}


def _record(cache: Cache, record_id: str) -> Record:
    try:
        whole = id18(record_id.strip())
    except ValueError:
        whole = ""
    kind = Kind.of_record_id(whole)
    record = cache.get(kind, whole) if kind else None
    if record is None:
        raise UnknownId(
            _("{record_id} is not on this computer").format(record_id=record_id[:40]),
            _("It was not read from Salesforce yet, or it is neither account nor contact."),
        )
    return record


def _rows(
    cache: Cache,
    kind: Kind,
    lines: Iterable[Line],
    partners: Mapping[str, str],
    *,
    accounts: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    accounts, people = accounts or {}, people or {}
    moments = _Moments()
    found = []
    # unpacked and passed in place: with 50,000 rows, each attribute and keyword is milliseconds
    for (
        record_id, name, owner, city, country, website, email, phone, title,
        account_id, pulled_at, into, is_deleted, searchable,
    ) in lines:  # fmt: skip
        crm_id = partners.get(record_id, "")
        state = LinkState.LINKED if crm_id else LinkState.UNLINKED
        merged_into = ""
        if is_deleted:
            state = LinkState.OUTSIDE if is_deleted == OUTSIDE else LinkState.DELETED
            merged_into = cache.merged_into(kind, record_id) or "" if into else ""
        account = accounts.get(account_id, "") if account_id else ""
        more = account.lower() or people.get(record_id, "")
        found.append(
            Row(
                kind, record_id, crm_id, name, state, owner, city, country, website, email,
                phone, title, account, moments[pulled_at], merged_into,
                f"{searchable} {more}" if more else searchable,
            )
        )  # fmt: skip
    return tuple(found)


class _Moments(dict[str, datetime]):
    """Points in time by their text; a sync stamps whole pages alike."""

    def __missing__(self, text: str) -> datetime:
        self[text] = moment = datetime.fromisoformat(text).astimezone(UTC)
        return moment


__all__ = [
    "Batch",
    "BatchState",
    "Detail",
    "DetailRow",
    "Home",
    "LinkState",
    "Row",
    "Verb",
    "detail",
    "home",
    "rows",
]
