"""One sobject's part of a sync: which pages to ask for, and what to make of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sfdesk.actions.kept_part import KeptPart, batches
from sfdesk.domain import pulling
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import Kind, Record
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache, Watermark
from sfdesk.ticket import Ticket

_MOST_BY_ID = 1500  # beyond that, reading everything takes fewer calls
_PLURALS = {Kind.ACCOUNT: _("accounts"), Kind.CONTACT: _("contacts")}


class KindRun:
    """Pulls one kind into the cache, and counts. Use once."""

    def __init__(
        self,
        kind: Kind,
        org: Org,
        cache: Cache,
        part: KeptPart,
        mapping: Iterable[FieldPair],
        ticket: Ticket,
        *,
        full: bool,
    ) -> None:
        self._kind = kind
        self._org = org
        self._cache = cache
        self._mapping = tuple(mapping)
        self._ticket = ticket
        self._part = part
        self._fields: tuple[str, ...] = ()
        self.everything = full
        self.readable = True
        self.plural = _PLURALS[kind]
        self.pulled = self.deleted = self.read = self.expected = 0
        self.notes: list[str] = []
        self.arrived: frozenset[str] = frozenset()
        self.left: frozenset[str] = frozenset()

    def pull(self, parents: "KindRun | None" = None) -> None:
        """Pull what changed. `parents` is the accounts' run: contacts come and go with them.

        Raise InputError, OrgError, SignInNeeded, StoreError, Cancelled.
        """
        self._ticket.progress(_("Refreshing {kind}").format(kind=self.plural))
        if parents is None:
            self._part.look_up()
        schema = self._org.describe(self._kind)
        chosen = pulling.select(self._kind, self._mapping, schema)
        retyped = pulling.retyped(chosen.fields, self._cache.schema(self._kind), schema)
        self._cache.store_schema(self._kind, schema)
        self._fields = chosen.fields
        until = self._org.server_time().replace(microsecond=0)
        info = self._org.info
        stamped = pulling.stamped(chosen.fields, info.scope, info.list_view)
        before = self._cache.watermark(self._kind)
        had = self._cache.ids(self._kind)
        if before is None or pulling.needs_all(before.fields, stamped) or retyped:
            self.everything = True
        if parents is not None and len(parents.arrived) > _MOST_BY_ID:
            self.everything = True
        if before is not None and not self.everything:
            self._changes(chosen.fields, pulling.window_start(before.modstamp), until, had)
            if parents is not None:
                self._follow(parents, chosen.fields)
        else:
            self._all(chosen.fields, stamped)
        self.notes += self._losses(chosen.missing, before)
        have = self._cache.ids(self._kind)
        self.arrived, self.left = have - had, had - have
        self._cache.store_page(self._kind, (), watermark=Watermark(until, stamped))

    def _all(self, fields: tuple[str, ...], stamped: tuple[str, ...]) -> None:
        """Read every record, from where a run came that was stopped; then look which are gone."""
        reached = self._cache.reached(self._kind)
        goes_on = reached is not None and reached.fields == stamped
        since = pulling.window_start(reached.modstamp) if reached and goes_on else None
        had = self._cache.count(self._kind)
        for page, total in self._part.pages(self._kind, fields, since=since, deleted=False):
            known = page and self._part.in_order(self._kind)
            at = Watermark(page[-1].modstamp, stamped) if known else None
            self._store(page, total, reached=at)
        if had:
            self.reconcile()

    def reconcile(self) -> None:
        """Compare the ids of all that can be seen with those that are here, and make up for it.

        What this user may see changes without a trace on the records: one that is shared keeps its
        old stamp, one that is not shared any more leaves no deletion. Costs a call per 2,000.
        """
        there = self._part.members(self._kind)
        here = self._cache.ids(self._kind)
        self._gone(here - there)
        if len(there - here) > _MOST_BY_ID:
            self.everything = True
            for page, total in self._part.pages(self._kind, self._fields):
                self._store(page, total)
            return
        for ids in batches(there - here):
            among = ("Id", ids)
            for page, total in self._org.pull(self._kind, self._fields, self._ticket, among=among):
                self._store(page, total)

    def _changes(
        self, fields: tuple[str, ...], since: datetime, until: datetime, had: frozenset[str]
    ) -> None:
        """Read what changed, deleted records too; then what changed its way out of the scope."""
        # One second more: stamps have no fraction, and this second is not over for the server.
        until += timedelta(seconds=1)
        seen: set[str] = set()
        for page, total in self._part.pages(self._kind, fields, since=since, until=until):
            seen.update(record.id for record in page)
            self._store([record for record in page if not record.is_deleted], total)
            self._mark({r.id: _master(r) for r in page if r.is_deleted})
        if self._part.drifts and self._kind is Kind.ACCOUNT:
            self.reconcile()
        elif not self._part.is_all:
            changed = self._org.pull(self._kind, (), self._ticket, since=since, until=until)
            moved = {record.id for page, _total in changed for record in page} - seen
            self._gone(moved & had)

    def _follow(self, accounts: "KindRun", fields: tuple[str, ...]) -> None:
        """Take contacts along with their accounts: their own stamps do not move for that."""
        if self._part.is_all:
            return
        left = self._cache.contacts_of(accounts.left).values()
        self._gone({record.id for contacts in left for record in contacts})
        for ids in batches(accounts.arrived):
            among = ("AccountId", ids)
            for page, total in self._org.pull(self._kind, fields, self._ticket, among=among):
                self._store(page, total)

    def _store(self, page: list[Record], total: int, *, reached: Watermark | None = None) -> None:
        known = self._cache.some(self._kind, [record.id for record in page])
        self._cache.store_page(self._kind, page, reached=reached)
        for record in page:
            old = known.get(record.id)
            self.pulled += old is None or old.is_deleted or old.modstamp != record.modstamp
        self.read += len(page)
        self.expected = max(self.expected, total)
        text = _("Refreshing {kind}").format(kind=self.plural)
        self._ticket.progress(text, self.read, self.expected)

    def _gone(self, ids: Iterable[str]) -> None:
        """Mark what cannot be seen any more, or is outside; ask where the merged ones went."""
        for batch in batches(ids):
            traces, outside = self._org.whereabouts(self._kind, batch)
            at = self._org.server_time()
            self.deleted += self._cache.mark_outside(self._kind, outside, at=at)
            gone = (record_id for record_id in batch if record_id not in outside)
            self._mark({record_id: traces.get(record_id) for record_id in gone})

    def _mark(self, ids: dict[str, str | None]) -> None:
        if ids:
            at = self._org.server_time()
            self.deleted += self._cache.mark_deleted(self._kind, ids, at=at)

    def _losses(self, missing: tuple[str, ...], before: Watermark | None) -> Iterator[str]:
        """Name the mapped fields that were there the last time and are not any more."""
        for name in missing:
            if before is not None and name in before.fields:
                yield _(
                    "{field} was removed from Salesforce or hidden from you; the refresh goes on "
                    "without it."
                ).format(field=name)


def _master(record: Record) -> str | None:
    master = record.fields.get("MasterRecordId")
    return str(master) if master else None
