"""Numbers in place of texts: equal texts of either side get the same number, blanks get -1.

Numpy compares 1,000,000 pairs of numbers in the time in which Python compares 5,000 texts.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.once import Check, blocks, never

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Known: TypeAlias = Callable[[], Mapping[str, int]]
"""Returns how many of many records have each value, when somebody asks for it."""


@dataclass(frozen=True)
class Coded:
    """One feature of all records. `codes[row]` is a place in `values`, or -1 where blank.

    `n_left` rows belong to the left side, the others to the right.
    """

    codes: Ints
    values: list[str]
    n_left: int
    known: Known | None = None
    known_total: Known | None = None

    @cached_property
    def sharers(self) -> Ints:
        """How many records of one side share each value; the larger side counts.

        Where `known` is given, these are a few records out of many and it has the counts of all.
        """
        if self.known is not None:
            known = self.known()
            return np.array([known.get(value, 1) for value in self.values], dtype=np.int32)
        size = len(self.values)
        left, right = self.codes[: self.n_left], self.codes[self.n_left :]
        counts = [np.bincount(side[side >= 0], minlength=size) for side in (left, right)]
        return np.maximum(*counts).astype(np.int32)

    @cached_property
    def total(self) -> Ints:
        """How many records of both sides have each value."""
        if self.known_total is not None:
            known = self.known_total()
            return np.array([known.get(value, 1) for value in self.values], dtype=np.int32)
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values)).astype(np.int32)

    @property
    def empty(self) -> bool:
        """Whether one side has no value at all."""
        return (
            not (self.codes[: self.n_left] >= 0).any() or not (self.codes[self.n_left :] >= 0).any()
        )

    def text(self, rows: Ints) -> list[str]:
        """Return the values at these rows, "" where blank."""
        values = [*self.values, ""]
        return [values[code] for code in self.codes[rows].tolist()]


def coded(values: Sequence[str], n_left: int, check: Check = never) -> Coded:
    """Number the values of all records in their order of coming."""
    numbers = _numbers()
    numbers[""] = -1
    codes = np.empty(len(values), dtype=np.int32)
    for part in blocks(len(values), check, _AT_ONCE):
        some = values[part]
        codes[part] = np.fromiter(map(numbers.__getitem__, some), np.int32, count=len(some))
    del numbers[""]
    return Coded(codes, list(numbers), n_left)


def in_order(codes: Ints) -> Ints:
    """Number numbers anew in their order of coming; those below 0 become -1."""
    size = int(codes.max(initial=-1)) + 1
    first = np.full(size + 1, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # of several places the first stays
    first[size] = len(codes)
    number = np.empty(size + 1, dtype=np.int32)
    number[np.argsort(first, kind="stable")] = np.arange(size + 1, dtype=np.int32)
    number[size] = -1
    return number[codes]


def _numbers() -> defaultdict[str, int]:
    """Return a dictionary that gives every text that it is asked for the next number."""
    return defaultdict(count().__next__)


@dataclass(frozen=True)
class Words:
    """The words of one feature of all records: row r has `codes[starts[r]:starts[r + 1]]`."""

    starts: NDArray[np.int64]
    codes: Ints
    values: list[str]
    n_left: int

    @cached_property
    def rows(self) -> Ints:
        """The row of each word."""
        return np.repeat(
            np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts)
        ).astype(np.int32)

    @cached_property
    def matrix(self) -> sparse.csr_matrix:
        """Rows by words, 1.0 where the record has the word."""
        shape = (len(self.starts) - 1, len(self.values))
        data = np.ones(len(self.codes), dtype=np.float32)
        # A copy: summing duplicates sorts in place, and the words' own order is still needed.
        made = sparse.csr_matrix((data, self.codes.copy(), self.starts), shape=shape)
        made.sum_duplicates()
        made.data[:] = 1.0
        return made

    def of(self, rows: Ints | NDArray[np.intp]) -> "Words":
        """Return the words of some rows, in their order; a row may come several times."""
        starts, places = spread(self.starts, rows)
        codes = self.codes[places]
        used = np.zeros(len(self.values), dtype=bool)
        used[codes] = True
        number = (np.cumsum(used) - 1).astype(np.int32)
        kept = [self.values[code] for code in np.flatnonzero(used).tolist()]
        return Words(starts, number[codes], kept, self.n_left)

    def texts(self) -> list[str]:
        """Return the words of each row with a space between."""
        said, starts = [self.values[code] for code in self.codes.tolist()], self.starts.tolist()
        return [" ".join(said[a:b]) for a, b in pairwise(starts)]


def spread(
    starts: NDArray[np.int64], rows: Ints | NDArray[np.intp]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where what rows have starts when it is put one row after the other, and its places.

    Row r has the places `starts[r]` to `starts[r + 1]`.
    """
    sizes = np.diff(starts)[rows]
    made = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(sizes, out=made[1:])
    return made, np.arange(made[-1]) + np.repeat(starts[:-1][rows] - made[:-1], sizes)


def first_letters(values: Sequence[str]) -> list[str]:
    """Return the first letters of the words of each folded value, in one string."""
    raw = np.frombuffer(("\n" + "\n".join(values)).encode("ascii", "replace"), dtype=np.uint8)
    first = (raw[:-1] == _SPACE) | (raw[:-1] == _BREAK) | (raw[1:] == _BREAK)
    return raw[1:][first].tobytes().decode("ascii").split("\n") if values else []


_SPACE, _BREAK = 32, 10
_AT_ONCE = 50_000


def words(values: Sequence[str], n_left: int, check: Check = never) -> Words:
    """Split each value at spaces and number the words in their order of coming."""
    # Split twice, so that no list of words outlives its record: the lists of 1,000,000 records
    # keep the garbage collector busy for longer than all else takes.
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    numbers = _numbers()
    codes = [np.zeros(0, dtype=np.int32)]
    for part in blocks(len(values), check, _AT_ONCE):
        some = values[part]
        counts = np.fromiter(map(len, map(str.split, some)), np.int64, count=len(some))
        starts[part.start + 1 : part.stop + 1] = counts
        flat = chain.from_iterable(map(str.split, some))
        codes.append(np.fromiter(map(numbers.__getitem__, flat), np.int32, int(counts.sum())))
    return Words(np.cumsum(starts), np.concatenate(codes), list(numbers), n_left)
