"""Review: suggestions with reasons. What a person decides about them is kept by `deciding`."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sfdesk.actions.cases import Brief, Kept, Review
from sfdesk.actions.deciding import decide, decide_together
from sfdesk.actions.past_decisions import PastDecisions
from sfdesk.actions.reviewed_sides import ReviewedSides
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.suggestions import Band
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
    said = crm.decisions(org_id, kind)
    past = PastDecisions(desk.links, said, desk.ours, desk.theirs, desk.pairs)
    desk.second_looks, desk.put_aside = past.second_looks, past.put_aside
    still = past.open_ones(desk.ours.keys(), desk.theirs.keys())
    by_crm: dict[str, list[Brief]] = {}
    for line, warning, reasons in matches.suggestions(kind):
        if (line.left_id, line.right_id) in still:
            by_crm.setdefault(line.left_id, []).append(Kept(line, warning, reasons))
    ticket.check()
    return _review(desk, by_crm, past, head.notes, told_from(head.told))


def waiting(cache: Cache, crm: Crm, matches: Matches, org_id: str, kind: Kind) -> int:
    """Return how many cases `recall` has that are not put aside.

    Of the records only those are read that are told apart and still suggested. Raise StoreError.
    """
    pairs = matches.pairs(kind)
    past = PastDecisions.read(cache, crm, org_id, kind, crm.mapping(org_id), pairs)
    still = past.open_ones(crm.ids(kind), cache.ids(kind))
    return len({pair[0] for pair in pairs if pair in still} - past.put_aside.keys())


def _review(
    desk: ReviewedSides,
    by_crm: dict[str, list[Brief]],
    past: PastDecisions,
    notes: tuple[str, ...],
    told: Told,
) -> Review:
    """Make the review of suggestions that come by CRM id, those of one CRM record best first.

    Afterwards nothing is left in what it was made of.
    """
    wanted: dict[str, list[str]] = {}
    for crm_id, briefs in by_crm.items():
        wanted.setdefault(briefs[0].right_id, []).append(crm_id)
    cases = [
        desk.case(crm_id, by_crm[crm_id], _rivals(crm_id, by_crm, wanted))
        for crm_id in _in_order(by_crm, desk.put_aside)
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
        sampled=asking.of_decisions(past.decisions),
        disputes=disputes,
        known=told.known,
    )


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


__all__ = ["decide", "decide_together", "recall", "waiting"]
