"""One section of the page: a title, its content, and the words that a search finds it by."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _


class Section(QFrame):
    """A card with a heading. What is asked for twice stands here once."""

    def __init__(self, title: str, also: str = "", parent: QWidget | None = None) -> None:
        """Show a title; `also` are words that people may look for it by."""
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.title, self._also = title, also
        self.body: QBoxLayout = column(space=M)
        inside = column(line(title, Role.HEADING), self.body, space=M)
        inside.setContentsMargins(XL, L, XL, L)
        self.setLayout(inside)

    def refresh(self) -> None:
        """Read anew what is shown; most sections have nothing to read."""

    def answers(self, text: str) -> bool:
        """Tell whether every typed word occurs in the section."""
        shown = " ".join(label.text() for label in self.findChildren(QLabel))
        presses = " ".join(w.accessibleName() for w in self.findChildren(QWidget))
        everything = f"{self.title} {self._also} {shown} {presses}".lower()
        return all(word in everything for word in text.lower().split())


class Question(QWidget):
    """A question in place, instead of a box over the window: what would happen, yes, no."""

    def __init__(
        self,
        text: str,
        yes: str,
        on_yes: Callable[[], object],
        *,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_yes = on_yes
        self.yes = button(yes, self._go, tone="danger" if danger else "primary")
        self.no = button(_("Cancel"), self._close)
        self.setLayout(
            column(line(text, wrap=True), row(self.yes, self.no, None, space=S), space=S)
        )

    def _go(self) -> None:
        self._on_yes()
        self._close()

    def _close(self) -> None:
        self.hide()
        self.deleteLater()
