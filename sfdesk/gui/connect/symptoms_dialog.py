"""What do you see? For errors that Salesforce shows in the browser only."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QLineEdit, QRadioButton, QWidget

from sfdesk.domain.sign_in_problems import SYMPTOMS
from sfdesk.domain.sign_in_signals import code_of
from sfdesk.gui.palette import XL, XS, L
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _

_LONGEST = 300


class SymptomsDialog(QDialog):
    """A list of what people see; `chosen` gets the code of the case, and the words of theirs."""

    def __init__(self, chosen: Callable[[str, str], None], parent: QWidget) -> None:
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
        self.other = QRadioButton(_("Something else"))
        self.other.setAccessibleName(self.other.text())
        self._group.addButton(self.other)
        self.seen = QLineEdit()
        self.seen.setAccessibleName(_("What the browser shows"))
        self.seen.setPlaceholderText(_("Copy the error's words from the browser"))
        self.seen.setMaxLength(_LONGEST)
        self.seen.textEdited.connect(self._typed)
        self.seen.returnPressed.connect(self._go_if_ready)
        self.go = button(_("Show what to do"), self._go, tone="primary")
        self.go.setEnabled(False)
        self._group.buttonClicked.connect(self._picked)
        something = row(self.other, self.seen)
        something.setStretch(1, 1)
        self.setLayout(
            column(
                line(_("What do you see in the browser?"), Role.TITLE),
                column(*self.choices.values(), something, space=XS),
                row(None, button(_("Cancel"), self.reject), self.go),
                space=L,
                margin=XL,
            )
        )

    def _typed(self) -> None:
        self.other.setChecked(True)
        self._picked()

    def _picked(self) -> None:
        other = self._group.checkedButton() is self.other
        self.go.setEnabled(not other or bool(self.seen.text().strip()))
        if other:
            self.seen.setFocus()

    def _go_if_ready(self) -> None:
        if self.go.isEnabled():
            self._go()

    def _go(self) -> None:
        on, seen = self._group.checkedButton(), " ".join(self.seen.text().split())
        code = next((code for code, choice in self.choices.items() if choice is on), "")
        self.accept()
        self._chosen(code or code_of(seen), seen)
