"""The review in a window of its own, over cases that a test makes up."""

from random import Random

import pytest
from pytestqt.qtbot import QtBot

from sfdesk.actions.cases import Review
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.screens import Place
from sfdesk.gui.theme import Theme
from tests.gui.review.desk import ReviewWorkspace
from tests.gui.review.hands import Build


@pytest.fixture
def build(
    qtbot: QtBot,
    theme: Theme,
    jobs: InlineJobs,
    opened: list[str],
    request: pytest.FixtureRequest,
) -> Build:
    def open_url(address: str) -> bool:
        opened.append(address)
        return True

    def make(cases: Review) -> tuple[ReviewScreen, ReviewWorkspace]:
        workspace = ReviewWorkspace(cases)
        window = MainWindow(
            workspace,
            jobs,
            open_demo=lambda: None,
            open_url=open_url,
            plugged=Registry(
                {Place.REVIEW: lambda desk: ReviewScreen(desk, random=Random(3))},
            ),
        )
        qtbot.addWidget(window)
        request.addfinalizer(window.close)
        window.start()
        window.navigate(Place.REVIEW)
        qtbot.waitUntil(window.isActiveWindow)
        screen = window.screen_of(Place.REVIEW)
        assert isinstance(screen, ReviewScreen)
        screen.view.setFocus()
        return screen, workspace

    return make
