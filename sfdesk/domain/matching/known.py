"""Decided pairs in numbers, as learning takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.learn import Taught, fit

_NONE = np.zeros(0)


@dataclass(frozen=True, slots=True)
class Known:
    """Decided pairs: uncorrected bits per comparison, their sum with the start value, 1.0 or 0.0.

    All arrays are aligned, one entry per pair.
    """

    parts: Mapping[str, Floats] = field(default_factory=dict)
    score: Floats = field(default_factory=lambda: _NONE)
    accepted: Floats = field(default_factory=lambda: _NONE)

    def taught(self) -> Taught:
        """Fit the correction; nothing comes of too few pairs, or of one verdict only."""
        return fit(self.parts, self.score, self.accepted)

    def only(self, which: NDArray[np.bool_]) -> "Known":
        """Return some of the pairs."""
        parts = {name: bits[which] for name, bits in self.parts.items()}
        return Known(parts, self.score[which], self.accepted[which])

    def corrected(self, factors: Mapping[str, float]) -> Floats:
        """Return the scores that the pairs have with these factors."""
        moved = (bits * (factors.get(name, 1.0) - 1.0) for name, bits in self.parts.items())
        return self.score + sum(moved, np.zeros(len(self.score)))

    def __add__(self, other: "Known") -> "Known":
        """Put pairs together; a comparison that one of them lacks says nothing there."""

        def bits(one: Known, name: str) -> Floats:
            return one.parts.get(name, np.zeros(len(one.score)))

        return Known(
            {
                name: np.concatenate([bits(self, name), bits(other, name)])
                for name in {**self.parts, **other.parts}
            },
            np.concatenate([self.score, other.score]),
            np.concatenate([self.accepted, other.accepted]),
        )
