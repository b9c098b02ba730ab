"""What is suggested now, for the records that a change reaches."""

from collections.abc import Iterable, Sequence

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.comparing import Comparer
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.listing import Listing, fit_to_show
from sfdesk.domain.matching.model import Line, Reason
from sfdesk.domain.matching.relating import TELLING, others
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.matching.settling import Moved
from sfdesk.domain.matching.standing import Standing

MOST = 3
"""Suggestions that are told of a left record."""


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
        hopeful = own[self._fit(own, standing.final[own])]
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

    def reached(self, moved: Moved, came: Ints) -> Ints:
        """Return the left rows whose suggestions may have changed."""
        standing = self._standing
        around = standing.incident(moved.rows, len(self._rows))
        places = np.concatenate([moved.places, around])
        shown = self._fit(places, np.concatenate([moved.most, standing.final[around]]))
        found = np.unique(np.append(standing.a[places[shown]], came))
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

    def _fit(self, places: Places, final: Floats) -> Mask:
        """Tell which pairs a list may show that have, or had, these scores."""
        standing, run = self._standing, self._run
        score, kind = standing.numbers("score")[places], run.corpus.kind
        linked = standing.assigned[places]
        other = others(standing.outcomes(places, TELLING[kind]), kind, linked)
        return fit_to_show(score, final, linked, other, line=run.lines.linked, kind=kind)
