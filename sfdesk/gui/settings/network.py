"""Network: which way SFDesk takes to Salesforce, and whose certificates it trusts there."""

import sys
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from sfdesk.domain.proxies import proxy_address
from sfdesk.errors import InputError
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import XL, XS, L, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Section
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line, restyle
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _
from sfdesk.settings import Settings

SYSTEM_PAGES = {
    "win32": "ms-settings:network-proxy",
    "darwin": "x-apple.systempreferences:com.apple.preference.network?Proxies",
}
"""Where a system opens its own proxy settings when it is asked for this address."""

WHERE = {
    "win32": _("The system's own are under Settings > Network & internet > Proxy."),
    "darwin": _("The system's own are under System Settings > Network > Details > Proxies."),
}
_ELSEWHERE = _(
    "On this system SFDesk reads HTTPS_PROXY and NO_PROXY, as they were when it was started."
)


class NetworkSection(Section):
    """Every change acts at once, on the next request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Network"), _("proxy certificates filter tls vpn firewall company"))
        self._desk = desk
        self.computer = QCheckBox(_("Trust this computer's certificates"))
        self.computer.setAccessibleName(self.computer.text())
        self.computer.clicked.connect(self._trust)
        self.proxy = QLineEdit()
        self.proxy.setAccessibleName(_("Proxy"))
        self.proxy.setPlaceholderText(_("as the system has it"))
        self.proxy.returnPressed.connect(self._use)
        label = QLabel(_("&Proxy between SFDesk and Salesforce; empty for the system's own"))
        label.setBuddy(self.proxy)
        self.use = button(_("Use this proxy"), self._use)
        self.system = button(_("Open the system's proxy settings"), self._open, tone="link")
        self.system.setHidden(sys.platform not in SYSTEM_PAGES)
        self.note = line("", Role.SMALL, wrap=True)
        self.now = line("", Role.SMALL, wrap=True)
        field = row(self.proxy, self.use, space=S)
        field.setStretch(0, 1)
        why = line(
            _(
                "A company that reads along has put its own certificate on this computer. Without "
                "this, SFDesk trusts only the certificates that everybody knows."
            ),
            Role.SMALL,
            wrap=True,
        )
        self.body.addLayout(column(label, field, self.note, self.now, space=XS))
        self.body.addLayout(row(self.system, None))
        self.body.addLayout(column(self.computer, why, space=XS))
        self.show_settings(desk.workspace.settings)

    def refresh(self) -> None:
        """Read anew which way the system takes."""
        workspace = self._desk.workspace
        self.show_settings(workspace.settings)
        self._desk.jobs.start(
            Lane.LOCAL, lambda _t: workspace.system_proxy(), on_done=self._show_now
        )

    def show_settings(self, chosen: Settings) -> None:
        """Show what is chosen."""
        self.computer.setChecked(chosen.certificates == "computer")
        self.proxy.setText(chosen.proxy)

    def _show_now(self, proxy: str) -> None:
        found = _("The system's proxy: {proxy}.").format(proxy=proxy)
        none = _("The system has no proxy.")
        where = WHERE.get(sys.platform, _ELSEWHERE)
        self.now.setText(f"{found if proxy else none} {where}")

    def _trust(self) -> None:
        chosen = "computer" if self.computer.isChecked() else "public"
        self._keep(replace(self._desk.workspace.settings, certificates=chosen))

    def _use(self) -> None:
        try:
            proxy = proxy_address(self.proxy.text())
        except InputError as error:
            self._say(f"{error.title}. {error.hint}", wrong=True)
            self.proxy.setFocus()
            return
        self.proxy.setText(proxy)
        self._keep(replace(self._desk.workspace.settings, proxy=proxy))
        self._say(_("In use from the next request on."), wrong=False)

    def _keep(self, changed: Settings) -> None:
        workspace = self._desk.workspace
        self._desk.jobs.start(Lane.LOCAL, lambda _t: workspace.save_settings(changed))

    def _say(self, text: str, *, wrong: bool) -> None:
        self.note.setText(text)
        self.note.setProperty("text_role", Role.DANGER.value if wrong else Role.SMALL.value)
        self.proxy.setProperty("wrong", "true" if wrong else "false")
        self.proxy.setAccessibleDescription(text)
        restyle(self.note)
        restyle(self.proxy)

    def _open(self) -> None:
        if not self._desk.open_url(SYSTEM_PAGES.get(sys.platform, "")):
            self._say(WHERE.get(sys.platform, _ELSEWHERE), wrong=False)


class NetworkWindow(QWidget):
    """The same, for whoever has no Salesforce yet and so no settings page."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("page")
        self.setWindowTitle(_("Network - SFDesk"))
        self.setMinimumSize(560, 420)
        self.section = NetworkSection(desk)
        close = button(_("Close"), self.close, tone="primary")
        self.setLayout(column(self.section, None, row(None, close), space=L, margin=XL))
        self.section.refresh()
        self.section.proxy.setFocus()
