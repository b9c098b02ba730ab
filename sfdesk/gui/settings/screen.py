"""Settings: one page with a search; a section that does not answer it is hidden."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sfdesk.gui.palette import XL, L
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.settings.about import HelpSection
from sfdesk.gui.settings.connection import ConnectionSection
from sfdesk.gui.settings.crm import CrmSection
from sfdesk.gui.settings.data import DataSection
from sfdesk.gui.settings.keys import KeysSection
from sfdesk.gui.settings.learning import LearningSection
from sfdesk.gui.settings.look import LookSection
from sfdesk.gui.settings.network import NetworkSection
from sfdesk.gui.settings.refresh import RefreshSection
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row, scrolled
from sfdesk.gui.widgets.search import SearchField
from sfdesk.i18n import _


class SettingsScreen(Screen):
    """All sections below each other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.search = SearchField(_("Search settings"), _("Search settings"))
        self.search.setMaximumWidth(320)
        self.connection = ConnectionSection(desk)
        self.kept = RefreshSection(desk)
        self.crm = CrmSection(desk)
        self.network = NetworkSection(desk)
        self.sections: Sequence[Section] = (
            self.connection,
            self.kept,
            self.crm,
            self.network,
            KeysSection(desk),
            LearningSection(desk),
            LookSection(desk),
            DataSection(desk),
            HelpSection(desk),
        )
        self._none = line(_("No setting has these words."), Role.MUTED)
        self._none.hide()
        head = row(line(self.title, Role.TITLE), None, self.search)
        page = column(head, self._none, *self.sections, None, space=L)
        page.setContentsMargins(XL, XL, XL, XL)
        self._area = scrolled(page, widest=860, name=self.title)
        self.setLayout(column(self._area, space=0))
        self.search.textChanged.connect(self.look_for)
        desk.state.org_changed.connect(self._changed)
        desk.state.crm_changed.connect(self._changed)

    @property
    def title(self) -> str:
        """What the window says."""
        return Place.SETTINGS.label

    @property
    def panes(self) -> Sequence[QWidget]:
        """Search, then each section."""
        return (self.search, *self.sections)

    def refresh(self) -> None:
        """Read anew what the sections show."""
        for section in self.sections:
            section.refresh()

    def look_for(self, text: str) -> None:
        """Show the sections that hold every typed word."""
        for section in self.sections:
            section.setVisible(section.answers(text))
        self._none.setVisible(not any(s.isVisibleTo(self) for s in self.sections))

    def show_scope(self) -> None:
        """Go to where it is chosen which accounts are kept here."""
        self.search.clear()
        self._area.ensureWidgetVisible(self.kept)
        self.kept.list_views.press.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()
