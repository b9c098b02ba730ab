"""What do you see? For errors that Salesforce shows in the browser only."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from sfdesk.domain.sign_in_problems import SYMPTOMS
from sfdesk.gui.palette import XL, XS, L
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _


class SymptomsDialog(QDialog):
    """A list of what people see; `chosen` gets the code of the case."""

    def __init__(self, chosen: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What do you see?"))
        self.setMinimumWidth(600)
        self._chosen = chosen
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for words, code in SYMPTOMS:
            choice = QRadioButton(words.replace("&", "&&"))
            choice.setAccessibleName(words)
            self._group.addButton(choice)
            self.choices[code] = choice
        self.go = button(_("Show what to do"), self._go, tone="primary")
        self.go.setEnabled(False)
        self._group.buttonClicked.connect(lambda _b: self.go.setEnabled(True))
        self.setLayout(
            column(
                line(_("What do you see in the browser?"), Role.TITLE),
                column(*self.choices.values(), space=XS),
                row(None, button(_("Cancel"), self.reject), self.go),
                space=L,
                margin=XL,
            )
        )

    def _go(self) -> None:
        on = self._group.checkedButton()
        code = next(code for code, choice in self.choices.items() if choice is on)
        self.accept()
        self._chosen(code)
