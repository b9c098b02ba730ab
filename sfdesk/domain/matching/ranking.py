"""The pairs of each record, best first."""

from collections.abc import Callable

import numpy as np

from sfdesk.domain.matching.coding import Floats, Ints


class Ranking:
    """Looks up the places of a record's pairs among all, sorted once for all records."""

    def __init__(
        self, records: Ints, score: Floats, size: int, tie: Callable[[int], str] | None = None
    ) -> None:
        """Sort the pairs, `records[place]` being the record of each, out of `size` records.

        Pairs of one record with equal scores go by `tie` of their places, without it by the places
        themselves.
        """
        self._order = np.lexsort((-score, records))
        sorted_ = records[self._order]
        self._starts = np.searchsorted(sorted_, np.arange(size + 1))
        if tie is None:
            return
        value = score[self._order]
        same = np.append((sorted_[1:] == sorted_[:-1]) & (value[1:] == value[:-1]), False)
        edges = np.flatnonzero(np.diff(same, prepend=False))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            self._order[start : end + 1] = sorted(self._order[start : end + 1].tolist(), key=tie)

    def places(self, record: int) -> list[int]:
        """Return the places of a record's pairs, best first."""
        found: list[int] = self._order[self._starts[record] : self._starts[record + 1]].tolist()
        return found
