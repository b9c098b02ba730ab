"""A table inside a case: it moves and copies, and leaves every other key to the case around it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from sfdesk.gui.widgets.table import Table

_MOVES = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class QuietTable(Table):
    """Letters, Space, Enter and the sideways arrows belong to the case."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take arrows up and down and Ctrl+C; pass the rest on."""
        if event.key() in _MOVES or event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
        else:
            event.ignore()
