"""Do what is ticked in an import plan: one transaction per account with its contacts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from sfdesk.actions.import_planning import no_account
from sfdesk.actions.import_rows import (
    FieldChange,
    ImportPlan,
    ImportReport,
    ImportRow,
    RowOutcome,
    What,
)
from sfdesk.domain.diffing import equal
from sfdesk.domain.links import Link
from sfdesk.domain.records import CrmRecord, Kind, Value, is_blank
from sfdesk.errors import Cancelled, InputError
from sfdesk.i18n import _, counted
from sfdesk.store.crm import BatchState, Crm, RowChange, Verb
from sfdesk.ticket import Ticket


def apply(plan: ImportPlan, crm: Crm, ticket: Ticket, *, now: datetime, by: str) -> ImportReport:
    """Do what is ticked: one transaction per account with its contacts, keyed by Salesforce id.

    A row that cannot be imported is an outcome with a problem and stops no other row: the CRM
    record was edited since the plan, its link was removed, a value does not fit. A second run of
    the same plan finds everything done. Cancelled between two accounts, what was done stays and is
    one batch, as it is when the program is killed. Raise Cancelled, StoreError.
    """
    started = perf_counter()
    run = _Run(crm, plan.org_id, now, by)
    rows = [row for row in plan.rows if row.ticked or any(c.ticked for c in row.contacts)]
    try:
        for n, row in enumerate(rows):
            ticket.progress(_("Importing {name}").format(name=row.record.name), n, len(rows))
            run.account_with_contacts(row)
    except Cancelled:
        run.finish(stopped=True)
        raise
    run.finish()
    return ImportReport(run.batch_id, tuple(run.outcomes), perf_counter() - started)


@dataclass(slots=True)
class _Run:
    """One import under way."""

    crm: Crm
    org_id: str
    now: datetime
    by: str
    batch_id: str = ""
    outcomes: list[RowOutcome] = field(default_factory=list)
    before_batch: int = 0  # outcomes that belong to a batch that was undone meanwhile

    def account_with_contacts(self, row: ImportRow) -> None:
        before = self.batch_id
        outcomes: list[RowOutcome] = []
        try:
            with self.crm.writing():
                self._leave_undone_batch()
                if row.ticked:
                    outcomes.append(self._one(row))
                people = [contact for contact in row.contacts if contact.ticked]
                outcomes += [self._one(contact, home=row) for contact in people]
        except BaseException:
            self.batch_id = before
            raise
        self.outcomes += outcomes

    def finish(self, *, stopped: bool = False) -> None:
        """Say in the activity list what came of it."""
        with self.crm.writing():
            self._leave_undone_batch()
            if self.batch_id:
                summary = _summary(self.outcomes[self.before_batch :])
                if stopped:
                    summary = _("{summary}, then stopped").format(summary=summary)
                self.crm.set_batch(self.batch_id, state=BatchState.DONE, summary=summary)

    def _leave_undone_batch(self) -> None:
        """Go on in a batch of its own if somebody undid what this import had done so far."""
        batch = self.crm.batch(self.batch_id) if self.batch_id else None
        if batch is not None and batch.state is not BatchState.PLANNED:
            self.batch_id, self.before_batch = "", len(self.outcomes)

    def _one(self, row: ImportRow, home: ImportRow | None = None) -> RowOutcome:
        """Import one record; what goes wrong with it is taken back alone."""
        before = self.batch_id
        try:
            with self.crm.attempt():
                what, crm_id = self._import(row, home)
        except InputError as problem:
            self.batch_id = before
            return RowOutcome(row.kind, row.record.id, row.crm_id, row.what, str(problem))
        return RowOutcome(row.kind, row.record.id, crm_id, what)

    def _import(self, row: ImportRow, home: ImportRow | None) -> tuple[What, str]:
        there = self._partner(row)
        if there is None:
            return What.NEW, self._create(row, home)
        wanted = [change for change in row.changes if change.ticked]
        if row.what is What.NEW:  # somebody was quicker, maybe a second click: fill blanks only
            wanted = [change for change in wanted if is_blank(there.fields[change.field])]
        todo = {c.field: c.after for c in wanted if not equal(there.fields[c.field], c.after)}
        if not todo:
            return What.SAME, there.id
        _refuse_edited(there, (change for change in wanted if change.field in todo))
        self.crm.change(row.kind, there.id, todo, now=self.now)
        self._note(row, there.id, todo, old=there.fields)
        return (What.FILL if row.what is What.NEW else row.what), there.id

    def _partner(self, row: ImportRow) -> CrmRecord | None:
        """Return the linked CRM record as it is now; None if a new one is to be made."""
        link = self.crm.link_of(self.org_id, row.kind, record_id=row.record.id)
        there = self.crm.get(row.kind, link.crm_id) if link else None
        if link is not None and there is None:  # the record went, its link stayed
            self.crm.remove_link(self.org_id, row.kind, link.crm_id)
        if row.what is not What.NEW and (there is None or there.id != row.crm_id):
            raise InputError(
                _("{name} is not linked to {crm_id} any more").format(
                    name=row.record.name, crm_id=row.crm_id
                ),
                _("The link was changed since this preview. Look at a new one."),
            )
        return there

    def _create(self, row: ImportRow, home: ImportRow | None) -> str:
        values: dict[str, Value] = {c.field: c.after for c in row.changes if c.ticked}
        if row.kind is Kind.CONTACT:
            values["account_id"] = self._home_of(row, home)
        crm_id = self.crm.add(row.kind, values, now=self.now)
        self._note(row, crm_id, values, old={}, created=True)
        link = Link(row.kind, crm_id, row.record.id, self.now, self.batch_id)
        self.crm.add_link(self.org_id, link)
        return crm_id

    def _home_of(self, row: ImportRow, home: ImportRow | None) -> str | None:
        """Return the CRM account of a new contact; None if it has no account in Salesforce."""
        account_id = str(row.record.fields.get("AccountId") or "")
        if not account_id:
            return None
        link = self.crm.link_of(self.org_id, Kind.ACCOUNT, record_id=account_id)
        if link is not None and self.crm.get(Kind.ACCOUNT, link.crm_id) is not None:
            return link.crm_id
        raise InputError(
            _("{name} was not imported").format(name=row.record.name),
            no_account(home.record.name if home else account_id),
        )

    def _note(
        self,
        row: ImportRow,
        crm_id: str,
        values: Mapping[str, Value],
        *,
        old: Mapping[str, Value],
        created: bool = False,
    ) -> None:
        if not self.batch_id:
            self.batch_id = self.crm.add_batch(
                Verb.IMPORT,
                by=self.by,
                org_id=self.org_id,
                summary=_("Import that did not come to its end"),
                now=self.now,
                state=BatchState.PLANNED,
            )
        changes = [
            RowChange(row.kind, crm_id, row.record.id, name, old.get(name), value, created=created)
            for name, value in values.items()
            if not is_blank(value)
        ]
        self.crm.add_changes(self.batch_id, changes)


def _refuse_edited(there: CrmRecord, changes: Iterable[FieldChange]) -> None:
    edited = [c.label for c in changes if not equal(there.fields[c.field], c.now)]
    if edited:
        raise InputError(
            _("{name} was edited in the CRM since this preview: {fields}").format(
                name=there.name, fields=", ".join(edited)
            ),
            _("Nothing of this record was imported. Look at a new preview."),
        )


def _summary(outcomes: Iterable[RowOutcome]) -> str:
    done = [o for o in outcomes if o.what.tickable and not o.problem]
    accounts, contacts = (sum(o.kind is kind for o in done) for kind in Kind)
    parts = []
    if accounts:
        parts.append(counted("{n} account", "{n} accounts", accounts))
    if contacts:
        parts.append(counted("{n} contact", "{n} contacts", contacts))
    return _("Imported {things}").format(things=_(" and ").join(parts))
