"""Keeps what was said, behind the back of whoever reviews: no key ever waits for the store."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.undoing import UndoReport
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Jobs, Lane
from sfdesk.gui.review.walk import Step
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """What an undo did not touch: sentences, and imports that went through the link."""

    kept: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


class Storing(QObject):
    """Stores steps and takes them back, one after the other.

    A step's batches are filled in on the lane, so an undo that comes before its step was stored
    finds them all the same: the lane keeps their order.
    """

    stored = Signal(object)  # Step
    taken_back = Signal(object, object)  # Step, LeftAlone
    not_stored = Signal(object, object)  # Step, SfdeskError
    not_taken_back = Signal(object, object)  # Step, SfdeskError
    idle = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._jobs = workspace, jobs
        self.waiting = 0

    def store(self, step: Step, alias: str) -> None:
        """Keep every pair of a step, or none of them."""
        self._start(
            lambda _ticket: _keep(self._workspace, step, alias),
            lambda _done: self.stored.emit(step),
            lambda error: self.not_stored.emit(step, error),
        )

    def take_back(self, step: Step, alias: str) -> None:
        """Undo a step in the store."""
        self._start(
            lambda _ticket: _undo(self._workspace, step, alias),
            lambda left: self.taken_back.emit(step, left),
            lambda error: self.not_taken_back.emit(step, error),
        )

    def _start(
        self,
        work: Callable[[Ticket], object],
        done: Callable[[object], None],
        failed: Callable[[SfdeskError], None],
    ) -> None:
        self.waiting += 1
        self._jobs.start(
            Lane.LOCAL,
            work,
            on_done=done,
            on_error=failed,
            on_end=self._ended,
        )

    def _ended(self) -> None:
        self.waiting -= 1
        if not self.waiting:
            self.idle.emit()


def _keep(workspace: Workspace, step: Step, alias: str) -> None:
    """Store a step as one batch: all its pairs, or none."""
    first = step.said[0]
    if len(step.said) == 1:
        made = workspace.decide(
            first.crm_id, first.record_id, first.outcome, alias, shown=first.shown
        )
        step.batches.append(made.batch_id)
    else:
        pairs = [(said.crm_id, said.record_id) for said in step.said]
        shown = [said.shown for said in step.said]
        step.batches.append(workspace.decide_together(pairs, first.outcome, alias, shown=shown))


def _undo(workspace: Workspace, step: Step, alias: str) -> LeftAlone:
    """Take a step's batches back, the last first."""
    left = LeftAlone()
    while step.batches:
        report: UndoReport = workspace.undo(step.batches[-1], alias)
        left = LeftAlone((*left.kept, *report.kept), (*left.imports, *report.used_by))
        step.batches.pop()
    return left
