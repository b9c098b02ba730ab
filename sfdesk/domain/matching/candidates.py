"""Finds, for every record, the few records of the other side that are worth a closer look.

Two searches are united: by typed tokens (a word of the name, a phone number, a street ...), and by
three-letter pieces of the names, which survive typing errors. Both are a sparse matrix product of
which only the best entries per row are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.coding import Floats, Ints, Words
from sfdesk.domain.matching.once import blocks
from sfdesk.ticket import Ticket

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:  # pragma: no cover - platforms without its wheel
    sp_matmul_topn = None

_BLOCK = 20_000
_WORK = 5e6
"""Multiplications between two looks at the ticket: some hundredths of a second."""
_CROWD = 50_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs: `rows` of the left side, `cols` of the right side counted from its start."""

    rows: Ints
    cols: Ints
    cosine: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)


Space: TypeAlias = Ints | sparse.csr_matrix
"""Tokens of one type: one number per record (below 0 for none), or records by tokens."""


def stacked(spaces: Sequence[tuple[Space, float]]) -> sparse.csr_matrix:
    """Put token spaces side by side, each with its weight, into one matrix of rows by tokens."""
    parts = [
        (one_each(space) if isinstance(space, np.ndarray) else space) * np.float32(weight)
        for space, weight in spaces
    ]
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


def one_each(codes: Ints) -> sparse.csr_matrix:
    """Return records by tokens for one token per record."""
    has = codes >= 0
    starts = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum(has, out=starts[1:])
    kept = codes[has]
    shape = (len(codes), int(kept.max(initial=-1)) + 1)
    return sparse.csr_matrix((np.ones(len(kept), dtype=np.float32), kept, starts), shape=shape)


def either(first: Ints, second: Ints) -> sparse.csr_matrix:
    """Return records by tokens for two tokens of the same kind per record."""
    size = int(max(first.max(initial=-1), second.max(initial=-1))) + 1
    made = one_each(np.append(first, size - 1)) + one_each(np.append(second, size - 1))
    made = sparse.csr_matrix(made[:-1])
    made.data[:] = 1.0
    return made


def together(first: Ints, second: Ints) -> Ints:
    """Return one number per pair of numbers, -1 where either side has none (-1)."""
    key = first.astype(np.int64) << 32 | (second.astype(np.int64) & 0xFFFFFFFF)
    has = (first != -1) & (second != -1)
    made = np.full(len(first), -1, dtype=np.int32)
    made[has] = np.unique(key[has], return_inverse=True)[1]
    return made


def halves(
    tokens: sparse.csr_matrix, n_left: int, budget: float
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Weigh tokens by their rarity and part the sides.

    Tokens that cost most to compare are left out until `budget` multiplications remain; a record's
    length still counts them, so that a common word does not look like the whole name.
    """
    n = tokens.shape[0]
    left_df = np.bincount(tokens[:n_left].indices, minlength=tokens.shape[1]).astype(np.float64)
    right_df = np.bincount(tokens[n_left:].indices, minlength=tokens.shape[1]).astype(np.float64)
    idf = np.log((n + 1.0) / np.maximum(1.0, left_df + right_df)).astype(np.float32)
    weighted = tokens.copy()
    weighted.data *= idf[weighted.indices]
    squared = weighted.copy()
    squared.data *= squared.data
    squares = np.asarray(squared.sum(axis=1)).ravel()
    del squared
    scale = 1.0 / np.sqrt(np.maximum(squares, 1e-12))
    cost = left_df * right_df
    kept = _affordable(cost, budget) & (cost > 0)
    weighted.data *= kept[weighted.indices]
    weighted.data *= np.repeat(scale, np.diff(weighted.indptr)).astype(np.float32)
    weighted.eliminate_zeros()
    return weighted[:n_left], weighted[n_left:]


def _affordable(cost: Floats, budget: float) -> NDArray[np.bool_]:
    """Tell which tokens, the cheapest first, cost no more than `budget` together."""
    kept = cost == 0
    some = np.flatnonzero(~kept)
    order = some[np.argsort(cost[some], kind="stable")]
    kept[order[np.cumsum(cost[order]) <= budget]] = True
    return np.asarray(kept)


def cheap(
    few: sparse.csr_matrix, many: sparse.csr_matrix, budget: float
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Leave the tokens out that cost most to compare, until `budget` multiplications remain."""
    cost = np.bincount(few.indices, minlength=few.shape[1]).astype(np.float64)
    cost *= np.bincount(many.indices, minlength=few.shape[1])
    kept = _affordable(cost, budget).astype(np.float32)
    sides = few.copy(), many.copy()
    for side in sides:
        side.data *= kept[side.indices]
        side.eliminate_zeros()
    return sides


def best(
    left: sparse.csr_matrix, right: sparse.csr_matrix, most: int, floor: float, ticket: Ticket
) -> sparse.csr_matrix:
    """Return the `most` largest products per left row that exceed `floor`."""
    if not left.shape[0]:
        return sparse.csr_matrix(np.zeros((0, right.shape[0]), dtype=np.float32))
    ticket.check()
    turned = right.T.tocsr()
    ticket.check()
    work = np.bincount(left.indices, minlength=left.shape[1]) @ np.diff(turned.indptr)
    step = max(1, min(_BLOCK, int(left.shape[0] * _WORK / max(float(work), 1.0))))
    parts = blocks(left.shape[0], ticket.check, step)
    found = [top(left[part], turned, most, floor, threads=2) for part in parts]
    return sparse.csr_matrix(sparse.vstack(found, format="csr"))


def top(
    left: sparse.csr_matrix, turned: sparse.csr_matrix, most: int, floor: float, *, threads: int = 1
) -> sparse.csr_matrix:
    """Return the `most` largest products per row that exceed `floor`, all at once."""
    if sp_matmul_topn is None:
        return plain_top(left, turned, most, floor)
    made = sp_matmul_topn(left, turned, top_n=most, threshold=floor, n_threads=threads)
    return sparse.csr_matrix(made)


def plain_top(
    left: sparse.csr_matrix, turned: sparse.csr_matrix, most: int, floor: float
) -> sparse.csr_matrix:
    """Do the same with scipy alone, for platforms without sparse_dot_topn; about 5 times slower."""
    parts = []
    for start in range(0, left.shape[0], 500):
        product = (left[start : start + 500] @ turned).tocoo()
        keep = product.data > floor
        row, col, data = product.row[keep], product.col[keep], product.data[keep]
        order = np.lexsort((col, -data, row))
        row, col, data = row[order], col[order], data[order]
        first = np.searchsorted(row, row)
        keep = np.arange(len(row)) - first < most
        shape = (product.shape[0], product.shape[1])
        parts.append(sparse.csr_matrix((data[keep], (row[keep], col[keep])), shape=shape))
    return sparse.csr_matrix(sparse.vstack(parts, format="csr"))


def both_ways(
    left: sparse.csr_matrix,
    right: sparse.csr_matrix,
    most: int,
    ticket: Ticket,
    *,
    floor: float = 0.02,
) -> Pairs:
    """Return the best partners of every record of either side.

    Of a side that is several times as large most records have no partner; two each are kept.
    """
    few = 2
    forth = best(left, right, _kept(left, right, most, few), floor, ticket).tocoo()
    back = best(right, left, _kept(right, left, most, few), floor, ticket).tocoo()
    rows = np.concatenate([forth.row, back.col]).astype(np.int32)
    cols = np.concatenate([forth.col, back.row]).astype(np.int32)
    return merged([Pairs(rows, cols, np.concatenate([forth.data, back.data]).astype(np.float32))])


def _kept(mine: sparse.csr_matrix, theirs: sparse.csr_matrix, most: int, few: int) -> int:
    crowded = mine.shape[0] > _CROWD and mine.shape[0] > 4 * theirs.shape[0]
    return few if crowded else most


def merged(found: Sequence[Pairs]) -> Pairs:
    """Unite several searches; a pair that several found keeps its largest cosine."""
    rows = np.concatenate([p.rows for p in found])
    cols = np.concatenate([p.cols for p in found])
    cosine = np.concatenate([p.cosine for p in found])
    key = rows.astype(np.int64) << 32 | cols
    order = np.argsort(key)
    key = key[order]
    starts = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    most = np.maximum.reduceat(cosine[order], starts) if len(key) else cosine
    key = key[starts]
    return Pairs((key >> 32).astype(np.int32), (key & 0xFFFFFFFF).astype(np.int32), most)


def neighbours(spelt: Words) -> sparse.csr_matrix:
    """Return the pairs of words that stand side by side, for names made of common words."""
    rows, codes = spelt.rows, spelt.codes
    beside = np.flatnonzero(rows[1:] == rows[:-1])
    pairs = together(codes[beside], codes[beside + 1])
    starts = np.zeros(len(spelt.starts), dtype=np.int64)
    np.cumsum(np.bincount(rows[beside], minlength=len(starts) - 1), out=starts[1:])
    shape = (len(starts) - 1, int(pairs.max(initial=-1)) + 1)
    made = sparse.csr_matrix((np.ones(len(pairs), np.float32), pairs, starts), shape=shape)
    made.sum_duplicates()
    return made
