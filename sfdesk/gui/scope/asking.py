"""Reads which list views there are, and counts the one that was chosen. No widgets here."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.scoping import ScopeChoice
from sfdesk.domain.list_views import ListView
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.screens import Desk


class ListViewChoice(QObject):
    """Of one Salesforce at a time. What is asked anew is forgotten before.

    `failed` carries a known error of either; `view` is the one that was counted last.
    """

    listed = Signal(object)  # tuple[ListView, ...]
    counted = Signal(object)  # ScopeChoice
    failed = Signal(object)  # SfdeskError

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._alias = ""
        self._job: Job | None = None
        self._known: dict[str, ScopeChoice] = {}

    def load(self, alias: str) -> None:
        """Ask for the list views of a Salesforce."""
        self.stop()
        self._alias = alias
        self._known.clear()
        ask = self._desk.workspace.list_views
        self._job = self._desk.jobs.start(
            Lane.ORG, lambda _t: ask(alias), on_done=self.listed.emit, on_error=self.failed.emit
        )

    def count(self, view: ListView) -> None:
        """Count what a list view shows; one that was counted already is told at once."""
        self.stop()
        known = self._known.get(view.id)
        if known is not None:
            self.counted.emit(known)
            return
        ask, alias = self._desk.workspace.count_list_view, self._alias
        self._job = self._desk.jobs.start(
            Lane.ORG,
            lambda _t: ask(view, alias),
            on_done=partial(self._keep, view.id),
            on_error=self.failed.emit,
        )

    def stop(self) -> None:
        """Forget what is under way."""
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _keep(self, view_id: str, found: ScopeChoice) -> None:
        self._known[view_id] = found
        self.counted.emit(found)
