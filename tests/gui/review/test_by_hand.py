"""The keys beside the decisions: find by hand, make new, note, blind."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.review.walk import Walk
from sfdesk.gui.widgets.notices import Banner
from tests.gui.review.cases import case, review, rich
from tests.gui.review.hands import Build, press, shown
from tests.gui.samples import ACCOUNTS

FREE, TAKEN = ACCOUNTS[3], ACCOUNTS[4]


def test_a_partner_is_found_by_hand_and_linked_with_keys_alone(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "f")
    panel = screen.pages.finding
    assert panel.search.hasFocus()
    QTest.keyClicks(panel.search, "hamburg norda")
    assert panel.count.text() == "1 record"
    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert workspace.said == [("A-000001", FREE.record_id, "link")]
    assert shown(screen) == "Customer 2"
    screen.undo()
    assert workspace.said == []
    assert shown(screen) == "Customer 1"


def test_a_record_that_is_linked_already_cannot_be_chosen(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1)))
    press(qtbot, screen, "f")
    QTest.keyClicks(screen.pages.finding.search, "nordwind ag")
    assert not screen.pages.finding.link.isEnabled()
    assert screen.pages.finding.link.accessibleDescription() == f"{TAKEN.name}: Linked"
    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert workspace.said == []
    press(qtbot, screen, Qt.Key.Key_Escape)
    assert screen.view.isVisible()


def test_a_search_without_hits_says_so_and_links_nothing(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1)))
    press(qtbot, screen, "f")
    QTest.keyClicks(screen.pages.finding.search, "zzz")
    assert screen.pages.finding.count.text() == "0 records. Nothing in Salesforce has these words."
    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert workspace.said == []


def test_new_says_that_they_differ_and_opens_the_import_of_the_one_in_salesforce(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(case(1), case(2)))
    asked = list[list[str]]()
    screen.desk = replace(screen.desk, open_import=lambda ids: asked.append(list(ids)))
    press(qtbot, screen, "c")
    record_id = case(1).options[0].record.id
    assert workspace.said == [("A-000001", record_id, "not-same")]
    assert asked == [[record_id]]


def test_a_note_is_kept_with_the_decision_and_comes_back_with_undo(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "e")
    assert screen.view.note.field.hasFocus()
    QTest.keyClicks(screen.view.note.field, "yes, Ben says so")
    assert workspace.said == []
    press(qtbot, screen, Qt.Key.Key_Return)
    assert workspace.said == []
    press(qtbot, screen, "y")
    (kept,) = workspace.decisions.values()
    assert kept.shown.note == "yes, Ben says so"
    assert not screen.view.note.isVisible()
    screen.undo()
    assert screen.view.note.isVisible()
    assert screen.view.note.field.text() == "yes, Ben says so"


def test_a_note_of_a_case_that_was_put_aside_is_shown(build: Build) -> None:
    screen, _workspace = build(review(replace(case(1), note="Ask Ben")))
    assert screen.view.note.isVisible()
    assert screen.view.note.field.text() == "Ask Ben"


def test_blind_hides_how_sure_it_is_and_why_until_it_is_put_off(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(rich())
    view = screen.view
    press(qtbot, screen, "b")
    for hidden in (view.headline.band, view.reasons, view.details):
        assert not hidden.isVisible()
    assert view.accessibleDescription() == "Nordwind Energie, Nordwind AG."
    press(qtbot, screen, "d", Qt.Key.Key_Right)
    assert not view.reasons.isVisible()
    assert not view.details.isVisible()
    assert not view.headline.band.isVisible()
    press(qtbot, screen, "b", "d")
    assert view.headline.band.isVisible()


def test_every_key_of_the_case_is_in_its_list(build: Build) -> None:
    screen, _workspace = build(review(case(1)))
    keys = {key.toString() for act in screen.commands for key in act.shortcuts()}
    wanted = {"Y", "N", "X", "L", "1", "2", "3", "F", "C", "E", "B", "D", "O", "R", "J", "K"}
    assert keys >= wanted | {"Left", "Right", "Esc", "Ctrl+Z", "Ctrl+Y"}


@pytest.mark.parametrize("suggested", [True, False])
def test_a_link_by_hand_agrees_with_the_first_suggestion_only_if_it_is_that(
    *, suggested: bool
) -> None:
    walk = Walk(review(case(1, Band.CERTAIN, options=2)))
    first = case(1).options[0].record.id
    step = walk.link_by_hand(first if suggested else FREE.record_id)
    assert step is not None
    assert step.first is suggested
    assert step.said[0].shown.first is suggested
    assert walk.tally().agreed == int(suggested)


def test_undoing_a_link_that_an_import_used_asks_whether_the_import_goes_too(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    batch = next(iter(workspace.decisions))
    made = workspace.decide("A-000009", "001x", Outcome.LINK)  # stands for the import
    workspace.kept = ("This link was used by B-000002 (7 contacts), which was kept.",)
    workspace.used_by = (made.batch_id,)
    screen.undo()
    assert batch not in workspace.decisions
    assert made.batch_id in workspace.decisions
    (banner,) = screen.findChildren(Banner)
    assert banner.title == "Undo the link only, or the import too?"
    next(b for b in banner.findChildren(QPushButton) if "import too" in b.text()).click()
    assert made.batch_id not in workspace.decisions
