"""Page 4, Choose: which accounts are to be kept on this computer, with exact counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from sfdesk.actions.scoping import ScopeChoice, scope_name
from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.gui.palette import XL, L, M
from sfdesk.gui.schedule.nightly_row import NightlyRow
from sfdesk.gui.scope.list_view_row import ListViewRow
from sfdesk.gui.scope.words import Cells
from sfdesk.gui.screens import Desk
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column
from sfdesk.i18n import _

_HEAD = 1
_COUNTING = 72  # px: the word "counting..." fits, and moves nothing when it comes and goes


class ChoosePage(QWidget):
    """One of the check's choices, or a list view; and whether it is refreshed every night.

    `ready_changed` says whether one can start.
    """

    ready_changed = Signal(bool)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._parts: list[QWidget] = []
        self.buttons: dict[Scope, QRadioButton] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(L)
        self._grid.setVerticalSpacing(M)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, _COUNTING)
        for at, words in enumerate((_("Accounts"), _("Contacts"), _("Calls"), _("Time")), 1):
            head = line(words, Role.MUTED)
            self._grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignRight)
        self.list_views = ListViewRow(desk, self)
        self.list_views.changed.connect(self._tell)
        self._row = self.list_views.shown()
        self._group.addButton(self.list_views.press)
        self._group.buttonToggled.connect(lambda _button, on: self._tell() if on else None)
        self.nightly = NightlyRow(self)
        self.nightly.show_value(desk.workspace.settings.nightly)
        self.setLayout(
            column(
                line(_("What should be on this computer?"), Role.TITLE),
                self._grid,
                self.list_views.note,
                line(
                    _(
                        "Contacts come with their accounts. You can change this later; nothing is "
                        "written to Salesforce."
                    ),
                    Role.MUTED,
                    wrap=True,
                ),
                self.nightly.shown(),
                None,
                space=L,
                margin=XL,
            )
        )

    def show_choices(self, choices: Sequence[ScopeChoice], info: OrgInfo) -> None:
        """Offer these choices of a Salesforce; what it keeps now is on, else the first."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], {}
        for at, found in enumerate(choices, _HEAD):
            self._show(at, found)
        self.list_views.show_org(info)
        self._grid.addLayout(self._row, _HEAD + len(choices), 0)
        self.list_views.cells.put_into(self._grid, _HEAD + len(choices))
        before = self.buttons.get(info.scope)
        if info.list_view is not None:
            before = self.list_views.press
        (before or next(iter(self.buttons.values()), self.list_views.press)).setChecked(True)

    def begin(self) -> None:
        """Ask for the list views; the page is on the screen."""
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()
        self.list_views.load()

    @property
    def scope(self) -> Scope:
        """What was chosen."""
        chosen = (scope for scope, press in self.buttons.items() if press.isChecked())
        return next(chosen, Scope.LIST_VIEW)

    @property
    def list_view(self) -> ListView | None:
        """The list view that goes with the scope."""
        return self.list_views.view if self.scope is Scope.LIST_VIEW else None

    @property
    def ready(self) -> bool:
        """Whether there is something to start with."""
        return self.scope is not Scope.LIST_VIEW or self.list_views.ready

    def _show(self, at: int, found: ScopeChoice) -> None:
        press, cells = QRadioButton(scope_name(found.scope)), Cells()
        cells.show_choice(found)
        press.setAccessibleName(f"{press.text()}, {cells.spoken}")
        self.buttons[found.scope] = press
        self._group.addButton(press)
        self._grid.addWidget(press, at, 0)
        cells.put_into(self._grid, at)
        self._parts += [press, *cells.labels]

    def _tell(self) -> None:
        self.list_views.look()
        self.ready_changed.emit(self.ready)
