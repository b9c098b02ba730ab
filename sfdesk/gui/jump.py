"""Search or jump: one field for places, commands and records, reached with Ctrl+K."""

from typing import Protocol

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from sfdesk.gui.widgets.search import SearchField
from sfdesk.i18n import _


class Goals(Protocol):
    """What can be jumped to, by its words."""

    def words(self, text: str) -> list[str]:
        """Return the words of what there is now that hold a text, each once, the best first."""

    def go(self, words: str) -> None:
        """Go where these words lead."""


class JumpField(SearchField):
    """Offers goals that hold the typed text anywhere; Enter takes the first."""

    def __init__(self, goals: Goals, parent: QWidget | None = None) -> None:
        super().__init__(_("Search or jump"), _("Search or jump (Ctrl+K)"), parent)
        self._goals = goals
        self._words = QStringListModel(self)
        finder = QCompleter(self._words, self)
        finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        finder.setMaxVisibleItems(12)
        self._list = QListView()
        finder.setPopup(self._list)
        self._list.setObjectName("goals")
        self._list.setAccessibleName(_("Where to"))
        finder.activated.connect(self._go, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(finder)
        # Qt shows the list after this signal; a field that is only passed by asks nobody.
        self.textEdited.connect(self._ask)
        self.setMinimumWidth(250)
        self.setMaximumWidth(320)

    def _ask(self, text: str) -> None:
        self._words.setStringList(self._goals.words(text) if text else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first goal with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.text():
            self._go(next(iter(self._words.stringList()), ""))
        else:
            super().keyPressEvent(event)

    def _go(self, words: str) -> None:
        if words:
            self._list.hide()
            self.clear()
            self.clearFocus()
            self._goals.go(words)
