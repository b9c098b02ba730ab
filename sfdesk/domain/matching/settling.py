"""Scores and assigns again what competes with pairs that came or went.

What a record leaves of its candidates is kept from one change to the next, so that only what a
change moves is told anew (see `rivals`).
"""

from dataclasses import dataclass

import numpy as np

from sfdesk.domain.matching import assign
from sfdesk.domain.matching.coding import Floats, Ints
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.model import CRUMB, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.rivals import (
    NO_RIVAL,
    ROUNDS,
    Copies,
    as_odds,
    beside,
    lost,
    offered,
    rival_bits,
    told,
)
from sfdesk.domain.matching.standing import Standing
from sfdesk.domain.matching.ties import TIED, preferred


@dataclass(frozen=True, slots=True)
class Moved:
    """What one change did.

    `places` are pairs that went, or whose score moved, or that were assigned or freed; `most` is
    the better of their scores before and now. `rows` are records whose best two pairs may be
    others now.
    """

    places: Places
    most: Floats
    rows: Ints


class Settling:
    """Keeps the scores after competition, and who is assigned to whom, true for standing pairs."""

    def __init__(
        self, pairs: Standing, table: Table, *, line: float, shape: Shape, copies: Copies
    ) -> None:
        """Take pairs over that are scored and assigned.

        `table` holds the records by row, those that come later too; `line` and `copies` are those
        of the run.
        """
        self._pairs, self._table = pairs, table
        self._line, self._shape, self._copies = line, shape, copies
        pairs.keep("shown", pairs.final)
        if shape is Shape.ONE_TO_ONE:
            odds = as_odds(pairs.numbers("score"))
            for at, (left, right) in enumerate(told(pairs.a, pairs.b, odds), 1):
                pairs.keep(f"left {at}", left)
                pairs.keep(f"right {at}", right)

    def settle(self, gone: Places, added: Places, size: int) -> Moved:
        """Score and assign again what pairs that went or came compete with."""
        pairs = self._pairs
        pairs.column("shown")[added] = -np.inf
        changed = self._rivals(np.concatenate([gone, added]))
        touched = different(size, pairs.a[changed], pairs.b[changed])
        heard = pairs.incident(self._tell(touched, size), size)
        near = different(pairs.size, heard, added)
        before = pairs.final[near]
        pairs.column("final")[near] = self._competing(near, size)
        final = pairs.final
        shifted = ~(np.abs(final[near] - before) <= 1e-9)
        linkable = np.maximum(before, final[near]) >= self._line - TIED
        linked = gone[final[gone] >= self._line - TIED]
        flipped = self._assign(np.concatenate([near[shifted & linkable], linked]), size)
        shown = pairs.numbers("shown")
        moved = near[~(np.abs(final[near] - shown[near]) <= CRUMB)]
        places = different(pairs.size, moved, flipped, gone)
        now = np.where(pairs.alive[places], final[places], -np.inf)
        found = Moved(places, np.maximum(now, shown[places]), self._led(places, now, size))
        pairs.column("shown")[moved] = final[moved]
        return found

    def _rivals(self, places: Places) -> Places:
        """Leave out pairs that are nobody's rival; only where shares are told are there such."""
        if self._shape is not Shape.ONE_TO_ONE:
            return places
        return places[as_odds(self._pairs.numbers("score")[places]) > 0.0]

    def _competing(self, places: Places, size: int) -> Floats:
        """Return scores after competition, computed over all rivals of the records concerned."""
        rows = different(size, self._pairs.a[places], self._pairs.b[places])
        rivals = self._rivals(self._pairs.incident(rows, size))
        around = different(self._pairs.size, rivals, places)
        score = self._pairs.numbers("score")[around]
        a, b = self._pairs.a[around], self._pairs.b[around]
        if self._shape is Shape.ONE_TO_ONE:
            bits = score + lost(a, b, *self._offers(len(ROUNDS), around))
        else:
            bits = score + rival_bits(a, b, score, self._shape, self._copies)
        return np.asarray(bits[np.searchsorted(around, places)])

    def _tell(self, records: Places, size: int) -> Places:
        """Let records tell their candidates anew what they leave of them, and these theirs.

        Return the records whose pairs may be worth something else now.
        """
        if self._shape is not Shape.ONE_TO_ONE:
            return records
        for at, share in enumerate(ROUNDS):
            near = self._rivals(self._pairs.incident(records, size))
            a, b = self._pairs.a[near], self._pairs.b[near]
            odds = as_odds(self._pairs.numbers("score")[near])
            left, right = self._offers(at, near)
            here = np.zeros(size, dtype=bool)
            here[records] = True
            moved: list[Places] = [records]
            for name, own, other, part in (("left", b, a, right), ("right", a, b, left)):
                # of records that are not among these some pairs are not here
                mine = here[own]
                of = np.searchsorted(records, own[mine]).astype(np.int32)
                made = offered(odds[mine], beside(of, part[mine]), share)
                column = self._pairs.numbers(f"{name} {at + 1}")
                # Less is kept, so that ties stay ties, but not told: that it adds up takes more
                # changes around one record than come before the run is made anew.
                far = ~(np.abs(made - column[near[mine]]) <= NO_RIVAL)
                column[near[mine]] = made
                moved.append(other[mine][far].astype(np.intp))
            records = different(size, *moved)
        return records

    def _offers(self, at: int, places: Places) -> tuple[Floats, Floats]:
        """Return what pairs count for after some rounds beside the others of their records."""
        if not at:
            odds = as_odds(self._pairs.numbers("score")[places])
            return odds, odds
        left, right = (self._pairs.numbers(f"{side} {at}")[places] for side in ("left", "right"))
        return left, right

    def _assign(self, changed: Places, size: int) -> Places:
        """Assign anew every group of competing pairs that a change reaches; return what flipped."""
        final = self._pairs.final
        reached = np.zeros(size, dtype=bool)
        edge = different(size, self._pairs.a[changed], self._pairs.b[changed])
        while len(edge):
            reached[edge] = True
            near = self._pairs.incident(edge, size)
            near = near[final[near] >= self._line - TIED]
            edge = different(size, self._pairs.a[near], self._pairs.b[near])
            edge = edge[~reached[edge]]
        inside = self._pairs.incident(np.flatnonzero(reached), size)
        part = inside[final[inside] >= self._line - TIED]
        # a pair that went may have been assigned
        old = different(self._pairs.size, inside, changed)
        old = old[self._pairs.assigned[old]]
        a, b = self._pairs.a[part], self._pairs.b[part]
        worth = preferred(self._table, a, b, final[part])
        new = part[_chosen(a, b, worth, self._line, self._shape)]
        self._pairs.column("assigned")[old] = False
        self._pairs.column("assigned")[new] = True
        return np.setxor1d(old, new)

    def _led(self, places: Places, now: Floats, size: int) -> Ints:
        """Return the rows of which these pairs are, or were, among the best two."""
        final = self._pairs.final
        found = []
        most = np.maximum(now, self._pairs.numbers("shown")[places])
        for side in (self._pairs.a, self._pairs.b):
            around = self._pairs.incident(side[places], size)
            second = np.full(size, -np.inf)
            order, rank = self._pairs.ranked(around, side)
            second[side[order[rank == 1]]] = final[order[rank == 1]]
            found.append(side[places][most >= second[side[places]] - CRUMB])
        return different(size, *found).astype(np.int32)


def _chosen(a: Ints, b: Ints, final: Floats, line: float, shape: Shape) -> Places:
    rows, cols = (np.unique(side, return_inverse=True)[1].astype(np.int32) for side in (a, b))
    return assign.assign(rows, cols, final, line, shape)
