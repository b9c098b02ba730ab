"""Works on long columns in blocks, on every different value once, and stops when it is asked to."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import TypeAlias, TypeVar

BLOCK = 10_000
"""Rows between two looks at the ticket: some hundredths of a second of work."""
T = TypeVar("T")
Check: TypeAlias = Callable[[], None]
"""Called now and then on the way; raises `Cancelled` where somebody asked for a stop."""


def never() -> None:
    """Let work that nobody can cancel go on."""


def blocks(size: int, check: Check, step: int = BLOCK) -> Iterator[slice]:
    """Yield slices that cover `size` rows, with a look at `check` before each."""
    for start in range(0, size, step):
        check()
        yield slice(start, min(start + step, size))


def once(values: Sequence[str], work: Callable[[list[str]], list[T]], check: Check) -> list[T]:
    """Return what `work` makes of each value.

    Where values recur, equal ones share one outcome and its memory; where they seldom do, looking
    them up would cost more than it saves.
    """
    known: dict[str, T] = {}
    made: list[T] = []
    for part in blocks(len(values), check):
        some = list(values[part])
        if len(known) > len(made) / 2:
            made += work(some)
            continue
        new = [value for value in dict.fromkeys(some) if value not in known]
        if new:
            known.update(zip(new, work(new), strict=True))
        made.extend(map(known.__getitem__, some))
    return made


def picker(rows: Sequence[int]) -> Callable[[Sequence[str]], list[str]]:
    """Return what picks these rows out of a column, without Python looking at each."""
    if len(rows) < 2:  # of one place, itemgetter returns no tuple
        return lambda values: [values[row] for row in rows]
    get = itemgetter(*rows)
    return lambda values: list(get(values))
