"""Review: suggestions with reasons. What a person decides about them is kept by `deciding`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, overload

from sfdesk.actions.deciding import decide, decide_together
from sfdesk.actions.past_decisions import Dispute, PastDecisions, SecondLook
from sfdesk.domain import matching
from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.asking import Sampled
from sfdesk.domain.matching.suggestions import (
    Band,
    Learned,
    Party,
    Suggestion,
    Verdict,
    Weight,
)
from sfdesk.domain.matching.telling import Told, suggestion_from_json, told_from
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
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.domain.matching.known import Known

NOTHING = Learned()
_RIVAL_BITS = 5.0
"""A second CRM record is a rival unless the first one beats it by this much."""

_COMPETITION = "rivals"
"""What the matcher calls the evidence that another pair takes part of a pair's probability."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a case, both sides as people read them.

    `word` is "same", "differs", "missing" (blank on one side) or "empty" (blank on both).
    """

    label: str
    crm: str
    salesforce: str
    word: str


@dataclass(frozen=True, slots=True)
class Option:
    """One Salesforce record that a CRM record might be, with the reasons.

    `again` is there where somebody called the pair not the same, and it changed since.
    """

    record: Record
    suggestion: Suggestion
    rows: Sequence[FieldRow]
    again: SecondLook | None = None


class _Unread(Sequence[FieldRow]):
    """Rows that are compared when somebody looks: few of 100,000 cases are looked at."""

    def __init__(self, read: Callable[[], tuple[FieldRow, ...]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> tuple[FieldRow, ...]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> FieldRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FieldRow, ...]: ...
    def __getitem__(self, at: int | slice) -> FieldRow | tuple[FieldRow, ...]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Case:
    """One CRM record with the Salesforce records that it might be, best first.

    `rivals` are other CRM records that want the same Salesforce record; `later` says that it was
    put aside; `warning` is strong evidence against, said before all else;
    `note` is what was written when it was put aside.
    """

    kind: Kind
    crm: CrmRecord
    options: tuple[Option, ...]
    band: Band
    rivals: tuple[CrmRecord, ...] = ()
    later: bool = False
    warning: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All open cases, certain ones first, those put aside last.

    `later` counts those put aside, `bands` the others; `linked` counts the pairs that are decided.
    `sampled` is what chance picks of earlier sittings showed, by band; `disputes` are decisions
    that cannot all hold; `known` are the decided pairs in numbers, None where nothing is learned.
    """

    kind: Kind
    cases: tuple[Case, ...]
    linked: int
    later: int
    bands: Mapping[Band, int]
    notes: tuple[str, ...] = ()
    learned: Learned = NOTHING
    sampled: Mapping[str, Sampled] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    known: "Known | None" = None

    @property
    def undecided(self) -> int:
        """How many cases wait for a person."""
        return sum(not case.later for case in self.cases)


def propose(
    cache: Cache, crm: Crm, org_id: str, kind: Kind, ticket: Ticket, *, learning: bool = True
) -> Review:
    """Suggest links between what the CRM and the cache hold, but for what was decided already.

    Without `learning` decisions bind as ever, but correct no weights.
    """
    ticket.progress(_("Reading both sides"))
    desk = _Desk(cache, crm, org_id, kind)
    ticket.check()
    decisions = crm.decisions(org_id, kind)
    past = PastDecisions(desk.links, decisions, desk.ours, desk.theirs, desk.pairs)
    desk.second_looks = past.second_looks
    desk.notes = {d.crm_id: d.shown.note for d in decisions if d.outcome is Outcome.LATER}
    found = matching.suggest(
        desk.crm_parties(),
        desk.salesforce_parties(),
        kind,
        decided=past.binding(),
        account_links=desk.account_links,
        shared_contacts=desk.shared_contacts(),
        ticket=ticket,
        learning=learning,
    )
    by_crm: dict[str, list[Suggestion]] = defaultdict(list)
    for item in found.items:
        by_crm[item.left_id].append(item)
    told = Told(found.learned, found.known if learning else None, found.contradictions)
    return _review(desk, by_crm, past, decisions, found.notes, told)


def recall(
    cache: Cache, crm: Crm, matches: Matches, org_id: str, kind: Kind, ticket: Ticket
) -> Review | None:
    """Return what was suggested when it was last matched, but for what was decided since.

    None where nothing was matched yet.
    """
    ticket.progress(_("Reading the suggestions"))
    head = matches.head(kind)
    if head is None:
        return None
    desk = _Desk(cache, crm, org_id, kind)
    decisions = crm.decisions(org_id, kind)
    past = PastDecisions(desk.links, decisions, desk.ours, desk.theirs, desk.pairs)
    desk.second_looks = past.second_looks
    done = past.binding()
    said = {(d.left_id, d.right_id) for d in done}
    ours = {d.left_id for d in done if d.verdict is Verdict.SAME and d.right_id in desk.theirs}
    theirs = {d.right_id for d in done if d.verdict is Verdict.SAME and d.left_id in desk.ours}
    by_crm: dict[str, list[Suggestion]] = defaultdict(list)
    for crm_id, record_id, text in matches.suggestions(kind):
        here = crm_id in desk.ours and record_id in desk.theirs
        open_ = crm_id not in ours and record_id not in theirs
        if here and open_ and (crm_id, record_id) not in said:
            by_crm[crm_id].append(suggestion_from_json(text))
    ticket.check()
    return _review(desk, by_crm, past, decisions, head.notes, told_from(head.told))


def waiting(cache: Cache, crm: Crm, matches: Matches, org_id: str, kind: Kind) -> int:
    """Return how many CRM records have suggestions that nobody decided or put aside."""
    decisions, links = crm.decisions(org_id, kind), crm.links(org_id, kind)
    here = cache.ids(kind)
    said = {(d.crm_id, d.record_id) for d in decisions if d.outcome is Outcome.NOT_SAME}
    ours = {link.crm_id for link in links if link.record_id in here}
    theirs = {link.record_id for link in links}
    open_ones = {
        crm_id
        for crm_id, record_id in matches.pairs(kind)
        if crm_id not in ours and record_id in here and record_id not in theirs
        if (crm_id, record_id) not in said
    }
    return len(open_ones - _put_aside(decisions))


def _review(
    desk: "_Desk",
    by_crm: Mapping[str, Sequence[Suggestion]],
    past: PastDecisions,
    decisions: Sequence[Decision],
    notes: tuple[str, ...],
    told: Told,
) -> Review:
    wanted = _wanted(by_crm.values())
    later = _put_aside(decisions)
    cases = [desk.case(crm_id, items, wanted, later) for crm_id, items in by_crm.items()]
    cases.sort(key=_order)
    counts = Counter(case.band for case in cases if not case.later)
    return Review(
        desk.kind,
        tuple(cases),
        linked=len(desk.links),
        later=sum(case.later for case in cases),
        bands={band: counts[band] for band in Band},
        notes=notes,
        learned=told.learned,
        sampled=asking.of_decisions(decisions),
        disputes=past.disputes(desk.kind, told.contradictions),
        known=told.known,
    )


def _put_aside(decisions: Sequence[Decision]) -> set[str]:
    """CRM records that somebody wanted to see later, and of which nothing else was said since."""
    last = {d.crm_id: d.outcome for d in decisions}
    return {crm_id for crm_id, outcome in last.items() if outcome is Outcome.LATER}


def _wanted(cases: Iterable[Sequence[Suggestion]]) -> dict[str, list[Suggestion]]:
    """First choices by Salesforce record: two of them are a clash."""
    wanted: dict[str, list[Suggestion]] = defaultdict(list)
    for items in cases:
        best = min(items, key=lambda item: item.rank)
        wanted[best.right_id].append(best)
    return wanted


def _order(case: Case) -> tuple[bool, int, float, str]:
    best = case.options[0].suggestion
    return case.later, list(Band).index(case.band), -best.score, case.crm.id


class _Desk:
    """Both sides in memory for one review."""

    def __init__(self, cache: Cache, crm: Crm, org_id: str, kind: Kind) -> None:
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
        return [
            crm_party(record, self.our_contacts.get(record.id, ()), self._account_of(record))
            for record in self.ours.values()
        ]

    def salesforce_parties(self) -> list[Party]:
        return [
            salesforce_party(
                record, self.pairs, self.their_contacts.get(record.id, ()), self._account_of(record)
            )
            for record in self.theirs.values()
        ]

    def shared_contacts(self) -> Mapping[tuple[str, str], int]:
        """How many people two accounts have in common; nothing for contacts themselves."""
        return matching.shared_contacts(
            [crm_party(one) for group in self.our_contacts.values() for one in group],
            [
                salesforce_party(one, self.pairs)
                for group in self.their_contacts.values()
                for one in group
            ],
        )

    def case(
        self,
        crm_id: str,
        items: Sequence[Suggestion],
        wanted: Mapping[str, Sequence[Suggestion]],
        later: set[str],
    ) -> Case:
        ranked = sorted(items, key=lambda item: item.rank)
        best = ranked[0]
        rivals = tuple(
            self.ours[other.left_id]
            for other in wanted[best.right_id]
            if other.left_id != crm_id and _alone(other) >= _alone(best) - _RIVAL_BITS
        )
        return Case(
            self.kind,
            self.ours[crm_id],
            tuple(self._option(crm_id, item) for item in ranked),
            best.band,
            rivals,
            later=crm_id in later,
            warning=_warning(best),
            note=self.notes.get(crm_id, ""),
        )

    def _option(self, crm_id: str, item: Suggestion) -> Option:
        ours, record = self.ours[crm_id], self.theirs[item.right_id]
        again = self.second_looks.get((crm_id, record.id))
        return Option(record, item, _Unread(partial(self._rows, ours, record)), again)

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


def _alone(item: Suggestion) -> float:
    """Return the score as it would be without competition, which pulls close ones apart."""
    return item.score - sum(e.bits for e in item.evidence if e.field == _COMPETITION)


def _warning(best: Suggestion) -> str:
    """Return the strongest evidence against; that others compete is told by the rivals."""
    against = [
        e
        for e in best.evidence
        if e.bits < 0 and e.weight is Weight.STRONG and e.field != _COMPETITION
    ]
    return min(against, key=lambda e: e.bits).text if against else ""


__all__ = [
    "Case",
    "FieldRow",
    "Option",
    "Review",
    "decide",
    "decide_together",
    "propose",
    "recall",
    "waiting",
]
