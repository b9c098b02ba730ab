"""Spares work the garbage collector where it makes a million objects that stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def staying() -> Iterator[None]:
    """Make objects that stay, without the garbage collector.

    It would stop every thread to look for rings among them: a third of a second for 10,000 cases,
    again and again, and once more when the program ends. What is made is left out of its later
    rounds as well; it goes all the same when nobody holds it any more.
    """
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if watched:
            gc.enable()
