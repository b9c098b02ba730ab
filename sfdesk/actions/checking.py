"""Check: what this user can do in a Salesforce, in ten calls at most, before anything is kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, of_kind
from sfdesk.domain.orgs import Scope, SobjectInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import OrgRefused
from sfdesk.i18n import _, counted
from sfdesk.salesforce.client import Org
from sfdesk.ticket import Ticket

_PER_PAGE = 1000  # what Salesforce gives per call as soon as a long text is among the fields


class Mark(StrEnum):
    """How one line of the check came out."""

    OK = "OK"
    NOTE = "NOTE"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the check: a mark and a sentence."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What could be kept on this computer, with exact counts; `calls` is about what it costs."""

    scope: Scope
    label: str
    accounts: int
    calls: int
    contacts: int = 0


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
    lines: list[CheckLine] = []

    def say(mark: Mark, text: str) -> None:
        ticket.check()
        lines.append(CheckLine(mark, text))
        on_line(lines[-1])

    pairs = tuple(mapping)
    accounts = _describe(org, Kind.ACCOUNT)
    say(Mark.OK, _("API access"))
    if accounts is None:
        say(Mark.MISSING, _("Accounts: you may not read them - sfdesk has nothing to show"))
        return Preflight(tuple(lines), (), can_read=False)
    own = _counts(org, owner_id=org.info.user_id)
    seen = _counts(org)
    role_id = org.role()
    team = _counts(org, role_id=role_id) if role_id else None
    say(
        Mark.OK,
        _("Accounts: read {own} you own ({seen} you can see)").format(
            own=f"{own[Kind.ACCOUNT]:,}", seen=f"{seen[Kind.ACCOUNT]:,}"
        ),
    )
    contacts = _describe(org, Kind.CONTACT)
    if contacts is None:
        say(Mark.MISSING, _("Contacts: you may not read them - only accounts are refreshed"))
    else:
        say(Mark.OK, _("Contacts: read {n}").format(n=f"{own[Kind.CONTACT]:,}"))
    _say_writing(say, accounts, contacts, pairs)
    choices = (
        _choice(Scope.MINE, _("My accounts"), own),
        *((_choice(Scope.TEAM, _("My team's"), team),) if team else ()),
        _choice(Scope.ALL, _("All I can see"), seen),
    )
    _say_calls(say, org, choices[0].calls)
    return Preflight(tuple(lines), choices, can_read=True)


def _describe(org: Org, kind: Kind) -> SobjectInfo | None:
    try:
        return org.describe(kind)
    except OrgRefused as error:
        if error.code in {"NOT_FOUND", "INVALID_TYPE", "INSUFFICIENT_ACCESS"}:
            return None
        raise


def _counts(
    org: Org, *, owner_id: str | None = None, role_id: str | None = None
) -> dict[Kind, int]:
    counts = {}
    for kind in Kind:
        try:
            counts[kind] = org.count(kind, owner_id=owner_id, role_id=role_id)
        except OrgRefused as error:
            if error.code != "INVALID_TYPE":
                raise
            counts[kind] = 0
    return counts


def _say_writing(
    say: Callable[[Mark, str], None],
    accounts: SobjectInfo,
    contacts: SobjectInfo | None,
    pairs: tuple[FieldPair, ...],
) -> None:
    writable = sum(field.updateable for field in accounts.fields.values())
    if accounts.updateable and writable:
        say(
            Mark.OK,
            _("Write to Accounts: {writable} of {all} fields").format(
                writable=writable, all=len(accounts.fields)
            ),
        )
    else:
        say(Mark.MISSING, _("Accounts: write - Push is off for accounts"))
    locked = [
        accounts.fields[pair.salesforce].label
        for pair in of_kind(pairs, Kind.ACCOUNT)
        if pair.way.pushes
        and pair.salesforce in accounts.fields
        and not accounts.fields[pair.salesforce].updateable
    ]
    if locked and accounts.updateable:
        text = _("You may not edit: {fields} - they stay read-only here")
        say(Mark.NOTE, text.format(fields=", ".join(locked)))
    if contacts is not None and not contacts.updateable:
        say(Mark.MISSING, _("Contacts: write - Push is off for contacts"))


def _say_calls(say: Callable[[Mark, str], None], org: Org, needed: int) -> None:
    usage = org.usage
    if usage is None:
        return
    left = max(0, usage.allowed - usage.used)
    text = _("Calls left today: {left} of {allowed} (a full refresh needs about {needed})").format(
        left=f"{left:,}", allowed=f"{usage.allowed:,}", needed=f"{needed:,}"
    )
    say(Mark.OK if left > needed else Mark.NOTE, text)


def _choice(scope: Scope, name: str, counts: dict[Kind, int]) -> ScopeChoice:
    pages = sum(max(1, ceil(number / _PER_PAGE)) for number in counts.values())
    calls = 2 + pages
    label = f"{name}: {counted('{n} account', '{n} accounts', counts[Kind.ACCOUNT])}"
    return ScopeChoice(scope, label, counts[Kind.ACCOUNT], calls, counts[Kind.CONTACT])
