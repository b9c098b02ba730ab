"""The one refresh that may run at a time, and what it tells the status bar."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from sfdesk.actions.syncing import SyncReport
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import OrgUnreachable, SfdeskError
from sfdesk.gui.jobs import Job, Jobs, Lane
from sfdesk.gui.state import State
from sfdesk.ticket import Progress
from sfdesk.workspace import Workspace

_FIRST_PAUSE, _LONGEST_PAUSE = 30_000, 15 * 60_000


class Refresher(QObject):
    """Starts a sync, cancels it, says how it ended. While one runs, a second start does nothing.

    Where Salesforce could not be reached it tries again by itself, after longer and longer pauses
    (milliseconds), until it is reached or another Salesforce is on the screen.
    """

    started = Signal()
    progressed = Signal(object)  # Progress
    failed = Signal(object)  # SfdeskError
    cancelled = Signal()
    ended = Signal()

    def __init__(self, workspace: Workspace, jobs: Jobs, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._state = workspace, jobs, state
        self._job: Job | None = None
        self._came_to_an_end = False
        self.last: datetime | None = None
        self.again = QTimer(self)
        self.again.setSingleShot(True)
        self._pause = _FIRST_PAUSE
        self.again.timeout.connect(self.start)
        state.org_changed.connect(self._forget)
        self._last_of = ""

    @property
    def running(self) -> bool:
        """Whether a refresh is on its way."""
        return self._job is not None and self._job.running

    def start(self, *, full: bool = False) -> None:
        """Read from Salesforce what changed, or with `full` everything."""
        info = self._state.org
        if self.running or info is None:
            return
        self.again.stop()
        self._came_to_an_end = False
        self.started.emit()
        self._job = self._jobs.start(
            Lane.SYNC,
            lambda ticket: self._workspace.sync(ticket, info.alias, full=full),
            on_done=partial(self._done, info.alias),
            on_error=partial(self._failed, info.alias),
            on_progress=self._progressed,
            on_end=self._ended,
        )

    def cancel(self) -> None:
        """Stop at the next safe place; what has arrived stays."""
        if self._job is not None:
            self._job.cancel()

    def _progressed(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _is_shown(self, alias: str) -> bool:
        """Tell whether that Salesforce is on the screen still: its news are not another one's."""
        return self._state.org is not None and self._state.org.alias == alias

    def _done(self, alias: str, report: SyncReport) -> None:
        self._came_to_an_end = True
        if not self._is_shown(alias):
            return  # what was read is kept
        self._pause = _FIRST_PAUSE
        self.last = report.at
        self._state.report_sync(report)

    def _failed(self, alias: str, error: SfdeskError) -> None:
        self._came_to_an_end = True
        if not self._is_shown(alias):
            return  # it is marked in the list, and said when somebody turns to it
        if isinstance(error, OrgUnreachable):
            self._state.set_online(online=False)
        self.failed.emit(error)
        if isinstance(error, OrgUnreachable) and error.retry:
            self.again.start(self._pause)
            self._pause = min(2 * self._pause, _LONGEST_PAUSE)

    def _forget(self, info: OrgInfo | None) -> None:
        self.again.stop()
        self._pause = _FIRST_PAUSE
        if info is None or info.alias != self._last_of:
            self.last, self._last_of = None, info.alias if info else ""

    def _ended(self) -> None:
        if not self._came_to_an_end:
            self.cancelled.emit()
        self.ended.emit()
