"""Accounts and Contacts: search as you type, filter chips, the list, both sides of the chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from sfdesk.actions.browsing import Detail, Row
from sfdesk.domain.records import Kind
from sfdesk.emptying import end
from sfdesk.gui.accounts.columns import columns
from sfdesk.gui.accounts.detail_panel import DetailPanel
from sfdesk.gui.accounts.filtering import Show, Wish, chips, hides_most, matching
from sfdesk.gui.accounts.row_actions import RowActions
from sfdesk.gui.accounts.wrong_link import WrongLink
from sfdesk.gui.jobs import Job, Lane, unwatched
from sfdesk.gui.palette import RING, L, M, S
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.widgets.buttons import FilterChips
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.widgets.notices import EmptyState
from sfdesk.gui.widgets.search import SearchField
from sfdesk.gui.widgets.table import RowsModel, Table
from sfdesk.i18n import _, counted


class RecordsScreen(Screen):
    """One list of one kind."""

    def __init__(self, desk: Desk, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.kind = kind
        self._rows: Sequence[Row] = ()
        self._loading: Job | None = None
        self._detail_job: Job | None = None
        self.search = SearchField(
            _("Search {place}").format(place=self.title), _("Name, site, city, owner, e-mail")
        )
        self.chips = FilterChips(chips(kind), _("Filter"))
        self.model = RowsModel(columns(kind, desk.workspace.now))
        self.table = Table(self.model, self.title, many=True, sortable=True)
        self.acts = RowActions(desk, self.chosen, self)
        self.panel = DetailPanel(kind, self.acts.all[:-1], self.acts.wrong)
        self._count = line("", Role.SMALL)
        self._empty = EmptyState("", "", icon=self._place.icon, width=320)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self._lay_out()
        self._wire()

    @property
    def _place(self) -> Place:
        return Place.ACCOUNTS if self.kind is Kind.ACCOUNT else Place.CONTACTS

    @property
    def title(self) -> str:
        """What the window says."""
        return self._place.label

    @property
    def commands(self) -> Sequence[QAction]:
        """What can be done with the chosen rows."""
        return self.acts.all

    @property
    def panes(self) -> Sequence[QWidget]:
        """Search, list, details."""
        return (self.search, self.table, self.panel)

    def _lay_out(self) -> None:
        top = row(self.search, self.chips, space=M)
        top.setStretch(0, 1)
        top.setContentsMargins(L, M, L, S)
        foot = row(self._count, None)
        foot.setContentsMargins(S + RING, S, L, S)
        left = QWidget()
        inside = column(self._lists, foot, space=0)
        inside.setStretch(0, 1)
        inside.setContentsMargins(S - RING, 0, 0, 0)
        left.setLayout(inside)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([520, 480])
        notes = column(space=S)
        notes.setContentsMargins(L, 0, L, 0)
        self.wrong_link = WrongLink(self.desk, notes, self.table)
        body = column(top, notes, self.split, space=0)
        body.setStretch(2, 1)
        self.setLayout(body)

    def _wire(self) -> None:
        self.table.addActions(self.acts.all)
        self.acts.wrong_link.connect(self.wrong_link.ask)
        self.search.textChanged.connect(self.filter)
        self.search.left.connect(self._to_list)
        self.chips.chosen.connect(self.filter)
        self.table.reordered.connect(self.filter)
        self.table.typed.connect(self.search.take)
        self.table.chosen.connect(self._chose)
        self.table.opened.connect(lambda _row: self.panel.fields.setFocus())
        self.table.selectionModel().selectionChanged.connect(self.acts.update)
        state = self.desk.state
        for signal in (
            state.synced,
            state.links_changed,
            state.imported,
            state.crm_changed,
            state.pushed,
        ):
            signal.connect(self._changed)
        state.org_changed.connect(self._other_org)

    # rows

    @property
    def rows(self) -> Sequence[Row]:
        """Every row of the list, whatever filter is on."""
        return self._rows

    def refresh(self) -> None:
        """Read the rows anew."""
        info = self.desk.state.org
        if info is None:
            return
        if self._loading is not None:
            self._loading.forget()
        workspace, kind = self.desk.workspace, self.kind
        self._loading = self.desk.jobs.start(
            Lane.LOCAL,
            unwatched(lambda _t: workspace.rows(kind, info.alias)),
            on_done=self.show_rows,
        )

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, under the search and the filter that are on."""
        before, self._rows = [self._rows], rows
        self.filter()
        self._let_go(before)

    def chosen(self) -> list[Row]:
        """The chosen rows, the one in focus first."""
        picked = [self.model.rows[number] for number in self.table.ticked]
        focus = self.table.row
        if 0 <= focus < len(self.model.rows) and self.model.rows[focus] in picked:
            first = self.model.rows[focus]
            picked.sort(key=lambda row: row is not first)
        return picked

    def go_to(self, record_id: str) -> None:
        """Choose a record, whatever filter is on."""
        if self._find(self.model.rows, record_id) < 0:
            self.search.clear()
            self.chips.choose(Show.ALL)
        self.table.go_to(self._find(self.model.rows, record_id))
        self.table.setFocus()

    def filter(self) -> None:
        """Show what search and chip let through; the chosen row stays chosen if it is there."""
        before = self.chosen()
        self.model.show(matching(self._rows, self._wish()))
        shown = self.model.rows
        self._count.setText(self._counted(len(shown)))
        if shown:
            self._lists.setCurrentWidget(self.table)
            again = self._find(shown, before[0].record_id) if before else 0
            self.table.go_to(max(0, again))
        else:
            self._say_empty()
            self._lists.setCurrentWidget(self._empty)
            self.panel.show_nothing()
        self.acts.update()

    def _wish(self) -> Wish:
        info = self.desk.state.org
        return Wish(self.search.text(), Show(self.chips.key), info.display_name if info else "")

    @staticmethod
    def _find(rows: Sequence[Row], record_id: str) -> int:
        return next((n for n, row in enumerate(rows) if row.record_id == record_id), -1)

    def _counted(self, shown: int) -> str:
        if self.kind is Kind.ACCOUNT:
            every = counted("{n} account", "{n} accounts", len(self._rows))
        else:
            every = counted("{n} contact", "{n} contacts", len(self._rows))
        if shown == len(self._rows):
            return every
        return _("{all}, {n} shown").format(all=every, n=f"{shown:,}")

    def _say_empty(self) -> None:
        if not self._rows:
            self._empty.say(
                _("Nothing here yet"),
                _("A refresh reads what you can see in Salesforce. It changes nothing there."),
                ((_("Refresh now"), self.desk.refresh),),
            )
        elif hides_most(self._rows, self._wish()) == "search":
            self._empty.say(
                _("No {kind} fits these filters").format(kind=_kind_word(self.kind)),
                _('Nothing contains "{text}".').format(text=self.search.text()),
                ((_("Clear filters"), self._clear),),
            )
        else:
            self._empty.say(
                _("No {kind} fits these filters").format(kind=_kind_word(self.kind)),
                _("None is as the chosen filter asks."),
                ((_("Clear filters"), self._clear),),
            )

    def _clear(self) -> None:
        self.search.clear()
        self.chips.choose(Show.ALL)
        self.search.setFocus()

    def _to_list(self) -> None:
        self.table.setFocus()
        if self.table.row < 0:
            self.table.go_to(0)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _other_org(self) -> None:
        before, self._rows = [self._rows], ()
        self.model.show(())
        self.panel.show_nothing()
        self._let_go(before)

    def _let_go(self, gone: list[Sequence[Row]]) -> None:
        """Let rows that are shown no more end where they hold nobody up."""
        self.desk.jobs.start(Lane.LOCAL, lambda _t: end(gone))

    # the chosen row

    def _chose(self, number: int) -> None:
        info = self.desk.state.org
        if self._detail_job is not None:
            self._detail_job.forget()
        if info is None or not 0 <= number < len(self.model.rows):
            self.panel.show_nothing()
            return
        row = self.model.rows[number]
        workspace = self.desk.workspace

        def show(detail: Detail) -> None:
            self.panel.show_detail(row, detail)

        self._detail_job = self.desk.jobs.start(
            Lane.LOCAL, lambda _t: workspace.detail(row.record_id, info.alias), on_done=show
        )


def _kind_word(kind: Kind) -> str:
    return _("account") if kind is Kind.ACCOUNT else _("contact")


def accounts_screen(desk: Desk) -> RecordsScreen:
    """The list of accounts."""
    return RecordsScreen(desk, Kind.ACCOUNT)


def contacts_screen(desk: Desk) -> RecordsScreen:
    """The list of contacts."""
    return RecordsScreen(desk, Kind.CONTACT)
