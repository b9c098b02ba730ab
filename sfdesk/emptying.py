"""Lets big containers end item by item, so that no window waits for it.

Python lets no other thread on while a container ends with all that it holds: a tenth of a second
for the records of 100,000 cases.
"""

from collections.abc import Sequence
from typing import Any


def empty(*containers: dict[Any, Any] | list[Any] | set[Any]) -> None:
    """Take everything out, one item after the other; other threads get on between two of them."""
    for one in containers:
        take = one.popitem if isinstance(one, dict) else one.pop
        while one:
            take()


def end(gone: list[Sequence[Any]]) -> None:
    """Let sequences end that nobody else holds, and with them what they hold."""
    while gone:
        empty(list(gone.pop()))
