"""One field for the address in the browser's address bar: the answer that did not find its way."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from sfdesk.errors import InputError
from sfdesk.gui.palette import XL, L
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _


class PasteDialog(QDialog):
    """`take` gets the text; an InputError that it raises is shown at the field."""

    def __init__(self, take: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste the address"))
        self.setMinimumWidth(520)
        self._take = take
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Address from the browser"))
        self.field.setPlaceholderText("http://localhost:17171/callback?code=...")
        self._wrong = line("", Role.DANGER, wrap=True)
        self._wrong.hide()
        go = button(_("Continue"), self._go, tone="primary")
        self.field.returnPressed.connect(self._go)
        self.setLayout(
            column(
                line(_("Paste the address from the browser"), Role.TITLE),
                line(
                    _(
                        "Copy the whole address from the browser's address bar, while the page "
                        "that will not load or the Salesforce error is on the screen."
                    ),
                    Role.MUTED,
                    wrap=True,
                ),
                self.field,
                self._wrong,
                None,
                row(None, button(_("Cancel"), self.reject), go),
                space=L,
                margin=XL,
            )
        )
        self.field.setFocus()

    def _go(self) -> None:
        try:
            self._take(self.field.text())
        except InputError as error:
            self._wrong.setText(f"{error.title}. {error.hint}")
            self._wrong.show()
            self.field.setAccessibleDescription(self._wrong.text())
            self.field.setFocus()
            self.field.selectAll()
        else:
            self.accept()
