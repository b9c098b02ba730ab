"""The part of an org that is kept here, accounts and their contacts: how it is asked for."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sfdesk.domain.orgs import Scope
from sfdesk.domain.records import Kind, Record
from sfdesk.errors import InputError, OrgRefused
from sfdesk.i18n import _
from sfdesk.salesforce import list_views
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.view_filter import ViewFilter
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket

Page = tuple[list[Record], int]

_IDS_PER_QUERY = 150


class KeptPart:
    """What the chosen scope means now. For one sync: accounts are asked for before contacts.

    `drifts` is true where accounts come and go although nobody changed them: the filter of a list
    view may name days, owners and much else.
    """

    def __init__(self, org: Org, cache: Cache, ticket: Ticket) -> None:
        scope = org.info.scope
        self._org = org
        self._cache = cache
        self._ticket = ticket
        self.is_all = scope is Scope.ALL
        self.drifts = scope is Scope.LIST_VIEW
        self._owner = org.info.user_id if scope is Scope.MINE else None
        self._role: str | None = None
        self._view = org.info.list_view if scope is Scope.LIST_VIEW else None
        self._filter: ViewFilter | None = None
        self._joins = True

    def look_up(self) -> None:
        """Ask what the scope means today. Raise InputError, ListViewUnusable, OrgError."""
        if self._org.info.scope is Scope.TEAM:
            self._role = _role(self._org)
        if self._view is not None:
            self._filter = list_views.filter_of(self._org, self._view)
            self._joins = self._filter.joins

    def pages(
        self,
        kind: Kind,
        fields: tuple[str, ...],
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        deleted: bool | None = None,
    ) -> Iterator[Page]:
        """Yield the records of the part, as `Org.pull` does. Raise ListViewUnusable, OrgError."""
        if self.in_order(kind):
            try:
                yield from self._org.pull(
                    kind,
                    fields,
                    self._ticket,
                    since=since,
                    until=until,
                    deleted=deleted,
                    owner_id=self._owner,
                    role_id=self._role,
                    view=self._filter,
                )
            except OrgRefused as error:
                if not self._by_accounts_instead(kind, error):
                    raise
            else:
                return
        total = 0
        for ids in batches(self._cache.ids(Kind.ACCOUNT)):
            of_these = 0
            for page, of_these in self._org.pull(
                kind,
                fields,
                self._ticket,
                since=since,
                until=until,
                deleted=deleted,
                among=("AccountId", ids),
            ):
                yield page, total + of_these
            total += of_these

    def in_order(self, kind: Kind) -> bool:
        """Tell whether pages come by SystemModstamp, so that a stopped read can go on there."""
        return self._joins or kind is Kind.ACCOUNT

    def counts(self) -> dict[Kind, int]:
        """Ask in one call how many there are to be seen, of the kinds that one can ask it of.

        The accounts of a list view are left out: those are compared one by one at every run.
        """
        if self._view is None:
            return self._org.counts(owner_id=self._owner, role_id=self._role)
        if not self._joins:
            return {}
        try:
            return {Kind.CONTACT: self._org.count(Kind.CONTACT, view=self._filter)}
        except OrgRefused:  # the count is a help, and what it would help with is done
            return {}

    def members(self, kind: Kind) -> frozenset[str]:
        """Return the ids of all records of the part. Raise ListViewUnusable, OrgError."""
        return frozenset(record.id for page, _total in self.pages(kind, ()) for record in page)

    def _by_accounts_instead(self, kind: Kind, error: OrgRefused) -> bool:
        """Tell whether contacts can be had another way: a filter inside a query has its limits.

        Raise ListViewUnusable where Salesforce does not even count the accounts of the view.
        """
        if self._view is None or error.code == "INVALID_TYPE":
            return False
        try:
            self._org.count(Kind.ACCOUNT, view=self._filter)
        except OrgRefused as again:
            raise list_views.refused(self._view, again) from None
        self._joins = kind is Kind.ACCOUNT
        return kind is Kind.CONTACT


def _role(org: Org) -> str:
    role_id = org.role()
    if role_id is None:
        raise InputError(
            _("You have no role in Salesforce any more"),
            _("Your team's accounts cannot be told. Choose another part of them in Settings."),
        )
    return role_id


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield ids in lists that one query can name."""
    rest = sorted(ids)
    for start in range(0, len(rest), _IDS_PER_QUERY):
        yield rest[start : start + _IDS_PER_QUERY]
