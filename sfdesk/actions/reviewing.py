"""Review: suggestions with reasons. What a person decides about them is kept by `deciding`."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sfdesk.actions.both_sides import CRM, SALESFORCE, BothSides
from sfdesk.actions.cases import Brief, Kept, Review
from sfdesk.actions.deciding import decide, decide_together
from sfdesk.actions.past_decisions import PastDecisions
from sfdesk.actions.reviewed_sides import ReviewedSides
from sfdesk.domain import matching
from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.suggestions import Band, Verdict
from sfdesk.domain.matching.telling import Told, told_from
from sfdesk.domain.records import Kind
from sfdesk.emptying import empty
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket

_RIVAL_BITS = 5.0
"""A second CRM record is a rival unless the first one beats it by this much."""


def propose(
    cache: Cache, crm: Crm, org_id: str, kind: Kind, ticket: Ticket, *, learning: bool = True
) -> Review:
    """Suggest links between what the CRM and the cache hold, but for what was decided already.

    Without `learning` decisions bind as ever, but correct no weights.
    """
    ticket.progress(_("Reading both sides"))
    desk = ReviewedSides(cache, crm, org_id, kind)
    ticket.check()
    decisions = crm.decisions(org_id, kind)
    past = PastDecisions(desk.links, decisions, desk.ours, desk.theirs, desk.pairs)
    desk.second_looks = past.second_looks
    desk.notes = {d.crm_id: d.shown.note for d in decisions if d.outcome is Outcome.LATER}
    sides = BothSides(cache, crm, desk.pairs)
    ours, theirs = (sides.parties(side, kind) for side in (CRM, SALESFORCE))
    shared: Mapping[tuple[str, str], int] = {}
    if kind is Kind.ACCOUNT:
        people = (sides.parties(side, Kind.CONTACT) for side in (CRM, SALESFORCE))
        shared = matching.shared_contacts(*people)
    found = matching.suggest(
        ours,
        theirs,
        kind,
        decided=past.binding(),
        account_links=desk.account_links,
        shared_contacts=shared,
        ticket=ticket,
        learning=learning,
    )
    by_crm: dict[str, list[Brief]] = {}
    for item in sorted(found.items, key=lambda item: (item.left_id, item.rank)):
        by_crm.setdefault(item.left_id, []).append(item)
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
    desk = ReviewedSides(cache, crm, org_id, kind)
    decisions = crm.decisions(org_id, kind)
    past = PastDecisions(desk.links, decisions, desk.ours, desk.theirs, desk.pairs)
    desk.second_looks = past.second_looks
    done = past.binding()
    said = {(d.left_id, d.right_id) for d in done}
    ours = {d.left_id for d in done if d.verdict is Verdict.SAME and d.right_id in desk.theirs}
    theirs = {d.right_id for d in done if d.verdict is Verdict.SAME and d.left_id in desk.ours}
    by_crm: dict[str, list[Brief]] = {}
    for line, warning, reasons in matches.suggestions(kind):
        crm_id, record_id = line.left_id, line.right_id
        here = crm_id in desk.ours and record_id in desk.theirs
        open_ = crm_id not in ours and record_id not in theirs
        if here and open_ and (crm_id, record_id) not in said:
            by_crm.setdefault(crm_id, []).append(Kept(line, warning, reasons))
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
    desk: ReviewedSides,
    by_crm: dict[str, list[Brief]],
    past: PastDecisions,
    decisions: Sequence[Decision],
    notes: tuple[str, ...],
    told: Told,
) -> Review:
    """Make the review of suggestions that come by CRM id, those of one CRM record best first.

    Afterwards nothing is left in what it was made of.
    """
    wanted: dict[str, list[str]] = {}
    for crm_id, briefs in by_crm.items():
        wanted.setdefault(briefs[0].right_id, []).append(crm_id)
    later = _put_aside(decisions)
    cases = [
        desk.case(crm_id, by_crm[crm_id], _rivals(crm_id, by_crm, wanted), later=crm_id in later)
        for crm_id in _in_order(by_crm, later)
    ]
    disputes = past.disputes(desk.kind, told.contradictions)
    desk.let_go()
    empty(by_crm, wanted)
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
        disputes=disputes,
        known=told.known,
    )


def _put_aside(decisions: Sequence[Decision]) -> set[str]:
    """CRM records that somebody wanted to see later, and of which nothing else was said since."""
    last = {d.crm_id: d.outcome for d in decisions}
    return {crm_id for crm_id, outcome in last.items() if outcome is Outcome.LATER}


def _rivals(
    crm_id: str, by_crm: Mapping[str, Sequence[Brief]], wanted: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return other CRM records whose first choice is the same Salesforce record: a clash."""
    best = by_crm[crm_id][0]
    others = (other for other in wanted[best.right_id] if other != crm_id)
    return [other for other in others if by_crm[other][0].alone >= best.alone - _RIVAL_BITS]


def _in_order(by_crm: Mapping[str, Sequence[Brief]], later: Collection[str]) -> Iterator[str]:
    """Yield CRM ids, certain ones first and those put aside last; equal ones as they came."""
    # Python sorts numbers ten times as fast as tuples, and no other thread gets on meanwhile.
    falling = sorted(by_crm, key=lambda crm_id: -by_crm[crm_id][0].score)
    parts: dict[tuple[bool, Band], list[str]] = {}
    for crm_id in falling:
        parts.setdefault((crm_id in later, by_crm[crm_id][0].band), []).append(crm_id)
    for aside in (False, True):
        for band in Band:
            yield from parts.get((aside, band), ())


__all__ = ["decide", "decide_together", "propose", "recall", "waiting"]
