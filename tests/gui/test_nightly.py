"""The refresh that comes by itself: when it comes, when it does not, and what the window says."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QLocale, QObject, Qt, QTime
from PySide6.QtTest import QTest

from sfdesk.errors import OrgUnreachable
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.schedule.nightly_row import NightlyRow
from sfdesk.gui.screens import Place
from tests.gui.samples import ACME, NOW, PlainWorkspace


def _set(workspace: PlainWorkspace, window: MainWindow, *, minutes_ago: int) -> None:
    at = (NOW - timedelta(minutes=minutes_ago)).astimezone()
    workspace.save_settings(replace(workspace.settings, nightly=f"{at:%H:%M}"))
    window.state.report_settings()


def test_a_night_that_was_missed_is_made_up_for_once(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    _set(workspace, window, minutes_ago=90)
    window.refresher.last = NOW - timedelta(days=1)
    window.nightly.look()
    window.nightly.look()
    assert workspace.asked == ["sync"]


def test_without_a_schedule_nothing_comes_by_itself(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    window.refresher.last = NOW - timedelta(days=9)
    window.nightly.look()
    assert not workspace.asked
    assert window.status.next.isHidden()


def test_nothing_comes_by_itself_while_signed_out(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    _set(workspace, window, minutes_ago=90)
    window.state.set_org(replace(ACME, signed_in=False))
    window.refresher.last = NOW - timedelta(days=1)
    window.nightly.look()
    assert not workspace.asked


def test_a_run_that_failed_is_not_begun_again_at_once(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    def fail(_ticket: object) -> None:
        raise OrgUnreachable("No way to acme", "Check the network.", retry=True)

    workspace.sync_work = fail
    _set(workspace, window, minutes_ago=90)
    window.refresher.last = NOW - timedelta(days=1)
    window.nightly.look()
    window.nightly.look()
    assert workspace.asked == ["sync"]
    assert len(window.problems.banners) == 1


def test_the_status_bar_says_when_the_next_one_comes(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    workspace.save_settings(replace(workspace.settings, nightly="02:00"))
    window.state.report_settings()
    time = QLocale().toString(QTime(2, 0), QLocale.FormatType.ShortFormat)
    assert window.status.next.text() == f"Next {time}"
    assert not window.status.next.isHidden()


def test_the_setting_acts_at_once_and_can_be_taken_off(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    window.navigate(Place.SETTINGS)
    (row,) = window.screen_of(Place.SETTINGS).findChildren(NightlyRow)
    assert not row.at.isEnabled()
    row.tick.click()
    assert workspace.settings.nightly == "02:00"
    assert not window.status.next.isHidden()
    QTest.keyClick(row.at, Qt.Key.Key_Down)
    assert workspace.settings.nightly == "02:30"
    row.tick.click()
    assert workspace.settings.nightly == ""
    assert window.status.next.isHidden()


def test_a_time_that_was_written_by_hand_is_shown_as_it_is(window: MainWindow) -> None:
    row = NightlyRow(QObject(window))
    row.show_value("05:17")
    assert row.value == "05:17"
