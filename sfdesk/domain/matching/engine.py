"""One run from two tables to scored, assigned pairs. Words for people are made elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching import assign, threshold
from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Floats, Mask
from sfdesk.domain.matching.compare import Outcomes, compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.model import SALESFORCE_ID, Decided, Shape, Verdict
from sfdesk.domain.matching.rivals import rival_bits
from sfdesk.domain.matching.search import candidates
from sfdesk.domain.matching.strangers import apart, drawn
from sfdesk.domain.matching.teaching import known, places
from sfdesk.domain.matching.ties import TIED, preferred
from sfdesk.domain.matching.weights import Weights, background, learn, total
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

_BOUND_BITS = 30.0
"""Weight of a stored Salesforce id that names the other record, and against it if it does not."""
_FLOOR = -12.0


@dataclass(frozen=True)
class Run:
    """Everything known about every candidate pair of a run; arrays are aligned with `pairs`.

    `score` is in bits before competition, `rivals` what is lost to other partners (0 or less).
    """

    corpus: Corpus
    pairs: Pairs
    outcomes: Outcomes
    weights: Weights
    bound: Floats
    score: Floats
    rivals: Floats
    assigned: NDArray[np.intp]
    lines: threshold.Lines
    notes: tuple[str, ...]
    taught: Taught = field(default_factory=Taught)
    known: Known = field(default_factory=Known)

    @property
    def final(self) -> Floats:
        """The score after competition."""
        return np.asarray(self.score + self.rivals)


def run(
    corpus: Corpus,
    decided: Sequence[Decided],
    shape: Shape,
    ticket: Ticket,
    *,
    learning: bool = True,
) -> Run:
    """Search, compare, weigh and assign. Raise `Cancelled` when the ticket is cancelled."""
    corpus.ticket = ticket
    try:
        return _run(corpus, decided, shape, ticket, learning=learning)
    finally:
        # What is looked up in it later is not part of this run and not its to cancel.
        corpus.ticket = Ticket()


def _run(
    corpus: Corpus, decided: Sequence[Decided], shape: Shape, ticket: Ticket, *, learning: bool
) -> Run:
    ticket.progress(_("Looking for possible partners"), 1, 5)
    pairs = _without(candidates(corpus, ticket), corpus, decided, shape)
    ticket.progress(_("Comparing records"), 2, 5)
    rows, cols = drawn(corpus, pairs)
    ticket.check()
    outcomes, strangers = apart(
        compare(corpus, np.append(pairs.rows, rows), np.append(pairs.cols, cols), ticket),
        len(pairs),
    )
    ticket.progress(_("Weighing the evidence"), 3, 5)
    bound = bound_bits(corpus, pairs)
    others = corpus.n_left * corpus.n_right - len(pairs)
    random = background(strangers, corpus.kind, len(pairs), others)
    weights = learn(outcomes, pairs.rows, pairs.cols, shape, drawn=random, ticket=ticket)
    if weights.found(shape) is not shape:
        shape, copies = weights.found(shape), weights.copies
        weights = learn(outcomes, pairs.rows, pairs.cols, shape, drawn=random, ticket=ticket)
        weights = replace(weights, copies=copies)
    about = known(corpus, decided, weights, ticket)
    taught = about.taught() if learning else Taught(decisions=len(about.accepted))
    weights = weights.corrected(taught)
    score = total(weights, outcomes, len(pairs)) + bound
    ticket.progress(_("Choosing the best links"), 4, 5)
    rivals = rival_bits(pairs.rows, pairs.cols, score, shape, weights.copies)
    final = score + rivals
    ticket.check()
    told = _compared(outcomes, len(pairs)) | (bound > 0.0)
    linkable = np.where(told, final, -np.inf)
    rough = assign.assign(pairs.rows, pairs.cols, linkable, _FLOOR, shape)
    ticket.check()
    sizes = (corpus.n_left, corpus.n_right)
    lines = threshold.lines(pairs.rows, pairs.cols, score, final, rough, sizes, shape, ticket.check)
    ticket.check()
    fit = np.flatnonzero(linkable >= lines.linked - TIED)
    rows, cols = pairs.rows[fit], pairs.cols[fit]
    worth = preferred(corpus.table, rows, cols + corpus.n_left, final[fit])
    chosen = fit[assign.assign(rows, cols, worth, lines.linked, shape)]
    notes = (*_gap(lines), *_thin(outcomes))
    return Run(
        corpus, pairs, outcomes, weights, bound, score, rivals, chosen, lines, notes, taught, about
    )


def _compared(outcomes: Outcomes, size: int) -> Mask:
    """Tell of which pairs anything could be compared: of two blank records nothing is known."""
    found = np.zeros(size, dtype=bool)
    for one in outcomes.values():
        found |= one.level >= 0
    return found


def _without(pairs: Pairs, corpus: Corpus, decided: Sequence[Decided], shape: Shape) -> Pairs:
    """Leave out what is decided: pairs said to differ, and records that have their partner."""
    if not decided:
        return pairs
    here = places(corpus, decided)
    never = np.array([a << 32 | b for a, b, _verdict in here], dtype=np.int64)
    keep = ~np.isin(pairs.rows.astype(np.int64) << 32 | pairs.cols, never)
    same = [(a, b) for a, b, verdict in here if verdict is Verdict.SAME]
    if shape is Shape.ONE_TO_ONE:
        keep &= ~np.isin(pairs.rows, [a for a, _b in same])
    if shape is not Shape.MANY_TO_MANY:
        keep &= ~np.isin(pairs.cols, [b for _a, b in same])
    return Pairs(pairs.rows[keep], pairs.cols[keep], pairs.cosine[keep])


def bound_bits(corpus: Corpus, pairs: Pairs) -> Floats:
    """Return the extra bits of a stored Salesforce id."""
    if SALESFORCE_ID not in corpus.table.keys:
        return np.zeros(len(pairs))
    column = corpus.key(SALESFORCE_ID)
    mine, theirs = column.codes[pairs.rows], column.codes[pairs.cols + corpus.n_left]
    here = np.zeros(len(column.values) + 1, dtype=bool)
    here[column.codes[corpus.n_left :]] = True
    here[-1] = False
    return bits_of_id((mine >= 0) & (mine == theirs), here[mine])


def bits_of_id(same: Mask, there: Mask) -> Floats:
    """Return the extra bits of stored ids: one binds, and excludes all others if it is `there`."""
    return np.where(same, _BOUND_BITS, np.where(there, -_BOUND_BITS, 0.0))


_NAMES = frozenset({"name", "branch", "first_name", "last_name", "sound", "person_sound"})


def _thin(outcomes: Outcomes) -> list[str]:
    """Say where there is too little to be certain of most links, however right they are."""
    if not outcomes or not _NAMES.issuperset(outcomes):
        return []
    return [
        _(
            "Nothing but names can be compared, so few links can be certain: an address, a "
            "telephone number or a web address on both sides would tell much more"
        )
    ]


def _gap(lines: threshold.Lines) -> list[str]:
    if lines.clear:
        return []
    return [_("There is no clear gap between right and wrong links: look at each before you link")]
