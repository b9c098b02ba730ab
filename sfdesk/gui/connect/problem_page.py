"""What went wrong with a sign-in: what it means, what to do, the ways on, and the details."""

import time
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, WayOn
from sfdesk.errors import SfdeskError
from sfdesk.gui.palette import XL, M, S
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import card, clear, column, row, scrolled
from sfdesk.gui.words import left
from sfdesk.i18n import _
from sfdesk.logs import redact

Act = Callable[[], object]
_NO_NAMES: Mapping[WayOn, str] = {}


class ProblemPage(QWidget):
    """Shows one known error with the ways on that can be gone from here.

    Where another try has to wait, the default way on counts the seconds down: its button turns on
    when they are over, or is pressed by itself.
    """

    def __init__(self, acts: Mapping[WayOn, Act], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._details = ""
        self._ends = 0.0
        self._by_itself = False
        self.now: Callable[[], float] = time.monotonic
        self.code = ""
        self._state = row()
        self.title = line("", Role.TITLE, wrap=True)
        self.text = line("", wrap=True)
        self._ways: QHBoxLayout = row(space=S)
        self.countdown = line("", Role.MUTED)
        self._raw = line("", Role.SMALL, wrap=True)
        self.details = card(column(self._raw, row(button(_("Copy"), self.copy), None), space=M))
        self.details.hide()
        self.more = button(_("Details"), self._unfold, tone="link")
        self._second = QTimer(self)
        self._second.setInterval(1_000)
        self._second.timeout.connect(self.count_down)
        page = column(
            row(self._state, None),
            self.title,
            self.text,
            S,
            row(self._ways, self.countdown, None, space=M),
            row(self.more, None),
            self.details,
            None,
            space=M,
            margin=XL,
        )
        self.setLayout(column(scrolled(page, name=_("What went wrong")), space=0))

    @property
    def buttons(self) -> list[QPushButton]:
        """The ways on, the default one first."""
        found = (self._ways.itemAt(number) for number in range(self._ways.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def show_error(
        self,
        error: SfdeskError,
        *,
        names: Mapping[WayOn, str] = _NO_NAMES,
        facts: Sequence[str] = (),
        signed_in: bool = False,
    ) -> None:
        """Show an error; the first way on has the focus.

        `names` are other words for a button, `facts` what an admin wants to know beside the code.
        """
        self.code = error.code
        clear(self._state)
        words, tone = (
            (_("Signed in"), Tone.WATCH) if signed_in else (_("Not connected"), Tone.DANGER)
        )
        self._state.addWidget(StateChip(words, tone))
        self.title.setText(error.title)
        self.text.setText(error.hint.replace(" ".join(CALLBACKS), "\n\n" + "\n".join(CALLBACKS)))
        self._details = redact("\n".join(filter(None, (error.code, error.details, *facts))))
        self._raw.setText(self._details)
        self.more.setVisible(bool(self._details))
        self.details.hide()
        clear(self._ways)
        for number, way in enumerate(w for w in ways_on(error) if w in self._acts):
            made = button(
                names.get(way, way.value), self._acts[way], tone="" if number else "primary"
            )
            self._ways.addWidget(made)
        if self.buttons:
            self.buttons[0].setFocus()
        announce(self, f"{error.title}. {error.hint}")
        self._start_counting(error)

    def count_down(self) -> None:
        """Say how long the default way on has to wait; go it, or let it be gone, after that."""
        if not self.buttons:
            return
        first, seconds = self.buttons[0], self._ends - self.now()
        if seconds > 0:
            words = _("Tries again by itself in {time}.") if self._by_itself else _("In {time}.")
            self.countdown.setText(words.format(time=left(seconds)))
            return
        self._stop_counting()
        first.setEnabled(True)
        if self._by_itself:
            first.click()
        else:
            first.setFocus()
            announce(self, _("{button}: now").format(button=first.text()))

    def copy(self) -> None:
        """Copy everything for an admin."""
        parts = (self.title.text(), self.text.text(), self._details)
        QGuiApplication.clipboard().setText("\n".join(part for part in parts if part))

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing happen by itself once somebody went another way."""
        self._stop_counting()
        super().hideEvent(event)

    def _start_counting(self, error: SfdeskError) -> None:
        self._stop_counting()
        if error.wait <= 0 or not self.buttons:
            return
        case = PROBLEMS.get(error.code)
        self._by_itself = case is not None and case.by_itself
        self._ends = self.now() + error.wait
        self.buttons[0].setEnabled(self._by_itself)
        if not self._by_itself:
            self.more.setFocus()
        self.countdown.show()
        self._second.start()
        self.count_down()

    def _stop_counting(self) -> None:
        self._second.stop()
        self.countdown.setText("")
        self.countdown.hide()

    def _unfold(self) -> None:
        self.details.setVisible(self.details.isHidden())


def ways_on(error: SfdeskError) -> tuple[WayOn, ...]:
    """Return what can be done about an error: as its case says, or once more."""
    case = PROBLEMS.get(error.code)
    return case.ways if case is not None else (WayOn.TRY_AGAIN, WayOn.CANCEL)
