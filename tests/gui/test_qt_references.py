"""Qt must give back every reference to None and True that it takes.

One release of PySide6 did not, on Python 3.11: each emitted signal and many a setter lost one, and
after some thousand calls the process aborted, far from the cause.

From Python 3.12 the two are immortal (PEP 683). Their count then starts at 2**32 and says nothing:
extensions built for the older ABI still add and take, Python itself does not, so it drifts by a few
for each call even where nothing is lost, and reaching zero would do no harm. There the test asks
only that the objects stay immortal by a wide margin.
"""

import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

CALLS = 2_000
SLACK = 50 if sys.version_info < (3, 12) else 2**20
"""References that may come and go for other reasons."""


class _Bell(QObject):
    rung = Signal(bool)
    silent = Signal()


def _emit() -> Callable[[], None]:
    bell = _Bell()
    heard: list[bool] = []
    bell.rung.connect(heard.append)

    def ring() -> None:
        heard.clear()
        bell.rung.emit(True)
        bell.silent.emit()

    return ring


def _set() -> Callable[[], None]:
    widget, label = QWidget(), QLabel()

    def change() -> None:
        widget.setEnabled(True)
        widget.setWindowTitle("title")
        label.setText("text")
        label.setWordWrap(True)
        label.setToolTip("tip")

    return change


@pytest.mark.parametrize("make", [_emit, _set], ids=["signals", "setters"])
def test_the_counts_of_none_and_true_stay_flat(
    make: Callable[[], Callable[[], None]], qtbot: QtBot
) -> None:
    call = make()
    call()
    gc.collect()  # what earlier tests left holds references too
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS):
        call()
        if number % 100 == 0:  # at the end it may be too late to tell: the process has aborted
            after = sys.getrefcount(None), sys.getrefcount(True)
            assert after == pytest.approx(before, abs=SLACK)
