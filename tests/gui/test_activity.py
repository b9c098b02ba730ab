"""Activity: what was done, filtered, and taken back line by line."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.actions.browsing import BatchState, Verb
from sfdesk.gui.activity.lines import ALL, PROBLEMS, can_undo, shown
from sfdesk.gui.activity.screen import ActivityScreen
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.widgets.notices import Banner
from tests.gui.samples import ACTIVITY, PlainWorkspace


@pytest.fixture
def activity(window: MainWindow) -> ActivityScreen:
    window.navigate(Place.ACTIVITY)
    screen = window.screen_of(Place.ACTIVITY)
    assert isinstance(screen, ActivityScreen)
    return screen


def test_only_finished_steps_can_be_taken_back_and_no_undo_of_an_undo() -> None:
    push = ACTIVITY[0]
    assert can_undo(push)
    assert not can_undo(replace(push, state=BatchState.UNDONE))
    assert not can_undo(replace(push, state=BatchState.FAILED))
    assert not can_undo(replace(push, verb=Verb.UNDO))


def test_filters_and_words_narrow_the_list() -> None:
    assert [s.id for s in shown(ACTIVITY, "", Verb.IMPORT)] == ["b-3"]
    assert [s.id for s in shown(ACTIVITY, "nordwind push", ALL)] == ["b-4"]
    failed = replace(ACTIVITY[0], state=BatchState.FAILED)
    assert shown([*ACTIVITY, failed], "", PROBLEMS) == [failed]


def test_each_line_has_its_own_undo(activity: ActivityScreen, workspace: PlainWorkspace) -> None:
    buttons = [b for b in activity.table.findChildren(QPushButton) if b.text() == "Undo"]
    assert [b.accessibleName() for b in buttons] == [
        "Undo: Nordwind AG: Phone, Website",
        "Undo: 9 accounts and 35 contacts",
        "Undo: 300 accounts from crm.csv",
    ]
    buttons[1].click()
    assert workspace.asked == ["undo b-3"]


def test_the_line_in_focus_is_undone_by_key(
    activity: ActivityScreen, workspace: PlainWorkspace, window: MainWindow, qtbot: QtBot
) -> None:
    activity.table.setFocus()
    QTest.keyClick(activity.table, Qt.Key.Key_Down)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.asked == ["undo b-3"]


def test_an_undo_says_what_it_left_alone(
    activity: ActivityScreen, workspace: PlainWorkspace, window: MainWindow, qtbot: QtBot
) -> None:
    workspace.kept = ("Employees was changed since. Left alone.",)
    with qtbot.waitSignal(window.state.imported):
        activity.undo(1)
    (banner,) = activity.findChildren(Banner)
    assert banner.title == "Undone: Took it back"
    assert banner.text == "Employees was changed since. Left alone."


def test_an_empty_list_says_what_will_stand_there(
    activity: ActivityScreen, workspace: PlainWorkspace
) -> None:
    workspace.steps = []
    activity.refresh()
    assert not activity.table.isVisible()
