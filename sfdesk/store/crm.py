"""The CRM: accounts, contacts, links, decisions, mappings, import batches and the push journal.

SQLAlchemy Core on SQLite (default) or PostgreSQL; the same code and the same tests for both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sfdesk.closing import Closing
from sfdesk.domain.links import Decision, Link, Outcome
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import CrmRecord, Kind, Value
from sfdesk.store import crm_batches, crm_links, crm_records, sqlite
from sfdesk.store.crm_batches import Batch, BatchState, RowChange, Verb
from sfdesk.store.crm_migrations import STEPS_TO_NOW, Step
from sfdesk.store.crm_transactions import Transactions


class Crm(Closing):
    """An open CRM. `writing()` starts a transaction; reads outside it see what is committed.

    Not to be shared between threads. A write outside `writing()` is a transaction of its own.
    """

    def __init__(
        self,
        address: str,
        *,
        wait: float = sqlite.BUSY_SECONDS,
        steps: Sequence[Step] = STEPS_TO_NOW,
    ) -> None:
        """Open the CRM at an SQLAlchemy address, and migrate it if an older SFDesk made it.

        `wait` is how many seconds another writer may hold it; `steps` are what it migrates
        through. Raise StoreError.
        """
        self._sql = Transactions(address, wait=wait, steps=steps)
        self._reading, self._writing = self._sql.reading, self._sql.writing

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self._sql.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All writes inside are committed together, or none. Nesting joins the outer one.

        Nobody else writes meanwhile, so that what was read inside still holds at the end.
        """
        with self._sql.transaction(writes=True):
            yield

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Inside `writing()`: a part that is taken back alone if it raises."""
        with self.writing(), self._sql.savepoint():
            yield

    # records

    def get(self, kind: Kind, crm_id: str) -> CrmRecord | None:
        """Return one record, or None."""
        with self._reading() as db:
            return crm_records.read(db, kind, crm_id)

    def records(self, kind: Kind) -> list[CrmRecord]:
        """Return every record of a kind, by id."""
        with self._reading() as db:
            return crm_records.read_all(db, kind)

    def some(self, kind: Kind, crm_ids: Iterable[str]) -> dict[str, CrmRecord]:
        """Return the records with these ids that are there, by id."""
        with self._reading() as db:
            return crm_records.some(db, kind, crm_ids)

    def pulse(self, kind: Kind) -> str:
        """Return a mark that is another one when a record of a kind came, went or was changed."""
        with self._reading() as db:
            return crm_records.pulse(db, kind)

    def moved(self, kind: Kind, since: str) -> frozenset[str] | None:
        """Return the ids that came, went or were changed since a pulse; None if nobody can tell."""
        with self._reading() as db:
            return crm_records.moved(db, kind, since)

    def pulse_of_links(self, org_id: str, kind: Kind) -> str:
        """Return a mark that is another one after any link, decision, undo or mapping."""
        with self._reading() as db:
            return crm_links.pulse(db, org_id, kind)

    def contacts_of(self, account_ids: Iterable[str]) -> dict[str, list[CrmRecord]]:
        """Return contacts by the id of their account; accounts without any are left out."""
        with self._reading() as db:
            return crm_records.contacts_of(db, account_ids)

    def ids(self, kind: Kind) -> frozenset[str]:
        """Return the ids of all records."""
        with self._reading() as db:
            return crm_records.ids(db, kind)

    def count(self, kind: Kind) -> int:
        """Return how many records of a kind there are."""
        with self._reading() as db:
            return crm_records.count(db, kind)

    def add(
        self, kind: Kind, fields: Mapping[str, Value], *, now: datetime, crm_id: str | None = None
    ) -> str:
        """Add a record and return its id (the next free one: `A-000001`, `C-000001`).

        Raise InputError for values that do not fit, or an id that is taken.
        """
        return self.add_many(kind, [(crm_id, fields)], now=now)[0]

    def add_many(
        self,
        kind: Kind,
        records: Sequence[tuple[str | None, Mapping[str, Value]]],
        *,
        now: datetime,
    ) -> list[str]:
        """Add records (id or None for the next free one, fields); return their ids."""
        with self._writing() as db:
            return crm_records.add(db, kind, records, now)

    def change(
        self, kind: Kind, crm_id: str, fields: Mapping[str, Value], *, now: datetime
    ) -> None:
        """Set these fields. Raise UnknownId, InputError."""
        with self._writing() as db:
            crm_records.change(db, kind, crm_id, fields, now)

    def remove(self, kind: Kind, crm_id: str) -> None:
        """Take a record away. Raise UnknownId; InputError for an account that has contacts."""
        with self._writing() as db:
            crm_records.remove(db, kind, crm_id)

    def remove_many(self, kind: Kind, crm_ids: Iterable[str]) -> None:
        """Take records away; unknown ids are passed over. No account among them has contacts."""
        with self._writing() as db:
            crm_records.remove_many(db, kind, crm_ids)

    # links and decisions

    def links(self, org_id: str, kind: Kind) -> list[Link]:
        """Return every link between the CRM and an org."""
        with self._reading() as db:
            return crm_links.links(db, org_id, kind)

    def all_links(self, kind: Kind) -> list[tuple[str, Link]]:
        """Return the links to whatever org, with that org's id."""
        with self._reading() as db:
            return crm_links.all_links(db, kind)

    def link_of(
        self, org_id: str, kind: Kind, *, crm_id: str = "", record_id: str = ""
    ) -> Link | None:
        """Return the link of a CRM record, or of a Salesforce record."""
        with self._reading() as db:
            return crm_links.link_of(db, org_id, kind, crm_id, record_id)

    def add_link(self, org_id: str, link: Link) -> None:
        """Add a link. Raise InputError if either side is linked already."""
        with self._writing() as db:
            crm_links.add_link(db, org_id, link)

    def remove_link(self, org_id: str, kind: Kind, crm_id: str) -> None:
        """Take a link away; nothing happens where there is none."""
        with self._writing() as db:
            crm_links.remove_link(db, org_id, kind, crm_id)

    def add_decision(self, org_id: str, decision: Decision) -> None:
        """Add a decision; none is ever changed."""
        with self._writing() as db:
            crm_links.add_decision(db, org_id, decision)

    def decisions(self, org_id: str, kind: Kind) -> list[Decision]:
        """All decisions that were not undone, oldest first."""
        with self._reading() as db:
            return crm_links.decisions(db, org_id, kind)

    def batch_decisions(self, batch_id: str) -> list[Decision]:
        """All decisions of a batch, undone or not, oldest first."""
        with self._reading() as db:
            return crm_links.batch_decisions(db, batch_id)

    # batches: activity, import batches, push journal

    def add_batch(
        self,
        verb: Verb,
        *,
        by: str,
        org_id: str,
        summary: str,
        now: datetime,
        state: BatchState = BatchState.DONE,
        undoes: str | None = None,
    ) -> str:
        """Add a batch and return its id (`B-000001`)."""
        with self._writing() as db:
            return crm_batches.add(
                db, verb, by=by, org_id=org_id, summary=summary, now=now, state=state,
                undoes=undoes,
            )  # fmt: skip

    def add_changes(self, batch_id: str, changes: Sequence[RowChange]) -> None:
        """Keep what a batch changed; a second call adds to the first."""
        with self._writing() as db:
            crm_batches.add_changes(db, batch_id, changes)

    def set_batch(
        self, batch_id: str, *, state: BatchState | None = None, summary: str | None = None
    ) -> None:
        """Set a batch's state or summary."""
        with self._writing() as db:
            crm_batches.change(db, batch_id, state, summary)

    def batch(self, batch_id: str) -> Batch | None:
        """Return one batch, or None."""
        with self._reading() as db:
            return crm_batches.read(db, batch_id)

    def changes(self, batch_id: str) -> list[RowChange]:
        """Return what a batch changed, in the order in which it was added."""
        with self._reading() as db:
            return list(crm_batches.read_changes(db, batch_id))

    def later_batches(self, batch_id: str) -> dict[tuple[Kind, str], list[Batch]]:
        """Return later batches that were not undone, by the CRM records that they touched."""
        with self._reading() as db:
            return crm_batches.later(db, batch_id)

    def activity(self, *, most: int = 200, org_id: str = "") -> list[Batch]:
        """The latest batches, newest first; with `org_id`, that org's and those of no org."""
        with self._reading() as db:
            return crm_batches.latest(db, most, org_id)

    # mappings

    def mapping(self, org_id: str) -> tuple[FieldPair, ...]:
        """The stored mapping, or the default one where nobody changed it."""
        with self._reading() as db:
            return crm_links.mapping(db, org_id)

    def store_mapping(
        self, org_id: str, pairs: Sequence[FieldPair], *, now: datetime | None = None
    ) -> None:
        """Store a mapping as a new version. Raise UnknownId for a field the CRM does not have."""
        with self._writing() as db:
            crm_links.store_mapping(db, org_id, pairs, now or datetime.now(UTC))


__all__ = ["Batch", "BatchState", "Crm", "Outcome", "RowChange", "Verb"]
