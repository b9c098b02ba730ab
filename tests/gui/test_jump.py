"""The field that leads anywhere: what it asks for, and when."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sfdesk.gui.jump import JumpField


class _Goals:
    def __init__(self, *words: str) -> None:
        self.known, self.asked, self.gone = list(words), list[str](), list[str]()

    def words(self, text: str) -> list[str]:
        self.asked.append(text)
        return [words for words in self.known if text in words.lower()]

    def go(self, words: str) -> None:
        self.gone.append(words)


def _popup(field: JumpField) -> QAbstractItemView:
    popup = field.completer().popup()
    assert popup is not None
    return popup


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
    assert goals.asked == []


def test_each_key_asks_what_holds_the_text_now(qtbot: QtBot) -> None:
    goals = _Goals("Acme", "Alba", "Global")
    _home, field, _other = _field(goals, qtbot)
    QTest.keyClicks(field, "al")
    popup = _popup(field)
    offered = [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())]
    assert goals.asked == ["a", "al"]
    assert offered == ["Alba", "Global"]
    assert popup.isVisible()
    goals.known = ["Almond"]
    QTest.keyClicks(field, "m")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goals.gone == ["Almond"]
    assert not popup.isVisible()


def test_without_text_nothing_is_offered(qtbot: QtBot) -> None:
    goals = _Goals("Acme")
    _home, field, _other = _field(goals, qtbot)
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert not _popup(field).isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goals.gone == []


def test_text_that_leads_nowhere_stays_where_it_is(qtbot: QtBot) -> None:
    goals = _Goals("Acme")
    _home, field, _other = _field(goals, qtbot)
    QTest.keyClicks(field, "zz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert goals.gone == []
    assert field.text() == "zz"
