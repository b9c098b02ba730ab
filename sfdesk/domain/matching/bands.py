"""Says how sure each link is, in words that people can act on."""

from collections.abc import Sequence

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
    found = []
    for place, certain in zip(links, sure.tolist(), strict=True):
        row, col = int(run.pairs.rows[place]), int(run.pairs.cols[place]) + start
        doubtful = certain and run.bound[place] <= 0 and (junk(table, row) or junk(table, col))
        found.append(Band.CERTAIN if certain and not doubtful else Band.LIKELY)
    return found
