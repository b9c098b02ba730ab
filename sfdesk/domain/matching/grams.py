"""Three-letter pieces of texts, and products of rows of sparse matrices."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.once import Check, blocks, never

_ALPHABET = 37
_AT_ONCE = 50_000


def grams(texts: Sequence[str], check: Check = never) -> sparse.csr_matrix:
    """Count the three-letter pieces of folded texts: rows by 37 ** 3 possible pieces.

    Words are set off by a space, so that their beginnings and ends are pieces of their own.
    """
    made = [_grams(texts[part]) for part in blocks(len(texts), check, _AT_ONCE)]
    return sparse.csr_matrix(sparse.vstack(made, format="csr")) if len(made) > 1 else _only(made)


def _only(made: list[sparse.csr_matrix]) -> sparse.csr_matrix:
    return made[0] if made else _grams([])


def _grams(texts: Sequence[str]) -> sparse.csr_matrix:
    size = _ALPHABET**3
    if not texts:
        return sparse.csr_matrix(np.zeros((0, size), dtype=np.float32))
    raw = np.frombuffer((" " + " \n ".join(texts) + " ").encode("ascii", "ignore"), dtype=np.uint8)
    table = np.zeros(256, dtype=np.int32)
    table[ord("a") : ord("z") + 1] = np.arange(1, 27)
    table[ord("0") : ord("9") + 1] = np.arange(27, 37)
    letters = table[raw]
    line = np.cumsum(raw == 10, dtype=np.int32)
    codes = (letters[:-2] * _ALPHABET + letters[1:-1]) * _ALPHABET + letters[2:]
    inside = (raw[:-2] != 10) & (raw[1:-1] != 10) & (raw[2:] != 10) & (codes > 0)
    rows = line[1:-1][inside]
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=len(texts)), out=starts[1:])
    made = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.float32), codes[inside], starts), shape=(len(texts), size)
    )
    made.sum_duplicates()
    return made


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Scale each row to length 1."""
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    scale = 1.0 / np.sqrt(np.maximum(squares, 1e-12))
    matrix.data *= np.repeat(scale, np.diff(matrix.indptr)).astype(np.float32)
    return matrix


def row_products(
    left: sparse.csr_matrix,
    right: sparse.csr_matrix,
    rows: Ints,
    cols: Ints,
    check: Check = never,
) -> NDArray[np.float32]:
    """Return the product of row `rows[n]` of one matrix with row `cols[n]` of another, per n."""
    out = np.empty(len(rows), dtype=np.float32)
    for part in blocks(len(rows), check, _AT_ONCE):
        product = left[rows[part]].multiply(right[cols[part]]).sum(axis=1)
        out[part] = np.asarray(product).ravel()
    return out
