"""What can be done with the chosen row, with its keys: the same for buttons, menu and Ctrl+K."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from sfdesk.actions.browsing import LinkState, Row
from sfdesk.gui.screens import Desk
from sfdesk.i18n import _


class RowActions(QObject):
    """Actions on the rows that `chosen` returns; the first of them is the one in focus.

    `wrong_link` carries the row whose link somebody wants to end.
    """

    wrong_link = Signal(object)  # Row

    def __init__(self, desk: Desk, chosen: Callable[[], list[Row]], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._chosen = desk, chosen
        self.push = self._act(_("Push..."), "Ctrl+P", self._push)
        self.take = self._act(_("Import..."), "Ctrl+I", self._take)
        self.wrong = self._act(_("Wrong link..."), "Ctrl+L", self._wrong)
        self.open = self._act(_("Open in Salesforce"), "Ctrl+O", self._open)
        self.update()

    @property
    def all(self) -> list[QAction]:
        """Every action, the most used first."""
        return [self.push, self.take, self.open, self.wrong]

    def update(self) -> None:
        """Make available what fits the chosen rows."""
        rows = self._chosen()
        one = rows[0] if len(rows) == 1 else None
        self.push.setEnabled(one is not None and one.link is LinkState.LINKED)
        self.wrong.setVisible(one is not None and bool(one.crm_id))
        kept = [row for row in rows if row.link not in {LinkState.DELETED, LinkState.OUTSIDE}]
        self.take.setEnabled(bool(kept))
        self.open.setEnabled(one is not None and one.link is not LinkState.DELETED)

    def _act(self, words: str, key: str, act: Callable[[], None]) -> QAction:
        made = QAction(words, self)
        made.setIconText(words)
        made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(act)
        return made

    def _push(self) -> None:
        row = self._chosen()[0]
        self._desk.open_push(row.crm_id, row.kind)

    def _take(self) -> None:
        self._desk.open_import([row.record_id for row in self._chosen()])

    def _wrong(self) -> None:
        self.wrong_link.emit(self._chosen()[0])

    def _open(self) -> None:
        info = self._desk.state.org
        if info is not None:
            self._desk.open_url(f"{info.instance_url}/{self._chosen()[0].record_id}")
