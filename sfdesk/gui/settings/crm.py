"""CRM: a file of your own or the team's database; records in from a CSV file and out to one."""

import os
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit

from sfdesk.actions.loading import LoadReport
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import XS, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner, problem_banner
from sfdesk.i18n import _, counted

_CSV = "CSV (*.csv)"


class CrmSection(Section):
    """An address that does not open is not kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("CRM"), _("database postgresql address csv load save file"))
        self._desk = desk
        self.address = QLineEdit(desk.workspace.settings.crm_url)
        self.address.setAccessibleName(_("Address of the team's CRM"))
        self.address.setPlaceholderText("postgresql://user@db.acme.example/crm")
        label = QLabel(_("&Address of the team's CRM; empty for a file on this computer"))
        label.setBuddy(self.address)
        self.use = button(_("Use this CRM"), self._use)
        self._notes = column(space=S)
        given = bool(os.environ.get("SFDESK_CRM_URL"))
        self.address.setDisabled(given)
        self.use.setDisabled(given)
        field = row(self.address, self.use, space=S)
        field.setStretch(0, 1)
        self.body.addLayout(column(label, field, space=XS))
        if given:
            self.body.addWidget(line(_("SFDESK_CRM_URL sets it for this run."), Role.SMALL))
        for words, act in (
            ((_("Load accounts..."), _("Load contacts...")), self._load),
            ((_("Save accounts as CSV..."), _("Save contacts as CSV...")), self._save),
        ):
            presses = (
                button(text, partial(act, kind))
                for text, kind in zip(words, (Kind.ACCOUNT, Kind.CONTACT), strict=True)
            )
            self.body.addLayout(row(*presses, None, space=S))
        self.body.addLayout(self._notes)

    def _use(self) -> None:
        workspace, address = self._desk.workspace, self.address.text().strip()

        def done(_none: None) -> None:
            self.address.setText(workspace.settings.crm_url)  # the password is in the keyring now
            where = workspace.settings.crm_url or _("A file on this computer.")
            self._say(_("The CRM is in use"), where)
            self._desk.state.report_crm()

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.use_crm(address),
            on_done=done,
            on_error=self._refuse,
        )

    def _load(self, kind: Kind) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("Load records"), "", _CSV)
        if name:
            self.load(kind, Path(name))

    def load(self, kind: Kind, path: Path) -> None:
        """Bring the records of a file into the CRM, all or none."""
        workspace = self._desk.workspace

        def done(report: LoadReport) -> None:
            added = counted("{n} record added", "{n} records added", report.added)
            changed = counted("{n} changed", "{n} changed", report.changed)
            same = counted("{n} as before", "{n} as before", report.same)
            self._say(f"{added}, {changed}, {same}", path.name)
            self._desk.state.report_crm()

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda ticket: workspace.load_csv(kind, path, ticket),
            on_done=done,
            on_error=self._refuse,
        )

    def _save(self, kind: Kind) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save records"), "", _CSV)
        if not name:
            return
        workspace, path = self._desk.workspace, Path(name)

        def done(count: int) -> None:
            self._say(counted("{n} record saved", "{n} records saved", count), str(path))

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.dump_csv(kind, path),
            on_done=done,
            on_error=self._refuse,
        )

    def _say(self, title: str, text: str) -> None:
        clear(self._notes)
        self._notes.addWidget(Banner(title, text, tone=Tone.GOOD))

    def _refuse(self, error: SfdeskError) -> None:
        clear(self._notes)
        self._notes.addWidget(problem_banner(error))
