"""The frame: what it says about the Salesforce on the screen, where keys lead, how it ends."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sfdesk.errors import InputError, OrgUnreachable, SignInNeeded
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, PlainWorkspace


def test_title_and_badges_say_which_salesforce_this_is(window: MainWindow) -> None:
    assert window.windowTitle() == "Acme GmbH [PRODUCTION] - SFDesk"
    assert window.header.badge.text() == "PRODUCTION"
    assert window.header.rights.text() == "LOOK ONLY"
    assert window.here is Place.HOME


def test_a_refresh_tells_the_status_bar(window: MainWindow, workspace: PlainWorkspace) -> None:
    window.desk.refresh()
    assert workspace.asked == ["sync"]
    assert window.status.calls.text() == "9,870 calls left"
    assert window.status.age.text() == "Refreshed just now"
    assert window.status.online.text() == "Online"


def test_a_refresh_that_fails_says_so_in_place_and_offers_it_again(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    def fail(_ticket: object) -> None:
        raise OrgUnreachable("No way to acme", "Check the network.", retry=True)

    workspace.sync_work = fail
    window.desk.refresh()
    (banner,) = window.problems.banners
    assert (banner.title, banner.text) == ("No way to acme", "Check the network.")
    assert window.status.online.text() == "Offline - try again"
    workspace.sync_work = lambda _ticket: None
    banner.findChildren(type(window.status.age))[0].click()
    assert not window.problems.banners
    assert window.status.online.text() == "Online"


def test_a_cancelled_refresh_says_what_stands(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    def stop(ticket: Ticket) -> None:
        window.refresher.cancel()
        ticket.cancel()
        ticket.check()

    workspace.sync_work = stop
    window.desk.refresh()
    assert [banner.title for banner in window.problems.banners] == ["Refresh cancelled"]


def test_the_same_problem_is_said_once(window: MainWindow) -> None:
    for _ in range(3):
        window.show_problem(InputError("No", "Do this."))
    assert len(window.problems.banners) == 1


def test_sign_in_problems_go_when_somebody_signed_in(window: MainWindow) -> None:
    window.show_problem(SignInNeeded("Sign in again", "It was ended."))
    window.state.set_org(window.state.org)
    assert not window.problems.banners


def test_without_a_salesforce_the_first_run_screen_has_the_focus_on_connect(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.state.set_org(None)
    assert window.windowTitle() == "SFDesk"
    assert window.first_run.isVisible()
    qtbot.waitUntil(lambda: window.focusWidget() is window.first_run.connect_button)


def test_the_demo_button_opens_the_demo(window: MainWindow, opened: list[str]) -> None:
    window.state.set_org(None)
    window.first_run.demo_button.click()
    assert opened == ["demo"]


@pytest.mark.parametrize("number", range(1, 3))
def test_alt_and_a_number_go_to_a_place(window: MainWindow, qtbot: QtBot, number: int) -> None:
    if number > len(window.sidebar.places):
        return
    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert window.here is window.sidebar.places[number - 1]


def test_f6_goes_round_the_parts_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.focusWidget() is window.status.age)
    QTest.keyClick(window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: window.focusWidget() is window.sidebar.list)


def test_the_jump_field_leads_to_places(window: MainWindow, qtbot: QtBot) -> None:
    field = window.header.jump
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "refresh n")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.status.age.text() == "Refreshed just now"


def test_narrow_windows_fold_the_left_list(window: MainWindow) -> None:
    wide = window.sidebar.width()
    window.resize(800, 600)
    assert window.sidebar.width() < wide


def test_a_refresh_of_another_salesforce_does_not_speak_for_this_one(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    other = replace(ACME, alias="other", org_id="00D000000000009AAA")
    told = list[object]()
    window.state.synced.connect(told.append)
    workspace.sync_work = lambda _ticket: window.state.set_org(other)
    window.desk.refresh()
    assert told == []
    assert not window.refresher.running


def test_the_lists_are_read_ahead_once_and_not_for_each_decision(
    window: MainWindow, workspace: PlainWorkspace, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: all(window.has_made(place) for place in window.sidebar.places))
    before = workspace.reads
    assert before
    with qtbot.waitSignal(window.overview.read):
        for _ in range(20):
            window.state.report_links()
    assert workspace.reads == before
