"""The search field above a list: Esc empties it, Down goes to the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sfdesk.gui import icons
from sfdesk.i18n import _


class SearchField(QLineEdit):
    """Emits `textChanged` with each key; `left` when the person wants to go down to the list."""

    left = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._picture = QAction(self)
        self.addAction(self._picture, QLineEdit.ActionPosition.LeadingPosition)
        self._empty = QAction(_("Empty the search"), self)
        self._empty.triggered.connect(self.clear)
        self._empty.setVisible(False)
        self.addAction(self._empty, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._empty.setVisible(bool(text)))
        self.tint()

    def tint(self) -> None:
        """Draw the picture in the colours of now."""
        self._picture.setIcon(icons.icon("search", icons.current().muted))
        self._empty.setIcon(icons.icon("close", icons.current().muted))

    def take(self, text: str) -> None:
        """Go on with text that was typed elsewhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setText(self.text() + text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty with Esc, leave with Down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)
