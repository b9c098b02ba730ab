"""A debug switch: with SFDESK_STALLS set, the log says when the windows stood still."""

import logging
import os
import time

from PySide6.QtCore import QObject, QTimer

_log = logging.getLogger(__name__)
_BEAT = 20  # ms between two looks at the clock
LONGEST = 0.1
"""Seconds for which nobody notices that a window does not answer."""


class StallWatch(QObject):
    """Beats on the UI thread; a beat that comes late is a stall."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._before = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch, if the switch is on."""
        if os.environ.get("SFDESK_STALLS"):
            self._before = time.monotonic()
            self._timer.start()

    def close(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self.deleteLater()

    def _beat(self) -> None:
        now = time.monotonic()
        late, self._before = now - self._before - _BEAT / 1000, now
        if late > LONGEST:
            _log.warning("the windows stood still for %.0f ms", late * 1000)
