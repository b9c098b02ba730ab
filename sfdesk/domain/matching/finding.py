"""Finds partners for a few records among many, as the search of a whole run would, in milliseconds.

What the run was made from is indexed once a side, when its first record is looked for. Records that
came since stand in an index of their own, which is small and made anew for each question. Records
that are gone stay in the index until they stand before others, as copies do that were cleared away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.candidates import top
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.marks import Marks, joined, marks
from sfdesk.domain.matching.rows import RIGHT, one_side

_MOST_SHARERS = 300
"""Records of a side that may share a mark before it says too little to be worth looking up."""
_FEW = 200
"""Records of a side up to which each is a partner of each."""
_NEAR = 0.4
_PIECE_FLOOR = 0.3
_COMMON_PIECE = 0.04
_SPARE = 4
"""Records looked for beside the best ones, as some of what is found will be gone."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Marks, or pieces of names, by the records of one side that have them."""

    matrix: sparse.csr_matrix

    def nearest(
        self, asked: sparse.csr_matrix, most: int, floor: float, alive: Mask
    ) -> sparse.coo_matrix:
        """Return the records alive with the largest products per row that exceed `floor`.

        These are the best `most` and a few more.
        """
        found, lives = self._best(asked, most + _SPARE, floor, alive)
        every, living = np.zeros((2, asked.shape[0]), dtype=np.intp)
        np.add.at(every, found.row, 1)
        np.add.at(living, found.row[lives], 1)
        if np.any((every == most + _SPARE) & (living < most)):
            self.matrix.data[~alive[self.matrix.indices]] = 0.0
            found, lives = self._best(asked, most + _SPARE, floor, alive)
        places = found.row[lives], found.col[lives]
        return sparse.coo_matrix((found.data[lives], places), shape=found.shape)

    def _best(
        self, asked: sparse.csr_matrix, most: int, floor: float, alive: Mask
    ) -> tuple[sparse.coo_matrix, Mask]:
        """Return the best records, be they alive or not, and which of them are."""
        if not (asked.shape[0] and asked.shape[1] and self.matrix.shape[1]):
            found = sparse.coo_matrix(asked @ self.matrix)
        else:
            found = top(asked, self.matrix, most, floor).tocoo()
        return found, alive[found.col]


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
        self._turned = Turned(self.matrix)

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

    def nearest(self, asked: "Asked", most: int, alive: Mask) -> tuple[Ints, Ints, Mask]:
        """Return the best records alive for each of some, and for which of these none is near.

        The best are those by all marks that share a fresh one, and those by fresh marks alone.
        """
        every, total = self.look_up(asked.found, len(asked))
        fresh, _total = self.look_up(asked.fresh, len(asked))
        by_all, by_fresh = (self._turned.nearest(few, most, 0.0, alive) for few in (every, fresh))
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


def turned(names: sparse.csr_matrix) -> Turned:
    """Turn names by three-letter pieces around, the most common pieces left out."""
    counts = np.bincount(names.indices, minlength=names.shape[1])
    rare = (counts <= max(_MOST_SHARERS, _COMMON_PIECE * names.shape[0])).astype(np.float32)
    kept = names.copy()
    kept.data *= rare[kept.indices]
    kept.eliminate_zeros()
    return Turned(sparse.csr_matrix(kept.T.tocsr()))


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
    def _pieces(self) -> Turned:
        return turned(self._whole.names.pieces[self._start : self._start + self._size])

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
        here = slice(self._start, self._start + self._size)
        there = np.arange(here.start, here.stop, dtype=np.int32)
        came = self._newcomers(alive) if self._since else there[:0]
        if np.count_nonzero(alive[here]) + len(came) <= _FEW:
            every = np.append(there[alive[here]], came)
            return np.repeat(_ints(np.arange(len(asked))), len(every)), np.tile(every, len(asked))
        query, cols, far = self._index.nearest(asked, most, alive[here])
        alike, like = _by_pieces(self._pieces, asked, far, most, alive[here])
        parts = [(query, there[cols]), (alike, there[like])]
        if len(came):
            parts += self._among_new(asked, most)
        query, partners = (np.concatenate([part[n] for part in parts]) for n in (0, 1))
        return query, partners

    def _newcomers(self, alive: Mask) -> Ints:
        """Put those together that came since, without those that are gone; return their rows."""
        kept = [alive[rows] for rows, _found, _names in self._since]
        starts = np.cumsum([0, *map(np.count_nonzero, kept)]).tolist()
        found = [
            part[1].only(here).of(_ints(start + np.cumsum(here) - 1))
            for start, here, part in zip(starts, kept, self._since, strict=False)
        ]
        came = np.concatenate([part[0][here] for here, part in zip(kept, self._since, strict=True)])
        names = [part[2][here] for here, part in zip(kept, self._since, strict=True)]
        self._since = [(came, joined(found), sparse.csr_matrix(sparse.vstack(names)))]
        return came

    def _among_new(self, asked: Asked, most: int) -> list[tuple[Ints, Ints]]:
        came, found, names = self._since[0]
        alive = np.ones(len(came), dtype=bool)
        query, cols, _far = Index(found, len(came), self._size).nearest(asked, most, alive)
        every = np.ones(len(asked), dtype=bool)
        alike, like = _by_pieces(turned(names), asked, every, most, alive)
        return [(query, came[cols]), (alike, came[like])]


def _by_pieces(
    pieces: Turned, asked: Asked, far: Mask, most: int, alive: Mask
) -> tuple[Ints, Ints]:
    """Look for names that look alike, of those records that nothing near was found for."""
    at = np.flatnonzero(far & asked.fresh_names)
    found = pieces.nearest(asked.names[at], most, _PIECE_FLOOR, alive)
    return _ints(at[found.row]), _ints(found.col)


def _pairs(found: sparse.coo_matrix) -> NDArray[np.int64]:
    return found.row.astype(np.int64) << 32 | found.col


def _ints(values: NDArray[Any]) -> Ints:
    return values.astype(np.int32)
