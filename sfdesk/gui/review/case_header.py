"""The head of one case: how sure, what is claimed, and which two (or more) records it is about."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from sfdesk.actions.cases import Case, Option
from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.palette import RING, L, M, S
from sfdesk.gui.review import wording
from sfdesk.gui.review.case_table import FIELD_WIDTH, WORD_WIDTH
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line, restyle
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.i18n import _

MOST = 3
_TONES = {Band.CERTAIN: Tone.GOOD, Band.LIKELY: Tone.ACCENT, Band.POSSIBLE: Tone.WATCH}


class Headline(QWidget):
    """One line: the band in a chip, what is claimed, and the suggestions to choose from."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.band = StateChip()
        self.claim = line("", Role.HEADING)
        self._claim = ""
        self._options = row(space=S)
        self._more = line("", Role.MUTED)
        self.setLayout(row(self.band, self.claim, None, self._more, self._options, space=M))
        self.buttons: list[QPushButton] = []

    def present(self, case: Case, option: Option, number: int) -> None:
        """Say what the case is about; `number` is the suggestion on the screen, from 0."""
        band = option.suggestion.band
        said, tone = wording.BANDS[band].upper(), _TONES[band]
        if case.warning or case.rivals:
            said, tone = (_("CLASH") if case.rivals else _("CHECK")), Tone.DANGER
        self.band.say(said, tone)
        self._claim = wording.headline(case, option.suggestion.relation)
        self.claim.setText(self._claim)
        self._choices(case.options, number)

    def hide_verdict(self, *, blind: bool) -> None:
        """Hide how sure it is and what is claimed, or show it again."""
        self.band.setHidden(blind)
        if blind:
            self.claim.setText(_("Are they the same? You decide without help."))
        else:
            self.claim.setText(self._claim)

    def _choices(self, options: Sequence[Option], number: int) -> None:
        clear(self._options)
        self.buttons = []
        weak = len(options) - MOST
        self._more.setText(_("{n} more weak ones").format(n=weak) if weak > 0 else "")
        if len(options) < 2:
            return
        for n, option in enumerate(options[:MOST]):
            name = option.record.name
            short = name if len(name) < 24 else f"{name[:22]}\N{HORIZONTAL ELLIPSIS}"
            words = f"{n + 1} {short}".replace("&", "&&")
            chip = button(words, partial(self.chosen.emit, n), tone="chip")
            chip.setToolTip(name)
            chip.setAccessibleName(f"{n + 1} {short}")
            chip.setAccessibleDescription(name)
            chip.setCheckable(True)
            chip.setChecked(n == number)
            self._options.addWidget(chip)
            self.buttons.append(chip)


class Sides(QWidget):
    """The names above the table's columns; with several CRM records one of them is to be linked."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = row(space=0)
        self._blocks: list[_Side] = []
        self.setLayout(row(self._line, None, space=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def present(self, case: Case, option: Option, side: int) -> None:
        """Show the names of a case; `side` is the CRM record that a link would be for."""
        clear(self._line)
        self._blocks = []
        records = (case.crm, *case.rivals)
        for n, record in enumerate(records):
            note = _("CRM {id}").format(id=record.id)
            block = _Side(_("CRM"), record.name, note, "crm")
            if case.rivals:
                block.mark(chosen=n == side)
                block.pressed.connect(lambda n=n: self.chosen.emit(n))
            self._blocks.append(block)
        where = option.record.fields.get("Owner.Name")
        note = _("owned by {name}").format(name=where) if where else option.record.id
        self._blocks.append(_Side(_("SALESFORCE"), option.record.name, str(note), "salesforce"))
        self._line.addSpacing(FIELD_WIDTH + RING)
        for n, block in enumerate(self._blocks):
            if n == len(records):
                self._line.addSpacing(WORD_WIDTH)
            self._line.addWidget(block)

    def align(self, widths: Sequence[int]) -> None:
        """Stand above the table's columns, whose widths in px are given."""
        for block, width in zip(self._blocks, [*widths[1:-2], *widths[-1:]], strict=False):
            block.setFixedWidth(width)


class _Side(QFrame):
    """One record's name with the side that it is on, in a word and a coloured edge."""

    pressed = Signal()

    def __init__(self, side: str, name: str, note: str, look: str) -> None:
        super().__init__()
        self.setProperty("side", look)
        self._state = QLabel()
        self._state.setProperty("text_role", Role.SMALL.value)
        self._state.hide()
        title = line(name, Role.HEADING, wrap=True)
        where = line(side, Role.SECTION)
        where.setProperty("side_word", look)
        body = column(
            row(where, self._state, None, space=S), title, line(note, Role.SMALL), None, space=2
        )
        body.setContentsMargins(S, 2, L, 2)
        self.setLayout(body)
        self.setAccessibleName(f"{side}: {name}, {note}")

    def mark(self, *, chosen: bool) -> None:
        """Say whether this is the one that a link would be for."""
        self._state.setText(_("\N{CHECK MARK} this one") if chosen else _("R: this one"))
        self._state.show()
        self.setProperty("chosen", "true" if chosen else "false")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        restyle(self)

    def mouseReleaseEvent(self, _event: object) -> None:
        """Choose this record."""
        self.pressed.emit()
