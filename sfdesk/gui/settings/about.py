"""Keys and Help: the last two sections."""

import platform

from PySide6.QtCore import qVersion

import sfdesk
from sfdesk.gui.palette import S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class HelpSection(Section):
    """Help pages, keys, and which version this is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Keys and help"), _("shortcuts version about manual"))
        self.body.addWidget(
            line(
                _("Everything works by keyboard: Ctrl+K finds places and commands, F6 walks."),
                wrap=True,
            )
        )
        self.body.addLayout(
            row(
                button(_("Show keys"), desk.open_keys, icon="help"),
                button(_("Open help"), lambda: desk.open_help("first-day")),
                button(_("What is new"), lambda: desk.open_help("changelog"), tone="link"),
                None,
                space=S,
            )
        )
        self.body.addWidget(
            line(
                f"SFDesk {sfdesk.__version__}, Python {platform.python_version()}, Qt {qVersion()}",
                Role.SMALL,
            )
        )
