"""Page 4, Choose: which accounts are to be kept on this computer, with exact counts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from sfdesk.actions.connecting import ScopeChoice
from sfdesk.domain.orgs import Scope
from sfdesk.gui.palette import XL, L, M
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import clear, column
from sfdesk.i18n import _, counted


class ChoosePage(QWidget):
    """One choice of the check's; the first is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._scopes: list[Scope] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(0, 1)
        self.setLayout(
            column(
                line(_("What should be on this computer?"), Role.TITLE),
                self._grid,
                line(
                    _(
                        "Contacts come with their accounts. You can change this later; nothing is "
                        "written to Salesforce."
                    ),
                    Role.MUTED,
                    wrap=True,
                ),
                None,
                space=L,
                margin=XL,
            )
        )

    def show_choices(self, choices: Sequence[ScopeChoice]) -> None:
        """Offer these choices."""
        clear(self._grid)
        self._scopes = [choice.scope for choice in choices]
        for row, choice in enumerate(choices):
            press = QRadioButton(choice.label)
            costs = counted("about {n} call", "about {n} calls", choice.calls)
            contacts = counted("{n} contact", "{n} contacts", choice.contacts)
            press.setAccessibleName(f"{choice.label}, {contacts}, {costs}")
            press.setChecked(row == 0)
            self._group.addButton(press, row)
            self._grid.addWidget(press, row, 0)
            self._grid.addWidget(line(contacts, Role.MUTED), row, 1)
            self._grid.addWidget(line(costs, Role.MUTED), row, 2)

    @property
    def scope(self) -> Scope:
        """What was chosen."""
        return self._scopes[self._group.checkedId()]
