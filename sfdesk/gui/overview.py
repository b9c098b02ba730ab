"""The few numbers that the frame shows: how old the data is, and how much there is of it."""

from PySide6.QtCore import QObject, QTimer, Signal

from sfdesk.actions.match_requests import MatchReport
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Job, Jobs, Lane
from sfdesk.gui.state import State
from sfdesk.workspace import Workspace

_PAUSE = 500  # ms: while somebody decides by key, the numbers wait for a pause


class Overview(QObject):
    """Reads the numbers anew whenever they may have changed."""

    read = Signal(object)  # Home

    def __init__(self, workspace: Workspace, jobs: Jobs, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._state = workspace, jobs, state
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.look)
        for signal in (state.org_changed, state.synced, state.imported, state.crm_changed):
            signal.connect(self.look)
        state.links_changed.connect(self._soon.start)
        state.matched.connect(self._matched)

    def look(self) -> None:
        """Read the numbers; a newer question takes the place of one that still waits."""
        if self._job is not None:
            self._job.forget()
        info = self._state.org
        if info is not None:
            self._job = self._jobs.start(
                Lane.LOCAL,
                lambda _t: self._workspace.home(info.alias),
                on_done=self.read.emit,
                on_error=self._unknown,
            )

    def _matched(self, report: MatchReport, _elsewhere: bool) -> None:  # noqa: FBT001 - a signal's
        if report.anything:
            self._soon.start()

    def _unknown(self, _error: SfdeskError) -> None:
        """The screen that reads the same says why; the frame shows no number."""
