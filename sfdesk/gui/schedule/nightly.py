"""The refresh that comes by itself, every night or at the first start after one that was missed."""

from datetime import datetime

from PySide6.QtCore import QObject

from sfdesk.domain.schedule import clock, is_due, upcoming
from sfdesk.gui.refreshing import Refresher
from sfdesk.gui.state import State
from sfdesk.workspace import Workspace


class Nightly(QObject):
    """Looked at every half minute, so that a computer that slept makes up for it when it wakes."""

    def __init__(
        self, workspace: Workspace, state: State, refresher: Refresher, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._state, self._refresher = workspace, state, refresher
        self._tried: datetime | None = None

    def next(self) -> datetime | None:
        """Return when the next one comes, None if none does."""
        at = clock(self._workspace.settings.nightly)
        return None if at is None or self._state.org is None else upcoming(self._now(), at)

    def look(self) -> None:
        """Begin a refresh if one is owed."""
        at, info, now = clock(self._workspace.settings.nightly), self._state.org, self._now()
        if at is None or info is None or not info.signed_in or self._refresher.running:
            return
        if is_due(now, at, self._refresher.last, self._tried):
            self._tried = now
            self._refresher.start()

    def _now(self) -> datetime:
        return self._workspace.now().astimezone()
