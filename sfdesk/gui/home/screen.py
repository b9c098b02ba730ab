"""Home: what needs a person, what happened lately, what is fine. Each number opens its rows."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sfdesk.actions.browsing import Home
from sfdesk.actions.match_requests import MatchReport
from sfdesk.gui.home.morning import Item, Tile, greeting, needs_you, tiles
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import XL, XS, L, M, S
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, line
from sfdesk.gui.widgets.layouts import card, clear, column, row, scrolled
from sfdesk.gui.words import ago, number
from sfdesk.i18n import _


class HomeScreen(Screen):
    """The morning list."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._job: Job | None = None
        self._body: QVBoxLayout = column(space=L, margin=0)
        page = column(self._body, None)
        page.setContentsMargins(XL, XL, XL, XL)
        self.setLayout(column(scrolled(page, widest=920, name=self.title), space=0))
        state = desk.state
        for signal in (state.synced, state.links_changed, state.imported, state.crm_changed):
            signal.connect(self.refresh)
        state.pushed.connect(self.refresh)
        state.matched.connect(self._matched)

    @property
    def title(self) -> str:
        """What the window says."""
        return Place.HOME.label

    def refresh(self) -> None:
        """Read the numbers anew."""
        info = self.desk.state.org
        if info is None:
            return
        if self._job is not None:
            self._job.forget()
        self._job = self.desk.jobs.start(
            Lane.LOCAL, lambda _t: self.desk.workspace.home(info.alias), on_done=self.show_home
        )

    def _matched(self, report: MatchReport, _elsewhere: bool) -> None:  # noqa: FBT001 - a signal's
        if report.anything:
            self.refresh()

    def show_home(self, home: Home) -> None:
        """Show what was read."""
        now = self.desk.workspace.now()
        clear(self._body)
        self._body.addLayout(self._head(home, now))
        self._body.addLayout(row(*(self._tile(tile) for tile in tiles(home)), space=L))
        self._body.addWidget(_section(_("NEEDS YOU"), self._needs(home)))
        self._body.addWidget(_section(_("LATELY"), self._lately(home, now)))

    def _head(self, home: Home, now: datetime) -> QHBoxLayout:
        if home.last_run is None:
            words = _("Nothing was read from Salesforce yet.")
        else:
            words = _("Last refreshed {ago}.").format(ago=ago(home.last_run.at, now))
        hello = column(
            line(greeting(now.astimezone().hour), Role.TITLE), line(words, Role.MUTED), space=XS
        )
        press = button(_("Refresh now"), self.desk.refresh, icon="refresh")
        return row(hello, None, press)

    def _tile(self, tile: Tile) -> QWidget:
        go = button(_("Show"), lambda: self.desk.navigate(tile.place), tone="link")
        go.setAccessibleName(_("Show {what}").format(what=tile.words))
        return card(
            column(
                line(number(tile.number), Role.DISPLAY),
                row(line(tile.words, Role.MUTED), None, go),
                space=XS,
            )
        )

    def _needs(self, home: Home) -> QVBoxLayout:
        lines = column(space=S)
        items = needs_you(home)
        for item in items:
            lines.addLayout(self._item(item))
        if not items:
            lines.addLayout(row(line(_("Nothing. Everything is decided and up to date.")), None))
        return lines

    def _item(self, item: Item) -> QVBoxLayout:
        press = button(item.step, lambda: self.desk.navigate(item.place))
        press.setAccessibleName(f"{item.step}: {item.text}")
        return column(row(StateChip(item.word, item.tone), line(item.text), None, press, space=M))

    def _lately(self, home: Home, now: datetime) -> QVBoxLayout:
        lines = column(space=S)
        for step in home.activity[:6]:
            when = line(ago(step.at, now), Role.MUTED)
            when.setFixedWidth(140)
            lines.addLayout(row(when, line(step.summary), None, space=M))
        if not home.activity:
            lines.addWidget(line(_("No step yet."), Role.MUTED))
        return lines


def _section(title: str, lines: QVBoxLayout) -> QWidget:
    return card(column(line(title, Role.SECTION), lines, space=M))
