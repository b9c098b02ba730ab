"""One person's copy of one practice org, to be refreshed again and again."""

from sfdesk.actions.syncing import SyncReport, sync
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket
from tests.practice import Practice, utc_now


class PullDesk:
    """One person's cache of one practice org."""

    def __init__(self, here: Practice, info: OrgInfo, vault: Vault, cache: Cache) -> None:
        self.here = here
        self.info = info
        self.vault = vault
        self.cache = cache
        self.waits: list[float] = []

    def org(self) -> Org:
        return self.here.org(self.info, self.vault, self.waits)

    def sync(
        self,
        *,
        full: bool = False,
        mapping: tuple[FieldPair, ...] = DEFAULT_MAPPING,
        ticket: Ticket | None = None,
    ) -> SyncReport:
        with self.org() as org:
            return sync(org, self.cache, mapping, ticket or Ticket(), now=utc_now, full=full)

    def first(self, kind: Kind = Kind.ACCOUNT, number: int = 0) -> str:
        return sorted(self.cache.ids(kind))[number]

    def phone(self, record_id: str, kind: Kind = Kind.ACCOUNT) -> object:
        record = self.cache.get(kind, record_id)
        assert record is not None
        return record.fields["Phone"]
