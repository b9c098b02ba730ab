"""The debug switch says when the windows stood still."""

import logging
import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sfdesk.gui.stalls import LONGEST, StallWatch


def _stand_still() -> None:
    end = time.monotonic() + 2 * LONGEST
    while time.monotonic() < end:
        pass


def test_a_stall_is_told_with_its_length(
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("SFDESK_STALLS", "1")
    monkeypatch.setattr(logging.getLogger("sfdesk"), "propagate", True)
    watch = StallWatch(qapp)
    watch.start()
    QTimer.singleShot(0, _stand_still)
    qtbot.waitUntil(lambda: "stood still" in caplog.text)
    watch.close()


def test_without_the_switch_nothing_beats(qapp: QApplication) -> None:
    watch = StallWatch(qapp)
    watch.start()
    assert not watch._timer.isActive()
