"""Takes back what is none of the walk's steps: a side of a contradiction, or an import."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.past_decisions import Statement
from sfdesk.domain.links import Outcome
from sfdesk.domain.records import Kind
from sfdesk.gui.jobs import Lane
from sfdesk.gui.screens import Desk
from sfdesk.i18n import _

T = TypeVar("T")


class Correcting(QObject):
    """Each method starts a job; `corrected` says that links are other than they were."""

    corrected = Signal()
    taken_back = Signal(object, str)  # Statement, and the batch that undo takes, "" for none
    failed = Signal(object)  # SfdeskError

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def take_back(self, kind: Kind, statement: Statement) -> None:
        """Take one side of a contradiction back."""
        org, workspace = self._desk.state.org, self._desk.workspace
        if org is None:
            return
        crm_id, record_id = statement.crm.id, statement.record.id

        def work() -> str:
            if statement.outcome is Outcome.LINK:
                reason = _("it contradicted another decision")
                return workspace.unlink(kind, crm_id, org.alias, reason=reason).batch_id
            workspace.let_go(kind, crm_id, record_id, org.alias)
            return ""

        def done(batch_id: str) -> None:
            self.corrected.emit()
            self.taken_back.emit(statement, batch_id)

        self._start(work, done)

    def undo(self, batch_id: str) -> None:
        """Undo what was just taken back."""
        workspace = self._desk.workspace
        self._start(lambda: workspace.undo(batch_id), lambda _report: self.corrected.emit())

    def undo_imports(self, batches: Sequence[str]) -> None:
        """Take back the imports that went through a link, the last first."""
        workspace = self._desk.workspace

        def work() -> None:
            for batch_id in reversed(batches):
                workspace.undo(batch_id)

        self._start(work, lambda _none: self._desk.state.report_import())

    def _start(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._desk.jobs.start(
            Lane.LOCAL, lambda _ticket: work(), on_done=done, on_error=self.failed.emit
        )
