"""A window that is closed before its answer comes: nothing breaks, and the others hear of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from sfdesk.domain.records import Kind
from sfdesk.errors import SignInNeeded
from sfdesk.gui.importing.window import ImportWindow
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.theme import Theme
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.gui.held_jobs import HeldJobs
from tests.gui.importing.desk import ImportWorkspace
from tests.gui.importing.plans import plan as import_plan
from tests.gui.push.desk import PushWorkspace
from tests.gui.push.plans import PHONE
from tests.gui.push.plans import plan as push_plan
from tests.gui.samples import ACME, PlainWorkspace

Open = Callable[[Workspace], MainWindow]


@pytest.fixture
def jobs(held_jobs: HeldJobs) -> HeldJobs:
    return held_jobs


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, jobs: HeldJobs) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def make(workspace: Workspace) -> MainWindow:
        plugged = Registry({}, import_window=ImportWindow, push_window=PushWindow)
        window = MainWindow(
            workspace,
            jobs,
            open_demo=lambda: None,
            open_url=lambda _address: True,
            plugged=plugged,
        )
        qtbot.addWidget(window)
        window.start()
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()


def close_for_good(window: QWidget) -> None:
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_an_import_goes_on_and_is_told(open_window: Open, jobs: HeldJobs) -> None:
    workspace = ImportWorkspace(import_plan())
    main = open_window(workspace)
    main.open_import(())
    window = main.window_called("import")
    assert isinstance(window, ImportWindow)
    heard: list[int] = []
    main.state.imported.connect(lambda: heard.append(1))
    jobs.hold()
    window.go.click()
    close_for_good(window)
    assert main.window_called("import") is None
    jobs.release()
    assert (len(workspace.applied), heard) == (1, [1])


def test_a_push_goes_on_and_is_told(open_window: Open, jobs: HeldJobs) -> None:
    workspace = PushWorkspace(push_plan(PHONE))
    main = open_window(workspace)
    main.open_push("A-000007", Kind.ACCOUNT)
    window = main.window_called("push A-000007")
    assert isinstance(window, PushWindow)
    heard: list[object] = []
    main.state.pushed.connect(heard.append)
    jobs.hold()
    window.send.click()
    close_for_good(window)
    jobs.release()
    assert (len(workspace.pushed), len(heard)) == (1, 1)


@pytest.mark.parametrize("what", ["import", "push"])
def test_a_window_closed_while_it_reads_is_not_missed(
    open_window: Open, jobs: HeldJobs, what: str
) -> None:
    main = open_window(ImportWorkspace(import_plan()))
    if what == "push":
        main = open_window(PushWorkspace(push_plan(PHONE)))
    jobs.hold()
    if what == "push":
        main.open_push("A-000007", Kind.ACCOUNT)
    else:
        main.open_import(())
    window = main.window_called("import") or main.window_called("push A-000007")
    assert window is not None
    close_for_good(window)
    jobs.release()
    assert main.window_called("import") is None


@pytest.mark.parametrize("error", [None, SignInNeeded("Sign in again", "Access was ended.")])
def test_news_of_a_refresh_are_not_told_of_another_salesforce(
    open_window: Open, jobs: HeldJobs, error: SignInNeeded | None
) -> None:
    """Not even of another person in the same one: signing in again would be for the wrong one."""
    workspace = PlainWorkspace(ACME)
    main = open_window(workspace)
    heard: list[object] = []
    main.state.synced.connect(heard.append)
    main.refresher.failed.connect(heard.append)

    def work(_ticket: Ticket) -> None:
        if error is not None:
            raise error

    workspace.sync_work = work
    jobs.hold()
    main.desk.refresh()
    main.state.set_org(replace(ACME, alias="ben", username="ben@acme.example"))
    jobs.release()
    assert heard == []
    assert main.problems.banners == []
    assert not main.refresher.running
