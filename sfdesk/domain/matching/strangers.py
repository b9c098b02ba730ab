"""Draws pairs of records that have nothing to do with each other, to see what chance agrees on."""

import zlib
from collections.abc import Sequence

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.outcome import Outcome

_MOST = 30_000


def drawn(corpus: Corpus, pairs: Pairs) -> tuple[Ints, Ints]:
    """Return rows and columns of pairs that are no candidates, none where all pairs are.

    Which ones depends on the ids of the records, not on their order.
    """
    n, m = corpus.n_left, corpus.n_right
    if len(pairs) >= n * m:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    ids = corpus.table.ids
    left, right = shuffled(ids[:n]), shuffled(ids[n:])
    at = np.arange(min(_MOST, n * m), dtype=np.int64)
    rows = left[at % n]
    cols = right[(at % n + at // n) % m]
    known = pairs.rows.astype(np.int64) * m + pairs.cols
    drawn_here = rows * m + cols
    # Candidates come in the order of their records, so that each can be looked up.
    place = np.minimum(np.searchsorted(known, drawn_here), max(len(known) - 1, 0))
    free = known[place] != drawn_here if len(known) else np.ones(len(rows), dtype=bool)
    return rows[free].astype(np.int32), cols[free].astype(np.int32)


def shuffled(ids: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the places of the ids in an order that looks random but depends on them alone."""
    marks = np.fromiter(map(zlib.crc32, map(str.encode, ids)), np.int64, count=len(ids))
    order = np.argsort(marks, kind="stable")
    return np.asarray(order, dtype=np.int64)


def apart(found: Outcomes, candidates: int) -> tuple[Outcomes, Outcomes]:
    """Part what was compared in one go: the candidates first, then the pairs drawn."""
    mine = {f: Outcome(o.level[:candidates], o.sharers[:candidates]) for f, o in found.items()}
    mine = {field: o for field, o in mine.items() if (o.level >= 0).any()}
    rest = {f: Outcome(found[f].level[candidates:], found[f].sharers[candidates:]) for f in mine}
    return mine, rest
