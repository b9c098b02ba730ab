"""Refresh: which accounts are kept here, and reading them now."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import M, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class RefreshSection(Section):
    """Acts on the Salesforce on the screen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Refresh"), _("scope mine all accounts sync calls"))
        self._desk = desk
        self._group = QButtonGroup(self)
        self.choices = {
            Scope.MINE: QRadioButton(_("My accounts")),
            Scope.TEAM: QRadioButton(_("My team's")),
            Scope.ALL: QRadioButton(_("All I can see")),
        }
        for scope, choice in self.choices.items():
            choice.setAccessibleName(choice.text())
            choice.clicked.connect(lambda _on, scope=scope: self._choose(scope))
            self._group.addButton(choice)
        self.body.addWidget(line(_("Kept on this computer, with their contacts:"), Role.MUTED))
        self.body.addLayout(row(*self.choices.values(), None, space=M))
        self.now = button(_("Refresh now"), desk.refresh, icon="refresh")
        self.body.addLayout(row(self.now, None, space=S))
        desk.state.org_changed.connect(self.show_org)
        self.show_org(desk.state.org)

    def show_org(self, info: OrgInfo | None) -> None:
        """Show what is kept of a Salesforce."""
        if info is not None:
            self.choices[info.scope].setChecked(True)

    def _choose(self, scope: Scope) -> None:
        info, workspace = self._desk.state.org, self._desk.workspace
        if info is None or info.scope is scope:
            return

        def done(changed: OrgInfo) -> None:
            self._desk.state.set_org(changed)
            self._desk.refresh()

        self._desk.jobs.start(
            Lane.LOCAL, lambda _t: workspace.choose_scope(scope, info.alias), on_done=done
        )
