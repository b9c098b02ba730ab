"""Scoping: which accounts can be kept on this computer, and what each choice brings and costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import OrgRefused
from sfdesk.i18n import _
from sfdesk.salesforce import list_views
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.view_filter import ViewFilter

_PER_PAGE = {Kind.ACCOUNT: 1000, Kind.CONTACT: 2000}
"""Records per call: half as many where a long text, such as a description, is asked for."""
_SECONDS_PER_CALL = 0.6  # over a usual line
_SECONDS_PER_RECORD = 0.002


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What could be kept on this computer, with exact counts; `calls` is about what it costs.

    `contacts` is None where they cannot be counted before they are read.
    """

    scope: Scope
    name: str
    accounts: int
    calls: int
    contacts: int | None = 0
    list_view: ListView | None = None

    @property
    def seconds(self) -> float:
        """How long the first read takes, roughly."""
        records = self.accounts + (self.contacts or 0)
        return self.calls * _SECONDS_PER_CALL + records * _SECONDS_PER_RECORD


def choice(scope: Scope, counts: Mapping[Kind, int]) -> ScopeChoice:
    """Return what it means to keep accounts and contacts that were counted."""
    accounts, contacts = counts[Kind.ACCOUNT], counts[Kind.CONTACT]
    return ScopeChoice(scope, scope_name(scope), accounts, 2 + _pages(counts), contacts)


def scope_name(scope: Scope) -> str:
    """Return what people call a scope."""
    return {
        Scope.MINE: _("My accounts"),
        Scope.TEAM: _("My team's"),
        Scope.ALL: _("All I can see"),
        Scope.LIST_VIEW: _("A list view"),
    }[scope]


def kept(info: OrgInfo) -> str:
    """Return what is kept of an org, in words."""
    if info.list_view is None:
        return scope_name(info.scope)
    return _("List view {name}").format(name=info.list_view.name)


def every_list_view(org: Org) -> tuple[ListView, ...]:
    """Return the list views for accounts that this user sees. Raise OrgError, SignInNeeded."""
    return list_views.every(org)


def count_list_view(org: Org, view: ListView) -> ScopeChoice:
    """Count what a list view shows now. Raise ListViewUnusable, OrgError, SignInNeeded."""
    asked = list_views.filter_of(org, view)
    try:
        accounts = org.count(Kind.ACCOUNT, view=asked)
    except OrgRefused as error:
        raise list_views.refused(view, error) from None
    contacts = _contacts(org, asked)
    calls = 3 + _pages({Kind.ACCOUNT: accounts, Kind.CONTACT: contacts or 0})
    return ScopeChoice(Scope.LIST_VIEW, view.name, accounts, calls, contacts, view)


def _contacts(org: Org, asked: ViewFilter) -> int | None:
    if not asked.joins:
        return None
    try:
        return org.count(Kind.CONTACT, view=asked)
    except OrgRefused as error:
        return 0 if error.code == "INVALID_TYPE" else None


def _pages(counts: Mapping[Kind, int]) -> int:
    return sum(max(1, ceil(number / _PER_PAGE[kind])) for kind, number in counts.items())
