"""The review screen: what it shows of a case, and where it leads."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from sfdesk.actions.past_decisions import SecondLook
from sfdesk.domain.records import Kind
from sfdesk.gui.review.walk import Show
from tests.gui.review.cases import NOW, case, review, rich
from tests.gui.review.hands import Build, press, shown


def test_pages_seldom_asked_for_are_made_when_they_first_are(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2)))
    assert screen.pages.count() == 2
    press(qtbot, screen, "f")
    assert screen.pages.count() == 3
    assert screen.pages.currentWidget() is screen.pages.finding
    press(qtbot, screen, Qt.Key.Key_Escape, "f")
    assert screen.pages.count() == 3


def test_space_shows_fields_that_say_nothing(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(rich())
    few = screen.view.table.lines.rowCount()
    press(qtbot, screen, Qt.Key.Key_Space)
    assert screen.view.table.lines.rowCount() == few + 1


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


def test_one_case_can_be_asked_for(build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2), case(3)))
    screen.desk.open_review(Kind.ACCOUNT, "A-000003")
    assert shown(screen) == "Customer 3"


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


def test_the_left_list_says_how_many_cases_wait(qtbot: QtBot, build: Build) -> None:
    screen, _workspace = build(review(case(1), case(2), case(3, later=True)))
    counted: list[int] = []
    screen.desk.state.to_review_changed.connect(counted.append)
    press(qtbot, screen, "y")
    assert counted[-1] == 1


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
