"""Runs the steps of the tour one after the other, and says how each came out."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import shiboken6
from PySide6.QtWidgets import QApplication

from sfdesk.errors import SfdeskError
from sfdesk.gui import application
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.tour import connecting, importing, looking, pushing, reviewing
from sfdesk.gui.tour.person import Person
from sfdesk.gui.tour.report import Report, StepFailed, StepReport
from sfdesk.gui.tour.scene import Scene
from sfdesk.gui.tour.stage import Stage

Step = Callable[[Scene], dict[str, object]]

STEPS: dict[str, Step] = {
    "first run": connecting.first_run,
    "connect": connecting.connect,
    "sync": connecting.sync,
    "load the CRM": looking.load_crm,
    "look around": looking.look_around,
    "review by key": reviewing.by_key,
    "accept certain ones together": reviewing.in_bulk,
    "import": importing.bring_in,
    "push with a conflict": pushing.push,
    "undo the push": pushing.undo,
    "activity and settings": looking.activity_and_settings,
    "dark look": looking.dark,
}
"""In the order in which a person does them."""


def run(stage: Stage, folder: Path) -> int:
    """Drive the windows through every step. Pictures and `report.json` go into `folder`.

    Return 0 if every step was verified, otherwise 1; a step that failed is named, and the ones
    after it are not reached.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage.workspace.save_settings(replace(stage.workspace.settings, look="light"))
    app = application.application(["sfdesk"])
    asked: list[str] = []

    def open_url(address: str) -> bool:
        asked.append(address)
        return True

    with application.window(
        app, stage.workspace, open_demo=lambda _window: None, open_url=open_url
    ) as window:
        report = _tour(stage, window, folder, asked)
    _say(report)
    return 0 if report.ok else 1


def _tour(stage: Stage, window: MainWindow, folder: Path, asked: list[str]) -> Report:
    window.resize(1180, 760)
    person = Person(window, folder)
    scene = Scene(stage, window, person, asked)
    report = Report([StepReport(name) for name in STEPS], pictures=person.pictures)
    try:
        for step in report.steps:
            if not _take(step, scene):
                _last_look(person)
                break
    finally:
        report.sign_in = scene.sign_in
        report.write(folder)
    return report


def _take(step: StepReport, scene: Scene) -> bool:
    began = perf_counter()
    try:
        step.facts = STEPS[step.name](scene)
        step.state = "verified"
    except (StepFailed, SfdeskError) as error:
        step.state, step.problem = "failed", str(error)
    step.seconds = round(perf_counter() - began, 2)
    return step.state == "verified"


def _last_look(person: Person) -> None:
    """Show what was on the screen when it went wrong."""
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window) and window.isVisible():
            person.look(window, "where-it-stopped")


def _say(report: Report) -> None:
    for step in report.steps:
        sys.stdout.write(f"{step.state:12} {step.seconds:6.2f} s  {step.name}")
        sys.stdout.write(f": {step.problem}\n" if step.problem else "\n")
    sys.stdout.write(
        f"{len(report.pictures)} pictures, {report.seconds} s, signed in by {report.sign_in}\n"
    )
