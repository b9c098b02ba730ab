"""What a pair of records loses to the other partners that each of the two might have.

Where a record may have one partner only, the chance of a link is the share of all one-to-one
choices that it is part of. A rival then counts for as much as it is free itself: one that is sure
to go to another takes nothing away, and of two equal names on both sides each of the four pairs is
as likely as not. To sum over all choices is beyond reach, so records tell each other: each tells
every candidate how much its other candidates leave of it, having been told the same by them. This
is belief propagation on the Bethe approximation of a permanent (Huang and Jebara 2009,
"Approximating the Permanent with Belief Propagation"). It is right where candidates form no ring
and for blocks of equals; two rounds do as well on the lists measured as do a hundred, and keep
small what a change reaches.
"""

from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from sfdesk.domain.matching.coding import Floats, Ints
from sfdesk.domain.matching.model import Shape

LIMIT = 40.0
"""Bits beyond which a pair counts no more among rivals."""
NO_RIVAL = 1e-3
"""Odds below which a pair is nobody's rival: less than a thousandth of a bit."""
ROUNDS = (0.5, 1.0)
"""How much of what it is told a record takes over in each round.

The first goes half way in bits, from counting every rival in full: in a block of equals that is
where the telling comes to rest, and from where it would otherwise swing to and fro.
"""
Copies: TypeAlias = tuple[float, float]
FEW_COPIES: Copies = (0.1, 0.1)
Offers: TypeAlias = tuple[Floats, Floats]
"""What pairs count for beside the others of their left record, and of their right one."""


def rival_bits(
    rows: Ints, cols: Ints, score: Floats, shape: Shape, copies: Copies = FEW_COPIES
) -> Floats:
    """Return, per pair, the bits (0 or less) that it loses to the other partners of its records.

    Where a record may have one partner only, its candidates exclude each other: a pair's odds are
    shared with them. In one-to-many the left record may have any number. In many-to-many both may,
    and a sure partner beside it costs a pair as much as further partners are rare (`copies`).
    """
    if shape is Shape.ONE_TO_ONE:
        return lost(rows, cols, *offers(rows, cols, as_odds(score)))
    odds = np.exp2(np.clip(score, -LIMIT, LIMIT))
    rivals = np.zeros(len(odds))
    for side, extra in ((cols, copies[1]), (rows, copies[0])):
        if side is rows and shape is Shape.ONE_TO_MANY:
            continue
        others = beside(side, odds)
        if shape is Shape.MANY_TO_MANY:
            others = np.minimum(others, 1.0 / extra - 1.0)
        rivals += others
    return _bits(rivals)


def as_odds(score: Floats) -> Floats:
    """Return how strong a rival each pair can be; 0 for one that is nobody's."""
    odds = np.exp2(np.clip(score, -LIMIT, LIMIT))
    return np.where(odds < NO_RIVAL, 0.0, odds)


def offers(rows: Ints, cols: Ints, odds: Floats) -> Offers:
    """Return, per pair, the odds it counts for beside the others of its left and right record.

    That is as much of its odds as the other record's candidates leave.
    """
    return deque(told(rows, cols, odds), maxlen=1)[0]


def told(rows: Ints, cols: Ints, odds: Floats) -> Iterator[Offers]:
    """Yield what is offered after every round."""
    live = np.flatnonzero(odds)
    rows, cols, some = rows[live], cols[live], odds[live]
    left = right = some
    for share in ROUNDS:
        left, right = (
            offered(some, beside(cols, right), share),
            offered(some, beside(rows, left), share),
        )
        made = np.zeros((2, len(odds)))
        made[:, live] = left, right
        yield made[0], made[1]


def offered(odds: Floats, others: Floats, share: float) -> Floats:
    """Return what is left of odds beside the others at one end of a pair."""
    return np.asarray(odds / (1.0 + others) ** share)


def lost(rows: Ints, cols: Ints, left: Floats, right: Floats) -> Floats:
    """Return the bits (0 or less) that pairs lose, from what is offered beside them."""
    return np.asarray(_bits(beside(rows, left)) + _bits(beside(cols, right)))


def beside(records: Ints, part: Floats) -> Floats:
    """Return, per pair, the sum over the other pairs of its record."""
    return np.maximum(np.bincount(records, part)[records] - part, 0.0)


def _bits(rivals: Floats) -> Floats:
    # Sums of large numbers leave crumbs behind; a thousandth of a bit is no rival.
    return np.where(rivals < NO_RIVAL, 0.0, -np.log2(1.0 + rivals))
