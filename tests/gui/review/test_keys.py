"""The review by keys: each does its one thing, and a whole review needs nothing else."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sfdesk.domain.matching.suggestions import Band
from tests.gui.review.cases import case, review, rich
from tests.gui.review.hands import Build, press, shown


def test_every_case_can_be_decided_by_keys_and_taken_back_to_the_start(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(*(case(n, options=1 + n % 3) for n in range(1, 62))))
    for n in range(1, 62):
        press(qtbot, screen, "yxl"[n % 3])
    assert screen.walk is not None
    assert screen.walk.left == 0
    decided = len(screen.walk.steps)
    assert decided == 61
    assert len(workspace.decisions) > decided
    for _step in range(decided):
        QTest.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == []
    assert (screen.walk.number, screen.walk.left, screen.walk.steps) == (1, 61, [])
    assert shown(screen) == "Customer 1"


def test_redo_stores_the_decision_again(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    before = workspace.said
    QTest.keyClick(screen.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == []
    QTest.keyClick(screen.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == before
    assert shown(screen) == "Customer 2"


def test_numbers_choose_another_suggestion_and_enter_links_it(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1, options=3)))
    press(qtbot, screen, "3", Qt.Key.Key_Return)
    assert workspace.said == [("A-000001", f"001{12:015d}", "link")]


def test_arrows_and_letters_move_without_deciding(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2), case(3)))
    press(qtbot, screen, Qt.Key.Key_Right, "j")
    assert shown(screen) == "Customer 3"
    press(qtbot, screen, Qt.Key.Key_Left, "k")
    assert shown(screen) == "Customer 1"
    assert workspace.said == []


def test_enter_on_a_button_presses_that_button(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    screen.view.apart.setFocus()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert [said[2] for said in workspace.said] == ["not-same"]


def test_keys_work_while_the_table_has_the_focus(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(rich())
    screen.view.table.setFocus()
    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Space, "n")
    assert len(workspace.said) == 1
    assert screen.view.every


def test_a_clash_links_the_record_that_was_chosen(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(rich())
    press(qtbot, screen, "j")
    assert screen.view.headline.claim.text() == "2 CRM records want Kappa Instruments SAS"
    press(qtbot, screen, "r", "y")
    assert workspace.said[0][0] == "A-000003"


def test_bulk_cannot_be_accepted_before_the_sample_was_seen(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(*(case(n, Band.CERTAIN) for n in range(1, 16))))
    QTest.mouseClick(screen.toolbar.bulk_button, Qt.MouseButton.LeftButton)
    assert not screen.pages.bulk.accept.isEnabled()
    for _n in range(10):
        QTest.keyClick(screen.pages.bulk.table, Qt.Key.Key_Y)
    QTest.mouseClick(screen.pages.bulk.accept, Qt.MouseButton.LeftButton)
    assert len(workspace.said) == 15
    assert screen.walk is not None
    assert len(screen.walk.steps) == 1
    screen.undo()
    assert workspace.said == []


def test_single_letters_can_be_switched_off_and_arrows_stay(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    workspace.save_settings(replace(workspace.settings, letter_keys="off"))
    screen.desk.state.report_settings()
    press(qtbot, screen, "y", "n", "j", Qt.Key.Key_Right)
    assert workspace.said == []
    assert shown(screen) == "Customer 2"
    press(qtbot, screen, Qt.Key.Key_Return)
    assert len(workspace.said) == 1


def test_the_order_that_helps_most_says_what_chance_picked_and_keeps_it(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(*(case(n) for n in range(1, 9))))
    at = screen.toolbar.order.findText("What helps most")
    screen.toolbar.order.setCurrentIndex(at)
    screen.toolbar.order.activated.emit(at)
    screen.view.setFocus()
    told = list[str]()
    while screen.walk is not None and screen.walk.case is not None:
        told.append(screen.toolbar.why_asked.text())
        press(qtbot, screen, "y")
    assert told == ["doubtful", "doubtful", "doubtful", "picked at random"] * 2
    assert [d.shown.drawn for d in workspace.decisions.values()] == [False, False, False, True] * 2
    assert {d.shown.band for d in workspace.decisions.values()} == {"likely"}
    assert "Of 2 picked at random 2 were right" in screen.empty.accessibleDescription()
