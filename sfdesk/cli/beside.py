"""Runs long work beside the main thread, so that Ctrl+C is heard whatever the work is at."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import NoReturn, TypeVar

from sfdesk.ticket import Ticket

T = TypeVar("T")
_LOOK = 0.02


def beside(work: Callable[[], T], ticket: Ticket, leave: Callable[[], NoReturn]) -> T:
    """Return what `work` returns, or raise what it raises.

    Python hears a signal on its main thread only, and between two calls of a library, some of which
    take seconds. `leave` is called, and must end the program, when the ticket is cancelled: to wait
    until the work has stopped and its memory is given back would take longer than a person likes.
    Fit for work only that may be broken off anywhere.
    """
    done: Future[T] = Future()
    Thread(target=_fill, args=(done, work), daemon=True).start()
    try:
        while not ticket.cancelled and not done.done():
            wait((done,), _LOOK)
    finally:
        if ticket.cancelled:
            leave()
    return done.result()


def _fill(done: "Future[T]", work: Callable[[], T]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 - raised again on the main thread
        done.set_exception(error)
