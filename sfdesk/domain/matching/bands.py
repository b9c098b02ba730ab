"""Says how sure each link is, in words that people can act on."""

from collections.abc import Sequence

import numpy as np

from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.junk import junk
from sfdesk.domain.matching.model import Band

SURE = 0.95
"""The least chance of being right that a certain link has."""


def bands(run: Run, links: Sequence[int]) -> list[Band]:
    """Return the band of each link (a place of a pair that would be linked).

    A certain one has to be sure by itself too: above the line the precision is that of all links
    together, in which a few doubtful ones would hide. A test record is never certain, however well
    it agrees: tests are entered twice with everybody's telephone. A stored Salesforce id is.
    """
    final = run.score[links] + run.rivals[links]
    sure = (final >= run.lines.certain) & (run.lines.probability(final) >= SURE)
    table, start = run.corpus.table, run.corpus.n_left
    places = np.asarray(links, dtype=np.intp)
    open_ = places[sure & (run.bound[places] <= 0)]
    rows, cols = run.pairs.rows[open_].tolist(), (run.pairs.cols[open_] + start).tolist()
    junk_there = zip(junk(table, rows), junk(table, cols), strict=True)
    doubtful = {
        place for place, sides in zip(open_.tolist(), junk_there, strict=True) if any(sides)
    }
    return [
        Band.CERTAIN if certain and place not in doubtful else Band.LIKELY
        for place, certain in zip(places.tolist(), sure.tolist(), strict=True)
    ]
