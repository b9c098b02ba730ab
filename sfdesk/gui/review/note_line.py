"""A note beside a case: typed in place, kept with what is decided of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from sfdesk.gui.palette import S
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _

_LONGEST = 500


class NoteLine(QWidget):
    """Hidden while there is no note. `typed` carries its text, `left` says that it is done."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = _Field()
        self.field.setAccessibleName(_("Note"))
        self.field.setPlaceholderText(_("Kept with your decision"))
        self.field.setMaxLength(_LONGEST)
        label = QLabel(_("Note"))
        label.setBuddy(self.field)
        body = row(label, self.field, space=S)
        body.setStretch(1, 1)
        self.setLayout(body)
        self.field.textEdited.connect(self.typed.emit)
        self.field.done.connect(self.left.emit)
        self.hide()

    def present(self, text: str) -> None:
        """Show the note of another case."""
        if self.field.text() != text:
            self.field.setText(text)
        self.setVisible(bool(text) or self.field.hasFocus())

    def begin(self) -> None:
        """Let the person type."""
        self.show()
        self.field.setFocus()


class _Field(QLineEdit):
    """Enter and Esc go back to the case, where they would decide it."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Esc from the case."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.done.emit()
        else:
            super().keyPressEvent(event)
