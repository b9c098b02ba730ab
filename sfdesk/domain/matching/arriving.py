"""Gives changed records new rows, and finds partners for them.

A record keeps the partners that it had, and is looked for by what is new about it: what it shared
with others before was looked for before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sfdesk.domain.matching.bonds import Bonds
from sfdesk.domain.matching.changes import Changes
from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.finding import Asked, Finder
from sfdesk.domain.matching.marks import joined, marks
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows

_BEST = 8


@dataclass(frozen=True, slots=True)
class Turn:
    """What changed on one side.

    `went` are rows that nothing has any more, `rows` those that came, each for the record that was
    in row `old[n]` (-1 for a new one), and `asked` what these are looked for by.
    """

    went: Ints
    rows: Ints
    old: Ints
    asked: Asked


class Arrivals:
    """Takes in what changed on either side of a run.

    `changed` counts records that came, went or changed; `is_unheard` tells whether one is named in
    another script than Latin, which the run had no name in.
    """

    def __init__(self, whole: Corpus, rows: Rows, population: Population, bonds: Bonds) -> None:
        """`rows` and `population` are changed here; `whole` is what the run matched."""
        self._kind, self._by_sound = whole.kind, whole.name_scripts is not None
        self._rows, self._population, self._bonds = rows, population, bonds
        self._finders = Finder(whole, LEFT), Finder(whole, RIGHT)
        self.changed, self.is_unheard = 0, False

    def ahead(self) -> Iterator[None]:
        """Index both sides before somebody asks, a part at each step."""
        for finder in self._finders:
            yield from finder.ahead()

    def take(self, side: int, change: Changes, again: set[str]) -> Turn:
        """Give changed records new rows, and those that are to be found `again` as they are."""
        at, kind = self._rows.at[side], self._kind
        touched = {*change.gone, *(party.id for party in change.parties)}
        known = [record for record in sorted(again - touched) if record in at]
        stays = self._rows.part([at[record] for record in known], len(known))
        table = Table.of_parties(change.parties)
        fresh = Corpus(table, features(table, kind), kind, len(table))
        if not self._by_sound:
            self.is_unheard = self.is_unheard or fresh.name_scripts is not None
        ids = [*table.ids, *known]
        old = np.array([at.get(record, -1) for record in ids], dtype=np.int32)
        went = self._rows.take_away(side, [*change.gone, *ids])
        self._population.count(self._rows, side, went.tolist(), -1)
        self.changed += len(change.parties) + len(change.gone)
        rows = np.concatenate([self._rows.put(side, some) for some in (fresh, stays)])
        self._population.count(self._rows, side, rows.tolist(), 1)
        sought = np.array([record not in again for record in ids], dtype=bool) & (old >= 0)
        asked = self._asked(rows, old, np.flatnonzero(sought).astype(np.int32))
        self._finders[side].add(rows, asked)
        return Turn(went, rows, old, asked)

    def _asked(self, rows: Ints, old: Ints, sought: Ints) -> Asked:
        """Return what rows are looked for by; those at `sought` were looked for as they were."""
        some = self._rows.part(rows.tolist(), len(rows))
        past = self._rows.part(old[sought].tolist(), len(sought))
        found, before, cores = marks(some), marks(past).of(sought), some.names.cores
        fresh, lost = found.without(before), before.without(found)
        # of a record that says less now, others that stood behind its partners may be as near
        less = lost.counts(len(rows)) > fresh.counts(len(rows))
        fresh = joined([fresh.only(~less), found.only(less)])
        renamed = np.ones(len(rows), dtype=bool)
        both = zip(sought.tolist(), past.names.cores, strict=True)
        renamed[sought] = [cores[n] != core for n, core in both]
        return Asked(found, fresh, some.names.pieces, renamed | less)

    def pairs(
        self, turns: Sequence[Turn], forced: Sequence[tuple[str, str]], stood: tuple[Ints, Ints]
    ) -> tuple[Ints, Ints]:
        """Return the pairs (left row, right row) to compare that decisions leave open.

        These are pairs of what came, those that `stood` with the records that came, and those
        `forced` by their ids.
        """
        parts = [self._named(turns, forced), self._renewed(turns, stood)]
        for side, turn in enumerate(turns):
            if len(turn.rows):
                query, near = self._finders[1 - side].nearest(turn.asked, _BEST, self._rows.alive)
                mine = turn.rows[query]
                parts.append((mine, near) if side == LEFT else (near, mine))
        keys = np.unique(np.concatenate([a.astype(np.int64) << 32 | b for a, b in parts]))
        a, b = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        return self._bonds.undecided(a, b)

    def _named(self, turns: Sequence[Turn], forced: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
        """Return pairs that are asked for, and those of records with people in common."""
        at, ids = self._rows.at, self._rows.ids
        named = [(a, b) for a, b in forced if a in at[LEFT] and b in at[RIGHT]]
        for side, turn in enumerate(turns):
            for record in (ids[row] for row in turn.rows.tolist()):
                friends = self._bonds.friends(side, record)
                named += [(record, one) if side == LEFT else (one, record) for one in friends]
        return (
            np.array([at[LEFT][a] for a, _b in named], dtype=np.int32),
            np.array([at[RIGHT][b] for _a, b in named], dtype=np.int32),
        )

    def _renewed(self, turns: Sequence[Turn], stood: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        """Return pairs by the rows that their records have now, without those that are gone."""
        now = np.where(self._rows.alive, np.arange(len(self._rows), dtype=np.int32), np.int32(-1))
        for turn in turns:
            now[turn.old[turn.old >= 0]] = turn.rows[turn.old >= 0]
        a, b = (now[side] for side in stood)
        there = (a >= 0) & (b >= 0)
        return a[there], b[there]
