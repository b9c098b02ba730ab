"""Draws the line between linked and not linked without any label, from runners-up.

After one-to-one assignment, the best score that a linked record gets from a partner nobody has
taken is a sample of what a wrong link scores: had its own partner not been there, this is what it
would have been offered. How often such decoys pass a line tells how many of the records without a
true partner pass it, and so how precise the links above the line are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from sfdesk.domain.matching.clusters import wrong_links
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.model import CRUMB, Shape
from sfdesk.domain.matching.once import Check, never
from sfdesk.domain.matching.rivals import LIMIT, Offers, as_odds, offers

_NEAR = 1.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Assigned pairs by falling score with what is estimated at each: links, right ones, F1."""

    score: Floats
    precision: Floats
    f1: Floats
    matches: float

    def line(self) -> float:
        """Return a score that parts the links by the largest estimated F1; inf for none.

        It lies half way to the next link, but near: a link whose score moves by a crumb stays one.
        In a wide gap it lies no higher than where the bits alone are sure, for those still to come.
        """
        if not len(self.score):
            return np.inf
        return self._below(self.last, min(float(self.score[self.last]) - _NEAR, _SURE_BITS))

    @property
    def last(self) -> int:
        """The place of the last link above the line: where the estimated F1 is the largest."""
        return int(np.searchsorted(-self.score, -self.score[np.argmax(self.f1)], side="right")) - 1

    def certain(self, wanted: float) -> float:
        """Return the lowest score down to which the estimated precision is at least `wanted`."""
        good = np.flatnonzero(self.precision >= wanted)
        if not len(good):
            return np.inf
        return self._below(int(good[-1]), float(self.score[good[-1]]) - CRUMB)

    def _below(self, last: int, near: float) -> float:
        """Return what lies half way from a link to the next one, or `near` if that is higher."""
        here, *below = self.score[last : last + 2].tolist()
        return max(near, (here + below[0]) / 2.0 if below else -np.inf)


@dataclass(frozen=True)
class Lines:
    """Where the bands begin, in bits after competition, and how sure a score is.

    `knots` and `chances` give the probability of being right by score, from decoys. `clear` is
    false where the estimate of right links has no gap to stand in.
    """

    certain: float
    linked: float
    knots: Floats
    chances: Floats
    matches: float
    precision: float
    clear: bool

    def probability(self, final: Floats) -> Floats:
        """Return the chance that a pair is right: from decoys, or from its bits without them."""
        plain = 1.0 / (1.0 + np.exp2(-np.clip(final, -1000.0, 1000.0)))
        if not len(self.knots):
            return np.asarray(plain)
        # Beyond the outermost knots the bits go on counting, so that the order is kept; below the
        # lowest they count for themselves where that is more. Of few links nobody knows well enough
        # how many are wrong to take it off all that lie below.
        inside = np.clip(final, self.knots[0], self.knots[-1])
        known = np.interp(inside, self.knots, self.chances)
        lowest = np.log2(self.chances[0] / (1.0 - self.chances[0]))
        bits = np.log2(known / (1.0 - known)) + (final - inside)
        bits = np.where(final < inside, np.maximum(bits, np.minimum(final, lowest)), bits)
        return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(bits, -1000.0, 1000.0))))


_FEW = 40
"""Links below which decoys say too little, and the bits themselves draw the lines."""
_CERTAIN, _SURE_BITS = 0.995, 6.0
_DOUBTFUL = -2.0
"""Pairs below are no links where a record may have several; the estimate does not reach there."""
_LOWEST = -1.0
"""Where bits alone draw the line, it lies no lower: twice as likely wrong as right."""
_CLEAR = 0.85


def lines(
    rows: Ints, cols: Ints, score: Floats, final: Floats, assigned: NDArray[np.intp],
    sizes: tuple[int, int], shape: Shape, check: Check = never,
) -> Lines:  # fmt: skip
    """Draw the lines for a run; `assigned` are the places of the provisional links."""
    if np.count_nonzero(final[assigned] > 0.0) < _FEW:
        return _plain_lines(final[assigned])
    if shape is Shape.MANY_TO_MANY:
        near = assigned[final[assigned] >= _DOUBTFUL]
        wrong = wrong_links(rows[near], cols[near], final[near], sizes)
        if wrong is None:
            return _plain_lines(final[assigned])
        falling = np.sort(final[near])[::-1]
        found, wary = (_curve_of(falling, one) for one in wrong)
    else:
        found = wary = curve(rows, cols, score, final, assigned, sizes, shape, check)
    at, line = found.last, found.line()
    if shape is Shape.MANY_TO_MANY:
        line = max(line, _DOUBTFUL)
    knots, chances = _chances(found)
    return Lines(
        max(wary.certain(_CERTAIN), line, 1.0), line, knots, chances,
        found.matches, float(found.precision[at]), clear=bool(found.f1[at] >= _CLEAR),
    )  # fmt: skip


def _plain_lines(final: Floats) -> Lines:
    """Draw the lines from the bits alone: the most likely F1 if each pair is as sure as it says."""
    falling = np.sort(final)[::-1]
    chance = np.cumsum(1.0 / (1.0 + np.exp2(-np.clip(falling, -1000.0, 1000.0))))
    links = np.arange(1, len(falling) + 1)
    if not len(links):
        return Lines(_SURE_BITS, 0.0, np.empty(0), np.empty(0), 0.0, 1.0, clear=True)
    f1 = 2.0 * chance / (links + chance[-1])
    at = int(np.argmax(f1))
    line = float(np.clip(falling[at], _LOWEST, 0.0))
    linked = np.searchsorted(-falling, -line, side="right")
    precision = float(chance[linked - 1] / linked) if linked else 1.0
    return Lines(
        _SURE_BITS, line, np.empty(0), np.empty(0), float(chance[-1]), precision, clear=True
    )


def _chances(found: Curve) -> tuple[Floats, Floats]:
    """Return the share of right links among those next to each score, falling with the score."""
    links = np.arange(1, len(found.score) + 1)
    wrong = np.maximum.accumulate(links * (1.0 - found.precision))
    size = max(10, len(links) // 200)
    cuts = np.unique(np.append(np.arange(0, len(links), size), len(links) - 1))
    share = 1.0 - np.diff(wrong[cuts]) / np.diff(links[cuts])
    share = isotonic_regression(np.clip(share, 0.0, 1.0), increasing=False).x
    middle = (found.score[cuts[1:]] + found.score[cuts[:-1]]) / 2.0
    knots, first = np.unique(middle[::-1], return_index=True)
    return knots, np.clip(share[::-1][first], 0.0005, 0.9995)


def decoys(
    rows: Ints,
    cols: Ints,
    score: Floats,
    assigned: NDArray[np.intp],
    free: Mask,
    told: Offers,
) -> Floats:
    """Return, per assigned pair, the best score that its row gets from a free column.

    `score` is before competition, `free` tells which columns nobody holds, `told` what each pair
    counts for beside the others of its row and of its column. -inf where there is no such column.
    """
    n_rows, n_cols = int(rows.max()) + 1, len(free)
    by_row, by_col = told
    own = np.zeros(n_rows)
    own[rows[assigned]] = by_row[assigned]
    held = np.zeros(n_rows, dtype=bool)
    held[rows[assigned]] = True
    is_own = np.zeros(len(rows), dtype=bool)
    is_own[assigned] = True
    at = np.flatnonzero(held[rows] & free[cols] & ~is_own)
    others = np.bincount(rows, by_row, n_rows)[rows[at]] - own[rows[at]] - by_row[at]
    more = np.bincount(cols, by_col, n_cols)[cols[at]] - by_col[at]
    value = score[at] - np.log2((1.0 + np.maximum(others, 0.0)) * (1.0 + np.maximum(more, 0.0)))
    best = np.full(n_rows, -np.inf)
    np.maximum.at(best, rows[at], value)
    return np.asarray(best[rows[assigned]])


def curve(
    rows: Ints, cols: Ints, score: Floats, final: Floats, assigned: NDArray[np.intp],
    sizes: tuple[int, int], shape: Shape, check: Check = never,
) -> Curve:  # fmt: skip
    """Estimate precision and F1 at the score of every assigned pair.

    `score` is before competition, `final` after it; `assigned` are places of the pairs.
    """
    order = assigned[np.argsort(-final[assigned], kind="stable")]
    odds = as_odds(score)
    # a left record that may have several partners loses nothing to its others
    told = offers(rows, cols, odds) if shape is Shape.ONE_TO_ONE else (np.zeros(len(odds)), odds)
    matches = float((1.0 / (1.0 + np.exp2(-np.clip(final[order], -LIMIT, LIMIT)))).sum())
    linked = order[: round(matches)]
    best = _curve(rows, cols, score, final, told, order, linked, matches, sizes, shape)
    for _round in range(6):
        check()
        if best.matches == matches and best.last + 1 == len(linked):
            break  # The next round would find the same.
        matches = best.matches
        linked = order[: best.last + 1]
        best = _curve(rows, cols, score, final, told, order, linked, matches, sizes, shape)
    return best


def _curve(
    rows: Ints, cols: Ints, score: Floats, final: Floats, told: Offers, order: NDArray[np.intp],
    linked: NDArray[np.intp], matches: float, sizes: tuple[int, int], shape: Shape,
) -> Curve:  # fmt: skip
    views = [(cols, rows, sizes[1], told[::-1])]
    if shape is Shape.ONE_TO_ONE:
        views.append((rows, cols, sizes[0], told))
    wrong = np.zeros(len(order))
    for mine, theirs, size, offered in views:
        free = np.ones(int(theirs.max()) + 1, dtype=bool)
        if shape is Shape.ONE_TO_ONE:
            free[theirs[linked]] = False
        sample = np.sort(decoys(mine, theirs, score, linked, free, offered))
        passed = len(sample) - np.searchsorted(sample, final[order], side="left")
        wrong += max(size - matches, 0.0) * (passed + 0.05) / (len(sample) + 0.05) / len(views)
    wrong = np.maximum.accumulate(wrong)
    exclusive = shape is Shape.ONE_TO_ONE
    alone = (min(sizes) if exclusive else sizes[1]) - matches
    wrong *= _scale(wrong, final[order], len(linked), alone, exclusive=exclusive)
    won = np.exp2(np.clip(final[order] - score[order], -LIMIT, 0.0))
    odds = np.exp2(np.clip(score[order], -LIMIT, LIMIT))
    mixed = np.cumsum((1.0 / won - 1.0) / (1.0 / won + odds))
    return _curve_of(final[order], wrong + mixed)


def _curve_of(falling: Floats, wrong: Floats) -> Curve:
    """Make the curve of links by falling score from how many wrong ones there are down to each."""
    links = np.arange(1, len(falling) + 1, dtype=np.float64)
    wrong = np.minimum(np.maximum.accumulate(wrong), links)
    right = np.maximum.accumulate(links - wrong)
    matches = float(right[-1]) if len(right) else 0.0
    f1 = 2.0 * right / (links + matches)
    precision = np.maximum.accumulate((1.0 - wrong / links)[::-1])[::-1]
    return Curve(falling, precision, f1, matches)


def _scale(
    wrong: Floats, final: Floats, linked: int, alone: float, *, exclusive: bool
) -> float:  # fmt: skip
    """Return how many wrong links there are per decoy, seen where all links are wrong.

    Records with a partner have more relatives on the other side (branches, parents) than records
    without, so their runners-up score a little too high; well below the line it can be counted by
    how much. `alone` is how many records have no partner: when a good part of them has been linked
    to each other, the rest finds nobody, and counting ends. That is sooner where both sides are
    `exclusive`; there, right links below the line are not taken for wrong ones that decoys miss.
    """
    if not linked:
        return 1.0
    start = int(np.searchsorted(-final, -(final[linked - 1] - _BELOW)))
    end = int(np.searchsorted(wrong, (_PART / 2.0 if exclusive else _PART) * alone))
    if start < 1 or end - start < _TAIL:
        return 1.0
    expected = float(wrong[end - 1] - wrong[start - 1])
    return float(np.clip((end - start) / max(expected, 1.0), 0.3, 1.0 if exclusive else 1.5))


_PART = 0.4
_BELOW, _TAIL = 3.0, 50
