"""The tour's hands and eyes: they press what can be pressed, and give up with a sentence."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.errors import OrgUnreachable
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.tour.person import Person
from sfdesk.gui.tour.report import Report, StepFailed, StepReport, expect


@pytest.fixture
def person(window: MainWindow, tmp_path: Path) -> Person:
    return Person(window, tmp_path)


def test_waiting_ends_when_it_has_come(person: Person) -> None:
    came: list[int] = []
    QTimer.singleShot(20, lambda: came.append(1))
    person.until("The timer", lambda: bool(came), seconds=5)


def test_what_does_not_come_is_named(person: Person) -> None:
    with pytest.raises(StepFailed, match="The moon did not come within"):
        person.until("The moon", lambda: False, seconds=0.05)


def test_a_problem_of_a_job_ends_the_waiting(person: Person, window: MainWindow) -> None:
    window.jobs.problem.emit(OrgUnreachable("No way to Salesforce", "Check the network."))
    with pytest.raises(StepFailed, match="No way to Salesforce"):
        person.until("The end", lambda: False, seconds=5)


def test_a_button_that_is_off_cannot_be_pressed(person: Person, window: MainWindow) -> None:
    pressed: list[int] = []
    button = QPushButton("Go", window)
    button.clicked.connect(lambda _on: pressed.append(1))
    button.show()
    person.press(button)
    button.setEnabled(False)
    QTimer.singleShot(0, lambda: button.setEnabled(True))
    person.press(button)
    assert pressed == [1, 1]


def test_pictures_are_numbered_in_order(person: Person, window: MainWindow, tmp_path: Path) -> None:
    person.look(window, "first")
    person.look(window, "second")
    assert person.pictures == ["01-first.png", "02-second.png"]
    assert all((tmp_path / name).stat().st_size > 1_000 for name in person.pictures)


def test_a_report_is_ok_only_if_every_step_was_verified(qtbot: QtBot, tmp_path: Path) -> None:
    steps = [StepReport("one", "verified"), StepReport("two")]
    report = Report(steps)
    assert not report.ok
    steps[1].state = "verified"
    assert report.ok
    report.write(tmp_path)
    assert '"ok": true' in (tmp_path / "report.json").read_text("utf-8")


def test_an_expectation_that_fails_says_so() -> None:
    expect(that=True, otherwise="never said")
    with pytest.raises(StepFailed, match="two and two"):
        expect(that=False, otherwise="two and two")
