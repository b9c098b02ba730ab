"""Known errors in place, bugs in a window: both can be copied, neither shows a secret."""

import sys

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from sfdesk.errors import InputError, OrgUnreachable, SignInNeeded
from sfdesk.gui.application import application, instance_name
from sfdesk.gui.application import window as open_window
from sfdesk.gui.jobs import InlineJobs, Lane
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.problems import BugReport, report_text, steps_for
from sfdesk.gui.single import Doorbell, ring
from tests.gui.samples import ACME, PlainWorkspace

TOKEN = "00D000000000001!AQEAQFakeTokenThatNobodyMaySee"


def broken() -> BaseException:
    try:
        _break()
    except RuntimeError as error:
        return error
    raise AssertionError


def _break() -> None:
    raise RuntimeError(f"Bearer {TOKEN}")


def test_a_report_says_where_and_which_versions_but_no_token() -> None:
    text = report_text(broken())
    assert "test_problems.py" in text
    assert "SFDesk" in text.splitlines()[0]
    assert TOKEN not in text


def test_a_bug_owns_up_and_can_be_copied(window: MainWindow) -> None:
    window.jobs.bug.emit(broken())
    report = window.findChild(BugReport)
    assert report is not None
    assert report.isVisible()
    QGuiApplication.clipboard().setText(report.text)
    assert TOKEN not in QGuiApplication.clipboard().text()


def test_the_way_on_fits_the_error() -> None:
    connect, again = ("Sign in again", print), ("Try again", print)
    assert steps_for(SignInNeeded("t", "h"), connect, again) == (connect,)
    assert steps_for(OrgUnreachable("t", "h", retry=True), connect, again) == (again,)
    assert steps_for(InputError("t", "h"), connect, again) == ()


def test_a_problem_that_nobody_took_stands_above_the_screen(window: MainWindow) -> None:
    def refuse(_ticket: object) -> None:
        raise InputError("Not so", "But so.", code="X9", details=f"Bearer {TOKEN}")

    window.jobs.start(Lane.LOCAL, refuse)
    (banner,) = window.problems.banners
    assert (banner.title, banner.text) == ("Not so", "But so.")
    shown = " ".join(label.text() for label in banner.findChildren(type(window.status._words)))
    assert "X9" in shown
    assert TOKEN not in shown


def test_more_than_three_problems_make_room(window: MainWindow) -> None:
    for number in range(5):
        window.show_problem(InputError(f"No {number}", "So."))
    assert [b.title for b in window.problems.banners] == ["No 2", "No 3", "No 4"]


def test_a_second_start_rings_at_the_first(qtbot: QtBot) -> None:
    rings = list[str]()
    assert not ring(instance_name())
    bell = Doorbell(instance_name(), lambda: rings.append("ring"))
    assert bell.start()
    assert ring(instance_name())
    qtbot.waitUntil(lambda: rings == ["ring"])
    bell.close()
    assert not ring(instance_name())


def test_two_private_folders_are_two_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = instance_name()
    monkeypatch.setenv("SFDESK_HOME", str(tmp_path_factory.mktemp("other")))
    assert instance_name() != first


@pytest.mark.allow_warnings("the hook writes the bug into the log")
def test_an_exception_that_nobody_caught_becomes_a_report(qtbot: QtBot) -> None:
    app = application([])
    before = sys.excepthook
    with open_window(
        app,
        PlainWorkspace(ACME),
        open_demo=lambda _w: None,
        open_url=lambda _a: True,
        jobs=InlineJobs(),
    ) as main:
        error = broken()
        sys.excepthook(RuntimeError, error, error.__traceback__)
        assert main.findChild(BugReport) is not None
    assert sys.excepthook is before
