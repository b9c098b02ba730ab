"""Hands and eyes at a window: press, type, look, and wait for what has to come.

Waiting is for events with a deadline; nothing here sleeps.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.tour.report import StepFailed

_PATIENCE = 60.0
_NONE = Qt.KeyboardModifier.NoModifier


class Person:
    """Somebody in front of the main window, with a camera."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self.window, self._folder = window, folder
        self.pictures: list[str] = []
        self.clicks = 0
        self._bugs: list[BaseException] = []
        self._problems: list[SfdeskError] = []
        window.jobs.bug.connect(self._bugs.append)
        window.jobs.problem.connect(self._problems.append)

    # looking

    def next_picture(self, name: str) -> Path:
        """Return where the next picture belongs, and count it."""
        path = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        self.pictures.append(path.name)
        return path

    def look(self, at: QWidget, name: str) -> None:
        """Take a picture of a window, once everything that it asked for has come."""
        jobs = self.window.jobs
        self.until("Quiet", lambda: not jobs.busy(Lane.LOCAL, Lane.ORG))
        self.settle()
        path = self.next_picture(name)
        if not at.grab().save(str(path)):
            raise StepFailed(f"The picture {path.name} could not be written")

    def settle(self) -> None:
        """Let layouts and paints that are due happen."""
        for _round in range(3):
            QApplication.sendPostedEvents()
            QCoreApplication.processEvents()

    # waiting

    def until(self, what: str, ready: Callable[[], bool], seconds: float = _PATIENCE) -> None:
        """Wait until something is so. Raise StepFailed after `seconds`, or if a job went wrong."""
        deadline = QDeadlineTimer(round(seconds * 1000))
        alarm = QTimer()
        alarm.setSingleShot(True)
        alarm.start(round(seconds * 1000) + 1)
        while not ready():
            self._complain(what)
            if deadline.hasExpired():
                raise StepFailed(f"{what} did not come within {seconds:.0f} s")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._complain(what)

    def _complain(self, what: str) -> None:
        if self._bugs:
            raise StepFailed(f"{what}: {self._bugs[-1]!r}")
        if self._problems:
            raise StepFailed(f"{what}: {self._problems[-1]}")

    # hands

    def press(self, button: QAbstractButton) -> None:
        """Click a button that can be seen and pressed."""
        name = button.accessibleName() or button.text()
        self.until(f'The button "{name}"', lambda: button.isVisible() and button.isEnabled())
        self.settle()
        self.clicks += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """Press one key where the focus is, inside `widget`."""
        focus = QApplication.focusWidget()
        if focus is None or not (focus is widget or widget.isAncestorOf(focus)):
            widget.setFocus()
            focus = QApplication.focusWidget()
        QTest.keyClick(focus if focus is not None else widget, key, modifier)

    def type(self, widget: QWidget, text: str) -> None:
        """Type text into a field, in place of what is there."""
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)

    def pick(self, table: QTableView, first: int, last: int) -> None:
        """Choose the rows from `first` to `last` with the mouse."""
        ends = [(first, _NONE), (last, Qt.KeyboardModifier.ShiftModifier)]
        for row, modifier in ends[: 1 if first == last else 2]:
            index = table.model().index(row, 0)
            table.scrollTo(index)
            where = table.visualRect(index).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, where)
