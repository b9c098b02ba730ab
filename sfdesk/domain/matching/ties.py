"""Chooses between links that score the same: that of records written more alike.

Copies of a record score the same with every partner, however each of them is written. What the
comparisons rightly look past (a "Rd" for a "Road", the last digits of a postcode) then tells which
copy a partner came from. No score moves.
"""

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.normalise import Table, shown_least

TIED = 1e-6
"""Bits within which scores are the same; crumbs of far rivals are not."""
_WORTH = 1e-4
"""Bits that decide between tied pairs: more than what ties them, less than anybody is told."""


def preferred(table: Table, left: Ints, right: Ints, final: Floats) -> Floats:
    """Return scores to assign pairs by: those that are tied get a little more or less.

    `left` and `right` are rows of the table, which holds both sides.
    """
    tied = np.flatnonzero(_tied(left, final) | _tied(right, final))
    if not len(tied):
        return final
    columns = [cells for _name, cells in sorted(shown_least(table).columns.items())]
    mine, theirs = (
        ["\n".join([cells[row] for cells in columns]) for row in side[tied].tolist()]
        for side in (left, right)
    )
    alike = cpdist(mine, theirs, scorer=fuzz.ratio, workers=2) / 100.0
    made = final.copy()
    made[tied] += _WORTH * alike
    return made


def _tied(side: Ints, final: Floats) -> Mask:
    """Tell which pairs score the same as another pair of their record."""
    order = np.lexsort((final, side))
    same = (np.diff(side[order]) == 0) & (np.diff(final[order]) < TIED)
    found = np.zeros(len(side), dtype=bool)
    found[order[1:][same]] = True
    found[order[:-1][same]] = True
    return found
