"""Both sides in memory for one review, and the cases that are made of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from sfdesk.actions.cases import Brief, Case, FieldRow, Option, Unread
from sfdesk.actions.past_decisions import SecondLook
from sfdesk.domain import matching
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.matching.suggestions import Party
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.domain.sides import (
    DIFFERS,
    EMPTY,
    MISSING,
    SAME,
    as_crm,
    compared,
    crm_party,
    salesforce_party,
    word_for,
)
from sfdesk.i18n import _, counted
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


class ReviewedSides:
    """Both sides in memory for one review."""

    def __init__(self, cache: Cache, crm: Crm, org_id: str, kind: Kind) -> None:
        """Read everything. Raise StoreError."""
        self.kind = kind
        self.pairs: Sequence[FieldPair] = crm.mapping(org_id)
        self.links = crm.links(org_id, kind)
        self.ours = {record.id: record for record in crm.records(kind)}
        self.theirs = {record.id: record for record in cache.records(kind)}
        self.second_looks: Mapping[tuple[str, str], SecondLook] = {}
        self.notes: Mapping[str, str] = {}
        self.account_links: dict[str, str] = {}
        self.account_names: dict[str, str] = {}
        self.our_contacts: dict[str, list[CrmRecord]] = {}
        self.their_contacts: dict[str, list[Record]] = {}
        if kind is Kind.CONTACT:
            accounts = crm.links(org_id, Kind.ACCOUNT)
            self.account_links = {link.crm_id: link.record_id for link in accounts}
            named = ((record.id, record.name) for record in crm.records(Kind.ACCOUNT))
            self.account_names = {**cache.names(Kind.ACCOUNT), **dict(named)}
        else:
            for contact in crm.records(Kind.CONTACT):
                account_id = str(contact.fields["account_id"] or "")
                self.our_contacts.setdefault(account_id, []).append(contact)
            for person in cache.records(Kind.CONTACT):
                account_id = str(person.fields.get("AccountId") or "")
                self.their_contacts.setdefault(account_id, []).append(person)

    def crm_parties(self) -> list[Party]:
        """Our side as the matcher takes it."""
        return [
            crm_party(record, self.our_contacts.get(record.id, ()), self._account_of(record))
            for record in self.ours.values()
        ]

    def salesforce_parties(self) -> list[Party]:
        """Their side as the matcher takes it."""
        return [
            salesforce_party(
                record, self.pairs, self.their_contacts.get(record.id, ()), self._account_of(record)
            )
            for record in self.theirs.values()
        ]

    def shared_contacts(self) -> Mapping[tuple[str, str], int]:
        """Return how many people two accounts have in common; nothing for contacts themselves."""
        return matching.shared_contacts(
            [crm_party(one) for group in self.our_contacts.values() for one in group],
            [
                salesforce_party(one, self.pairs)
                for group in self.their_contacts.values()
                for one in group
            ],
        )

    def case(
        self, crm_id: str, briefs: Sequence[Brief], rivals: Iterable[str], *, later: bool
    ) -> Case:
        """Return the case of a CRM record; its suggestions come best first."""
        best = briefs[0]
        return Case(
            self.kind,
            self.ours[crm_id],
            tuple(self._option(crm_id, brief) for brief in briefs),
            best.band,
            tuple(self.ours[other] for other in rivals),
            later=later,
            warning=best.warning,
            note=self.notes.get(crm_id, ""),
        )

    def _option(self, crm_id: str, brief: Brief) -> Option:
        ours, record = self.ours[crm_id], self.theirs[brief.right_id]
        again = self.second_looks.get((crm_id, record.id))
        return Option(record, brief, Unread(partial(self._rows, ours, record)), again)

    def _rows(self, ours: CrmRecord, record: Record) -> tuple[FieldRow, ...]:
        told = compared(self.kind, ours.fields, as_crm(record, self.pairs))
        rows = [FieldRow(c.label, c.crm, c.salesforce, c.word) for c in told]
        last = self._people if self.kind is Kind.ACCOUNT else self._firm
        return (*rows, last(ours, record))

    def _firm(self, ours: CrmRecord, record: Record) -> FieldRow:
        mine, theirs = self._account_of(ours), self._account_of(record)
        linked = self.account_links.get(str(ours.fields["account_id"] or ""))
        same = linked is not None and linked == record.fields.get("AccountId")
        word = SAME if same else word_for("name", mine, theirs)
        return FieldRow(_("Account"), mine, theirs, word)

    def _people(self, ours: CrmRecord, record: Record) -> FieldRow:
        mine = self.our_contacts.get(ours.id, [])
        theirs = self.their_contacts.get(record.id, [])
        mails = {_mail(person.fields.get("Email")) for person in theirs} - {""}
        shared = sum(_mail(contact.fields["email"]) in mails for contact in mine)
        left, right = (counted("{n} contact", "{n} contacts", len(n)) for n in (mine, theirs))
        if shared:
            left = _("{shared} of {n} have the same e-mail").format(shared=shared, n=len(mine))
            return FieldRow(_("Contacts"), left, right, SAME)
        texts = left if mine else "", right if theirs else ""
        word = DIFFERS if all(texts) else MISSING if any(texts) else EMPTY
        return FieldRow(_("Contacts"), *texts, word)

    def _account_of(self, record: Record | CrmRecord) -> str:
        if self.kind is Kind.ACCOUNT:
            return ""
        key = "AccountId" if isinstance(record, Record) else "account_id"
        return self.account_names.get(str(record.fields.get(key) or ""), "")


def _mail(value: object) -> str:
    return str(value or "").strip().casefold()
