"""Both sides in memory for one review, and the cases that are made of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from sfdesk.actions.cases import Brief, Case, FieldRow, Option, Unread
from sfdesk.actions.past_decisions import SecondLook
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import CrmRecord, Kind, Record, Value
from sfdesk.domain.sides import (
    DIFFERS,
    EMPTY,
    MISSING,
    SAME,
    as_crm,
    compared,
    word_for,
)
from sfdesk.emptying import empty
from sfdesk.i18n import _, counted
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm

_PEOPLE = Kind.CONTACT


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
        self.put_aside: Mapping[str, str] = {}
        self.account_links: dict[str, str] = {}
        self.account_names: dict[str, str] = {}
        self._our_people: Mapping[str, Sequence[str]] = {}
        self._their_people: Mapping[str, Sequence[str]] = {}
        if kind is Kind.CONTACT:
            accounts = crm.links(org_id, Kind.ACCOUNT)
            self.account_links = {link.crm_id: link.record_id for link in accounts}
            named = ((record.id, record.name) for record in crm.records(Kind.ACCOUNT))
            self.account_names = {**cache.names(Kind.ACCOUNT), **dict(named)}
        else:
            ours = ((one.fields["account_id"], one.fields["email"]) for one in crm.records(_PEOPLE))
            theirs = (
                (one.fields.get("AccountId"), one.fields.get("Email"))
                for one in cache.records(_PEOPLE)
            )
            self._our_people, self._their_people = _mails(ours), _mails(theirs)

    def let_go(self) -> None:
        """Hold on to no record any more but those in cases, so that these may end one by one."""
        empty(self.ours, self.theirs)

    def case(self, crm_id: str, briefs: Sequence[Brief], rivals: Iterable[str]) -> Case:
        """Return the case of a CRM record; its suggestions come best first."""
        best = briefs[0]
        return Case(
            self.kind,
            self.ours[crm_id],
            tuple(self._option(crm_id, brief) for brief in briefs),
            best.band,
            tuple(self.ours[other] for other in rivals),
            later=crm_id in self.put_aside,
            warning=best.warning,
            note=self.put_aside.get(crm_id, ""),
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
        mine = self._our_people.get(ours.id, ())
        theirs = self._their_people.get(record.id, ())
        shared = sum(mail in theirs for mail in mine if mail)
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


def _mails(people: Iterable[tuple[Value, Value]]) -> dict[str, list[str]]:
    """Return the e-mails of each account's people, "" for those who have none."""
    found: dict[str, list[str]] = {}
    for account_id, mail in people:
        found.setdefault(str(account_id or ""), []).append(str(mail or "").strip().casefold())
    return found
