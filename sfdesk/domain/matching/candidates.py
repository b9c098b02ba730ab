"""Finds, for every record, the few records of the other side that are worth a closer look.

Two searches are united: by typed tokens (a word of the name, a phone number, a street ...), and by
three-letter pieces of the names, which survive typing errors. Both are a sparse matrix product of
which only the best entries per row are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.coding import Coded, Ints, Words, word_lists
from sfdesk.ticket import Ticket

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:  # pragma: no cover - platforms without its wheel
    sp_matmul_topn = None

_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs: `rows` of the left side, `cols` of the right side counted from its start."""

    rows: Ints
    cols: Ints
    cosine: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)


def stacked(features: Sequence[tuple[Coded | Words, float]]) -> sparse.csr_matrix:
    """Put token spaces side by side, each with its weight, into one matrix of rows by tokens."""
    parts = []
    for feature, weight in features:
        if isinstance(feature, Coded):
            has = np.flatnonzero(feature.codes >= 0)
            data = np.full(len(has), weight, dtype=np.float32)
            shape = (len(feature.codes), len(feature.values))
            part = sparse.csr_matrix((data, (has, feature.codes[has])), shape=shape)
        else:
            part = feature.matrix * np.float32(weight)
        parts.append(part)
    return sparse.csr_matrix(sparse.hstack(parts, format="csr", dtype=np.float32))


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
    squares = np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel()
    scale = 1.0 / np.sqrt(np.maximum(squares, 1e-12))
    cost = left_df * right_df
    order = np.argsort(cost, kind="stable")
    kept = np.zeros(tokens.shape[1], dtype=bool)
    kept[order[np.cumsum(cost[order]) <= budget]] = True
    kept &= cost > 0
    weighted.data *= kept[weighted.indices]
    weighted.data *= np.repeat(scale, np.diff(weighted.indptr)).astype(np.float32)
    weighted.eliminate_zeros()
    return weighted[:n_left], weighted[n_left:]


def best(
    left: sparse.csr_matrix, right: sparse.csr_matrix, most: int, floor: float, ticket: Ticket
) -> sparse.csr_matrix:
    """Return the `most` largest products per left row that exceed `floor`."""
    turned = right.T.tocsr()
    blocks = []
    for start in range(0, left.shape[0], _BLOCK):
        ticket.check()
        block = left[start : start + _BLOCK]
        if sp_matmul_topn is not None:
            found = sp_matmul_topn(block, turned, top_n=most, threshold=floor, n_threads=2)
        else:
            found = plain_top(block, turned, most, floor)
        blocks.append(sparse.csr_matrix(found))
    return sparse.csr_matrix(sparse.vstack(blocks, format="csr"))


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
    """Return the best partners of every record of either side."""
    forth = best(left, right, most, floor, ticket).tocoo()
    back = best(right, left, most, floor, ticket).tocoo()
    rows = np.concatenate([forth.row, back.col]).astype(np.int32)
    cols = np.concatenate([forth.col, back.row]).astype(np.int32)
    return merged([Pairs(rows, cols, np.concatenate([forth.data, back.data]).astype(np.float32))])


def merged(found: Sequence[Pairs]) -> Pairs:
    """Unite several searches; a pair that several found keeps its largest cosine."""
    rows = np.concatenate([p.rows for p in found])
    cols = np.concatenate([p.cols for p in found])
    cosine = np.concatenate([p.cosine for p in found])
    key = rows.astype(np.int64) << 32 | cols
    order = np.lexsort((-cosine, key))
    key = key[order]
    first = np.ones(len(key), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    kept = order[first]
    return Pairs(rows[kept], cols[kept], cosine[kept])


def initials(cores: Sequence[str], n_left: int) -> Words:
    """Return, per name, its initials (two words and more) or itself (one word of 2 to 6)."""
    made = []
    for name in cores:
        if " " in name:
            parts = name.split()
            made.append(["".join(p[0] for p in parts)] if 2 <= len(parts) <= 6 else [])
        else:
            made.append([name] if 2 <= len(name) <= 6 else [])
    return word_lists(made, n_left)


def neighbours(cores: Sequence[str], n_left: int) -> Words:
    """Return the pairs of words that stand side by side, for names made of common words."""
    made = []
    for name in cores:
        parts = name.split()
        made.append([f"{a} {b}" for a, b in pairwise(parts)])
    return word_lists(made, n_left)
