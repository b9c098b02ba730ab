"""Finds partners for a few records among many, as the search of a whole run would, in milliseconds.

What the run was made from is indexed once a side, when its first record is looked for. Records that
came since stand in an index of their own, which is small and made anew for each question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.candidates import plain_top
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.marks import Marks, joined, marks
from sfdesk.domain.matching.rows import RIGHT, one_side

try:
    from sparse_dot_topn import sp_matmul_topn
except ImportError:  # pragma: no cover - platforms without its wheel
    sp_matmul_topn = None

_MOST_SHARERS = 300
"""Records of a side that may share a mark before it says too little to be worth looking up."""
_FEW = 200
"""Records of a side up to which each is a partner of each."""
_NEAR = 0.4
_PIECE_FLOOR = 0.3
_COMMON_PIECE = 0.04


class Index:
    """Records of one side by their marks."""

    def __init__(self, found: Marks, size: int, among: int = 0) -> None:
        """Index `size` records; with `among`, rarity is judged as among so many."""
        self.values, back = np.unique(found.values, return_inverse=True)
        counts = np.bincount(back, minlength=len(self.values))
        self.bits = np.log2((max(size, among) + 1.0) / np.maximum(counts, 1)).astype(np.float32)
        self.bits[counts > _MOST_SHARERS] = 0.0
        used = self.bits[back] > 0.0
        places = back[used], found.rows[used]
        shape = (len(self.values), size)
        self.matrix = sparse.csr_matrix((self.bits[places[0]], places), shape=shape)
        self.matrix.sum_duplicates()

    def look_up(self, asked: Marks, rows: int) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
        """Return the marks of `rows` records in this index, and the bits of all their marks."""
        unknown = np.full(rows, 0.0)
        if not len(self.values):
            return sparse.csr_matrix(np.zeros((rows, 0), dtype=np.float32)), unknown
        at = np.minimum(np.searchsorted(self.values, asked.values), len(self.values) - 1)
        here = self.values[at] == asked.values
        most = np.log2(self.matrix.shape[1] + 1.0)
        worth = np.where(here, self.bits[at], most) ** 2
        total = np.bincount(asked.rows, worth, minlength=rows)
        shape = (rows, len(self.values))
        made = sparse.csr_matrix((self.bits[at[here]], (asked.rows[here], at[here])), shape=shape)
        made.eliminate_zeros()
        return made, np.asarray(total)

    def nearest(self, asked: "Asked", most: int) -> tuple[Ints, Ints, Mask]:
        """Return the best records for each of some, and for which of these none is near.

        The best are those by all marks that share a fresh one, and those by fresh marks alone.
        """
        every, total = self.look_up(asked.found, len(asked))
        fresh, _total = self.look_up(asked.fresh, len(asked))
        by_all, by_fresh = (top(few, self.matrix, most, 0.0) for few in (every, fresh))
        best = np.zeros(len(asked))
        np.maximum.at(best, by_all.row, by_all.data)
        shared = sparse.coo_matrix(fresh @ self.matrix)
        kept = np.isin(_pairs(by_all), _pairs(shared))
        rows, cols = (
            np.concatenate([one[kept], other])
            for one, other in ((by_all.row, by_fresh.row), (by_all.col, by_fresh.col))
        )
        return _ints(rows), _ints(cols), best < _NEAR * total


@dataclass(frozen=True, slots=True)
class Asked:
    """Records that partners are looked for, by the marks that they have.

    A partner that shares none of the `fresh` marks was found before, or not found near enough. The
    names of some are `fresh_names`.
    """

    found: Marks
    fresh: Marks
    names: sparse.csr_matrix
    fresh_names: Mask

    def __len__(self) -> int:
        return len(self.fresh_names)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Names of one side by their three-letter pieces, the most common pieces left out."""

    turned: sparse.csr_matrix

    @classmethod
    def of(cls, names: sparse.csr_matrix) -> "Pieces":
        """Turn names by pieces around."""
        counts = np.bincount(names.indices, minlength=names.shape[1])
        rare = (counts <= max(_MOST_SHARERS, _COMMON_PIECE * names.shape[0])).astype(np.float32)
        kept = names.copy()
        kept.data *= rare[kept.indices]
        kept.eliminate_zeros()
        return cls(sparse.csr_matrix(kept.T.tocsr()))

    def nearest(self, names: sparse.csr_matrix, most: int) -> tuple[Ints, Ints]:
        """Return the names that look most alike for each of a few."""
        found = top(names, self.turned, most, _PIECE_FLOOR)
        return _ints(found.row), _ints(found.col)


class Finder:
    """Everything on one side, to be found from the other."""

    def __init__(self, whole: Corpus, side: int) -> None:
        """Find records of one side of a run; they are indexed when the first is looked for."""
        self._whole, self._side = whole, side
        self._start = whole.n_left if side == RIGHT else 0
        self._size = whole.n_right if side == RIGHT else whole.n_left
        self._since: list[tuple[Ints, Marks, sparse.csr_matrix]] = []

    @cached_property
    def _index(self) -> Index:
        return Index(marks(one_side(self._whole, self._side)), self._size)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces.of(self._whole.names.pieces[self._start : self._start + self._size])

    def ahead(self) -> Iterator[None]:
        """Index this side before somebody asks, a part at each step."""
        for part in ("_index", "_pieces"):
            getattr(self, part)
            yield

    def add(self, rows: Ints, some: Asked) -> None:
        """Let records be found that came since, under these rows."""
        self._since.append((rows, some.found, some.names))

    def nearest(self, asked: Asked, most: int, alive: Mask) -> tuple[Ints, Ints]:
        """Return (number, partner's row) of the best partners for some records."""
        there = np.arange(self._start, self._start + self._size, dtype=np.int32)
        came = np.concatenate([there[:0], *(part[0] for part in self._since)])
        if np.count_nonzero(alive[there]) + np.count_nonzero(alive[came]) <= _FEW:
            every = np.append(there, came)
            every = every[alive[every]]
            return np.repeat(_ints(np.arange(len(asked))), len(every)), np.tile(every, len(asked))
        spare = most + 4  # some of what is found will be gone
        query, cols, far = self._index.nearest(asked, spare)
        alike, like = self._by_pieces(self._pieces, asked, far, spare)
        parts = [(query, there[cols]), (alike, there[like])]
        if len(came):
            parts += self._among_new(asked, spare, came)
        query, partners = (np.concatenate([part[n] for part in parts]) for n in (0, 1))
        kept = alive[partners]
        return query[kept], partners[kept]

    def _among_new(self, asked: Asked, most: int, came: Ints) -> list[tuple[Ints, Ints]]:
        starts = np.cumsum([0, *(len(part[0]) for part in self._since)])
        shifted = [
            Marks(part[1].rows + np.int32(start), part[1].values)
            for start, part in zip(starts.tolist(), self._since, strict=False)
        ]
        found, names = joined(shifted), sparse.vstack([part[2] for part in self._since])
        self._since = [(came, found, sparse.csr_matrix(names))]
        index = Index(found, len(came), self._size)
        query, cols, _far = index.nearest(asked, most)
        pieces = Pieces.of(self._since[0][2])
        alike, like = self._by_pieces(pieces, asked, np.ones(len(asked), dtype=bool), most)
        return [(query, came[cols]), (alike, came[like])]

    def _by_pieces(self, pieces: Pieces, asked: Asked, far: Mask, most: int) -> tuple[Ints, Ints]:
        """Look for names that look alike, of those records that nothing near was found for."""
        at = np.flatnonzero(far & asked.fresh_names)
        query, cols = pieces.nearest(asked.names[at], most)
        return _ints(at[query]), cols


def top(
    left: sparse.csr_matrix, turned: sparse.csr_matrix, most: int, floor: float
) -> sparse.coo_matrix:
    """Return the `most` largest products per row that exceed `floor`."""
    if not (left.shape[0] and left.shape[1] and turned.shape[1]):
        return sparse.coo_matrix(left @ turned)
    if sp_matmul_topn is None:
        return sparse.coo_matrix(plain_top(left, turned, most, floor))
    return sparse.coo_matrix(sp_matmul_topn(left, turned, top_n=most, threshold=floor, n_threads=1))


def _pairs(found: sparse.coo_matrix) -> NDArray[np.int64]:
    return found.row.astype(np.int64) << 32 | found.col


def _ints(values: NDArray[Any]) -> Ints:
    return values.astype(np.int32)
