"""Progress and cancel, handed to every action that may take longer than a moment.

A ticket knows neither threads nor windows: the caller says where progress goes, and may call
`cancel()` from anywhere; the action calls `check()` wherever it can stop without loss.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from sfdesk.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an action is: `done` of `total` (None while nobody knows), and what it is doing."""

    text: str
    done: int = 0
    total: int | None = None


class Ticket:
    """One run of an action. Safe to share between the thread that works and the one that waits."""

    def __init__(self, on_progress: Callable[[Progress], None] | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the action to stop at its next safe place."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody has asked for a stop."""
        return self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if somebody has asked for a stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def progress(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Report progress, and stop here if somebody has asked for it."""
        self.check()
        if self._on_progress is not None:
            self._on_progress(Progress(text, done, total))

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until somebody asks for a stop; then raise `Cancelled`."""
        self._cancelled.wait(seconds)
        self.check()
