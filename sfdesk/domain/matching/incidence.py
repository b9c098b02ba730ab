"""Finds the pairs of a few records among a million, without looking at the million."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints

Places = NDArray[np.intp]


class Incidence:
    """The places of every record's pairs on one side, sorted once."""

    def __init__(self, records: Ints, size: int) -> None:
        """Sort pairs by their record; records are below `size`."""
        self._size = size
        self._order = np.argsort(records, kind="stable").astype(np.int32)
        self._starts = np.append(0, np.cumsum(np.bincount(records, minlength=size)))

    def of(self, records: NDArray[np.integer[Any]]) -> Places:
        """Return the places of the pairs of some records; those that came later have none here."""
        known = records[records < self._size]
        starts, sizes = self._starts[known], self._starts[known + 1] - self._starts[known]
        shift = np.repeat(starts - np.append(0, np.cumsum(sizes)[:-1]), sizes)
        return self._order[shift + np.arange(len(shift))].astype(np.intp)


def different(size: int, *parts: NDArray[np.integer[Any]]) -> Places:
    """Return the different numbers below `size` that occur in some arrays, in order.

    To mark them takes a fraction of the time that sorting or hashing would take.
    """
    here = np.zeros(size, dtype=bool)
    for part in parts:
        here[part] = True
    return np.flatnonzero(here)


def row_then_score(rows: Ints, score: Floats) -> NDArray[np.int64]:
    """Return numbers that sort by row, then by falling score: one sort instead of two.

    The bits of floats of one sign sort as whole numbers do; those of negative ones are turned.
    """
    bits = (-score).astype(np.float32).view(np.int32)
    rising = np.where(bits < 0, bits ^ np.int32(0x7FFFFFFF), bits).astype(np.int64)
    return (rows.astype(np.int64) << 32) + (rising + (1 << 31))
