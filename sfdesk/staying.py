"""Spares work the garbage collector where it makes a million objects that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_at_work: set[object] = set()


def loaded() -> None:
    """Leave what the program is made of by now out of the garbage collector's rounds.

    It is two thirds of all there is to look through, and stays until the end.
    """
    gc.freeze()


def at_work() -> bool:
    """Tell whether such work is under way on any thread: whoever looks for garbage waits."""
    return bool(_at_work)


@contextmanager
def staying() -> Iterator[None]:
    """Make objects that stay, without the garbage collector.

    It would stop every thread to look for rings among them: a third of a second for 10,000 cases,
    again and again, and once more when the program ends. What is made is left out of its later
    rounds as well; it goes all the same when nobody holds it any more.
    """
    watched, mark = gc.isenabled(), object()
    gc.disable()
    _at_work.add(mark)
    try:
        yield
    finally:
        gc.freeze()
        _at_work.discard(mark)
        if watched:
            gc.enable()
