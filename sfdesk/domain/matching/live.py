"""Matches again what a sync, an edit or a decision touched, and only that.

A finished run is kept with its weights, lines and rarities. What changed is looked up among all
others, compared, and assigned anew together with what it competes with. The outcome is that of
scoring the whole again by the same weights, but for scores that move by less than anybody is shown.
Where a twentieth of the records has changed, the run should be made anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sfdesk.domain.matching.bonds import Bonds
from sfdesk.domain.matching.changes import NOTHING, Changes
from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.comparing import Comparer
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.current import MOST, Current
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.finding import Finder
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.marks import marks
from sfdesk.domain.matching.model import Decided, Line, Reason, Shape, Verdict
from sfdesk.domain.matching.normalise import Features, Table, features
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.matching.standing import Standing
from sfdesk.domain.matching.weights import total
from sfdesk.ticket import Ticket

DRIFT = 0.05
"""Share of records that may change before the rarities of the run are too old."""
_BEST = 8


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
        self._by_sound = whole.name_scripts is not None
        self._population = Population(whole.table, whole.n_left)
        self._finders = Finder(whole, LEFT), Finder(whole, RIGHT)
        self._standing = Standing(
            run.pairs.rows, (run.pairs.cols + whole.n_left).astype(np.int32), run.outcomes,
            table=self._rows.table, fields=run.weights.bits, assigned=run.assigned,
            line=run.lines.linked, shape=run.weights.found(shape), copies=run.weights.copies,
            numbers={"bound": run.bound, "score": run.score, "final": run.final},
        )  # fmt: skip
        self._bonds = Bonds(whole, self._rows, self._population, decided, shape)
        self._comparer = Comparer(whole, self._rows, self._bonds, run.weights.bits.keys())
        self._current = Current(run, self._rows, self._standing, self._comparer)
        self._is_unheard = False
        self._changed = 0

    @property
    def stale(self) -> bool:
        """Whether so much has changed that the whole should be matched anew."""
        return self._is_unheard or self._changed > DRIFT * len(self._run.corpus)

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
        went, came = [], []
        for side, change in enumerate(changes):
            gone, new = self._replace(side, change, again.ids[side])
            went.append(gone)
            came.append(new)
        gone_pairs = self._standing.incident(np.concatenate(went), len(self._rows))
        pairs = self._found(came, again.pairs)
        known = self._standing.places(*pairs, len(self._rows))
        gone_pairs = different(self._standing.size, gone_pairs, known)
        self._standing.drop(gone_pairs)
        added = self._add(pairs)
        moved = self._standing.settle(gone_pairs, added, len(self._rows))
        rows = self._current.reached(moved, gone_pairs, added, came[LEFT])
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

    def _replace(self, side: int, change: Changes, again: set[str]) -> tuple[Ints, Ints]:
        """Give changed records new rows; return the rows that went and those that came."""
        kind = self._run.corpus.kind
        again = again - {party.id for party in change.parties} - set(change.gone)
        known = [record for record in sorted(again) if record in self._rows.at[side]]
        stays = self._rows.part([self._rows.at[side][record] for record in known])
        table = Table.of_parties(change.parties)
        fresh = table, features(table, kind)
        if not self._by_sound and len(table):
            # the run weighed no sounds: with the first name in another script it is too old
            part = Corpus(*fresh, kind, len(table))
            self._is_unheard = self._is_unheard or part.name_scripts is not None
        went = self._rows.take_away(side, [*change.gone, *table.ids, *known])
        self._population.count(self._rows, side, went.tolist(), -1)
        self._changed += len(change.parties) + len(change.gone)
        new = [went[:0]]
        for records, made in (fresh, stays):
            if len(records):
                rows = self._rows.put(side, records, made)
                some = self._among(records, made)
                self._finders[side].add(rows, marks(some), some.names)
                new.append(rows)
        came = np.concatenate(new)
        self._population.count(self._rows, side, came.tolist(), 1)
        return went, came

    def _found(self, came: Sequence[Ints], forced: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
        """Return pairs (left row, right row) to compare: of what came, and those asked for."""
        at, ids = self._rows.at, self._rows.ids
        named = [(a, b) for a, b in forced if a in at[LEFT] and b in at[RIGHT]]
        for side, rows in enumerate(came):
            for record in (ids[row] for row in rows.tolist()):
                friends = self._bonds.friends(side, record)
                named += [(record, one) if side == LEFT else (one, record) for one in friends]
        parts = [(
            np.array([at[LEFT][a] for a, _b in named], dtype=np.int32),
            np.array([at[RIGHT][b] for _a, b in named], dtype=np.int32),
        )]  # fmt: skip
        for side, rows in enumerate(came):
            open_rows = [row for row in rows.tolist() if not self._bonds.locked(side, ids[row])]
            near = self._near(side, np.array(open_rows, dtype=np.int32))
            parts.append(near if side == LEFT else near[::-1])
        keys = np.unique(np.concatenate([a.astype(np.int64) << 32 | b for a, b in parts]))
        a, b = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        return self._bonds.undecided(a, b)

    def _near(self, side: int, rows: Ints) -> tuple[Ints, Ints]:
        """Return (row, partner row) for some rows of a side."""
        if not len(rows):
            return rows, rows
        some = self._among(*self._rows.part(rows.tolist()))
        query, partners = self._finders[1 - side].nearest(
            marks(some), some.names, len(rows), _BEST, self._rows.alive
        )
        return rows[query], partners

    def _among(self, table: Table, made: Features) -> Corpus:
        whole = self._run.corpus
        return Corpus(table, made, whole.kind, len(table), among=whole)

    def _add(self, pairs: tuple[Ints, Ints]) -> Places:
        a, b = pairs
        found = self._comparer.compared(a, b)
        bound = self._population.bound(self._rows, a.tolist(), b.tolist())
        score = total(self._run.weights, found, len(a)) + bound
        return self._standing.add(a, b, found, bound, score)


__all__ = ["MOST", "Changes", "Live"]
