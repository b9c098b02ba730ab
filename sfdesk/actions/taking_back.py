"""Works out what of a batch can be taken back, and what others built on since and is left alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sfdesk.actions.correcting import LINK
from sfdesk.domain.diffing import equal
from sfdesk.domain.links import Link, Outcome
from sfdesk.domain.records import CrmRecord, Kind, Value, is_blank
from sfdesk.domain.sides import LABELS
from sfdesk.i18n import _
from sfdesk.store.crm import Batch, Crm, RowChange, Verb


@dataclass(slots=True)
class Taken:
    """What an undo takes back; nothing is written before `store`."""

    links: list[tuple[str, Kind, str]] = field(default_factory=list)  # org id, kind, CRM id
    ended: list[tuple[str, Link]] = field(default_factory=list)  # org id, link to make again
    records: dict[Kind, list[CrmRecord]] = field(default_factory=lambda: {k: [] for k in Kind})
    fields: dict[tuple[Kind, str], dict[str, RowChange]] = field(default_factory=dict)
    decisions: int = 0
    used_by: dict[str, None] = field(default_factory=dict)  # imports, in their order

    @property
    def anything(self) -> bool:
        """Whether there is anything to take back."""
        return bool(
            self.links or self.ended or self.fields or self.decisions or any(self.records.values())
        )

    def store(self, crm: Crm, undo_id: str, now: datetime) -> None:
        """Write it, and keep under `undo_id` what was there before."""
        changes: list[RowChange] = []
        for org_id, kind, crm_id in self.links:
            crm.remove_link(org_id, kind, crm_id)
        for org_id, link in self.ended:
            crm.add_link(org_id, link)
        for (kind, crm_id), fields in self.fields.items():
            crm.change(kind, crm_id, {name: c.new for name, c in fields.items()}, now=now)
            changes += fields.values()
        for kind in (Kind.CONTACT, Kind.ACCOUNT):
            crm.remove_many(kind, [record.id for record in self.records[kind]])
            changes += [RowChange(kind, r.id, "", "", r.name, None) for r in self.records[kind]]
        crm.add_changes(undo_id, changes)


def from_decisions(crm: Crm, batch: Batch) -> tuple[Taken, list[str]]:
    """Take links back that these decisions made; what was done through them stays, and is told."""
    taken = Taken()
    kept: list[str] = []
    later = crm.later_batches(batch.id)
    _make_again(crm, batch, taken, kept)
    for decision in crm.batch_decisions(batch.id):
        taken.decisions += 1
        if decision.outcome is not Outcome.LINK:
            continue
        link = crm.link_of(batch.org_id, decision.kind, crm_id=decision.crm_id)
        if link is not None and link.batch_id == batch.id:
            taken.links.append((batch.org_id, decision.kind, decision.crm_id))
        text = _("This link was used by {batch} ({summary}), which was kept.")
        uses = [
            use
            for use in later.get((decision.kind, decision.crm_id), [])
            if use.org_id == batch.org_id and use.verb in {Verb.IMPORT, Verb.PUSH}
        ]
        kept += [text.format(batch=use.id, summary=use.summary) for use in uses]
        taken.used_by |= {use.id: None for use in uses if use.verb is Verb.IMPORT}
    return taken, kept


def _make_again(crm: Crm, batch: Batch, taken: Taken, kept: list[str]) -> None:
    """Make links again that the batch ended, where both records are still free."""
    for change in crm.changes(batch.id):
        if change.field != LINK:
            continue
        sides = {"crm_id": change.crm_id}, {"record_id": change.record_id}
        if any(crm.link_of(batch.org_id, change.kind, **side) for side in sides):
            text = _("{crm_id} and {record_id} stay apart: one of them is linked to another.")
            kept.append(text.format(crm_id=change.crm_id, record_id=change.record_id))
            continue
        made_by = str(change.old)
        first = crm.batch(made_by)
        at = first.at if first is not None else batch.at
        link = Link(change.kind, change.crm_id, change.record_id, at, made_by)
        taken.ended.append((batch.org_id, link))


def from_rows(crm: Crm, batch: Batch) -> tuple[Taken, list[str]]:
    """Take back the records that a load or an import made, and the fields that it changed."""
    return _Rows(crm, batch).undo()


class _Rows:
    """Works out what of a load or an import can be taken back."""

    def __init__(self, crm: Crm, batch: Batch) -> None:
        self.batch = batch
        self.now = {kind: {r.id: r for r in crm.records(kind)} for kind in Kind}
        self.changes = crm.changes(batch.id)
        self.later = crm.later_batches(batch.id)
        self.links: dict[tuple[Kind, str], list[tuple[str, str]]] = {}  # -> org id, batch id
        for kind in Kind:
            for org_id, link in crm.all_links(kind):
                self.links.setdefault((kind, link.crm_id), []).append((org_id, link.batch_id))
        self.children: dict[str, int] = {}
        for contact in self.now[Kind.CONTACT].values():
            account_id = str(contact.fields["account_id"] or "")
            self.children[account_id] = self.children.get(account_id, 0) + 1
        self.taken = Taken()
        self.kept: list[str] = []

    def undo(self) -> tuple[Taken, list[str]]:
        """Contacts go first, so that an account is empty when its turn comes."""
        for record, fields, created in sorted(
            self._touched(), key=lambda t: t[0].kind, reverse=True
        ):
            if created:
                self._remove(record, fields)
            else:
                self._restore(record, fields)
        return self.taken, self.kept

    def _touched(self) -> Iterator[tuple[CrmRecord, Mapping[str, RowChange], bool]]:
        grouped: dict[tuple[Kind, str], dict[str, RowChange]] = {}
        for change in self.changes:
            grouped.setdefault((change.kind, change.crm_id), {})[change.field] = change
        for (kind, crm_id), fields in grouped.items():
            record = self.now[kind].get(crm_id)
            if record is not None:
                yield record, fields, any(change.created for change in fields.values())

    def _remove(self, record: CrmRecord, fields: Mapping[str, RowChange]) -> None:
        written = {name: change.new for name, change in fields.items()}
        reason = self._why_kept(record, written)
        if reason:
            text = _("{name} ({id}) was kept: {reason}.")
            self.kept.append(text.format(name=record.name, id=record.id, reason=reason))
            return
        self.taken.records[record.kind].append(record)
        for org_id, _batch_id in self.links.get((record.kind, record.id), []):
            self.taken.links.append((org_id, record.kind, record.id))
        if record.kind is Kind.CONTACT:
            self.children[str(record.fields["account_id"] or "")] -= 1

    def _why_kept(self, record: CrmRecord, written: Mapping[str, Value]) -> str:
        edited = [
            LABELS[record.kind, name]
            for name, value in record.fields.items()
            if not equal(value, written.get(name))
        ]
        if edited:
            return _("{fields} changed since").format(fields=", ".join(edited))
        pushes = [b for b in self.later.get((record.kind, record.id), []) if b.verb is Verb.PUSH]
        if pushes:
            return _("it was pushed since ({batch})").format(batch=pushes[0].id)
        links = self.links.get((record.kind, record.id), [])
        foreign = [batch_id for _org, batch_id in links if batch_id != self.batch.id]
        if foreign:
            return _("it was linked since ({batch})").format(batch=foreign[0])
        if record.kind is Kind.ACCOUNT and self.children.get(record.id, 0):
            return _("it has contacts that stay")
        return ""

    def _restore(self, record: CrmRecord, fields: Mapping[str, RowChange]) -> None:
        edited: list[str] = []
        for name, change in fields.items():
            current = record.fields[name]
            if not equal(current, change.new) or self._gone(change):
                edited.append(LABELS[record.kind, name])
                continue
            back = RowChange(
                change.kind, change.crm_id, change.record_id, name, current, change.old
            )
            self.taken.fields.setdefault((record.kind, record.id), {})[name] = back
        if edited:
            text = _("{name} ({id}): {fields} changed since, left alone.")
            self.kept.append(text.format(name=record.name, id=record.id, fields=", ".join(edited)))

    def _gone(self, change: RowChange) -> bool:
        """Whether the old value was an account that is not there any more."""
        is_account = change.kind is Kind.CONTACT and change.field == "account_id"
        return is_account and not is_blank(change.old) and change.old not in self.now[Kind.ACCOUNT]
