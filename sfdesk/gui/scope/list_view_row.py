"""The choice of a list view: read when somebody goes to it, counted when one is taken."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QRadioButton, QWidget

from sfdesk.actions.scoping import ScopeChoice, scope_name
from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.errors import SfdeskError
from sfdesk.gui.palette import M, S
from sfdesk.gui.scope.asking import ListViewChoice
from sfdesk.gui.scope.words import Cells
from sfdesk.gui.screens import Desk
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line, restyle
from sfdesk.gui.widgets.layouts import row
from sfdesk.gui.widgets.search_combo import SearchCombo
from sfdesk.i18n import _


class ListViewRow(QObject):
    """A radio button and a field to search in, figures, and a note for what has to be said.

    `changed` says that something else, or nothing, stands to be started with; `counted` carries
    what a view shows. `view` is the one that was taken, `ready` whether it can be read.
    """

    changed = Signal()
    counted = Signal(object)  # ScopeChoice

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._info: OrgInfo | None = None
        self._loaded = self._loading = False
        self._asked = ""
        self.view: ListView | None = None
        self.ready = False
        self.press = QRadioButton(scope_name(Scope.LIST_VIEW))
        self.field = SearchCombo(_("List view"), _("Search by name"))
        self.cells = Cells()
        self._said = line("", Role.MUTED, wrap=True)
        self._again = button(_("Try again"), self._try_again, tone="link")
        self.note = QWidget(parent)
        said = row(self._said, self._again, space=S)
        said.setStretch(0, 1)
        self.note.setLayout(said)
        self._choice = ListViewChoice(desk, self)
        self._choice.listed.connect(self._listed)
        self._choice.counted.connect(self._counted)
        self._choice.failed.connect(self._failed)
        self.field.picked.connect(self._picked)
        self.field.entered.connect(self.load)
        self._say("")

    def shown(self) -> QBoxLayout:
        """Return the button and the field beside each other. Ask once."""
        made = row(self.press, self.field, space=M)
        made.setStretch(1, 1)
        return made

    def show_org(self, info: OrgInfo | None) -> None:
        """Begin anew for a Salesforce; its list view is the one that is kept now."""
        self.stop()
        self._info, self._loaded, self._loading, self._asked = info, False, False, ""
        self.view, self.ready = info.list_view if info else None, False
        self.press.setEnabled(True)
        self.field.fill([(self.view.name, self.view)] if self.view else [])
        self.field.choose(0 if self.view else -1)
        self.field.show()
        self.cells.clear()
        self._say("")
        self._name()

    def follow(self, info: OrgInfo | None) -> None:
        """Show what is kept now; a list that was read of the same Salesforce stays."""
        same = info is not None and self._info is not None and info.alias == self._info.alias
        if info is None or not same or info.list_view not in (None, self.view):
            self.show_org(info)
            return
        self._info = info
        if info.list_view is None:
            self.view, self.ready, self._asked = None, False, ""
            self.field.choose(-1)
            self.cells.clear()
            self._name()

    def load(self) -> None:
        """Ask which list views there are, unless that is known."""
        if self._info is not None and not self._loaded and not self._loading:
            self._loading = True
            self._say(_("Reading your list views..."))
            self._choice.load(self._info.alias)

    def stop(self) -> None:
        """Forget what is under way."""
        self._choice.stop()
        self._loading = False

    def look(self) -> None:
        """Look whether this choice is on: then its field has the focus, or its view is counted."""
        if not self.press.isChecked() or not self._loaded:
            return
        if self.view is None:
            self.field.setFocus()
        elif self.view.id != self._asked:
            self._count(self.view)

    def _listed(self, views: Sequence[ListView]) -> None:
        self._loaded, self._loading = True, False
        usable = [view for view in views if view.usable]
        for widget in (self.press, self.field):
            widget.setEnabled(bool(usable))
        self.field.setVisible(bool(usable))
        self.field.fill(_words(usable))
        self._say("" if usable else _("You have no list views for accounts."))
        self._choose_again(usable)

    def _choose_again(self, views: Sequence[ListView]) -> None:
        """Take the view that was kept before, under the name that it has now."""
        wanted, self.view = self.view, None
        for number, view in enumerate(views):
            if wanted is not None and view.id == wanted.id:
                self.view = view
                self.field.choose(number)
        if wanted is not None and self.view is None:
            text = _('The list view "{name}" is gone. Choose another part of the accounts.')
            self._say(text.format(name=wanted.name), Role.DANGER)
        self._name()
        self.changed.emit()

    def _picked(self, view: ListView) -> None:
        self.view, self._asked = view, view.id
        self.press.setChecked(True)
        self._count(view)

    def _try_again(self) -> None:
        if self._loaded and self.view is not None:
            self._count(self.view)
        else:
            self.load()

    def _count(self, view: ListView) -> None:
        self.ready, self._asked = True, view.id
        self._say("")
        self.cells.clear(_("counting..."))
        self._name()
        self._choice.count(view)
        self.changed.emit()

    def _counted(self, found: ScopeChoice) -> None:
        self.cells.show_choice(found)
        self._name()
        announce(self.field, f"{found.name}: {self.cells.spoken}")
        self.counted.emit(found)

    def _failed(self, error: SfdeskError) -> None:
        self.ready = self._loading = False
        self.cells.clear()
        self._say(f"{error.title}. {error.hint}", Role.DANGER, again=True)
        self._name()
        self.changed.emit()

    def _say(self, words: str, role: Role = Role.MUTED, *, again: bool = False) -> None:
        self._said.setProperty("text_role", role.value)
        restyle(self._said)
        self._said.setText(words)
        self._again.setVisible(again)
        self.note.setVisible(bool(words))
        announce(self.field, words)

    def _name(self) -> None:
        parts = (self.press.text(), self.view.name if self.view else "", self.cells.spoken)
        self.press.setAccessibleName(", ".join(part for part in parts if part))


def _words(views: Sequence[ListView]) -> list[tuple[str, object]]:
    """Return what stands for each; those of one name are told apart by what admins call them."""
    times = Counter(view.name for view in views)
    return [
        (view.name if times[view.name] == 1 else f"{view.name} ({view.developer_name})", view)
        for view in views
    ]
