"""The push window: what it shows of a plan, what it sends, and how it takes a refusal."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.domain.records import Kind
from sfdesk.errors import InputError, OrgRefused, OrgUnreachable, Refusal, SignInNeeded
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.theme import Theme
from sfdesk.gui.widgets.notices import Banner
from tests.gui.push.desk import PushWorkspace
from tests.gui.push.plans import EMPLOYEES, INDUSTRY, PHONE, org, plan

Build = Callable[[PushWorkspace], PushWindow]


@pytest.fixture
def build(qtbot: QtBot, theme: Theme, jobs: InlineJobs, request: pytest.FixtureRequest) -> Build:
    def make(workspace: PushWorkspace) -> PushWindow:
        window = MainWindow(
            workspace,
            jobs,
            open_demo=lambda: None,
            open_url=lambda _address: True,
            plugged=Registry({}, push_window=PushWindow),
        )
        qtbot.addWidget(window)
        request.addfinalizer(window.close)
        window.start()
        window.open_push("A-000007", Kind.ACCOUNT)
        made = window.window_called("push A-000007")
        assert isinstance(made, PushWindow)
        return made

    return make


def notices(window: PushWindow) -> list[Banner]:
    QApplication.processEvents()
    return [banner for banner in window.findChildren(Banner) if banner.isVisible()]


def banners(window: PushWindow) -> list[str]:
    return [banner.title for banner in notices(window)]


def test_ticked_fields_are_sent_and_the_receipt_is_shown(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    assert window.send.text() == "Push 1 field to Production"
    window.send.click()
    assert workspace.pushed[0].values() == {"Phone": "+49 40 5550 199"}
    assert window.result.said.text().startswith("Pushed 1 field to Nordwind AG at ")


def test_a_conflict_holds_the_push_until_it_is_chosen(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE, EMPLOYEES))
    window = build(workspace)
    assert (window.send.text(), window.send.isEnabled()) == ("Choose 1 first", False)
    window.conflicts.lines["NumberOfEmployees"].use.click()
    assert window.table.state_of("NumberOfEmployees") == "will push"
    window.send.click()
    assert workspace.pushed[0].values() == {"Phone": "+49 40 5550 199", "NumberOfEmployees": 128}


def test_a_typed_value_is_sent_in_the_fields_own_type(build: Build) -> None:
    workspace = PushWorkspace(plan(EMPLOYEES))
    window = build(workspace)
    QTest.keyClicks(window.conflicts.lines["NumberOfEmployees"].text, "1x")
    assert not window.send.isEnabled()
    QTest.keyClick(window.conflicts.lines["NumberOfEmployees"].text, Qt.Key.Key_Backspace)
    QTest.keyClicks(window.conflicts.lines["NumberOfEmployees"].text, "31")
    window.send.click()
    assert workspace.pushed[0].values() == {"NumberOfEmployees": 131}


def test_space_ticks_a_blank_that_is_off_by_default(build: Build) -> None:
    workspace = PushWorkspace(plan(INDUSTRY))
    window = build(workspace)
    assert window.send.text() == "Nothing to push"
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    assert window.table.state_of("Industry") == "will erase"
    window.send.click()
    assert workspace.pushed[0].values() == {"Industry": None}


def test_a_refusal_stands_under_its_field_and_nothing_is_lost(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    rule = Refusal("FIELD_CUSTOM_VALIDATION_EXCEPTION", "Phone", "raw", words="Your company's rule")
    workspace.refuse = OrgRefused(
        "Salesforce did not take it", "Nothing was sent.", refusals=(rule,)
    )
    window.send.click()
    assert banners(window) == ["Salesforce did not take it"]
    assert window.draft is not None
    assert window.draft.rows()[0].problem == "Your company's rule"
    assert window.table.field_at(window.table.row) == "Phone"
    window.send.click()
    assert len(workspace.pushed) == 1


def test_a_duplicate_that_may_be_saved_can_be_saved_anyway(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    twin = Refusal("DUPLICATES_DETECTED", "", "raw", words="Looks like Nordwind Oy", may_save=True)
    workspace.refuse = OrgRefused("Salesforce did not take it", "A duplicate.", refusals=(twin,))
    window.send.click()
    notices(window)[0]._steps[0].click()
    assert workspace.allowed_duplicates == [True]


def note_sign_ins(window: PushWindow) -> list[Callable[[], object] | None]:
    """Note what is to go on after a sign-in, in the place of the wizard."""
    asked: list[Callable[[], object] | None] = []

    def sign_in_again(then: Callable[[], object] | None = None) -> None:
        asked.append(then)

    window.desk = replace(window.desk, sign_in_again=sign_in_again)
    return asked


def test_a_push_goes_on_once_the_person_has_signed_in_again(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    went_on = note_sign_ins(window)
    workspace.refuse = SignInNeeded("Sign in again", "Access was ended.")
    window.send.click()
    (press,) = notices(window)[0]._steps
    assert press.text() == "Sign in again"
    press.click()
    assert workspace.pushed == []
    (then,) = went_on
    assert then is not None
    then()
    assert len(workspace.pushed) == 1
    assert window.receipt is not None


def test_a_record_that_was_not_read_is_read_after_signing_in_again(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    workspace.refuse = SignInNeeded("Sign in again", "Access was ended.")
    window = build(workspace)
    went_on = note_sign_ins(window)
    presses = [b for b in window.findChildren(QPushButton) if b.text() == "Sign in again"]
    presses[0].click()
    (then,) = went_on
    assert then is not None
    then()
    assert workspace.reads == 1
    assert window.draft is not None


def test_a_record_that_changed_meanwhile_is_read_again(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    workspace.refuse = InputError("It changed again, just now", "Look, then push.", code="CHANGED")
    window.send.click()
    assert workspace.reads == 2
    assert banners(window) == ["It changed again, just now"]


def test_look_only_asks_once_before_it_may_push(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE, info=org(may_push=False)))
    window = build(workspace)
    assert window.send.text() == "Push is off. Allow pushing…"
    window.send.click()
    assert workspace.pushed == []
    notices(window)[0]._steps[0].click()
    assert window.send.text() == "Push 1 field to Production"


def test_undo_says_what_was_left_alone(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    window = build(workspace)
    window.send.click()
    workspace.kept = ("Employees was changed by J. Roux since. Left alone.",)
    window.result.undo_button.click()
    assert workspace.undone == ["B-000042"]
    assert banners(window) == ["Employees was changed by J. Roux since. Left alone."]


def test_what_salesforce_stored_differently_is_said(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    workspace.stored = {"Phone": "+49 40 5550199"}
    window = build(workspace)
    window.send.click()
    assert banners(window) == ["Salesforce stored Phone +49 40 5550 199 as +49 40 5550199."]


def test_a_salesforce_out_of_reach_is_said_in_place_with_a_way_on(build: Build) -> None:
    workspace = PushWorkspace(plan(PHONE))
    workspace.refuse = OrgUnreachable("No way to Salesforce", "Check the network.", retry=True)
    window = build(workspace)
    assert window.waiting.accessibleName() == "No way to Salesforce"
    window.read()
    assert window.draft is not None


def test_the_table_goes_to_the_clipboard(build: Build) -> None:
    window = build(PushWorkspace(plan(PHONE)))
    window.copy.click()
    assert "Phone\t+49 40 5550 123" in QGuiApplication.clipboard().text()


def test_the_place_is_in_the_window_title(build: Build) -> None:
    assert build(PushWorkspace(plan(PHONE))).windowTitle().endswith("[Production]")
