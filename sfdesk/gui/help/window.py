"""The help window: pages on the left, text on the right. F1 opens the page of the screen."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QTextBrowser, QWidget

from sfdesk import paths
from sfdesk.gui import icons
from sfdesk.gui.help import reading
from sfdesk.gui.palette import XL, L, S
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.widgets.search import SearchField
from sfdesk.i18n import _

FIRST = "first-day"
ORDER = (
    FIRST,
    "connect",
    "sign-in",
    "accounts",
    "review",
    "import",
    "push",
    "activity",
    "settings",
    "privacy",
    "command-line",
    "practice-org",
    "changelog",
)
"""The pages, in the order of the list."""


def page_text(name: str) -> str:
    """Return a page's Markdown; for an unknown name the first one."""
    folder = paths.resources() / "help"
    path = folder / f"{name if name in ORDER else FIRST}.md"
    return path.read_text(encoding="utf-8")


def page_title(name: str) -> str:
    """Return a page's first heading."""
    return page_text(name).splitlines()[0].removeprefix("# ").strip()


class HelpWindow(QWidget):
    """Shows one page; links between pages and a search over all of them."""

    def __init__(self, page: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Help - SFDesk"))
        self.resize(820, 600)
        self.search = SearchField(_("Search help"), _("Search help"))
        self.pages = QListWidget()
        self.pages.setObjectName("pages")
        self.pages.setWordWrap(True)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setAccessibleName(_("Help pages"))
        self.pages.setMaximumWidth(220)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help page"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(XL)
        left = column(self.search, self.pages, space=S)
        left.setContentsMargins(L, L, 0, L)
        body = row(left, self.text, space=L)
        body.setStretch(1, 1)
        self.setLayout(body)
        self._names: list[str] = []
        self.search.textChanged.connect(self.look_for)
        self.search.left.connect(self.pages.setFocus)
        self.pages.currentRowChanged.connect(self._turned)
        self.look_for("")
        self.open_page(page)

    def open_page(self, name: str) -> None:
        """Turn to a page."""
        self.search.clear()
        self.pages.setCurrentRow(ORDER.index(name) if name in ORDER else 0)

    def look_for(self, text: str) -> None:
        """List the pages that contain every word."""
        words = text.lower().split()
        self._names = [n for n in ORDER if all(w in page_text(n).lower() for w in words)]
        self.pages.clear()
        self.pages.addItems([page_title(name) for name in self._names])
        if self._names:
            self.pages.setCurrentRow(0)
            if words:
                self.text.find(words[0])

    def tint(self) -> None:
        """Show the page in the colours of now."""
        self._turned(self.pages.currentRow())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _turned(self, number: int) -> None:
        if 0 <= number < len(self._names):
            self.text.setMarkdown(page_text(self._names[number]))
            reading.set_type(self.text.document(), icons.current())
            self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _follow(self, target: QUrl) -> None:
        name = target.toString().removesuffix(".md")
        if name in ORDER:
            self.open_page(name)
        elif target.scheme() == "https":
            QDesktopServices.openUrl(target)
