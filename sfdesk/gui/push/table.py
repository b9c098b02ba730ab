"""The three values of every field, what happens to each, and what is wrong with it below it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sfdesk.domain.diffing import State
from sfdesk.gui.push.rows import Choice, Draft, Row
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.table import Column
from sfdesk.gui.widgets.ticks import TickModel, TickTable
from sfdesk.i18n import _

_TONES = {
    State.CONFLICT: Tone.DANGER,
    State.PUSH: Tone.GOOD,
    State.BLANK: Tone.WATCH,
    State.KEEP: Tone.ACCENT,
    State.READ_ONLY: Tone.NEUTRAL,
    State.SAME: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Problem:
    """The line under a row that says what is wrong with it."""

    row: Row


_Item = Row | _Problem


class PushTable(TickTable):
    """Shows a draft. `toggled` carries a row's number; `field_at` names its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._shown: TickModel[_Item] = TickModel(
            [
                Column(_("Field"), _label, 164, strong=True, tone=_problem_tone),
                Column(_("Last refreshed"), _cell(lambda r: r.base), tone=_muted),
                Column(_("Salesforce now"), _cell(lambda r: r.live), tone=_live_tone),
                Column(_("CRM"), _cell(lambda r: r.crm)),
                Column(_("State"), _state, 158, tone=_state_tone),
                Column(_("After"), _cell(lambda r: r.after), tone=_after_tone),
            ],
            lambda item: item.tick if isinstance(item, Row) else None,
            lambda item: item.spoken if isinstance(item, Row) else item.row.problem,
        )
        super().__init__(self._shown, _("Fields"), parent)

    def present(self, draft: Draft) -> None:
        """Show a draft; the row in focus stays in focus."""
        here = self.field_at(self.row)
        items: list[_Item] = []
        for row in draft.rows():
            items.append(row)
            if row.problem:
                items.append(_Problem(row))
        self.clearSpans()
        self._shown.show(items)
        for number, item in enumerate(items):
            if isinstance(item, _Problem):
                self.setSpan(number, 1, 1, self._shown.columnCount() - 1)
        self.go_to_field(here) if here else self.go_to(0)

    def field_at(self, number: int) -> str:
        """Return the field of a row, "" where there is none."""
        if not 0 <= number < len(self._shown.rows):
            return ""
        item = self._shown.rows[number]
        return item.field if isinstance(item, Row) else item.row.field

    def go_to_field(self, field: str) -> None:
        """Put the focus on a field's row."""
        for number, item in enumerate(self._shown.rows):
            if isinstance(item, Row) and item.field == field:
                self.go_to(number)
                return

    def state_of(self, field: str) -> str:
        """Return what the row of a field says happens to it."""
        for item in self._shown.rows:
            if isinstance(item, Row) and item.field == field:
                return item.word
        return ""


def _cell(value: Callable[[Row], str]) -> Callable[[_Item], str]:
    return lambda item: value(item) if isinstance(item, Row) else ""


def _label(item: _Item) -> str:
    if isinstance(item, Row):
        return item.label
    return f"\N{RIGHTWARDS ARROW WITH HOOK} {item.row.problem}"


def _problem_tone(item: _Item) -> Tone | None:
    return Tone.DANGER if isinstance(item, _Problem) else None


def _state(item: _Item) -> str:
    return f"{item.mark}  {item.word}" if isinstance(item, Row) else ""


def _state_tone(item: _Item) -> Tone | None:
    if not isinstance(item, Row):
        return None
    if item.state is State.CONFLICT and item.choice is not Choice.OPEN:
        return Tone.GOOD if item.mark == "\N{RIGHTWARDS ARROW}" else Tone.ACCENT
    return _TONES[item.state]


def _muted(_item: _Item) -> Tone | None:
    return Tone.NEUTRAL


def _live_tone(item: _Item) -> Tone | None:
    return Tone.NEUTRAL if isinstance(item, Row) and item.live == _("same") else None


def _after_tone(item: _Item) -> Tone | None:
    return Tone.DANGER if isinstance(item, Row) and item.after == _("choose") else None
