"""What a newcomer sees: connect, or look around with sample data."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import card, column, row
from sfdesk.i18n import _


class FirstRun(QWidget):
    """Shown while no Salesforce is connected. Focus starts on Connect."""

    def __init__(
        self,
        on_connect: Callable[[], object],
        on_demo: Callable[[], object],
        on_details: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.connect_button = button(_("Connect..."), on_connect, tone="primary")
        self.demo_button = button(_("Open demo"), on_demo)
        self.details = button(_("Details"), on_details, tone="link")
        head = line(
            _("Your Salesforce accounts, next to your CRM, on this computer."),
            Role.DISPLAY,
            wrap=True,
        )
        ways = row(
            _way(
                _("Connect Salesforce"),
                _("About a minute. You sign in in your own browser."),
                self.connect_button,
            ),
            _way(
                _("Look around with sample data"),
                _("120 made-up accounts. Nothing is sent anywhere."),
                self.demo_button,
            ),
            space=L,
        )
        block = QWidget()
        block.setMaximumWidth(760)
        block.setLayout(column(head, S, ways, S, self._promises(), space=L))
        outer = QVBoxLayout()
        outer.setContentsMargins(XL, XL, XL, XL)
        outer.addStretch(2)
        outer.addLayout(row(None, block, None))
        outer.addStretch(3)
        self.setLayout(outer)
        self.setFocusProxy(self.connect_button)
        QWidget.setTabOrder(self.connect_button, self.demo_button)
        QWidget.setTabOrder(self.demo_button, self.details)

    def _promises(self) -> QVBoxLayout:
        facts = (
            (_("What SFDesk reads"), _("Accounts and Contacts you can already see.")),
            (_("What it writes"), _("Nothing, until you press Push.")),
            (_("Where it keeps it"), _("This computer.")),
        )
        lines = column(space=S)
        for name, text in facts:
            label = line(name, Role.MUTED)
            label.setFixedWidth(180)
            lines.addLayout(row(label, line(text), None, space=M))
        lines.addLayout(row(self.details, None))
        return lines


def _way(title: str, text: str, press: QPushButton) -> QFrame:
    words = line(text, Role.MUTED, wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    frame = card(column(line(title, Role.HEADING), words, M, row(press, None), space=S), margin=XL)
    frame.setMinimumHeight(150)
    frame.setMinimumWidth(300)
    return frame
