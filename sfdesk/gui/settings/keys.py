"""Keys: whether a single letter decides in Review. Acts at once."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from sfdesk.gui.jobs import Lane
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.i18n import _


class KeysSection(Section):
    """One box. Speech input and shaky hands are why it can be off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Review"), _("keys letters shortcuts keyboard"))
        self._desk = desk
        self.letters = QCheckBox(
            _("Single letters decide in Review (Y, N, X, L, 1 to 3 and others)")
        )
        self.letters.setAccessibleName(self.letters.text())
        self.letters.setChecked(desk.workspace.settings.letter_keys == "on")
        self.letters.clicked.connect(self._choose)
        self.body.addWidget(self.letters)
        self.body.addWidget(
            line(_("They work only while the case has the focus. Buttons always do."), Role.MUTED)
        )

    def _choose(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        workspace, state = self._desk.workspace, self._desk.state

        def keep() -> None:
            chosen = "on" if on else "off"
            workspace.save_settings(replace(workspace.settings, letter_keys=chosen))

        self._desk.jobs.start(
            Lane.LOCAL, lambda _t: keep(), on_done=lambda _none: state.report_settings()
        )
