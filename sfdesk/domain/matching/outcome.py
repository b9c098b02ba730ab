"""What one comparison found for many pairs at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Per pair: the level (-1 where a side is blank) and log2 of how many share the value.

    `sharers` is NaN where rarity says nothing; a level's weight is then the same for all.
    """

    level: Levels
    sharers: NDArray[np.float32]

    @property
    def rarity_counts(self) -> bool:
        """Whether a rare value says more than a common one; if not, `sharers` is all NaN."""
        return bool(self.sharers.strides != (0,))


def outcome(
    level: NDArray[np.int_] | Levels, sharers: NDArray[np.float32] | None = None
) -> Outcome:
    """Bring a comparison's arrays into their lasting types."""
    if sharers is None:
        # One NaN, shown as often as there are pairs.
        return Outcome(level.astype(np.int8), np.broadcast_to(np.float32(np.nan), len(level)))
    return Outcome(level.astype(np.int8), sharers.astype(np.float32))
