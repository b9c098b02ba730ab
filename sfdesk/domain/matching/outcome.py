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


def outcome(
    level: NDArray[np.int_] | Levels, sharers: NDArray[np.float32] | None = None
) -> Outcome:
    """Bring a comparison's arrays into their lasting types."""
    if sharers is None:
        sharers = np.full(len(level), np.nan, dtype=np.float32)
    return Outcome(level.astype(np.int8), sharers.astype(np.float32))
