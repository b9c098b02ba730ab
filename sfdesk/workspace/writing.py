"""Import, push, undo, and how fields are paired."""

from collections.abc import Sequence
from contextlib import ExitStack

from sfdesk.actions import importing, mapping_fields, pushing, undoing
from sfdesk.domain import mapping_checks
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import Kind
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Batch
from sfdesk.ticket import Ticket
from sfdesk.workspace.doors import Doors


class Writing(Doors):
    """What is written, and taken back."""

    def plan_import(
        self,
        ticket: Ticket,
        record_ids: Sequence[str] = (),
        alias: str = "",
        *,
        linked: bool = False,
    ) -> importing.ImportPlan:
        """Compare Salesforce records with the CRM; nothing is written."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return importing.plan(
                cache, crm, info.org_id, ticket, record_ids=record_ids, linked=linked
            )

    def apply_import(self, plan: importing.ImportPlan, ticket: Ticket) -> importing.ImportReport:
        """Do what is ticked in the plan."""
        with self.crm() as crm:
            return importing.apply(plan, crm, ticket, now=self.now(), by=self.person)

    # push, undo

    def plan_push(
        self, crm_id: str, alias: str = "", *, kind: Kind | None = None
    ) -> pushing.PushPlan:
        """Read the live record and compare its fields with the CRM's."""
        with self._desk(self.org(alias)) as (org, cache, crm):
            pushing.settle(org, cache, crm, now=self.now())
            return pushing.plan(org, cache, crm, crm_id, kind=kind, now=self.now())

    def push(self, plan: pushing.PushPlan, *, allow_duplicate: bool = False) -> pushing.PushReceipt:
        """Send the ticked fields, if the record is still as the plan showed it.

        With `allow_duplicate` a duplicate rule that only warns is passed over.
        """
        with self._desk(self.org(plan.info.alias)) as (org, cache, crm):
            return pushing.push(
                plan,
                org,
                cache,
                crm,
                now=self.now(),
                by=self.person,
                allow_duplicate=allow_duplicate,
            )

    def undo(self, batch_id: str, alias: str = "") -> undoing.UndoReport:
        """Take a batch back as far as nobody built on it. Only a push needs its Salesforce."""
        with self.crm() as crm, ExitStack() as opened:

            def open_org() -> tuple[Org, Cache]:
                info = self.org(alias)
                org = opened.enter_context(self._session(info))
                return org, opened.enter_context(self.cache(info))

            return undoing.undo(batch_id, crm, open_org, now=self.now(), by=self.person)

    def activity(self, *, most: int = 200) -> list[Batch]:
        """The latest steps, newest first."""
        with self.crm() as crm:
            return crm.activity(most=most)

    def check_mapping(
        self, pairs: Sequence[FieldPair], alias: str = ""
    ) -> tuple[mapping_checks.Problem, ...]:
        """Say what speaks against field pairs, tried on every record that is here."""
        with self.cache(self.org(alias)) as cache, self.crm() as crm:
            return mapping_fields.check(pairs, cache, crm)

    def store_mapping(
        self, pairs: Sequence[FieldPair], alias: str = ""
    ) -> tuple[mapping_checks.Problem, ...]:
        """Keep field pairs; return what still speaks against them. Raise InputError."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return mapping_fields.store(pairs, cache, crm, info.org_id, now=self.now())
