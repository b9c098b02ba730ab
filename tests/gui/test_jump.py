"""The field that leads anywhere: what it asks for, and when."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sfdesk.gui.jump import JumpField


class _Goals:
    def __init__(self, *words: str) -> None:
        self.known, self.asked, self.gone = list(words), 0, list[str]()

    def words(self) -> list[str]:
        self.asked += 1
        return self.known

    def go(self, words: str) -> None:
        self.gone.append(words)


def _field(goals: _Goals, qtbot: QtBot) -> tuple[QWidget, JumpField, QLineEdit]:
    """Return a window, its jump field, and another field to go to."""
    home = QWidget()
    qtbot.addWidget(home)
    field, other = JumpField(goals), QLineEdit()
    layout = QVBoxLayout(home)
    layout.addWidget(field)
    layout.addWidget(other)
    home.show()
    home.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return home, field, other


def test_a_field_that_is_only_passed_by_asks_nobody(qtbot: QtBot) -> None:
    goals = _Goals("Acme")
    _field(goals, qtbot)
    assert goals.asked == 0


def test_it_asks_with_the_first_key_and_again_when_one_comes_back(qtbot: QtBot) -> None:
    goals = _Goals("Acme", "Alba")
    _home, field, other = _field(goals, qtbot)
    QTest.keyClicks(field, "al")
    assert goals.asked == 1
    field.clear()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    goals.known = ["Almond"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "al")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goals.asked == 2
    assert goals.gone == ["Almond"]


def test_text_that_leads_nowhere_stays_where_it_is(qtbot: QtBot) -> None:
    goals = _Goals("Acme")
    _home, field, _other = _field(goals, qtbot)
    QTest.keyClicks(field, "zz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goals.gone == []
    assert field.text() == "zz"
