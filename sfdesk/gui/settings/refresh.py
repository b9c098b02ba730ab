"""Refresh: which accounts are kept here, when they are read, and reading them now."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from sfdesk.actions.scoping import ScopeChoice, scope_name
from sfdesk.domain.list_views import ListView
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import M, S
from sfdesk.gui.schedule.nightly_row import NightlyRow
from sfdesk.gui.scope.list_view_row import ListViewRow
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class RefreshSection(Section):
    """Acts on the Salesforce on the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Refresh"), _("scope mine all accounts list view sync calls night schedule")
        )
        self._desk = desk
        self._group = QButtonGroup(self)
        self.choices = {
            scope: QRadioButton(scope_name(scope)) for scope in (Scope.MINE, Scope.TEAM, Scope.ALL)
        }
        self.list_views = ListViewRow(desk, self)
        self.figures = line("", Role.MUTED)
        for scope, choice in self.choices.items():
            choice.setAccessibleName(choice.text())
            choice.clicked.connect(lambda _on, scope=scope: self._choose(scope))
            self._group.addButton(choice)
        self.body.addWidget(line(_("Kept on this computer, with their contacts:"), Role.MUTED))
        self._group.addButton(self.list_views.press)
        self.body.addLayout(row(*self.choices.values(), None, space=M))
        self.body.addLayout(row(self.list_views.shown(), self.figures, None, space=M))
        self.body.addWidget(self.list_views.note)
        self.list_views.press.clicked.connect(self.list_views.load)
        self.list_views.changed.connect(self._look)
        self.list_views.counted.connect(self._counted)
        self.nightly = NightlyRow(self)
        self.nightly.show_value(desk.workspace.settings.nightly)
        self.nightly.changed.connect(self._keep_nightly)
        self.body.addLayout(self.nightly.shown())
        self.now = button(_("Refresh now"), desk.refresh, icon="refresh")
        self.body.addLayout(row(self.now, None, space=S))
        desk.state.org_changed.connect(self.show_org)
        self.show_org(desk.state.org)

    def show_org(self, info: OrgInfo | None) -> None:
        """Show what is kept of a Salesforce."""
        self.list_views.follow(info)
        self.figures.setText(self.list_views.cells.spoken)
        if info is not None:
            self.choices.get(info.scope, self.list_views.press).setChecked(True)

    def _look(self) -> None:
        self.figures.setText(self.list_views.cells.spoken)
        self.list_views.look()

    def _counted(self, found: ScopeChoice) -> None:
        self.figures.setText(self.list_views.cells.spoken)
        if self.list_views.press.isChecked():
            self._choose(Scope.LIST_VIEW, found.list_view)

    def _keep_nightly(self) -> None:
        workspace, nightly = self._desk.workspace, self.nightly.value
        if nightly == workspace.settings.nightly:
            return

        def keep() -> None:
            workspace.save_settings(replace(workspace.settings, nightly=nightly))

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: keep(),
            on_done=lambda _none: self._desk.state.report_settings(),
        )

    def _choose(self, scope: Scope, view: ListView | None = None) -> None:
        info, workspace = self._desk.state.org, self._desk.workspace
        if info is None or (info.scope, info.list_view) == (scope, view):
            return

        def done(changed: OrgInfo) -> None:
            self._desk.state.set_org(changed)
            self._desk.refresh()

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.choose_scope(scope, info.alias, list_view=view),
            on_done=done,
        )
