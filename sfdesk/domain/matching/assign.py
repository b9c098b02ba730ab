"""Chooses which pairs to link: the best sum of scores within the number of partners allowed."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linear_sum_assignment
from scipy.sparse.csgraph import connected_components

from sfdesk.domain.matching.coding import Floats, Ints
from sfdesk.domain.matching.model import Shape

LARGEST = 500
"""Records in a group of competing pairs up to which the best choice is computed exactly."""
Places = NDArray[np.intp]


def assign(rows: Ints, cols: Ints, score: Floats, floor: float, shape: Shape) -> Places:
    """Return the places of the chosen pairs, in rising order.

    Pairs below `floor` are not chosen. One-to-one is solved exactly per connected group (Jonker
    and Volgenant's method in scipy), greedily in groups of more than `LARGEST` records;
    one-to-many takes the best left record per right one; many-to-many takes every pair.
    """
    live = np.flatnonzero(score >= floor)
    if shape is Shape.MANY_TO_MANY or not len(live):
        return live
    if shape is Shape.ONE_TO_MANY:
        return np.sort(_best_per(cols, rows, score, live))
    size = (int(rows.max()) + 1, int(cols.max()) + 1)
    ones = np.ones(len(live), dtype=np.int8)
    graph = sparse.coo_matrix((ones, (rows[live], cols[live] + size[0])), shape=(sum(size),) * 2)
    _n, label = connected_components(graph, directed=False)
    group = label[rows[live]]
    alone = np.bincount(group)[group] == 1
    order = np.argsort(group[~alone], kind="stable")
    cuts = np.flatnonzero(np.diff(group[~alone][order])) + 1
    parts = np.split(live[~alone][order], cuts)
    chosen = [live[alone], *(_group(rows, cols, score, p, floor) for p in parts if len(p))]
    return np.sort(np.concatenate(chosen))


def _best_per(mine: Ints, theirs: Ints, score: Floats, live: Places) -> Places:
    order = live[np.lexsort((theirs[live], -score[live], mine[live]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = mine[order][1:] != mine[order][:-1]
    return np.asarray(order[first])


def _group(rows: Ints, cols: Ints, score: Floats, part: Places, floor: float) -> Places:
    r, row = np.unique(rows[part], return_inverse=True)
    c, col = np.unique(cols[part], return_inverse=True)
    if len(r) == 1 or len(c) == 1:
        return part[[int(np.argmax(score[part]))]]
    if len(r) + len(c) > LARGEST:
        return greedy(rows, cols, score, part)
    gain = np.zeros((len(r), len(c)))
    place = np.full((len(r), len(c)), -1, dtype=np.int64)
    # Bits far above the line are worth no more than being right: a pair of 60 bits must not push
    # its neighbours into a worse link.
    gain[row, col] = np.minimum(score[part] - floor, 60.0) + 1e-6
    place[row, col] = part
    chosen = place[linear_sum_assignment(gain, maximize=True)]
    return np.asarray(chosen[chosen >= 0])


def greedy(rows: Ints, cols: Ints, score: Floats, part: Places) -> Places:
    """Take the best pair, then the best that is left, and so on."""
    order = part[np.lexsort((cols[part], rows[part], -score[part]))]
    taken_rows: set[int] = set()
    taken_cols: set[int] = set()
    chosen = []
    for at, row, col in zip(
        order.tolist(), rows[order].tolist(), cols[order].tolist(), strict=True
    ):
        if row not in taken_rows and col not in taken_cols:
            taken_rows.add(row)
            taken_cols.add(col)
            chosen.append(at)
    return np.array(chosen, dtype=np.intp)
