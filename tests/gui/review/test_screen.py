"""The review screen as hands use it: keys go in, decisions come out."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from sfdesk.actions.cases import Review
from sfdesk.actions.past_decisions import SecondLook
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import Kind
from sfdesk.errors import StoreBusy
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.review.walk import Show
from sfdesk.gui.screens import Place
from sfdesk.gui.theme import Theme
from sfdesk.gui.widgets.notices import Banner
from tests.gui.review.cases import NOW, case, dispute, review, rich
from tests.gui.review.desk import ReviewWorkspace
from tests.gui.samples import ACME

Build = Callable[[Review], tuple[ReviewScreen, ReviewWorkspace]]


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


def press(qtbot: QtBot, screen: ReviewScreen, *keys: str | Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(screen.window().focusWidget() or screen.view, as_key(key))


def as_key(key: str | Qt.Key) -> Qt.Key:
    return Qt.Key(ord(key.upper())) if isinstance(key, str) else key


def shown(screen: ReviewScreen) -> str:
    assert screen.walk is not None
    return screen.walk.case.crm.name if screen.walk.case else ""


def test_every_case_can_be_decided_by_keys_and_taken_back_to_the_start(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(*(case(n, options=1 + n % 3) for n in range(1, 62))))
    for n in range(1, 62):
        press(qtbot, screen, "yxl"[n % 3])
    assert screen.walk is not None
    assert screen.walk.left == 0
    decided = len(screen.walk.steps)
    assert decided == 61
    assert len(workspace.decisions) > decided
    for _step in range(decided):
        QTest.keyClick(screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == []
    assert (screen.walk.number, screen.walk.left, screen.walk.steps) == (1, 61, [])
    assert shown(screen) == "Customer 1"


def test_pages_seldom_asked_for_are_made_when_they_first_are(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    assert screen.pages.count() == 2
    press(qtbot, screen, "f")
    assert screen.pages.count() == 3
    assert screen.pages.currentWidget() is screen.pages.finding
    press(qtbot, screen, Qt.Key.Key_Escape, "f")
    assert screen.pages.count() == 3


def test_redo_stores_the_decision_again(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    before = workspace.said
    QTest.keyClick(screen.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == []
    QTest.keyClick(screen.view, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert workspace.said == before
    assert shown(screen) == "Customer 2"


def test_numbers_choose_another_suggestion_and_enter_links_it(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1, options=3)))
    press(qtbot, screen, "3", Qt.Key.Key_Return)
    assert workspace.said == [("A-000001", f"001{12:015d}", "link")]


def test_arrows_and_letters_move_without_deciding(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2), case(3)))
    press(qtbot, screen, Qt.Key.Key_Right, "j")
    assert shown(screen) == "Customer 3"
    press(qtbot, screen, Qt.Key.Key_Left, "k")
    assert shown(screen) == "Customer 1"
    assert workspace.said == []


def test_enter_on_a_button_presses_that_button(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    screen.view.apart.setFocus()
    press(qtbot, screen, Qt.Key.Key_Return)
    assert [said[2] for said in workspace.said] == ["not-same"]


def test_keys_work_while_the_table_has_the_focus(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(rich())
    screen.view.table.setFocus()
    press(qtbot, screen, Qt.Key.Key_Down, Qt.Key.Key_Space, "n")
    assert len(workspace.said) == 1
    assert screen.view.every


def test_space_shows_fields_that_say_nothing(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(rich())
    few = screen.view.table.lines.rowCount()
    press(qtbot, screen, Qt.Key.Key_Space)
    assert screen.view.table.lines.rowCount() == few + 1


def test_a_clash_links_the_record_that_was_chosen(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(rich())
    press(qtbot, screen, "j")
    assert screen.view.headline.claim.text() == "2 CRM records want Kappa Instruments SAS"
    press(qtbot, screen, "r", "y")
    assert workspace.said[0][0] == "A-000003"


def test_a_warning_is_said_in_the_headline(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(rich())
    press(qtbot, screen, "j", "j")
    assert screen.view.headline.band.text() == "CHECK"
    assert screen.view.headline.claim.text() == "same name, different country"


def test_the_address_of_the_record_goes_to_the_browser(
    qtbot: QtBot, build: Build, opened: list[str]
) -> None:
    screen, _workspace = build(rich())
    press(qtbot, screen, "o")
    assert opened == [f"https://acme.my.salesforce.com/001{1:015d}"]


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


def test_bulk_cannot_be_accepted_before_the_sample_was_seen(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(*(case(n, Band.CERTAIN) for n in range(1, 16))))
    QTest.mouseClick(screen.toolbar.bulk_button, Qt.MouseButton.LeftButton)
    assert not screen.pages.bulk.accept.isEnabled()
    for _n in range(10):
        QTest.keyClick(screen.pages.bulk.table, Qt.Key.Key_Y)
    QTest.mouseClick(screen.pages.bulk.accept, Qt.MouseButton.LeftButton)
    assert len(workspace.said) == 15
    assert screen.walk is not None
    assert len(screen.walk.steps) == 1
    screen.undo()
    assert workspace.said == []


def test_filters_show_their_own_cases_and_say_when_there_are_none(
    qtbot: QtBot, build: Build
) -> None:
    screen, _workspace = build(rich())
    screen.toolbar.shows.choose(Show.LATER)
    assert shown(screen) == "Customer 30"
    press(qtbot, screen, "y")
    assert screen.empty.accessibleName() == "Nothing is set aside"


def test_the_end_says_what_came_out(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y", "n")
    assert screen.empty.accessibleDescription() == (
        "2 decided in 1 second: 1 linked, 1 not the same, 0 later. "
        "You agreed with the first suggestion 1 times of 1."
    )


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


def test_one_case_can_be_asked_for(build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2), case(3)))
    screen.desk.open_review(Kind.ACCOUNT, "A-000003")
    assert shown(screen) == "Customer 3"


def test_another_salesforce_begins_anew(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    press(qtbot, screen, "y")
    screen.desk.state.set_org(replace(ACME, org_id="00D000000000002AAA"))
    assert screen.toolbar.undo_button.isHidden()


def test_everything_that_can_be_reached_has_a_name(build: Build) -> None:
    screen, _workspace = build(rich())
    named = (QAbstractButton, QLineEdit, QAbstractItemView)
    nameless = [
        widget
        for kind in named
        for widget in screen.findChildren(kind)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget.isVisible()
    ]
    assert nameless == []


def test_single_letters_can_be_switched_off_and_arrows_stay(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(review(case(1), case(2)))
    workspace.save_settings(replace(workspace.settings, letter_keys="off"))
    screen.desk.state.report_settings()
    press(qtbot, screen, "y", "n", "j", Qt.Key.Key_Right)
    assert workspace.said == []
    assert shown(screen) == "Customer 2"
    press(qtbot, screen, Qt.Key.Key_Return)
    assert len(workspace.said) == 1


def test_the_left_list_says_how_many_cases_wait(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2), case(3, later=True)))
    counted: list[int] = []
    screen.desk.state.to_review_changed.connect(counted.append)
    press(qtbot, screen, "y")
    assert counted[-1] == 1


def test_the_next_case_comes_within_the_blink_of_an_eye(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(*(case(n, options=3) for n in range(1, 2_001))))
    began = perf_counter()
    for _n in range(20):
        press(qtbot, screen, "y")
    assert (perf_counter() - began) / 20 < 0.05


def test_the_order_that_helps_most_says_what_chance_picked_and_keeps_it(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(review(*(case(n) for n in range(1, 9))))
    at = screen.toolbar.order.findText("What helps most")
    screen.toolbar.order.setCurrentIndex(at)
    screen.toolbar.order.activated.emit(at)
    screen.view.setFocus()
    told = list[str]()
    while screen.walk is not None and screen.walk.case is not None:
        told.append(screen.toolbar.why_asked.text())
        press(qtbot, screen, "y")
    assert told == ["doubtful", "doubtful", "doubtful", "picked at random"] * 2
    assert [d.shown.drawn for d in workspace.decisions.values()] == [False, False, False, True] * 2
    assert {d.shown.band for d in workspace.decisions.values()} == {"likely"}
    assert "Of 2 picked at random 2 were right" in screen.empty.accessibleDescription()


@pytest.mark.parametrize(
    ("button", "asked"),
    [(0, "unlink A-000001"), (1, f"let go A-000001 001{1:015d}")],
)
def test_one_side_of_a_contradiction_is_taken_back_and_the_cases_follow(
    qtbot: QtBot, build: Build, button: int, asked: str
) -> None:
    screen, workspace = build(replace(review(case(1), case(2)), disputes=(dispute(),)))
    panel = screen.pages.disputes
    assert panel.isVisible()
    assert panel.accessibleName() == "These decisions cannot both hold"
    told = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "ben said so on 2 Mar 2026" in told
    assert "Sold in March" in told
    panel.buttons[button].click()
    assert workspace.asked == [asked]
    assert screen.view.isVisible()
    (banner,) = screen.findChildren(Banner)
    assert banner.title == "Taken back"
    undo = [b for b in banner.findChildren(QPushButton) if b.text() == "Undo"]
    assert len(undo) == (1 if button == 0 else 0)


def test_a_contradiction_can_wait_and_is_back_in_the_next_sitting(
    qtbot: QtBot, build: Build
) -> None:
    screen, workspace = build(replace(review(case(1), case(2)), disputes=(dispute(),)))
    press(qtbot, screen, "l")
    assert screen.view.isVisible()
    assert (workspace.said, workspace.asked) == ([], [])


def test_a_refused_taking_back_is_told_and_changes_nothing(qtbot: QtBot, build: Build) -> None:
    screen, workspace = build(replace(review(case(1)), disputes=(dispute(),)))
    workspace.refuse = StoreBusy("Somebody writes", "Try again.")
    screen.pages.disputes.buttons[0].click()
    assert screen.pages.disputes.isVisible()
    assert screen.findChildren(Banner)


def test_a_pair_that_came_back_says_what_was_said_of_it(build: Build) -> None:
    one = case(1)
    look = SecondLook(NOW, "anna", ("Website",), "Other owner")
    screen, _workspace = build(review(replace(one, options=(replace(one.options[0], again=look),))))
    assert screen.view.again.text() == (
        "You said not the same on 2 Mar 2026. Since then Website changed. “Other owner”"
    )


def test_details_show_the_numbers_of_this_case_and_go_away_again(
    qtbot: QtBot, build: Build
) -> None:
    screen, _workspace = build(rich())
    press(qtbot, screen, "d")
    assert screen.view.details.isVisible()
    assert not screen.view.reasons.isVisible()
    assert screen.view.details.model.rowCount() == 7
    press(qtbot, screen, "2")
    assert screen.view.details.model.rowCount() == 4
    press(qtbot, screen, "d")
    assert not screen.view.details.isVisible()
    assert screen.view.reasons.isVisible()
