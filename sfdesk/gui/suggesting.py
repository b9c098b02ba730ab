"""Keeps suggestions up to date behind everybody's back: after whatever may have changed them."""

import logging

from PySide6.QtCore import QObject, QTimer

from sfdesk.actions.match_requests import MatchReport
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import SfdeskError, WorkerDied
from sfdesk.gui.jobs import Job, Jobs, Lane
from sfdesk.gui.state import State
from sfdesk.workspace import Workspace

_log = logging.getLogger(__name__)

_PAUSE = 400  # ms: while somebody decides by key, or several things change, it waits for a pause
_LOOK = 60_000  # ms between two looks for what colleagues and commands changed


class Suggester(QObject):
    """Starts a match after a refresh, an import, an edit, a decision; one runs at a time."""

    def __init__(self, workspace: Workspace, jobs: Jobs, state: State, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._state = workspace, jobs, state
        self._job: Job | None = None
        self._again = self._elsewhere = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.start)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._changed)
        state.org_changed.connect(self._another_org)
        state.links_changed.connect(self._soon.start)
        for signal in (state.synced, state.imported, state.crm_changed, state.settings_changed):
            signal.connect(self._changed)
        state.pushed.connect(self._changed)

    @property
    def running(self) -> bool:
        """Whether a match is on its way."""
        return self._job is not None and self._job.running

    def start(self) -> None:
        """Match what changed; one that runs already is followed by another."""
        info = self._state.org
        if info is None:
            return
        if self.running:
            self._again = True
            return
        self._again = False
        elsewhere, self._elsewhere = self._elsewhere, False
        self._job = self._jobs.start(
            Lane.MATCH,
            lambda ticket: self._workspace.match(ticket, info.alias),
            on_done=lambda report: self._done(info, report, elsewhere=elsewhere),
            on_error=self._failed,
            on_end=self._ended,
        )

    def _another_org(self, _info: object) -> None:
        if self._job is not None:
            self._job.forget()
        self._look.start()
        self._changed()

    def _changed(self, *_what: object) -> None:
        """Something changed that is not a decision of the person who reviews."""
        self._elsewhere = True
        self._soon.start()

    def _done(self, info: OrgInfo, report: MatchReport, *, elsewhere: bool) -> None:
        if self._state.org is not None and self._state.org.org_id == info.org_id:
            self._state.report_match(report, elsewhere=elsewhere)

    def _failed(self, error: SfdeskError) -> None:
        """A store that cannot be read is told by whoever shows it; this is tried again soon."""
        if isinstance(error, WorkerDied):
            self._jobs.problem.emit(error)
        else:
            _log.info("suggestions were not brought up to date: %s", error.title)

    def _ended(self) -> None:
        if self._again:
            self._soon.start()
