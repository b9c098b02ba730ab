"""Every control has a name, Tab visits each once, and nobody is trapped: on every screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sfdesk.actions.scoping import ScopeChoice
from sfdesk.domain.orgs import Scope
from sfdesk.domain.sign_in_problems import problem
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.problems import BugReport
from sfdesk.gui.screens import Place
from sfdesk.gui.settings.network import NetworkWindow
from tests.gui.samples import ACME

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractItemView,
    QPlainTextEdit,
    QTextBrowser,
    QProgressBar,
)
MINE = (Place.HOME, Place.ACCOUNTS, Place.CONTACTS, Place.ACTIVITY, Place.SETTINGS)


def open_place(place: Place) -> Callable[[MainWindow], QWidget]:
    def build(window: MainWindow) -> QWidget:
        window.navigate(place)
        return window

    return build


def first_run(window: MainWindow) -> QWidget:
    window.state.set_org(None)
    return window


def wizard(window: MainWindow) -> ConnectWizard:
    window.open_connect()
    made = window.window_called("connect")
    assert isinstance(made, ConnectWizard)
    return made


def wizard_problem(window: MainWindow) -> QWidget:
    made = wizard(window)
    made.show_problem(problem("E5"))
    return made


def wizard_sign_in(window: MainWindow) -> QWidget:
    made = wizard(window)
    made.pages.setCurrentWidget(made.sign_in)
    return made


def wizard_choose(window: MainWindow) -> QWidget:
    made = wizard(window)
    made.choose.show_choices((ScopeChoice(Scope.MINE, "My accounts", 214, 5, 1_021),), ACME)
    made.turn_to(made.choose)
    made.choose.begin()
    return made


def symptoms(window: MainWindow) -> QWidget:
    made = wizard(window)
    made.open_symptoms()
    return made.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]


def network(window: MainWindow) -> QWidget:
    made = NetworkWindow(window.desk, window)
    made.show()
    return made


def help_window(window: MainWindow) -> QWidget:
    window.open_help("accounts")
    made = window.window_called("help accounts")
    assert made is not None
    return made


def keys_window(window: MainWindow) -> QWidget:
    window.open_keys()
    made = window.window_called("keys")
    assert made is not None
    return made


def bug(window: MainWindow) -> QWidget:
    made = BugReport(ZeroDivisionError("x"), window)
    made.show()
    return made


SCREENS: dict[str, Callable[[MainWindow], QWidget]] = {
    **{place.name.lower(): open_place(place) for place in MINE},
    "first_run": first_run,
    "wizard": wizard,
    "wizard_problem": wizard_problem,
    "wizard_sign_in": wizard_sign_in,
    "wizard_choose": wizard_choose,
    "symptoms": symptoms,
    "network": network,
    "help": help_window,
    "keys": keys_window,
    "bug": bug,
}


@pytest.fixture(params=list(SCREENS))
def shown(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> QWidget:
    made = SCREENS[request.param](window)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def controls(shown: QWidget) -> list[QWidget]:
    found = (w for kind in CONTROLS for w in shown.findChildren(kind))
    return [w for w in found if w.isVisible() and w.window() is shown and not _inner(w)]


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes and names itself: headers, scroll bars, the buttons inside fields."""
    parent = widget.parent()
    return isinstance(parent, (QAbstractItemView, QLineEdit, QAbstractScrollArea)) and not (
        isinstance(widget, QAbstractButton) and bool(widget.text())
    )


def test_every_control_has_a_name(shown: QWidget) -> None:
    nameless = [w for w in controls(shown) if not (w.accessibleName() or _text(w))]
    assert controls(shown)
    assert not nameless


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_what_is_read_aloud_is_what_is_written(shown: QWidget) -> None:
    for press in shown.findChildren(QAbstractButton):
        words = press.text().replace("&", "").strip()
        if press.isVisible() and words and not _inner(press):
            assert words.lower() in (press.accessibleName() or words).lower()


def test_tab_visits_every_control_once_and_comes_round(shown: QWidget) -> None:
    start = QApplication.focusWidget()
    if start is None:
        QTest.keyClick(shown, Qt.Key.Key_Tab)
        start = QApplication.focusWidget()
    assert start is not None
    visited = [start]
    while len(visited) < 200:
        QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now is start:
            break
        visited.append(now)
    assert len(visited) == len(set(visited)) < 200
    assert not [w for w in controls(shown) if _stops(w) and w not in visited]


def _stops(widget: QWidget) -> bool:
    if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    if widget.focusProxy() is not None:
        return False
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return True
    group = widget.group()
    return group is None or not group.exclusive() or widget is group.checkedButton()


def test_targets_are_large_enough(shown: QWidget) -> None:
    small = [
        w
        for w in controls(shown)
        if isinstance(w, QAbstractButton) and min(w.width(), w.height()) < 24
    ]
    assert not small


def test_no_button_text_is_cut(shown: QWidget) -> None:
    for press in shown.findChildren(QAbstractButton):
        if press.isVisible() and press.text() and not _inner(press):
            words = press.text().replace("&", "")
            assert press.fontMetrics().horizontalAdvance(words) <= press.width(), words
