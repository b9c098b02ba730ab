"""The same rules for Review, Import and Push as for every other screen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sfdesk.actions.cases import Review
from sfdesk.domain.records import Kind
from sfdesk.gui.importing.window import ImportWindow
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.screens import Place
from sfdesk.gui.theme import Theme
from sfdesk.workspace import Workspace
from tests.gui.importing.desk import ImportWorkspace
from tests.gui.importing.plans import plan as import_plan
from tests.gui.push.desk import PushWorkspace
from tests.gui.push.plans import org
from tests.gui.push.plans import plan as push_plan
from tests.gui.review.cases import dispute, rich
from tests.gui.review.desk import ReviewWorkspace
from tests.gui.test_accessible import (
    test_every_control_has_a_name,
    test_no_button_text_is_cut,
    test_tab_visits_every_control_once_and_comes_round,
    test_targets_are_large_enough,
    test_what_is_read_aloud_is_what_is_written,
)

Open = Callable[[Workspace], MainWindow]


def review(open_window: Open, *keys: Qt.Key, cases: Review | None = None) -> QWidget:
    window = open_window(ReviewWorkspace(cases or rich()))
    window.navigate(Place.REVIEW)
    screen = window.screen_of(Place.REVIEW)
    assert isinstance(screen, ReviewScreen)
    if keys:
        QTest.qWaitForWindowActive(window)
    for key in keys:
        QTest.keyClick(screen.view, key)
    return window


def bulk(open_window: Open) -> QWidget:
    window = review(open_window)
    assert isinstance(window, MainWindow)
    screen = window.screen_of(Place.REVIEW)
    assert isinstance(screen, ReviewScreen)
    screen.toolbar.bulk_button.click()
    return window


def importing(open_window: Open, *, done: bool = False) -> QWidget:
    window = open_window(ImportWorkspace(import_plan()))
    window.open_import(())
    made = window.window_called("import")
    assert isinstance(made, ImportWindow)
    if done:
        made.go.click()
    return made


def pushing(open_window: Open, *, may_push: bool = True, done: bool = False) -> QWidget:
    window = open_window(PushWorkspace(push_plan(info=org(may_push=may_push))))
    window.open_push("A-000007", Kind.ACCOUNT)
    made = window.window_called("push A-000007")
    assert isinstance(made, PushWindow)
    if not may_push:
        made.send.click()
    if done:
        made.conflicts.lines["NumberOfEmployees"].use.click()
        made.send.click()
    return made


SCREENS: dict[str, Callable[[Open], QWidget]] = {
    "review": review,
    "review_clash": lambda o: review(o, Qt.Key.Key_N, Qt.Key.Key_Y),
    "review_bulk": bulk,
    "review_details": lambda o: review(o, Qt.Key.Key_D),
    "review_note_blind": lambda o: review(o, Qt.Key.Key_B, Qt.Key.Key_E),
    "review_find": lambda o: review(o, Qt.Key.Key_F),
    "review_dispute": lambda o: review(o, cases=replace(rich(), disputes=(dispute(),))),
    "review_end": lambda o: review(o, *[Qt.Key.Key_Y] * 40),
    "import": importing,
    "import_result": lambda o: importing(o, done=True),
    "push": pushing,
    "push_off": lambda o: pushing(o, may_push=False),
    "push_result": lambda o: pushing(o, done=True),
}


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, jobs: InlineJobs) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def make(workspace: Workspace) -> MainWindow:
        window = MainWindow(
            workspace,
            jobs,
            open_demo=lambda: None,
            open_url=lambda _address: True,
            plugged=Registry(
                {Place.REVIEW: lambda desk: ReviewScreen(desk, random=Random(3))},
                import_window=ImportWindow,
                push_window=PushWindow,
            ),
        )
        qtbot.addWidget(window)
        window.start()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture(params=list(SCREENS))
def shown(request: pytest.FixtureRequest, open_window: Open, qtbot: QtBot) -> QWidget:
    made = SCREENS[request.param](open_window)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


__all__ = [
    "test_every_control_has_a_name",
    "test_no_button_text_is_cut",
    "test_tab_visits_every_control_once_and_comes_round",
    "test_targets_are_large_enough",
    "test_what_is_read_aloud_is_what_is_written",
]
