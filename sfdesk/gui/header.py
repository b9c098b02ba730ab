"""The head of the window: which Salesforce this is, what may be done to it, and the jump field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from sfdesk.domain.orgs import OrgInfo, OrgKind
from sfdesk.gui.jump import JumpField
from sfdesk.gui.palette import L, M
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Badge, Role, kind_word, line, restyle
from sfdesk.gui.widgets.layouts import row
from sfdesk.i18n import _


class Header(QFrame):
    """Title, badges, jump field. Striped while the demo is on, with the way out of it."""

    leave_demo = Signal()

    def __init__(self, jump: JumpField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._title = line("SFDesk", Role.HEADING)
        self.badge = Badge(None)
        self.rights = Badge(None)
        self._leave = button(_("Leave demo and connect"), self.leave_demo.emit)
        self._leave.hide()
        self.jump = jump
        body = row(self._title, self.badge, self.rights, None, self._leave, jump, space=M)
        body.setContentsMargins(L, M - 2, L, M - 2)
        self.setLayout(body)

    def show_org(self, info: OrgInfo | None) -> None:
        """Say which Salesforce the window shows."""
        demo = info is not None and info.kind is OrgKind.DEMO
        self._title.setText(info.org_name if info else "SFDesk")
        self.badge.show_kind(info.kind if info else None)
        self.rights.show_plain(_("LOOK ONLY") if info and not info.may_push else "")
        self._leave.setVisible(demo)
        self.setProperty("stripes", "true" if demo else "false")
        restyle(self)


def window_title(info: OrgInfo | None) -> str:
    """Return the title for the task switcher, with the word of the badge in it."""
    if info is None:
        return "SFDesk"
    return f"{info.org_name} [{kind_word(info.kind)}] - SFDesk"
