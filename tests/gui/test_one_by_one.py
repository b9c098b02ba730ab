"""What nobody waits for is done piece by piece, while nothing else goes on."""

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from sfdesk.gui.one_by_one import OneByOne


def test_keys_and_clicks_come_between_two_pieces(qtbot: QtBot) -> None:
    owner, seen = QObject(), list[str]()

    def do(piece: str) -> None:
        seen.append(piece)
        QTimer.singleShot(0, lambda: seen.append("click"))

    one_by_one = OneByOne(do, owner, lambda: False)
    one_by_one.start("ab")
    assert seen == []
    qtbot.waitUntil(lambda: seen == ["a", "click", "b", "click"])


def test_pieces_wait_while_something_else_goes_on(qtbot: QtBot) -> None:
    owner, done, busy = QObject(), list[str](), [True, True, False, True, False, False]
    asked = iter([*busy])
    one_by_one = OneByOne(done.append, owner, lambda: next(asked))
    one_by_one.start("abc")
    qtbot.waitUntil(lambda: done == ["a", "b", "c"])
    assert list(asked) == []


def test_what_is_asked_last_takes_the_place_of_what_waits(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    one_by_one = OneByOne(done.append, owner, lambda: False)
    one_by_one.start("ab")
    one_by_one.start("c")
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["c"]
