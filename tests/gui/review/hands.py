"""The hands of whoever reviews: they press keys and read which case is shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sfdesk.actions.cases import Review
from sfdesk.gui.review.screen import ReviewScreen
from tests.gui.review.desk import ReviewWorkspace

Build = Callable[[Review], tuple[ReviewScreen, ReviewWorkspace]]


def press(qtbot: QtBot, screen: ReviewScreen, *keys: str | Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(screen.window().focusWidget() or screen.view, as_key(key))


def as_key(key: str | Qt.Key) -> Qt.Key:
    return Qt.Key(ord(key.upper())) if isinstance(key, str) else key


def shown(screen: ReviewScreen) -> str:
    assert screen.walk is not None
    return screen.walk.case.crm.name if screen.walk.case else ""
