"""What a newcomer sees: connect, or look around with sample data."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from sfdesk.domain.connection_file import SUFFIX
from sfdesk.gui import icons
from sfdesk.gui.palette import XL, XS, L, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import card, column, row, rule
from sfdesk.i18n import _


class FirstRun(QWidget):
    """Shown while no Salesforce is connected. Focus starts on Connect."""

    def __init__(
        self,
        on_connect: Callable[[], object],
        on_demo: Callable[[], object],
        on_details: Callable[[], object],
        on_file: Callable[[Path], object],
        on_request: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.connect_button = button(_("Connect..."), on_connect, tone="primary")
        self.demo_button = button(_("Open demo"), on_demo)
        self.file_button = button(_("Open file..."), self._ask_file, tone="link")
        self.request_button = button(_("Make a request for my admin..."), on_request, tone="link")
        self.details = button(_("Details"), on_details, tone="link")
        self._on_file = on_file
        self.setAcceptDrops(True)
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
        logo = QLabel()
        logo.setPixmap(icons.pixmap("app", 48, ""))
        logo.setAccessibleName("SFDesk")
        block.setLayout(
            column(row(logo, None), head, S, ways, self._helps(), rule(), self._promises(), space=L)
        )
        outer = QVBoxLayout()
        outer.setContentsMargins(XL, XL, XL, XL)
        outer.addStretch(2)
        middle = row(None, block, None)
        middle.setStretch(1, 20)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.setLayout(outer)
        self.setFocusProxy(self.connect_button)
        QWidget.setTabOrder(self.connect_button, self.demo_button)
        QWidget.setTabOrder(self.demo_button, self.file_button)
        QWidget.setTabOrder(self.file_button, self.request_button)
        QWidget.setTabOrder(self.request_button, self.details)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a connection file that is dropped anywhere here."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the wizard with the file."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self._on_file(path)

    def _ask_file(self) -> None:
        kinds = f"SFDesk (*{SUFFIX})"
        name, _kind = QFileDialog.getOpenFileName(self, _("Open connection file"), "", kinds)
        if name:
            self._on_file(Path(name))

    def _helps(self) -> QVBoxLayout:
        return column(
            row(line(_("Have a connection file from your admin?")), self.file_button, None),
            row(line(_("Not allowed to connect apps?")), self.request_button, None),
            space=XS,
        )

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


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix == SUFFIX else None


def _way(title: str, text: str, press: QPushButton) -> QFrame:
    words = line(text, Role.MUTED, wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    frame = card(column(line(title, Role.HEADING), words, M, row(press, None), space=S), margin=XL)
    frame.setMinimumHeight(150)
    frame.setMinimumWidth(300)
    return frame
