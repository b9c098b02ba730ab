"""A sitting at the review: it keeps its place, and tells what could not be kept or taken back."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from sfdesk.domain.records import Kind
from sfdesk.errors import StoreBusy
from sfdesk.gui.widgets.notices import Banner
from tests.gui.review.cases import case, review
from tests.gui.review.hands import Build, press, shown
from tests.gui.samples import ACME


def test_a_decision_that_cannot_be_kept_comes_back_and_says_why(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    workspace.refuse = StoreBusy("The CRM is busy", "Try again in a moment.")
    press(qtbot, screen, "y")
    assert shown(screen) == "Customer 1"
    assert workspace.said == []
    assert [b.title for b in screen.findChildren(Banner)] == ["The CRM is busy"]


def test_an_undo_that_cannot_be_kept_leaves_the_link(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    workspace.refuse = StoreBusy("The CRM is busy", "Try again in a moment.")
    screen.undo()
    assert len(workspace.said) == 1
    assert shown(screen) == "Customer 2"


def test_what_an_undo_left_alone_is_said(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    workspace.kept = ("This link was used to import 7 contacts.",)
    screen.undo()
    assert screen.findChildren(Banner)[-1].text == "This link was used to import 7 contacts."


def test_each_kind_keeps_its_place(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "j")
    screen.toolbar.kinds.choose("contact")
    screen.toolbar.kinds.choose("account")
    assert shown(screen) == "Customer 2"


def test_a_refresh_keeps_the_place_and_what_can_be_taken_back(qtbot: QtBot, build: Build) -> None:
    first, second, third = case(1), case(2), case(3)
    screen, workspace = build(review(first, second, third))
    press(qtbot, screen, "y", "j")
    assert shown(screen) == "Customer 3"
    workspace.reviews[Kind.ACCOUNT] = review(second, third)
    screen.desk.state.report_crm()
    assert shown(screen) == "Customer 3"
    assert screen.toolbar.undo_button.text() == "Undo: link Customer 1"
    workspace.reviews[Kind.ACCOUNT] = review(first, second, third)
    screen.undo()
    assert workspace.said == []
    assert shown(screen) == "Customer 1"


def test_an_older_undo_that_cannot_be_kept_can_be_tried_again(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    workspace.reviews[Kind.ACCOUNT] = review(case(2))
    screen.desk.state.report_crm()
    workspace.refuse = StoreBusy("The CRM is busy", "Try again in a moment.")
    screen.undo()
    assert len(workspace.said) == 1
    screen.undo()
    assert workspace.said == []


def test_another_salesforce_begins_anew(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    screen.desk.state.set_org(replace(ACME, org_id="00D000000000002AAA"))
    assert screen.toolbar.undo_button.isHidden()
