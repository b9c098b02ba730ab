"""Does several pieces of work at the same time, for those that numpy and rapidfuzz do most of.

These let go of Python's lock while they count, so that threads use every processor.
"""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_MOST = 4


def at_once(works: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """Return what each work returns, in their order; the one that takes longest belongs first.

    What several of them make first is made once, or twice alike. Raise what any of them raises,
    as soon as the others have ended too: those that look at a ticket end with it.
    """
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST)) as pool:
        begun = {name: pool.submit(work) for name, work in works.items()}
    return {name: work.result() for name, work in begun.items()}


def one_by_one(works: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """Do the same without threads, for work that is over before one has started."""
    return {name: work() for name, work in works.items()}
