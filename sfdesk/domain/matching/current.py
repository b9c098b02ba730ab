"""What is suggested now, for the records that a change reaches."""

from collections.abc import Iterable, Sequence

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.comparing import Comparer
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.listing import Listing, fit_to_show
from sfdesk.domain.matching.model import Line, Reason
from sfdesk.domain.matching.relating import others
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.matching.settling import Moved
from sfdesk.domain.matching.standing import Standing
from sfdesk.domain.records import Kind

MOST = 3
"""Suggestions that are told of a left record."""
_SHOWN_BITS = 8.0


class Current:
    """Reads suggestions off the standing pairs, by the weights and lines of a run."""

    def __init__(self, run: Run, rows: Rows, standing: Standing, comparer: Comparer) -> None:
        self._run, self._rows = run, rows
        self._standing, self._comparer = standing, comparer

    def lines(self, left: Iterable[str], compared: Places | None = None) -> dict[str, list[Line]]:
        """Return the lines of left records; with `compared`, those pairs alone are new."""
        at, standing, size = self._rows.at[LEFT], self._standing, len(self._rows)
        told: dict[str, list[Line]] = {record: [] for record in left}
        rows = np.array(sorted(at[record] for record in told if record in at), dtype=np.int32)
        own = standing.incident(rows, size)
        hopeful = own[self._fit(own)]
        around = standing.incident(standing.b[hopeful], size)
        # beside what may be shown, the best that it competes with
        best = [order[rank < 2] for order, rank in (
            standing.ranked(own, standing.a), standing.ranked(around, standing.b)
        )]  # fmt: skip
        places = different(standing.size, hopeful, *best)
        listing = Listing(self.part(places, named=True))
        wanted = np.isin(different(size, standing.a[places]), rows)
        shown, ranks = listing.shown(MOST, np.flatnonzero(wanted))
        new = np.isin(places[shown], places if compared is None else compared)
        for line in listing.lines(shown, ranks, new.tolist()):
            told[line.left_id].append(line)
        return told

    def reasons(self, lines: Sequence[Line]) -> list[list[Reason]]:
        """Return what speaks for and against some of the pairs that are suggested now."""
        at = self._rows.at
        a = np.array([at[LEFT][line.left_id] for line in lines], dtype=np.int32)
        b = np.array([at[RIGHT][line.right_id] for line in lines], dtype=np.int32)
        part = self.part(self._standing.places(a, b, len(self._rows)))
        return list(Explainer(part, marked=False).reasons(np.arange(len(lines))))

    def reached(self, moved: Moved, gone: Places, added: Places, came: Ints) -> Ints:
        """Return the left rows whose suggestions may have changed."""
        standing = self._standing
        final, near = standing.final, self._run.lines.linked - _SHOWN_BITS
        around = standing.incident(moved.rows, len(self._rows)) if len(moved.rows) else added
        places = np.concatenate([moved.places, around])
        most = np.concatenate([moved.most, final[around]])
        shown = (most >= near) | standing.assigned[places]
        # far from the line only relatives are shown, and only that there are any is news
        far = np.union1d(gone, added)
        far = far[final[far] < near]
        rows = [standing.a[places[shown]], standing.a[far[self._related(far)]], came]
        found = np.unique(np.concatenate(rows))
        return np.asarray(found[self._rows.alive[found]], dtype=np.int32)

    def part(self, places: Places, *, named: bool = False) -> Run:
        """Return some pairs as a run of their own; where `named`, only names are known in it."""
        run, standing = self._run, self._standing
        make = self._comparer.named if named else self._comparer.corpus
        corpus, rows, cols = make(standing.a[places], standing.b[places])
        score = standing.numbers("score")[places]
        return Run(
            corpus,
            Pairs(rows, cols, np.zeros(len(places), dtype=np.float32)),
            standing.outcomes(places),
            run.weights,
            standing.numbers("bound")[places],
            score,
            standing.final[places] - score,
            np.flatnonzero(standing.assigned[places]),
            run.lines,
            (),
            Taught(),
        )

    def _fit(self, places: Places) -> Mask:
        standing, run = self._standing, self._run
        score, final = standing.numbers("score")[places], standing.final[places]
        linked, kind = standing.assigned[places], run.corpus.kind
        other = others(standing.outcomes(places), kind, linked)
        return fit_to_show(score, final, linked, other, line=run.lines.linked, kind=kind)

    def _related(self, places: Places) -> Mask:
        kind = self._run.corpus.kind
        if kind is Kind.CONTACT:
            return np.zeros(len(places), dtype=bool)
        return others(self._standing.outcomes(places), kind, self._standing.assigned[places])
