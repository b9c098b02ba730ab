"""Texts as numbers that can be crossed and sorted by the million; which text one was is not kept.

The same text gives the same number in every process, so that ties fall the same way in all.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.once import blocks, never

Numbers = NDArray[np.uint64]
Letters: TypeAlias = NDArray[np.uint8] | NDArray[np.uint32]
ODD = np.uint64(0x9E3779B97F4A7C15)
_BASE = np.uint64(0xD6E8FEB86659FD93)
_AT_ONCE = 20_000


def fingerprints(texts: Sequence[str]) -> Numbers:
    """Return a number per text; 0 for a blank."""
    parts = [_fingerprints(texts[part]) for part in blocks(len(texts), never, _AT_ONCE)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _fingerprints(texts: Sequence[str]) -> Numbers:
    return of_letters(*letters(texts)) if any(texts) else np.zeros(len(texts), dtype=np.uint64)


def letters(texts: Sequence[str]) -> tuple[Letters, NDArray[np.int64]]:
    """Return all letters as numbers, and where those of each text start, with their end."""
    text = "".join(texts)
    starts = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, count=len(texts)), out=starts[1:])
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8), starts
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), starts


def of_letters(said: Letters, starts: NDArray[np.int64]) -> Numbers:
    """Return a number per row of letters: row r has `said[starts[r]:starts[r + 1]]`."""
    sizes = np.diff(starts)
    power = np.full(int(sizes.max(initial=0)) + 1, _BASE)
    power = np.cumprod(power, dtype=np.uint64)
    place = np.arange(len(said)) - np.repeat(starts[:-1], sizes)
    worth = (said.astype(np.uint64) + np.uint64(1)) * power[place]
    return mixed(_sums(worth, starts))


def of_sets(values: Numbers, starts: NDArray[np.int64]) -> Numbers:
    """Return a number per row of numbers that does not depend on their order."""
    return mixed(_sums(values, starts))


def crossed(one: Numbers, other: Numbers) -> Numbers:
    """Return a number per pair of numbers; where either is 0, so is the outcome."""
    return np.where((one == 0) | (other == 0), np.uint64(0), one * ODD ^ other)


def mixed(values: Numbers) -> Numbers:
    """Spread what tells numbers apart over all their bits; 0 stays 0."""
    values = (values ^ (values >> np.uint64(32))) * ODD
    return values ^ (values >> np.uint64(29))


def _sums(values: Numbers, starts: NDArray[np.int64]) -> Numbers:
    """Return the sum of each row, without regard to what runs over 64 bits."""
    sums = np.zeros(len(values) + 1, dtype=np.uint64)
    np.cumsum(values, out=sums[1:])
    return sums[starts[1:]] - sums[starts[:-1]]
