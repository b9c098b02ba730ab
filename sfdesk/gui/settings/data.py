"""Data on this computer: where it lies and how much there is."""

from pathlib import Path

from PySide6.QtCore import QUrl

from sfdesk import paths
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import row
from sfdesk.gui.words import size
from sfdesk.i18n import _


class DataSection(Section):
    """Folder, size, and a way to look at it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Data on this computer"), _("folder size files privacy logs erase"))
        self._desk = desk
        self._where = line("", wrap=True)
        self._text = line(
            _(
                "Only you can read these files. The sign-in is in the system's keyring, not here. "
                "To erase what was read from a Salesforce, disconnect it above."
            ),
            Role.MUTED,
            wrap=True,
        )
        self.body.addWidget(self._where)
        self.body.addWidget(self._text)
        self.body.addLayout(
            row(
                button(_("Open folder"), self._open, icon="file"),
                button(_("What is kept?"), lambda: desk.open_help("privacy"), tone="link"),
                None,
                space=S,
            )
        )

    def refresh(self) -> None:
        """Add up the files anew."""
        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: (paths.data_folder(), _total(paths.data_folder())),
            on_done=self._show,
        )

    def _show(self, found: tuple[Path, int]) -> None:
        folder, total = found
        self._where.setText(f"{folder}\n{size(total)}")

    def _open(self) -> None:
        self._desk.open_url(QUrl.fromLocalFile(str(paths.data_folder())).toString())


def _total(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
