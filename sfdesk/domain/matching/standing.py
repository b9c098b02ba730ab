"""Candidate pairs as they stand between two runs; they come and go.

Records are numbered by rows that are never used twice; a changed record gets a new row.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.incidence import Incidence, Places, different, row_then_score
from sfdesk.domain.matching.outcome import Outcome

_FEW = 2_000


class Standing:
    """Pairs (`a`, `b`) of rows; all arrays are aligned, and places keep their meaning."""

    def __init__(
        self,
        a: Ints,
        b: Ints,
        outcomes: Outcomes,
        *,
        fields: Iterable[str],
        numbers: Mapping[str, Floats],
        assigned: Places,
    ) -> None:
        """Take the pairs of a run over; `numbers` are what it knows of each, by name."""
        self.size = len(a)
        self._fields = tuple(fields)
        chosen = np.zeros(len(a), dtype=bool)
        chosen[assigned] = True
        made: dict[str, NDArray[np.generic]] = {
            "a": a.astype(np.int32),
            "b": b.astype(np.int32),
            "alive": np.ones(len(a), dtype=bool),
            "assigned": chosen,
            **{name: values.astype(np.float64) for name, values in numbers.items()},
            **self._spread(outcomes, len(a)),
        }
        rows = int(max(a.max(initial=-1), b.max(initial=-1))) + 1
        self._first, self._sides = len(a), (Incidence(a, rows), Incidence(b, rows))
        self._columns = {name: _roomy(values, len(a) // 8 + 1024) for name, values in made.items()}

    def column(self, name: str) -> NDArray[np.generic]:
        """Return one array, by name; writing into it changes the pairs."""
        return self._columns[name][: self.size]

    def keep(self, name: str, values: Floats) -> None:
        """Keep another number per pair; it is 0 for pairs that come later."""
        self._columns[name] = _roomy(values, len(self._columns["a"]) - len(values))

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
        return self.numbers("final")

    def numbers(self, name: str) -> Floats:
        """Return one array of numbers; writing into it changes the pairs."""
        return np.asarray(self.column(name), dtype=np.float64)

    def outcomes(self, places: Places, only: Collection[str] | None = None) -> Outcomes:
        """Return what all or `only` some comparisons found for pairs, nothing for one at -1."""
        here = np.flatnonzero(places >= 0)
        found: Outcomes = {}
        for field in self._fields:
            if only is not None and field not in only:
                continue
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
        made: dict[str, NDArray[np.generic]] = {
            "a": a, "b": b, "alive": np.ones(len(a), dtype=bool),
            "assigned": np.zeros(len(a), dtype=bool), "bound": bound, "score": score,
            "final": np.full(len(a), -np.inf), **self._spread(outcomes, len(a)),
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


def _roomy(values: NDArray[np.generic], room: int) -> NDArray[np.generic]:
    made = np.empty(len(values) + room, dtype=values.dtype)
    made[: len(values)] = values
    return made
