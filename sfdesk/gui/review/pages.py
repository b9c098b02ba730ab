"""What can stand below the toolbar: a case, a sentence, or one of the pages seldom asked for."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from random import Random
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfdesk.gui.review.bulk import BulkPanel
from sfdesk.gui.review.case_view import CaseView
from sfdesk.gui.review.disputes import DisputePanel
from sfdesk.gui.review.finding import FindPanel
from sfdesk.gui.widgets.notices import EmptyState

W = TypeVar("W", bound=QWidget)


class Pages(QStackedWidget):
    """One page at a time. Those seldom asked for are made when they first are: no window waits.

    `left` says that the case is wanted again.
    """

    accepted = Signal(object)  # tuple[Case, ...]
    found = Signal(object)  # Row
    taken_back = Signal(object)  # Statement
    later = Signal()
    left = Signal()

    def __init__(self, me: str, chance: Random, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._chance, self._now = chance, now
        self.view = self._added(CaseView(me=me))
        self.empty = self._added(EmptyState("", "", icon="review"))

    @cached_property
    def bulk(self) -> BulkPanel:
        """Where the certain ones are accepted together."""
        made = self._added(BulkPanel(self._chance))
        made.accepted.connect(self.accepted)
        made.left.connect(self.left)
        return made

    @cached_property
    def disputes(self) -> DisputePanel:
        """Where contradictions are told."""
        made = self._added(DisputePanel())
        made.taken_back.connect(self.taken_back)
        made.later.connect(self.later)
        return made

    @cached_property
    def finding(self) -> FindPanel:
        """Where a record is looked for by hand."""
        made = self._added(FindPanel(self._now))
        made.chosen.connect(self.found)
        made.left.connect(self.left)
        return made

    def _added(self, page: W) -> W:
        self.addWidget(page)
        return page
