"""What decided pairs look like to the comparisons, and what comes of learning from them.

A decision teaches what the two records are like now, by the weights before any correction.
"""

from collections.abc import Sequence

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught, correction
from sfdesk.domain.matching.levels import comparison, shipped
from sfdesk.domain.matching.model import Decided, Learned, Lesson, Verdict
from sfdesk.domain.matching.weights import Weights, total
from sfdesk.ticket import Ticket

_FOLDS = 5


def places(corpus: Corpus, decided: Sequence[Decided]) -> list[tuple[int, int, Verdict]]:
    """Return decisions about records that are here, as rows and columns; the last word counts."""
    if not decided:
        return []
    left = {record: n for n, record in enumerate(corpus.table.ids[: corpus.n_left])}
    right = {record: n for n, record in enumerate(corpus.table.ids[corpus.n_left :])}
    here = {
        (left[d.left_id], right[d.right_id]): d.verdict
        for d in decided
        if d.left_id in left and d.right_id in right
    }
    return [(a, b, verdict) for (a, b), verdict in here.items()]


def known(corpus: Corpus, decided: Sequence[Decided], weights: Weights, ticket: Ticket) -> Known:
    """Compare the pairs that may be learnt from."""
    pairs = places(corpus, [d for d in decided if d.teaches])
    if not pairs:
        return Known()
    rows, cols = (np.array([pair[n] for pair in pairs], dtype=np.int32) for n in (0, 1))
    found = compare(corpus, rows, cols, ticket)
    found = {name: one for name, one in found.items() if name in weights.bits}
    accepted = np.array([pair[2] is Verdict.SAME for pair in pairs], dtype=np.float64)
    return Known(weights.parts(found), total(weights, found, len(pairs)), accepted)


def learned(about: Known, weights: Weights, taught: Taught) -> Learned:
    """Say for people what decisions did to the weights; `weights` may be corrected already."""
    lessons = []
    for name in sorted(weights.bits, key=lambda name: -float(weights.bits[name].max())):
        true, wrong = shipped(name)
        bits = np.log2(true / wrong)
        used = np.count_nonzero(about.parts[name]) if name in about.parts else 0
        lessons.append(
            Lesson(
                name,
                comparison(name).label,
                shipped=(float(bits.min()), float(bits.max())),
                found=(float(weights.bits[name].min()), float(weights.bits[name].max())),
                factor=taught.factors.get(name, 1.0),
                decisions=int(used),
            )
        )
    right = int(about.accepted.sum())
    counts = {"accepted": right, "rejected": len(about.accepted) - right}
    before, after = effect(about) if taught.factors else (None, None)
    return Learned(tuple(lessons), **counts, before=before, after=after)


def effect(about: Known) -> tuple[float, float]:
    """Return how often an accepted pair scores above a rejected one, before and after learning.

    Each pair is judged by what the other four fifths teach, so that learning by heart gains
    nothing. Both shares are from 0 to 1; 0.5 is as good as chance.
    """
    n = len(about.accepted)
    fold = np.zeros(n, dtype=np.int64)
    for verdict in (0.0, 1.0):  # each fold has its share of both
        here = np.flatnonzero(about.accepted == verdict)
        fold[here] = np.arange(len(here)) % _FOLDS
    after = about.score.copy()
    for one in range(_FOLDS):
        rest, held = about.only(fold != one), fold == one
        if len(set(rest.accepted.tolist())) == 2:
            factors = correction(rest.parts, rest.score, rest.accepted)
            after[held] = about.only(held).corrected(factors)
    return _ranked(about.score, about.accepted), _ranked(after, about.accepted)


def _ranked(score: Floats, accepted: Floats) -> float:
    right, wrong = score[accepted > 0.5], np.sort(score[accepted < 0.5])
    below = np.searchsorted(wrong, right, side="left") + np.searchsorted(wrong, right, side="right")
    return float(below.mean() / (2 * len(wrong)))
