"""Work for the UI thread that nobody waits for, piece by piece while nothing else goes on."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

_PAUSE = 20  # ms

T = TypeVar("T")


class OneByOne(Generic[T]):
    """Does the same with one thing after the other; keys and clicks come in between.

    It waits while `busy`: beside other work each piece would take twice as long. `parent` is whose
    things they are: with it ends what is not done yet.
    """

    def __init__(self, do: Callable[[T], None], parent: QObject, busy: Callable[[], bool]) -> None:
        self._do, self._busy = do, busy
        self._waiting: list[T] = []
        self._timer = QTimer(parent)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._next)

    def start(self, things: Iterable[T]) -> None:
        """Do these next; what still waits from before is left."""
        self._waiting = list(things)
        self._timer.start()

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
        elif not self._busy():
            self._do(self._waiting.pop(0))
