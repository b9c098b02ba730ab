"""Find a partner by hand: search all of Salesforce's records here, choose one, link it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sfdesk.actions.browsing import LinkState, Row
from sfdesk.domain.records import CrmRecord, Kind
from sfdesk.gui.accounts.columns import columns, state_word
from sfdesk.gui.accounts.filtering import Wish, matching
from sfdesk.gui.palette import M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.widgets.search import SearchField
from sfdesk.gui.widgets.table import RowsModel, Table
from sfdesk.i18n import _, counted


class FindPanel(QWidget):
    """`chosen` carries the row to link; `left` goes back to the case."""

    chosen = Signal(object)  # Row
    left = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: Sequence[Row] = ()
        self._title = line("", Role.TITLE)
        self._about = line("", Role.MUTED, wrap=True)
        self.search = SearchField(_("Search Salesforce"), _("Name, city, web, owner, person"))
        self._model = RowsModel(columns(Kind.ACCOUNT, now))
        self.table = Table(self._model, _("Records in Salesforce"))
        self.count = line("", Role.MUTED)
        self.link = button(_("Link"), self._choose, tone="primary")
        self.back = button(_("Back to the case"), self.left.emit)
        leave = QAction(self.back.text(), self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(lambda _checked: self.left.emit())
        self.addAction(leave)
        self.setLayout(
            column(
                column(self._title, self._about, space=2),
                self.search,
                self.table,
                row(self.link, self.back, None, self.count, space=S),
                space=M,
            )
        )
        self.search.textChanged.connect(self._filter)
        self.search.left.connect(self._go_down)
        self.table.typed.connect(self.search.take)
        self.table.chosen.connect(self._moved)
        self.table.opened.connect(lambda _row: self._choose())

    def start(self, crm: CrmRecord, kind: Kind) -> None:
        """Begin for a CRM record; its rows are still to come."""
        self._model.columns = tuple(columns(kind, self._now))
        self._title.setText(_("Find {name} in Salesforce").format(name=crm.name))
        known = (str(crm.fields.get(name) or "") for name in ("city", "website", "email"))
        self._about.setText(", ".join(filter(None, known)))
        self.search.clear()
        self.show_rows(())
        self.count.setText(_("Reading…"))
        self.search.setFocus()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what Salesforce has here."""
        self._rows = rows
        self._filter(self.search.text())

    def _filter(self, text: str) -> None:
        found = matching(self._rows, Wish(text))
        self._model.show(found)
        self.table.go_to(0)
        self._moved(0 if found else -1)

    def _go_down(self) -> None:
        self.table.setFocus()

    def _moved(self, number: int) -> None:
        there = 0 <= number < len(self._model.rows)
        one = self._model.rows[number] if there else None
        free = one is not None and one.link is LinkState.UNLINKED
        self.link.setEnabled(free)
        if one is None:
            words, why = _("Link"), _("Nothing in Salesforce has these words.")
        else:
            words = _("Link {name}").format(name=_short(one.name))
            why = "" if free else _("{name}: {state}").format(name=one.name, state=state_word(one))
        self.link.setText(words.replace("&", "&&"))
        self.link.setAccessibleName(words)
        number_of = counted("{n} record", "{n} records", len(self._model.rows))
        self.count.setText(f"{number_of}. {why}" if why else number_of)
        self.link.setToolTip(why)
        self.link.setAccessibleDescription(why)

    def _choose(self) -> None:
        number = self.table.row
        if self.link.isEnabled() and 0 <= number < len(self._model.rows):
            self.chosen.emit(self._model.rows[number])


def _short(name: str) -> str:
    return name if len(name) < 40 else f"{name[:38]}…"
