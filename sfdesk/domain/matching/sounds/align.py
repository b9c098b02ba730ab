"""Lays two spellings beside each other so that their sounds fit best, for many pairs at once.

Needleman and Wunsch's method (1970): the best sum of bits over all ways to pair the signs of two
words in their order, leaving some without a counterpart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints
from sfdesk.domain.matching.sounds.alphabet import Bits, Writing, alone, beside, numbered

LONGEST = 24
"""Signs of a text that are looked at."""
_AT_ONCE = 16_384


@dataclass(frozen=True)
class Spelt:
    """Texts in signs: `signs[place, row]`, filled up with 0, and how long each is."""

    signs: NDArray[np.uint8]
    lengths: Ints

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Spelt":
        """Number the signs of each text."""
        lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
        return cls(numbered(texts, LONGEST), np.minimum(lengths, LONGEST).astype(np.int32))

    @cached_property
    def most(self) -> Floats:
        """The bits of each text laid beside itself."""
        return np.asarray(np.diag(beside())[self.signs].sum(axis=0), dtype=np.float64)


def fits(own: Spelt, latin: Spelt, rows: Ints, cols: Ints, writing: Writing) -> Floats:
    """Return the bits that speak for text `rows[n]` of one being the sound of `cols[n]` of another.

    Below 0 they speak against it. `writing` is that of `own`.
    """
    out = np.zeros(len(rows))
    size = np.maximum(own.lengths[rows], latin.lengths[cols])
    order = np.argsort(size, kind="stable")
    gaps = alone(writing)
    for start in range(0, len(order), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        mine, theirs = rows[part], cols[part]
        deep, wide = own.lengths[mine].max(), latin.lengths[theirs].max()
        a = own.signs[:deep, mine].astype(np.int32)
        b = latin.signs[:wide, theirs].astype(np.int32)
        out[part] = _fits(a, b, *gaps)
    return out


def _fits(own: Ints, latin: Ints, own_gap: Bits, latin_gap: Bits) -> Bits:
    """Do so for pairs of about one length; both are places by pairs."""
    worth = beside()
    skipped = latin_gap[latin]
    above = [np.zeros(own.shape[1], dtype=np.float32)]
    for gap in skipped:
        above.append(above[-1] + gap)
    for row in own:
        gap, base = own_gap[row], row * worth.shape[1]
        here = [above[0] + gap]
        for n, other in enumerate(latin):
            best = np.maximum(above[n] + np.take(worth, base + other), above[n + 1] + gap)
            here.append(np.maximum(best, here[n] + skipped[n], out=best))
        above = here
    return above[-1]
