"""The tables of the import preview: records with their boxes, and the fields of one of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from sfdesk.actions.importing import FieldChange, What
from sfdesk.gui.importing.rows import Line
from sfdesk.gui.values import shown_or_empty
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.table import Column
from sfdesk.gui.widgets.ticks import TickModel, TickTable
from sfdesk.i18n import _

_TONES = {
    What.NEW: Tone.GOOD,
    What.FILL: Tone.ACCENT,
    What.CHANGE: Tone.WATCH,
    What.SAME: Tone.NEUTRAL,
    What.LOOKS_LIKE: Tone.DANGER,
}


class LinesTable(TickTable):
    """One line per record: what an import would do with it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        self._shown: TickModel[Line] = TickModel(
            [
                Column(title, lambda line: line.name, strong=True),
                Column(_("What"), lambda line: f"{line.mark}  {line.word}", 136, tone=_tone),
                Column(_("CRM now"), lambda line: line.now, tone=lambda _l: Tone.NEUTRAL),
                Column(_("After"), lambda line: line.problem or line.after, tone=_after),
            ],
            lambda line: line.tick,
            lambda line: line.spoken,
        )
        super().__init__(self._shown, title, parent)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._shown.rows

    def present(self, lines: Sequence[Line]) -> None:
        """Show other lines; the record in focus stays in focus."""
        here = self.record_at(self.row)
        self._shown.show(lines)
        for number, line in enumerate(lines):
            if line.record_id == here:
                self.go_to(number)
                return
        self.go_to(0)

    def record_at(self, number: int) -> str:
        """Return the id of a line's record, "" where there is none."""
        return self.lines[number].record_id if 0 <= number < len(self.lines) else ""


class FieldsTable(TickTable):
    """The fields of one record that an import would change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown: TickModel[FieldChange] = TickModel(
            [
                Column(_("Field"), lambda change: change.label, 150, strong=True),
                Column(_("CRM now"), lambda c: shown_or_empty(c.now), tone=lambda _c: Tone.NEUTRAL),
                Column(_("After"), lambda c: shown_or_empty(c.after)),
            ],
            lambda change: change.ticked,
            lambda change: f"{change.label}: {shown_or_empty(change.after)}",
        )
        super().__init__(self._shown, _("Fields"), parent)

    def present(self, changes: Sequence[FieldChange]) -> None:
        """Show other fields; the row in focus stays in focus."""
        here = self.row
        self._shown.show(changes)
        self.go_to(max(0, min(here, len(changes) - 1)))

    def field_at(self, number: int) -> FieldChange | None:
        """Return the field of a row."""
        return self._shown.rows[number] if 0 <= number < len(self._shown.rows) else None


def _tone(line: Line) -> Tone:
    return _TONES[line.what]


def _after(line: Line) -> Tone | None:
    if line.problem:
        return Tone.DANGER
    return Tone.NEUTRAL if line.what is What.SAME else None
