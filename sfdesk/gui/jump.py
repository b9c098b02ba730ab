"""Search or jump: one field for places, commands and records, reached with Ctrl+K."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from sfdesk.gui.widgets.search import SearchField
from sfdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that can be jumped to: its words and how to get there."""

    words: str
    go: Callable[[], object]


class JumpField(SearchField):
    """Offers goals that hold the typed text anywhere; Enter takes the first."""

    def __init__(self, goals: Callable[[], Iterable[Goal]], parent: QWidget | None = None) -> None:
        super().__init__(_("Search or jump"), _("Search or jump (Ctrl+K)"), parent)
        self._ask = goals
        self._goals: dict[str, Goal] = {}
        self._words = QStringListModel(self)
        finder = QCompleter(self._words, self)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(12)
        self._list = QListView()
        finder.setPopup(self._list)
        self._list.setObjectName("goals")
        self._list.setAccessibleName(_("Where to"))
        finder.activated.connect(self._go, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(finder)
        self.setMinimumWidth(250)
        self.setMaximumWidth(320)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask anew what there is to jump to."""
        self._goals = {goal.words: goal for goal in self._ask()}
        self._words.setStringList(list(self._goals))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first goal with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self._go(self.completer().currentCompletion())
        else:
            super().keyPressEvent(event)

    def _go(self, words: str) -> None:
        goal = self._goals.get(words)
        if goal is not None:
            self._list.hide()
            self.clear()
            self.clearFocus()
            goal.go()
