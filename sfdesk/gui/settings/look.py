"""Look: light, dark, or as the system has it. Acts at once."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import M
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class LookSection(Section):
    """Three choices."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Look"), _("theme light dark colours"))
        self._desk = desk
        self._group = QButtonGroup(self)
        self.choices = {
            "system": QRadioButton(_("As the system")),
            "light": QRadioButton(_("Light")),
            "dark": QRadioButton(_("Dark")),
        }
        for look, choice in self.choices.items():
            choice.setAccessibleName(choice.text())
            choice.setChecked(desk.workspace.settings.look == look)
            choice.clicked.connect(lambda _on, look=look: self._choose(look))
            self._group.addButton(choice)
        self.body.addLayout(row(*self.choices.values(), None, space=M))

    def _choose(self, look: str) -> None:
        workspace, state = self._desk.workspace, self._desk.state

        def keep() -> None:
            workspace.save_settings(replace(workspace.settings, look=look))

        self._desk.jobs.start(
            Lane.LOCAL, lambda _t: keep(), on_done=lambda _none: state.report_settings()
        )
