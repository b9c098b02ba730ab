"""Check: what this user can do in a Salesforce, in five calls at most, before anything is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from sfdesk.actions.scoping import ScopeChoice, choice
from sfdesk.domain import permissions
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, of_kind
from sfdesk.domain.orgs import Scope, SobjectInfo
from sfdesk.domain.permissions import PLURALS, Permission
from sfdesk.domain.records import Kind
from sfdesk.errors import OrgRefused
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.overview import overview
from sfdesk.salesforce.reading import NOT_THERE
from sfdesk.ticket import Ticket


class Mark(StrEnum):
    """How one line of the check came out."""

    OK = "OK"
    NOTE = "NOTE"
    MISSING = "MISSING"


class Topic(StrEnum):
    """What is looked at, in this order; the words stand there until it is known."""

    API = _("API access")
    ACCOUNTS = _("Accounts: read")
    CONTACTS = _("Contacts: read")
    WRITE_ACCOUNTS = _("Accounts: write")
    WRITE_CONTACTS = _("Contacts: write")
    CALLS = _("Calls left today")
    OPPORTUNITIES = _("Opportunities: read")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the check: a mark and a sentence; what is missing can be asked for."""

    mark: Mark
    topic: Topic
    text: str
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Preflight:
    """The whole check. Without `can_read` there is nothing to go on to."""

    lines: tuple[CheckLine, ...]
    choices: tuple[ScopeChoice, ...]
    can_read: bool


def check(
    org: Org,
    ticket: Ticket,
    *,
    on_line: Callable[[CheckLine], None] = lambda _line: None,
    mapping: Iterable[FieldPair] = DEFAULT_MAPPING,
) -> Preflight:
    """Look what this user can do in the org. Raise ConnectError E9, OrgError, Cancelled."""
    said = _Said(ticket, on_line)
    pairs = tuple(mapping)
    accounts = _describe(org, Kind.ACCOUNT)
    said.ok(Topic.API, _("API access"))
    if accounts is None:
        text = _("Accounts: you may not read them - sfdesk has nothing to show")
        said.missing(Topic.ACCOUNTS, text, permissions.on_object("Accounts", "Read"))
        return Preflight(tuple(said.lines), (), can_read=False)
    found = overview(org)
    text = _("Accounts: read {own} you own ({seen} you can see)")
    own, seen = found.own[Kind.ACCOUNT], found.seen[Kind.ACCOUNT]
    said.ok(Topic.ACCOUNTS, text.format(own=f"{own:,}", seen=f"{seen:,}"))
    contacts = _describe(org, Kind.CONTACT)
    if contacts is None:
        text = _("Contacts: you may not read them - only accounts are refreshed")
        said.missing(Topic.CONTACTS, text, permissions.on_object("Contacts", "Read"))
    else:
        text = _("Contacts: read {n}").format(n=f"{found.own[Kind.CONTACT]:,}")
        said.ok(Topic.CONTACTS, text)
    _say_writing(said, Topic.WRITE_ACCOUNTS, Kind.ACCOUNT, accounts, pairs)
    if contacts is not None:
        _say_writing(said, Topic.WRITE_CONTACTS, Kind.CONTACT, contacts, pairs)
    team = org.counts(role_id=found.role_id) if found.role_id else None
    choices = (
        choice(Scope.MINE, found.own),
        *((choice(Scope.TEAM, team),) if team else ()),
        choice(Scope.ALL, found.seen),
    )
    _say_calls(said, org, choices[0].calls)
    if not org.may_read("Opportunity"):
        text = _("Opportunities: no access - Renewals will be empty")
        said.note(Topic.OPPORTUNITIES, text, permissions.on_object("Opportunities", "Read"))
    return Preflight(tuple(said.lines), choices, can_read=True)


class _Said:
    """The lines so far; each is passed on as soon as it is known."""

    def __init__(self, ticket: Ticket, on_line: Callable[[CheckLine], None]) -> None:
        self.lines: list[CheckLine] = []
        self._ticket = ticket
        self._on_line = on_line

    def ok(self, topic: Topic, text: str) -> None:
        self._say(CheckLine(Mark.OK, topic, text))

    def note(self, topic: Topic, text: str, permission: Permission) -> None:
        self._say(CheckLine(Mark.NOTE, topic, text, permission))

    def missing(self, topic: Topic, text: str, permission: Permission) -> None:
        self._say(CheckLine(Mark.MISSING, topic, text, permission))

    def _say(self, found: CheckLine) -> None:
        self._ticket.check()
        self.lines.append(found)
        self._on_line(found)


def _describe(org: Org, kind: Kind) -> SobjectInfo | None:
    try:
        return org.describe(kind)
    except OrgRefused as error:
        if error.code in NOT_THERE:
            return None
        raise


def _say_writing(
    said: _Said, topic: Topic, kind: Kind, described: SobjectInfo, pairs: tuple[FieldPair, ...]
) -> None:
    plural = PLURALS[kind]
    fields = described.fields
    writable = sum(field.updateable for field in fields.values())
    if described.updateable and writable:
        text = _("Write to {plural}: {writable} of {all} fields")
        said.ok(topic, text.format(plural=plural, writable=writable, all=len(fields)))
        _say_locked(said, topic, kind, described, pairs)
    else:
        text = _("{plural}: write - Push is off for {them}")
        text = text.format(plural=plural, them=plural.lower())
        said.missing(topic, text, permissions.on_object(plural, "Read", "Edit"))
    hidden = [pair.salesforce for pair in of_kind(pairs, kind) if _is_hidden(pair, described)]
    if hidden:
        text = _("You may not see: {fields} - they stay empty here")
        asked = permissions.on_fields(plural, hidden, "Read")
        said.note(topic, text.format(fields=", ".join(hidden)), asked)


def _say_locked(
    said: _Said, topic: Topic, kind: Kind, described: SobjectInfo, pairs: tuple[FieldPair, ...]
) -> None:
    locked = [
        described.fields[pair.salesforce].label
        for pair in of_kind(pairs, kind)
        if pair.way.pushes
        and pair.salesforce in described.fields
        and not described.fields[pair.salesforce].updateable
    ]
    if locked:
        text = _("You may not edit: {fields} - they stay read-only here")
        asked = permissions.on_fields(PLURALS[kind], locked, "Edit")
        said.note(topic, text.format(fields=", ".join(locked)), asked)


def _is_hidden(pair: FieldPair, described: SobjectInfo) -> bool:
    """Tell a field that is kept from this user from one that this company never made.

    Standard fields are everywhere; of its own fields only those count that somebody mapped here.
    """
    name = pair.salesforce
    exists = not name.endswith("__c") or pair not in DEFAULT_MAPPING
    return exists and "." not in name and name not in described.fields


def _say_calls(said: _Said, org: Org, needed: int) -> None:
    usage = org.usage
    if usage is None:
        return
    left = max(0, usage.allowed - usage.used)
    text = _("Calls left today: {left} of {allowed} (a full refresh needs about {needed})").format(
        left=f"{left:,}", allowed=f"{usage.allowed:,}", needed=f"{needed:,}"
    )
    if left > needed:
        said.ok(Topic.CALLS, text)
    else:
        said.note(Topic.CALLS, text, permissions.more_calls())
