"""Page 4 of the wizard: what can be kept, with exact counts; a list view is counted when taken."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sfdesk.actions.checking import Preflight
from sfdesk.actions.scoping import ScopeChoice
from sfdesk.domain.orgs import Scope
from sfdesk.errors import ListViewUnusable, OrgUnreachable
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.scope.words import time_words
from tests.gui.held_jobs import HeldJobs
from tests.gui.samples import ACME, VIEWS, PlainWorkspace

_CHOICES = (
    ScopeChoice(Scope.MINE, "My accounts", 214, 5, 1_021),
    ScopeChoice(Scope.TEAM, "My team's", 1_120, 10, 5_600),
    ScopeChoice(Scope.ALL, "All I can see", 3_870, 26, 19_040),
)
_RENEWALS = VIEWS[2]


@pytest.fixture
def jobs(held_jobs: HeldJobs) -> HeldJobs:
    return held_jobs


@pytest.fixture
def wizard(window: MainWindow, qtbot: QtBot) -> ConnectWizard:
    """The wizard with a check behind it, on a Salesforce that keeps my accounts."""
    window.open_connect()
    made = window.window_called("connect")
    assert isinstance(made, ConnectWizard)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def arrive(wizard: ConnectWizard, info: object = ACME) -> None:
    wizard._info = info  # type: ignore[assignment]
    wizard.turn_to(wizard.check)
    wizard._checked(Preflight((), _CHOICES, can_read=True))
    wizard.go.click()


def type_name(wizard: ConnectWizard, text: str) -> None:
    field = wizard.choose.list_views.field.typed
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def figures(wizard: ConnectWizard) -> list[str]:
    return [label.text() for label in wizard.choose.list_views.cells.labels]


def note(wizard: ConnectWizard) -> str:
    row = wizard.choose.list_views
    return row._said.text() if row.note.isVisible() else ""


def test_the_page_shows_exact_counts_and_reads_the_names_only(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    arrive(wizard)
    assert wizard.choose.scope is Scope.MINE
    assert wizard.choose.buttons[Scope.ALL].accessibleName() == (
        "All I can see, 3,870 accounts, 19,040 contacts, about 26 calls"
    )
    assert workspace.asked == ["list views"]
    assert figures(wizard) == ["", "", "", ""]
    assert wizard.go.isEnabled()


def test_a_typed_name_is_found_counted_and_started_with(
    wizard: ConnectWizard, workspace: PlainWorkspace, jobs: HeldJobs, window: MainWindow
) -> None:
    arrive(wizard)
    jobs.hold()
    type_name(wizard, "renew")
    row = wizard.choose.list_views
    assert row.press.isChecked()
    assert row.field.currentText() == "My Renewals"
    assert figures(wizard) == ["counting...", "", "", ""]
    assert wizard.go.isEnabled()
    jobs.release()
    assert figures(wizard) == ["86", "430", "~6", "< 5 s"]
    assert row.press.accessibleName() == (
        "A list view, My Renewals, 86 accounts, 430 contacts, about 6 calls"
    )
    wizard.go.click()
    assert workspace.asked == ["list views", "count My Renewals", "sync"]
    info = window.state.org
    assert info is not None
    assert (info.scope, info.list_view) == (Scope.LIST_VIEW, _RENEWALS)


def test_only_the_view_that_was_taken_last_is_told(
    wizard: ConnectWizard, workspace: PlainWorkspace, jobs: HeldJobs
) -> None:
    arrive(wizard)
    jobs.hold()
    type_name(wizard, "renew")
    type_name(wizard, "all acc")
    jobs.release()
    assert wizard.choose.list_view == VIEWS[0]
    assert workspace.asked == ["list views", "count All Accounts"]
    type_name(wizard, "renew")
    type_name(wizard, "all acc")
    assert workspace.asked[2:] == ["count My Renewals"]


def test_without_a_view_one_cannot_start(wizard: ConnectWizard) -> None:
    arrive(wizard)
    row = wizard.choose.list_views
    QTest.mouseClick(row.press, Qt.MouseButton.LeftButton, pos=row.press.rect().center())
    row.press.click()
    assert wizard.choose.scope is Scope.LIST_VIEW
    assert not wizard.go.isEnabled()
    assert row.field.hasFocus()
    wizard.choose.buttons[Scope.MINE].click()
    assert wizard.go.isEnabled()
    assert wizard.choose.list_view is None


def test_words_that_name_nothing_are_put_back(wizard: ConnectWizard) -> None:
    arrive(wizard)
    type_name(wizard, "nothing like it")
    row = wizard.choose.list_views
    assert (row.view, row.field.currentText()) == (None, "")
    type_name(wizard, "renew")
    type_name(wizard, "zzz")
    assert (row.view, row.field.currentText()) == (_RENEWALS, "My Renewals")


def test_an_arrow_opens_the_list_and_counts_nothing_until_one_is_taken(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    arrive(wizard)
    field = wizard.choose.list_views.field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.view().isVisible()
    assert workspace.asked == ["list views"]
    field.view().setCurrentIndex(field.model().index(2, 0))
    QTest.keyClick(field.view(), Qt.Key.Key_Return)
    assert not field.view().isVisible()
    assert workspace.asked == ["list views", "count My Renewals"]


def test_two_views_of_one_name_are_told_apart_and_unusable_ones_left_out(
    wizard: ConnectWizard,
) -> None:
    arrive(wizard)
    field = wizard.choose.list_views.field
    assert [field.itemText(n) for n in range(field.count())] == [
        "All Accounts", "My Accounts", "My Renewals", "Twin (Twin_One)", "Twin (Twin_Two)",
    ]  # fmt: skip


def test_without_list_views_the_page_says_so(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    workspace.views = ()
    arrive(wizard)
    assert note(wizard) == "You have no list views for accounts."
    row = wizard.choose.list_views
    assert not row.press.isEnabled()
    assert not row.field.isVisible()
    assert wizard.go.isEnabled()


def test_a_list_that_does_not_come_can_be_asked_for_again(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    workspace.views = OrgUnreachable("Salesforce is not available", "Try again.")
    arrive(wizard)
    assert note(wizard).startswith("Salesforce is not available")
    workspace.views = VIEWS
    wizard.choose.list_views._again.click()
    assert note(wizard) == ""
    assert wizard.choose.list_views.field.count() == 5


def test_a_view_that_cannot_be_read_says_why_and_is_not_started_with(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    gone = ListViewUnusable('The list view "My Renewals" is gone', "It was deleted.")
    workspace.unreadable[_RENEWALS.id] = gone
    arrive(wizard)
    type_name(wizard, "renew")
    assert note(wizard) == 'The list view "My Renewals" is gone. It was deleted.'
    assert not wizard.go.isEnabled()
    assert figures(wizard) == ["", "", "", ""]
    assert workspace.asked == ["list views", "count My Renewals"]
    workspace.unreadable.clear()
    wizard.choose.list_views._again.click()
    assert wizard.go.isEnabled()
    assert figures(wizard)[0] == "86"


def test_what_was_kept_before_is_on_and_counted(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    arrive(wizard, replace(ACME, scope=Scope.LIST_VIEW, list_view=_RENEWALS))
    assert wizard.choose.list_views.press.isChecked()
    assert wizard.choose.list_view == _RENEWALS
    assert figures(wizard)[0] == "86"
    assert wizard.go.isEnabled()


def test_a_view_that_was_kept_and_is_gone_is_named(
    wizard: ConnectWizard, workspace: PlainWorkspace
) -> None:
    workspace.views = VIEWS[:2]
    arrive(wizard, replace(ACME, scope=Scope.LIST_VIEW, list_view=_RENEWALS))
    assert 'The list view "My Renewals" is gone' in note(wizard)
    assert not wizard.go.isEnabled()


def test_time_is_told_in_steps() -> None:
    told = [time_words(s) for s in (0, 4.9, 5, 29, 30, 61, 170)]
    assert told == ["< 5 s", "< 5 s", "< 10 s", "< 30 s", "~ 1 min", "~ 1 min", "~ 3 min"]
