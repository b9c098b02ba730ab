"""Which pairs of a run are shown, in which order, and the numbers that stand beside them.

All pairs at once; the words for each are made in `evidence`, for those that are asked for.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from sfdesk.domain.matching.bands import bands
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.incidence import Places, row_then_score
from sfdesk.domain.matching.model import Band, Line, Relation
from sfdesk.domain.matching.relating import OTHER, others
from sfdesk.domain.records import Kind

_SHOWN_BITS = 8.0
"""How far below the line a suggestion may lie and still be shown as possible."""
_HOPELESS_BITS = 16.0
"""How far below the line a pair is hidden, related or not: nothing but a word ties the two."""


def fit_to_show(
    score: Floats, final: Floats, linked: Mask, other: Mask, *, line: float, kind: Kind
) -> Mask:
    """Tell which pairs a list may show: links, what lies near the line, and related accounts.

    `score` is before competition, `final` after it; `other` as in `relating.others`.
    """
    near = (final >= line - _SHOWN_BITS) & (score >= line - _SHOWN_BITS / 2)
    kin = other & ~linked & (kind is Kind.ACCOUNT)
    return linked | ((score >= line - _HOPELESS_BITS) & (near | kin))


class Listing:
    """The pairs of one run as a list shows them."""

    def __init__(self, run: Run) -> None:
        self._run, self._final = run, run.final
        self._chance = run.lines.probability(self._final)
        self._assigned = np.zeros(len(run.pairs), dtype=bool)
        self._assigned[run.assigned] = True
        self._other = others(run.outcomes, run.corpus.kind, self._assigned)
        self._next = runners_up(run)

    def shown(self, most: int, only: Iterable[int] | None = None) -> tuple[Places, Ints]:
        """Return the places of up to `most` pairs per left record, and their ranks from 1.

        Links come first, then the others by score; ties by the partner's id. `only` names the rows
        of the left records that are wanted; None stands for all.
        """
        run = self._run
        fit = fit_to_show(
            run.score, self._final, self._assigned, self._other,
            line=run.lines.linked, kind=run.corpus.kind,
        )  # fmt: skip
        if only is not None:
            wanted = np.zeros(run.corpus.n_left, dtype=bool)
            wanted[list(only)] = True
            fit &= wanted[run.pairs.rows]
        at = np.flatnonzero(fit)
        order = at[np.lexsort(
            (self._by_id(at), -self._final[at], ~self._assigned[at], run.pairs.rows[at])
        )]  # fmt: skip
        rows = run.pairs.rows[order]
        rank = np.arange(1, len(order) + 1) - np.searchsorted(rows, rows)
        return order[rank <= most], rank[rank <= most].astype(np.int32)

    def _by_id(self, places: Places) -> Places:
        """Return the rank of each partner by its id, among those of these pairs."""
        ids, start = self._run.corpus.table.ids, self._run.corpus.n_left
        cols, at = np.unique(self._run.pairs.cols[places], return_inverse=True)
        named = [ids[start + col] for col in cols.tolist()]
        rank = np.empty(len(named), dtype=np.intp)
        rank[sorted(range(len(named)), key=named.__getitem__)] = np.arange(len(named))
        return rank[at]

    def lines(self, places: Places, ranks: Ints, new: Sequence[bool] | None = None) -> list[Line]:
        """Return what a list says of some pairs; `new` tells whose reasons may be others now."""
        run, ids, start = self._run, self._run.corpus.table.ids, self._run.corpus.n_left
        numbers = zip(
            run.pairs.rows[places].tolist(), run.pairs.cols[places].tolist(), ranks.tolist(),
            self._final[places].tolist(), run.rivals[places].tolist(),
            self._chance[places].tolist(), self._bands(places), self.relations(places),
            self._next[places].tolist(), [True] * len(places) if new is None else new, strict=True,
        )  # fmt: skip
        prior = run.weights.prior
        return [
            Line(ids[row], ids[start + col], rank, score, rivals, prior, chance, band, relation,
                 other if other > -np.inf else None, on)
            for row, col, rank, score, rivals, chance, band, relation, other, on in numbers
        ]  # fmt: skip

    def relations(self, places: Places) -> list[Relation]:
        """Return what the records of some pairs are to each other."""
        other = OTHER[self._run.corpus.kind]
        return [other if on else Relation.SAME for on in self._other[places].tolist()]

    def _bands(self, places: Places) -> list[Band]:
        """Return bands: only links that would be made can be more than possible."""
        links = places[self._assigned[places]]
        said = iter(bands(self._run, links.tolist()))
        chosen = self._assigned[places].tolist()
        return [next(said) if on else Band.POSSIBLE for on in chosen]


def runners_up(run: Run) -> Floats:
    """Return, per pair, the best score among the other pairs of its records; -inf for none."""
    final = run.final
    return np.maximum(_best_other(run.pairs.rows, final), _best_other(run.pairs.cols, final))


def _best_other(side: Ints, final: Floats) -> Floats:
    """Return, per pair, the best score among the other pairs of its record; -inf for none."""
    order = np.argsort(row_then_score(side, final))
    of = side[order]
    first = np.searchsorted(of, of)
    second = np.minimum(first + 1, len(of) - 1)
    best, spare = final[order[first]], np.where(of[second] == of, final[order[second]], -np.inf)
    lone = second == first
    spare[lone] = -np.inf
    found = np.empty(len(final))
    found[order] = np.where(np.arange(len(of)) == first, spare, best)
    return found
