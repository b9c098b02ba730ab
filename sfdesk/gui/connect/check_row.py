"""One line of the check: a spinner, then a mark and a word, then what can be done about it."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from sfdesk.actions.connecting import CheckLine, Mark, Topic
from sfdesk.gui.palette import M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line, restyle
from sfdesk.gui.widgets.layouts import card, clear, column, row
from sfdesk.i18n import _

_TONES = {Mark.OK: Tone.GOOD, Mark.NOTE: Tone.WATCH, Mark.MISSING: Tone.DANGER}
_WIDE = 76
_HIGH = 30
_SIZE = 16
_TURN = 30
"""Degrees per step; a step takes 80 ms."""


class Spinner(QWidget):
    """An arc that goes round while something is awaited; it rests while nobody sees it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_WIDE, _SIZE)
        self.setAccessibleName(_("looking"))
        self._angle = 0
        self._step = QTimer(self)
        self._step.setInterval(80)
        self._step.timeout.connect(self._turn)

    @property
    def turning(self) -> bool:
        """Whether it moves."""
        return self._step.isActive()

    def _turn(self) -> None:
        self._angle = (self._angle - _TURN) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to turn."""
        self._step.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        self._step.stop()
        super().hideEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        side = _SIZE - 4
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.drawArc(box, self._angle * 16, 270 * 16)
        painter.end()


class CheckRow(QWidget):
    """What is known of one topic. `asked` carries the line that an admin is to be asked about."""

    asked = Signal(object)  # CheckLine

    def __init__(self, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic = topic
        self.found: CheckLine | None = None
        self.spinner = Spinner()
        self.chip = StateChip()
        self.chip.setMinimumWidth(_WIDE)
        self.chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.chip.hide()
        self.text = line(topic.value, Role.MUTED, wrap=True)
        self.why = button(_("Why?"), self._explain, tone="link")
        self.request = button(_("Request..."), self._ask)
        self.why.hide()
        self.request.hide()
        self._reason = column(space=S)
        top = row(self.spinner, self.chip, self.text, self.why, self.request, space=M)
        top.setStretch(2, 1)
        top.addStrut(_HIGH)
        self.setLayout(column(top, self._reason, space=S))

    @property
    def explained(self) -> bool:
        """Whether the reason stands below the line."""
        return self._reason.count() > 0

    def show_line(self, found: CheckLine) -> None:
        """Turn the spinner into a mark and a word."""
        self.found = found
        self.spinner.hide()
        self.chip.say(word(found.mark), _TONES[found.mark])
        self.chip.show()
        self.text.setProperty("text_role", Role.BODY.value)
        restyle(self.text)
        self.text.setText(found.text)
        permission = found.permission
        self.why.setVisible(permission is not None)
        self.request.setVisible(found.mark is Mark.MISSING)
        for press in (self.why, self.request):
            press.setAccessibleName(f"{press.text()} {found.text}")

    def _explain(self) -> None:
        if self.explained:
            clear(self._reason)
            return
        permission = self.found.permission if self.found is not None else None
        if permission is None:
            return
        reason = line(permission.why, Role.SMALL, wrap=True)
        inside = column(reason, space=S)
        if permission.grantable and self.request.isHidden():
            ask = button(_("Request for my admin..."), self._ask, tone="link")
            inside.addLayout(row(ask, None))
        framed = row(card(inside, margin=M, surface="panel"))
        framed.setContentsMargins(_WIDE + M, 0, 0, 0)
        self._reason.addLayout(framed)

    def _ask(self) -> None:
        self.asked.emit(self.found)


def word(mark: Mark) -> str:
    """Return the word beside the colour."""
    return {Mark.OK: _("OK"), Mark.NOTE: _("NOTE"), Mark.MISSING: _("MISSING")}[mark]
