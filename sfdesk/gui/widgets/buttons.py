"""Buttons in the tones of the design, and a row of filter chips."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QWidget

from sfdesk.gui import icons
from sfdesk.gui.palette import S
from sfdesk.gui.widgets.layouts import row


def button(
    text: str,
    on_click: Callable[[], object] | None = None,
    *,
    tone: str = "",
    icon: str = "",
    tip: str = "",
) -> QPushButton:
    """Return a button; `tone` is "", "primary", "danger", "flat", "link", "status" or "chip"."""
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setProperty("tone", tone)
    made.setAutoDefault(False)
    if tone == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        icons.put(made, icon, role=_ROLES.get(tone, "text"))
    if tip:
        made.setToolTip(tip)
        made.setAccessibleDescription(tip)
    if on_click is not None:
        made.clicked.connect(partial(_call, on_click))
    return made


def icon_button(name: str, icon: str, on_click: Callable[[], object]) -> QToolButton:
    """Return a button that shows a picture only; its name is read aloud and shown on hover."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setProperty("tone", "flat")
    icons.put(made, icon, role="muted")
    made.clicked.connect(partial(_call, on_click))
    return made


def _call(on_click: Callable[[], object], _checked: object = None) -> None:
    on_click()


_ROLES = {"primary": "on_accent", "danger": "danger", "link": "accent", "status": "muted"}


class FilterChips(QWidget):
    """One of several filters is on. `chosen` carries its key."""

    chosen = Signal(str)

    def __init__(
        self, chips: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        """Show (key, words) pairs; the first is on. `name` says what is filtered."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._chips: dict[str, QPushButton] = {}
        for key, words in chips:
            chip = button(words, tone="chip")
            chip.setCheckable(True)
            chip.setChecked(not self._chips)
            chip.clicked.connect(lambda _on, key=key: self.chosen.emit(key))
            self._group.addButton(chip)
            self._chips[key] = chip
        self.setLayout(row(*self._chips.values(), None, space=S))

    @property
    def key(self) -> str:
        """The filter that is on."""
        return next(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, key: str) -> None:
        """Put a filter on, as a click does."""
        self._chips[key].setChecked(True)
        self.chosen.emit(key)

    def mark(self, key: str) -> None:
        """Show a filter as on without saying so: the list already follows it."""
        self._chips[key].setChecked(True)

    def count(self, key: str, words: str) -> None:
        """Change the words of a chip, for instance to carry a number."""
        self._chips[key].setText(words)
        self._chips[key].setAccessibleName(words)
