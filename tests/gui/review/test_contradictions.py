"""Decisions that cannot both hold: one side is taken back, or all of it waits."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from sfdesk.errors import StoreBusy
from sfdesk.gui.widgets.notices import Banner
from tests.gui.review.cases import case, dispute, review
from tests.gui.review.hands import Build, press


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
