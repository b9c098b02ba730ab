"""Plan an import: compare Salesforce records with the CRM. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sfdesk.actions.deciding import salesforce_record
from sfdesk.actions.import_rows import FieldChange, ImportPlan, ImportRow, What
from sfdesk.domain import matching
from sfdesk.domain.diffing import equal
from sfdesk.domain.links import Outcome
from sfdesk.domain.mapping import crm_value, of_kind
from sfdesk.domain.matching.suggestions import Band, Decided, Verdict
from sfdesk.domain.records import CRM_FIELDS, CrmRecord, Kind, Record, Value, is_blank
from sfdesk.domain.sides import LABELS, crm_party, salesforce_party
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.ticket import Ticket


def plan(
    cache: Cache,
    crm: Crm,
    org_id: str,
    ticket: Ticket,
    *,
    record_ids: Sequence[str] = (),
    linked: bool = False,
) -> ImportPlan:
    """Compare accounts (with their contacts) and single contacts with the CRM.

    `record_ids` are account or contact ids of 15 or 18 characters; `linked` takes every linked
    account that is still there. A blank in Salesforce never empties a CRM field. Raise UnknownId.
    """
    ticket.progress(_("Reading both sides"))
    chosen = [salesforce_record(cache, record_id) for record_id in dict.fromkeys(record_ids)]
    desk = _Desk(crm, org_id)
    accounts = {r.id: r for r in chosen if r.kind is Kind.ACCOUNT}
    if linked:
        there = cache.some(Kind.ACCOUNT, desk.crm_of[Kind.ACCOUNT])
        named = sorted(there.values(), key=lambda record: record.name.casefold())
        accounts |= {r.id: r for r in named if not r.is_deleted}
    singles = {
        r.id: r
        for r in chosen
        if r.kind is Kind.CONTACT and r.fields.get("AccountId") not in accounts
    }
    contacts = cache.contacts_of(accounts)
    alike = desk.look_alikes(accounts.values(), contacts, ticket)
    rows = []
    for n, record in enumerate(accounts.values()):
        ticket.progress(_("Comparing accounts"), n, len(accounts))
        rows.append(desk.account_row(record, contacts.get(record.id, ()), alike))
    homes = cache.some(
        Kind.ACCOUNT, {str(r.fields.get("AccountId") or "") for r in singles.values()}
    )
    rows += [desk.single_row(record, homes) for record in singles.values()]
    return ImportPlan(org_id, tuple(rows))


class _Desk:
    """The CRM in memory for one plan."""

    def __init__(self, crm: Crm, org_id: str) -> None:
        self.pairs = crm.mapping(org_id)
        self.records = {kind: {r.id: r for r in crm.records(kind)} for kind in Kind}
        self.crm_of: dict[Kind, dict[str, str]] = {}
        self.apart: dict[Kind, set[tuple[str, str]]] = {}
        for kind in Kind:
            links = [k for k in crm.links(org_id, kind) if k.crm_id in self.records[kind]]
            self.crm_of[kind] = {link.record_id: link.crm_id for link in links}
            said = {(d.crm_id, d.record_id): d.outcome for d in crm.decisions(org_id, kind)}
            self.apart[kind] = {pair for pair, o in said.items() if o is Outcome.NOT_SAME}
        self._free_contacts()

    def _free_contacts(self) -> None:
        """Find CRM contacts without a link: by e-mail anywhere, by name within an account."""
        taken = set(self.crm_of[Kind.CONTACT].values())
        self.staff: dict[str, list[CrmRecord]] = defaultdict(list)
        self.by_mail: dict[str, list[CrmRecord]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[CrmRecord]] = defaultdict(list)
        for contact in self.records[Kind.CONTACT].values():
            account_id = str(contact.fields["account_id"] or "")
            self.staff[account_id].append(contact)
            if contact.id in taken:
                continue
            if mail := _folded(contact.fields["email"]):
                self.by_mail[mail].append(contact)
            if account_id:
                self.by_name[account_id, _folded(contact.name)].append(contact)

    def look_alikes(
        self, accounts: Iterable[Record], people: Mapping[str, Sequence[Record]], ticket: Ticket
    ) -> dict[str, CrmRecord]:
        """Return the likeliest unlinked CRM account of each account that is not linked."""
        ours, linked = self.records[Kind.ACCOUNT], self.crm_of[Kind.ACCOUNT]
        fresh = [record for record in accounts if record.id not in linked]
        taken = set(linked.values())
        free = [record for record in ours.values() if record.id not in taken]
        if not fresh or not free:
            return {}
        apart = [Decided(*pair, Verdict.NOT_SAME) for pair in sorted(self.apart[Kind.ACCOUNT])]
        found = matching.suggest(
            [crm_party(r, self.staff.get(r.id, ())) for r in free],
            [salesforce_party(r, self.pairs, people.get(r.id, ())) for r in fresh],
            Kind.ACCOUNT,
            decided=apart,
            ticket=ticket,
        )
        likely = [item for item in found.items if item.band is not Band.POSSIBLE]
        best: dict[str, CrmRecord] = {}
        for item in sorted(likely, key=lambda item: -item.score):
            best.setdefault(item.right_id, ours[item.left_id])
        return best

    def account_row(
        self, record: Record, contacts: Iterable[Record], alike: Mapping[str, CrmRecord]
    ) -> ImportRow:
        """Return the row of an account with those of its contacts."""
        crm_id = self.crm_of[Kind.ACCOUNT].get(record.id, "")
        if not crm_id and record.id in alike:
            row = _looks_like(record, alike[record.id])
        else:
            row = self._row(record, crm_id)
        waits = row.what is What.LOOKS_LIKE or (row.what is What.NEW and not row.ticked)
        people = [self._contact_row(contact, crm_id) for contact in contacts]
        if waits:
            note = _("Its account comes first: {name}").format(name=record.name)
            people = [replace(p, ticked=False, note=p.note or note) for p in people]
        return replace(row, contacts=tuple(people))

    def single_row(self, record: Record, homes: Mapping[str, Record]) -> ImportRow:
        """Return the row of a contact whose account is not part of the plan."""
        home = str(record.fields.get("AccountId") or "")
        crm_account = self.crm_of[Kind.ACCOUNT].get(home, "")
        row = self._contact_row(record, crm_account)
        if row.what is What.NEW and home and not crm_account:
            name = homes[home].name if home in homes else home
            return replace(row, ticked=False, note=no_account(name))
        return row

    def _contact_row(self, record: Record, crm_account: str) -> ImportRow:
        crm_id = self.crm_of[Kind.CONTACT].get(record.id, "")
        alike = None if crm_id else self._same_person(record, crm_account)
        return _looks_like(record, alike) if alike else self._row(record, crm_id)

    def _same_person(self, record: Record, crm_account: str) -> CrmRecord | None:
        mail = _folded(record.fields.get("Email"))
        found = [*self.by_mail.get(mail, [])] if mail else []
        found += self.by_name.get((crm_account, _folded(record.name)), [])
        apart = self.apart[Kind.CONTACT]
        return next((c for c in found if (c.id, record.id) not in apart), None)

    def _row(self, record: Record, crm_id: str) -> ImportRow:
        """Compare a record with its partner, or with nothing if it is new."""
        ours = self.records[record.kind][crm_id].fields if crm_id else {}
        changes = self._changes(record, ours)
        if not crm_id:
            note = _lacks(record.kind, changes)
            return ImportRow(record.kind, record, What.NEW, "", changes, not note, note)
        what = What.FILL if all(change.ticked for change in changes) else What.CHANGE
        if not changes:
            what = What.SAME
        return ImportRow(record.kind, record, what, crm_id, changes, what is What.FILL)

    def _changes(self, record: Record, ours: Mapping[str, Value]) -> tuple[FieldChange, ...]:
        changes = []
        for pair in of_kind(self.pairs, record.kind):
            after, now = crm_value(pair, record.fields), ours.get(pair.crm)
            if pair.way.imports and not is_blank(after) and not equal(now, after):
                label = LABELS[record.kind, pair.crm]
                changes.append(FieldChange(pair.crm, label, now, after, ticked=is_blank(now)))
        if ours and record.kind is Kind.CONTACT:
            changes += self._move(record, ours)
        return tuple(changes)

    def _move(self, record: Record, ours: Mapping[str, Value]) -> list[FieldChange]:
        """A linked contact follows its account, where that is linked, too."""
        home = self.crm_of[Kind.ACCOUNT].get(str(record.fields.get("AccountId") or ""))
        now = ours.get("account_id")
        if home is None or home == now:
            return []
        label = LABELS[Kind.CONTACT, "account_id"]
        return [FieldChange("account_id", label, now, home, ticked=is_blank(now))]


def no_account(name: str) -> str:
    """Say that a contact's account has to be imported or linked first."""
    return _("Its account {name} is not in the CRM. Import or link that first.").format(name=name)


def _looks_like(record: Record, ours: CrmRecord) -> ImportRow:
    note = _('"{name}" exists in the CRM ({crm_id})').format(name=ours.name, crm_id=ours.id)
    return ImportRow(record.kind, record, What.LOOKS_LIKE, ours.id, (), ticked=False, note=note)


def _lacks(kind: Kind, changes: Iterable[FieldChange]) -> str:
    """Say which required field a new record would lack; "" if none."""
    filled = {change.field for change in changes}
    for field in CRM_FIELDS[kind]:
        if field.required and field.name not in filled:
            return _("{label} is empty, and the CRM keeps no record without it.").format(
                label=field.label
            )
    return ""


def _folded(value: object) -> str:
    return " ".join(str(value or "").casefold().split())
