"""Candidate pairs as they stand between two runs.

Pairs come and go, and only what competes with them is scored and assigned again.

Records are numbered by rows that are never used twice; a changed record gets a new row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching import assign
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.incidence import Incidence, Places, different, row_then_score
from sfdesk.domain.matching.model import CRUMB, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.rivals import (
    NO_RIVAL,
    ROUNDS,
    as_odds,
    beside,
    lost,
    offered,
    rival_bits,
    told,
)
from sfdesk.domain.matching.ties import TIED, preferred

_FEW = 2_000


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


class Standing:
    """Pairs (`a`, `b`) of rows; all arrays are aligned, and places keep their meaning."""

    def __init__(
        self,
        a: Ints,
        b: Ints,
        outcomes: Outcomes,
        *,
        table: Table,
        fields: Iterable[str],
        numbers: Mapping[str, Floats],
        assigned: Places,
        line: float,
        shape: Shape,
        copies: tuple[float, float],
    ) -> None:
        """Take the pairs of a run over; `numbers` are their `bound`, `score` and `final`.

        `table` holds the records by row, those that come later too.
        """
        self.size = len(a)
        self._fields, self._line, self._shape = tuple(fields), line, shape
        self._copies, self._table = copies, table
        chosen = np.zeros(len(a), dtype=bool)
        chosen[assigned] = True
        made: dict[str, NDArray[np.generic]] = {
            "a": a.astype(np.int32),
            "b": b.astype(np.int32),
            "alive": np.ones(len(a), dtype=bool),
            "assigned": chosen,
            "told": numbers["final"].astype(np.float64),
            **{name: values.astype(np.float64) for name, values in numbers.items()},
            **self._spread(outcomes, len(a)),
        }
        if shape is Shape.ONE_TO_ONE:
            for at, (left, right) in enumerate(told(a, b, as_odds(numbers["score"])), 1):
                made |= {f"left {at}": left, f"right {at}": right}
        rows = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
        self._first, self._sides = len(a), (Incidence(a, rows), Incidence(b, rows))
        self._columns = {name: _roomy(values, len(a) // 8 + 1024) for name, values in made.items()}

    def column(self, name: str) -> NDArray[np.generic]:
        """Return one array, by name; writing into it changes the pairs."""
        return self._columns[name][: self.size]

    @property
    def a(self) -> Ints:
        """The left row of each pair."""
        return np.asarray(self.column("a"), dtype=np.int32)

    @property
    def b(self) -> Ints:
        """The right row of each pair."""
        return np.asarray(self.column("b"), dtype=np.int32)

    @property
    def alive(self) -> Mask:
        """Which pairs are still there."""
        return np.asarray(self.column("alive"), dtype=bool)

    @property
    def assigned(self) -> Mask:
        """Which pairs would be linked if nobody looked."""
        return np.asarray(self.column("assigned"), dtype=bool)

    @property
    def final(self) -> Floats:
        """The scores after competition."""
        return np.asarray(self.column("final"), dtype=np.float64)

    def outcomes(self, places: Places) -> Outcomes:
        """Return what the comparisons found for some pairs, nothing for one at -1."""
        here = np.flatnonzero(places >= 0)
        found: Outcomes = {}
        for field in self._fields:
            level = np.full(len(places), -1, dtype=np.int8)
            sharers = np.full(len(places), np.nan, dtype=np.float32)
            level[here] = self.column(f"level {field}")[places[here]]
            sharers[here] = self.column(f"sharers {field}")[places[here]]
            found[field] = Outcome(level, sharers)
        return found

    def incident(self, rows: NDArray[np.integer[Any]], size: int) -> Places:
        """Return the pairs that one of these rows is in; rows are below `size`."""
        mark = np.zeros(size, dtype=bool)
        mark[rows] = True
        wanted = np.flatnonzero(mark)
        later = slice(self._first, self.size)
        came = np.flatnonzero(mark[self.a[later]] | mark[self.b[later]]) + self._first
        found = np.concatenate([*(side.of(wanted) for side in self._sides), came])
        found = found[self.alive[found]]
        return np.unique(found) if len(found) < _FEW else different(self.size, found)

    def places(self, a: Ints, b: Ints, size: int) -> Places:
        """Return where these pairs stand, in their order; -1 for those that are not there.

        A row of -1 is in none.
        """
        near = self.incident(a[a >= 0], size)
        if not len(near):
            return np.full(len(a), -1, dtype=np.intp)
        here, wanted = (one.astype(np.int64) << 32 | other
                        for one, other in ((self.a[near], self.b[near]), (a, b)))  # fmt: skip
        order = np.argsort(here)
        at = np.searchsorted(here, wanted, sorter=order)
        found = order[np.minimum(at, len(near) - 1)]
        return np.where(here[found] == wanted, near[found], -1)

    def ranked(self, places: Places, side: Ints) -> tuple[Places, Places]:
        """Return pairs by their row on a side, best first, and how many of a row are better.

        Scores that agree in seven digits may stand either way round.
        """
        order = places[np.argsort(row_then_score(side[places], self.final[places]))]
        return order, np.arange(len(order)) - np.searchsorted(side[order], side[order])

    def add(self, a: Ints, b: Ints, outcomes: Outcomes, bound: Floats, score: Floats) -> Places:
        """Add pairs and return their places; what they are worth among others is settled later."""
        start, self.size = self.size, self.size + len(a)
        never = np.full(len(a), -np.inf)
        made: dict[str, NDArray[np.generic]] = {
            "a": a, "b": b, "alive": np.ones(len(a), dtype=bool),
            "assigned": np.zeros(len(a), dtype=bool), "bound": bound, "score": score,
            "final": never, "told": never, **self._spread(outcomes, len(a)),
        }  # fmt: skip
        made |= {name: np.zeros(len(a)) for name in self._columns.keys() - made.keys()}
        for name, values in made.items():
            if self.size > len(self._columns[name]):
                self._columns[name] = _roomy(self._columns[name][:start], len(a) + start // 8)
            self._columns[name][start : self.size] = values
        return np.arange(start, self.size)

    def drop(self, places: Places) -> None:
        """Take pairs away."""
        self.column("alive")[places] = False

    def settle(self, gone: Places, added: Places, size: int) -> Moved:
        """Score and assign again what pairs that went or came compete with."""
        a, b, final = self.a, self.b, self.final
        touched = different(size, a[gone], b[gone], a[added], b[added])
        near = self.incident(self._told(touched, size), size)
        before = final[near]
        self.column("final")[near] = self._competing(near, size)
        final = self.final
        shifted = near[~(np.abs(final[near] - before) <= 1e-9)]
        flipped = self._assign(np.concatenate([shifted, gone]), size)
        told = np.asarray(self.column("told"), dtype=np.float64)
        moved = near[~(np.abs(final[near] - told[near]) <= CRUMB)]
        places = different(self.size, moved, flipped, gone)
        now = np.where(self.alive[places], final[places], -np.inf)
        found = Moved(places, np.maximum(now, told[places]), self._led(places, now, size))
        self.column("told")[moved] = final[moved]
        return found

    def _competing(self, places: Places, size: int) -> Floats:
        """Return scores after competition, computed over all pairs of the records concerned."""
        rows = different(size, self.a[places], self.b[places])
        around = self.incident(rows, size)
        score = np.asarray(self.column("score")[around], dtype=np.float64)
        a, b = self.a[around], self.b[around]
        if self._shape is Shape.ONE_TO_ONE:
            bits = score + lost(a, b, *self._offers(len(ROUNDS), around))
        else:
            bits = score + rival_bits(a, b, score, self._shape, self._copies)
        return np.asarray(bits[np.searchsorted(around, places)])

    def _told(self, records: Places, size: int) -> Places:
        """Let records tell their candidates anew what they leave of them, and these theirs.

        Return the records whose pairs may be worth something else now.
        """
        if self._shape is not Shape.ONE_TO_ONE:
            return records
        for at, share in enumerate(ROUNDS):
            near = self.incident(records, size)
            a, b = self.a[near], self.b[near]
            odds = as_odds(np.asarray(self.column("score")[near], dtype=np.float64))
            left, right = self._offers(at, near)
            here = np.zeros(size, dtype=bool)
            here[records] = True
            moved: list[Places] = [records]
            for name, own, other, part in (("left", b, a, right), ("right", a, b, left)):
                # of records that are not among these some pairs are not here
                mine = here[own]
                of = np.searchsorted(records, own[mine]).astype(np.int32)
                made = offered(odds[mine], beside(of, part[mine]), share)
                column = np.asarray(self.column(f"{name} {at + 1}"), dtype=np.float64)
                far = ~(np.abs(made - column[near[mine]]) <= NO_RIVAL)
                column[near[mine]] = made
                moved.append(other[mine][far].astype(np.intp))
            records = different(size, *moved)
        return records

    def _offers(self, at: int, places: Places) -> tuple[Floats, Floats]:
        """Return what pairs count for after some rounds beside the others of their records."""
        if not at:
            odds = as_odds(np.asarray(self.column("score")[places], dtype=np.float64))
            return odds, odds
        left, right = (
            np.asarray(self.column(f"{side} {at}")[places], dtype=np.float64)
            for side in ("left", "right")
        )
        return left, right

    def _assign(self, changed: Places, size: int) -> Places:
        """Assign anew every group of competing pairs that a change reaches; return what flipped."""
        final = self.final
        reached = np.zeros(size, dtype=bool)
        edge = different(size, self.a[changed], self.b[changed])
        while len(edge):
            reached[edge] = True
            near = self.incident(edge, size)
            near = near[final[near] >= self._line - TIED]
            edge = different(size, self.a[near], self.b[near])
            edge = edge[~reached[edge]]
        inside = self.incident(np.flatnonzero(reached), size)
        part = inside[final[inside] >= self._line - TIED]
        # a pair that went may have been assigned
        old = different(self.size, inside, changed)
        old = old[self.assigned[old]]
        a, b = self.a[part], self.b[part]
        worth = preferred(self._table, a, b, final[part])
        new = part[_chosen(a, b, worth, self._line, self._shape)]
        self.column("assigned")[old] = False
        self.column("assigned")[new] = True
        return np.setxor1d(old, new)

    def _led(self, places: Places, now: Floats, size: int) -> Ints:
        """Return the rows of which these pairs are, or were, among the best two."""
        final = self.final
        found = []
        most = np.maximum(now, np.asarray(self.column("told")[places], dtype=np.float64))
        for side in (self.a, self.b):
            around = self.incident(side[places], size)
            second = np.full(size, -np.inf)
            order, rank = self.ranked(around, side)
            second[side[order[rank == 1]]] = final[order[rank == 1]]
            found.append(side[places][most >= second[side[places]] - CRUMB])
        return different(size, *found).astype(np.int32)

    def _spread(self, outcomes: Outcomes, size: int) -> dict[str, NDArray[np.generic]]:
        """Return levels and sharers by column; a comparison that nobody could make is blank."""
        made: dict[str, NDArray[np.generic]] = {}
        for field in self._fields:
            found = outcomes.get(field)
            made[f"level {field}"] = found.level if found else np.full(size, -1, dtype=np.int8)
            made[f"sharers {field}"] = (
                found.sharers if found else np.full(size, np.nan, dtype=np.float32)
            )
        return made


def _chosen(a: Ints, b: Ints, final: Floats, line: float, shape: Shape) -> Places:
    rows, cols = (np.unique(side, return_inverse=True)[1].astype(np.int32) for side in (a, b))
    return assign.assign(rows, cols, final, line, shape)


def _roomy(values: NDArray[np.generic], room: int) -> NDArray[np.generic]:
    made = np.empty(len(values) + room, dtype=values.dtype)
    made[: len(values)] = values
    return made
