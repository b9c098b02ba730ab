"""What went wrong with a sign-in: what it means, what to do, the ways on, and the details."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, WayOn
from sfdesk.errors import SfdeskError
from sfdesk.gui.palette import XL, M, S
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import card, clear, column, row
from sfdesk.i18n import _
from sfdesk.logs import redact

Act = Callable[[], object]


class ProblemPage(QWidget):
    """Shows one known error with the ways on that can be gone from here."""

    def __init__(self, acts: Mapping[WayOn, Act], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._details = ""
        self.code = ""
        self._chip = StateChip(_("Not connected"), Tone.DANGER)
        self.title = line("", Role.TITLE, wrap=True)
        self.text = line("", wrap=True)
        self._ways: QHBoxLayout = row(space=S)
        self._raw = line("", Role.SMALL, wrap=True)
        self._raw_card = card(column(self._raw, row(button(_("Copy"), self.copy), None), space=M))
        self._raw_card.hide()
        self._more = button(_("Details"), self._unfold, tone="link")
        self.setLayout(
            column(
                row(self._chip, None),
                self.title,
                self.text,
                S,
                self._ways,
                row(self._more, None),
                self._raw_card,
                None,
                space=M,
                margin=XL,
            )
        )

    @property
    def buttons(self) -> list[QPushButton]:
        """The ways on, the default one first."""
        found = (self._ways.itemAt(number) for number in range(self._ways.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def show_error(self, error: SfdeskError) -> None:
        """Show an error; the first way on has the focus."""
        self.code = error.code
        self.title.setText(error.title)
        self.text.setText(error.hint.replace(" ".join(CALLBACKS), "\n" + "\n".join(CALLBACKS)))
        self._details = redact("\n".join(part for part in (error.code, error.details) if part))
        self._raw.setText(self._details)
        self._more.setVisible(bool(self._details))
        self._raw_card.hide()
        clear(self._ways)
        for number, way in enumerate(w for w in ways_on(error) if w in self._acts):
            tone = "" if number else "primary"
            self._ways.addWidget(button(way.value, self._acts[way], tone=tone))
        self._ways.addStretch(1)
        if self.buttons:
            self.buttons[0].setFocus()
        announce(self, f"{error.title}. {error.hint}")

    def copy(self) -> None:
        """Copy everything for an admin."""
        parts = (self.title.text(), self.text.text(), self._details)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))

    def _unfold(self) -> None:
        self._raw_card.setVisible(self._raw_card.isHidden())


def ways_on(error: SfdeskError) -> tuple[WayOn, ...]:
    """Return what can be done about an error: as its case says, or once more."""
    case = PROBLEMS.get(error.code)
    return case.ways if case is not None else (WayOn.TRY_AGAIN, WayOn.CANCEL)
