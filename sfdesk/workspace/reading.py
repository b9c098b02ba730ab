"""Reading: from Salesforce into the cache, from the stores for the windows, and CRM files."""

from dataclasses import replace
from pathlib import Path

from sfdesk.actions import browsing, loading, match_requests, pushing, reviewing, syncing
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from sfdesk.workspace.doors import Doors


class Reading(Doors):
    """What is brought here and shown."""

    def sync(self, ticket: Ticket, alias: str = "", *, full: bool = False) -> syncing.SyncReport:
        """Pull what changed in Salesforce. Raise OrgError, SignInNeeded, StoreError, Cancelled."""
        info = self.org(alias)
        with self._desk(info) as (org, cache, crm):
            pushing.settle(org, cache, crm, now=self.now())
            mapping = crm.mapping(info.org_id)
            return syncing.sync(org, cache, mapping, ticket, now=self.now, full=full)

    def home(self, alias: str = "") -> browsing.Home:
        """What the home screen shows."""
        info = self.org(alias)
        with match_requests.opened(self._match_request(info)) as (cache, crm, matches):
            waiting = {k: reviewing.waiting(cache, crm, matches, info.org_id, k) for k in Kind}
            return replace(browsing.home(cache, crm, info.org_id), to_review=waiting)

    def rows(self, kind: Kind, alias: str = "") -> tuple[browsing.Row, ...]:
        """Every line of the Accounts or Contacts list."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return browsing.rows(cache, crm, info.org_id, kind)

    def detail(self, record_id: str, alias: str = "") -> browsing.Detail:
        """Both sides of one record. Raise UnknownId."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return browsing.detail(cache, crm, info.org_id, record_id)

    # CRM files

    def load_csv(
        self, kind: Kind, path: Path, ticket: Ticket, *, keep_good: bool = False
    ) -> loading.LoadReport:
        """Bring existing records into the CRM. Raise InputError with line and column."""
        with self.crm() as crm:
            return loading.load(
                crm, kind, path, ticket, now=self.now(), by=self.person, keep_good=keep_good
            )

    def dump_csv(self, kind: Kind, path: Path) -> int:
        """Write the CRM's records to a file; return how many."""
        with self.crm() as crm:
            return loading.dump(crm, kind, path)
