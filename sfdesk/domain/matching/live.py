"""Matches again what a sync, an edit or a decision touched, and only that.

A finished run is kept with its weights, lines and rarities. What changed is looked up among all
others, compared, and assigned anew together with what it competes with. The outcome is that of
scoring the whole again by the same weights, but for scores that move by less than anybody is shown.
Where a twentieth of the records has changed, the run should be made anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sfdesk.domain.matching.arriving import Arrivals, Turn
from sfdesk.domain.matching.bonds import Bonds
from sfdesk.domain.matching.changes import NOTHING, Changes
from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.comparing import Comparer
from sfdesk.domain.matching.current import MOST, Current
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.inputs import Inputs, Sets
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.model import Decided, Line, Reason, Shape, Verdict
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.matching.settling import Settling
from sfdesk.domain.matching.standing import Standing
from sfdesk.domain.matching.weights import total
from sfdesk.ticket import Ticket

DRIFT = 0.05
"""Share of records that may change before the rarities of the run are too old."""


class Live:
    """A finished run that takes changes of both sides, of decisions, and of what accounts share."""

    def __init__(
        self, run: Run, decided: Sequence[Decided] = (), shape: Shape = Shape.ONE_TO_ONE
    ) -> None:
        """Take a run over; what its records are found by is indexed with the first change.

        `decided` are the decisions that the run knew.
        """
        self._run = run
        whole = run.corpus
        self._rows = Rows(whole)
        self._population = Population(whole.table, whole.n_left)
        self._standing = Standing(
            run.pairs.rows, (run.pairs.cols + whole.n_left).astype(np.int32), run.outcomes,
            fields=run.weights.bits, assigned=run.assigned,
            numbers={"bound": run.bound, "score": run.score, "final": run.final},
        )  # fmt: skip
        self._settling = Settling(
            self._standing, self._rows.table,
            line=run.lines.linked, shape=run.weights.found(shape), copies=run.weights.copies,
        )  # fmt: skip
        self._bonds = Bonds(whole, self._rows, self._population, decided, shape)
        self._arrivals = Arrivals(whole, self._rows, self._population, self._bonds)
        self._inputs = Inputs(tuple(run.weights.bits))
        self._comparer = Comparer(whole, self._rows, self._bonds, self._inputs)
        self._current = Current(run, self._rows, self._standing, self._comparer)

    @property
    def stale(self) -> bool:
        """Whether so much has changed that the whole should be matched anew."""
        changed = self._arrivals.changed > DRIFT * len(self._run.corpus)
        return changed or self._arrivals.is_unheard

    def ahead(self) -> Iterator[None]:
        """Make what changes are found and compared by before one comes, a part at each step.

        The first change that comes sooner makes it then, which takes a second at 100,000 records.
        """
        yield from self._arrivals.ahead()
        if self._run.corpus.name_scripts is not None:
            self._run.corpus.sounds  # noqa: B018 - made when first asked for
            yield
        some = np.flatnonzero(self._standing.alive)[:1]
        self._comparer.compared(
            self._standing.a[some], self._standing.b[some], self._standing.outcomes(some),
            np.full(len(some), self._inputs.every),
        )  # fmt: skip
        yield

    def update(
        self,
        left: Changes = NOTHING,
        right: Changes = NOTHING,
        *,
        decided: Sequence[Decided] | None = None,
        account_links: Mapping[str, str] | None = None,
        shared_contacts: Mapping[tuple[str, str], int] | None = None,
    ) -> dict[str, list[Line]]:
        """Take changes in; return what is suggested now for every left record that they reach.

        A record that has nothing any more comes with an empty list. `decided`, `account_links` and
        `shared_contacts` are all there are now; None where nothing changed.
        """
        changes = left, right
        again = self._bonds.take(changes, decided, account_links, shared_contacts)
        turns = [
            self._arrivals.take(side, change, some)
            for side, (change, some) in enumerate(zip(changes, again.ids, strict=True))
        ]
        size, went = len(self._rows), np.concatenate([turn.went for turn in turns])
        left_by = self._standing.incident(went, size)
        stood = self._standing.a[left_by], self._standing.b[left_by]
        a, b = self._arrivals.pairs(turns, again.pairs, stood)
        before, anew = self._before(turns)
        known = self._standing.places(before[a], before[b], size)
        gone = different(self._standing.size, left_by, known[known >= 0])
        self._standing.drop(gone)
        added = self._add(a, b, known, anew[a] | anew[b])
        moved = self._settling.settle(gone, added, size)
        rows = self._current.reached(moved, turns[LEFT].rows)
        reached = [*left.gone, *(self._rows.ids[row] for row in rows.tolist())]
        return self._current.lines(reached, added)

    def lines(self, left: Iterable[str]) -> dict[str, list[Line]]:
        """Return what is suggested now for some left records; nothing for unknown ids."""
        return self._current.lines(left)

    def reasons(self, lines: Sequence[Line]) -> list[list[Reason]]:
        """Return what speaks for and against some of the pairs that are suggested now."""
        return self._current.reasons(lines)

    def known(self, decided: Sequence[Decided]) -> Known:
        """Return the decided pairs that may be learnt from in numbers, as they are now."""
        at = self._rows.at
        pairs = {
            (at[LEFT][d.left_id], at[RIGHT][d.right_id]): d.verdict
            for d in decided
            if d.teaches and d.left_id in at[LEFT] and d.right_id in at[RIGHT]
        }
        if not pairs:
            return Known()
        a, b = (np.array([pair[n] for pair in pairs], dtype=np.int32) for n in (LEFT, RIGHT))
        corpus, rows, cols = self._comparer.corpus(a, b)
        weights = replace(self._run.weights, factors={})
        found = compare(corpus, rows, cols, Ticket())
        found = {name: one for name, one in found.items() if name in weights.bits}
        accepted = [float(verdict is Verdict.SAME) for verdict in pairs.values()]
        return Known(weights.parts(found), total(weights, found, len(a)), np.array(accepted))

    def _before(self, turns: Sequence[Turn]) -> tuple[Ints, Sets]:
        """Return, per row, where its record was before, -1 for a new one, and what to compare."""
        before = np.arange(len(self._rows), dtype=np.int32)
        anew = np.full(len(self._rows), self._inputs.of_others)
        for turn in turns:
            before[turn.rows] = turn.old
            old, new = turn.old[turn.old >= 0], turn.rows[turn.old >= 0]
            anew[new] = self._inputs.moved(self._rows.table, self._rows.features, old, new)
        return before, anew

    def _add(self, a: Ints, b: Ints, known: Places, anew: Sets) -> Places:
        """Add pairs; `anew` is what to compare of those whose records stood at a `known` place."""
        anew = np.where(known < 0, self._inputs.every, anew)
        found = self._comparer.compared(a, b, self._standing.outcomes(known), anew)
        bound = self._population.bound(self._rows, a.tolist(), b.tolist())
        score = total(self._run.weights, found, len(a)) + bound
        return self._standing.add(a, b, found, bound, score)


__all__ = ["MOST", "Changes", "Live"]
