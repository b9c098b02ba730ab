"""A CRM with one account that is linked to one of a practice org, and a push from it."""

from datetime import UTC, datetime
from typing import Any

from sfdesk.actions import pushing
from sfdesk.actions.pushing import PushPlan, PushReceipt
from sfdesk.actions.syncing import sync
from sfdesk.domain.diffing import State
from sfdesk.domain.links import Link
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind, Value
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, Verb
from sfdesk.ticket import Ticket
from tests.practice import Practice, utc_now

A = Kind.ACCOUNT
NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)


class Desk:
    """A CRM with one account, linked to one of a practice org."""

    def __init__(self, here: Practice, info: OrgInfo, vault: Vault, cache: Cache, crm: Crm) -> None:
        self.here = here
        self.info = info
        self.vault = vault
        self.cache = cache
        self.crm = crm
        self.waits: list[float] = []
        with self.org() as org:
            sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)
        self.record_id = min(cache.ids(A))
        record = cache.get(A, self.record_id)
        assert record is not None
        self.name = record.name
        fields = {
            pair.crm: record.fields.get(pair.salesforce)
            for pair in DEFAULT_MAPPING
            if pair.kind is A
        }
        with crm.writing():
            self.crm_id = crm.add(A, fields, now=NOW)
            batch = crm.add_batch(
                Verb.DECIDE, by="anna", org_id=info.org_id, summary="link", now=NOW
            )
            crm.add_link(info.org_id, Link(A, self.crm_id, self.record_id, NOW, batch))

    def org(self) -> Org:
        return self.here.org(self.info, self.vault, self.waits)

    def ours(self, **fields: Value) -> None:
        self.crm.change(A, self.crm_id, fields, now=NOW)

    def theirs(self, **fields: Any) -> None:
        self.here.order("edit", id=self.record_id, fields=fields)

    def plan(self) -> PushPlan:
        with self.org() as org:
            return pushing.plan(org, self.cache, self.crm, self.crm_id, now=NOW)

    def push(self, plan: PushPlan | None = None, **how: Any) -> PushReceipt:
        chosen = plan or self.plan()
        with self.org() as org:
            return pushing.push(chosen, org, self.cache, self.crm, now=NOW, by="anna", **how)

    def undo(self, batch_id: str) -> PushReceipt:
        with self.org() as org:
            return pushing.undo(batch_id, org, self.cache, self.crm, now=NOW, by="anna")

    def settle(self) -> list[BatchState]:
        with self.org() as org:
            decided = pushing.settle(org, self.cache, self.crm, now=NOW)
        return [batch.state for batch in decided]

    def live(self, field: str) -> Value:
        with self.org() as org:
            return org.retrieve(A, self.record_id, [field]).fields[field]

    def states(self) -> dict[str, State]:
        return {change.field: change.state for change in self.plan().changes}

    def last(self) -> BatchState:
        return self.crm.activity(most=1)[0].state
