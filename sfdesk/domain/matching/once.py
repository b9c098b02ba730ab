"""Works on long columns in blocks, on every different value once, and stops when it is asked to."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from sfdesk.ticket import Ticket

BLOCK = 20_000
"""Rows between two looks at the ticket: some hundredths of a second of work."""
T = TypeVar("T")


def blocks(size: int, ticket: Ticket, step: int = BLOCK) -> Iterator[slice]:
    """Yield slices that cover `size` rows. Raise `Cancelled` between them if that is asked for."""
    for start in range(0, size, step):
        ticket.check()
        yield slice(start, min(start + step, size))


def once(values: Sequence[str], work: Callable[[list[str]], list[T]], ticket: Ticket) -> list[T]:
    """Return what `work` makes of each value.

    Where values recur, equal ones share one outcome and its memory; where they seldom do, looking
    them up would cost more than it saves.
    """
    known: dict[str, T] = {}
    made: list[T] = []
    for part in blocks(len(values), ticket):
        some = list(values[part])
        if len(known) > len(made) / 2:
            made += work(some)
            continue
        new = [value for value in dict.fromkeys(some) if value not in known]
        if new:
            known.update(zip(new, work(new), strict=True))
        made.extend(map(known.__getitem__, some))
    return made
