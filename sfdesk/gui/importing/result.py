"""What an import did, what came back and why, and Undo."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfdesk.actions.importing import ImportReport, RowOutcome
from sfdesk.actions.undoing import UndoReport
from sfdesk.gui.importing.rows import WORDS, Draft, came_back, result
from sfdesk.gui.palette import L, M, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _, counted


class ImportResult(QWidget):
    """Shown in place of the preview; records that came back stand first."""

    undo = Signal()
    back = Signal()
    show_accounts = Signal()
    close_window = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}
        self._state = StateChip()
        self.said = line("", Role.HEADING, wrap=True)
        self._notes = column(space=S)
        self._model: RowsModel[RowOutcome] = RowsModel(
            [
                Column(
                    _("Record"), lambda o: self._names.get(o.record_id, o.record_id), strong=True
                ),
                Column(_("What"), lambda o: WORDS[o.what], 140, tone=lambda _o: Tone.NEUTRAL),
                Column(_("In CRM"), lambda o: o.crm_id, 120),
                Column(_("How it went"), _how, tone=_tone),
            ]
        )
        self.table = Table(self._model, _("Imported records"))
        self.undo_button = button(_("Undo"), self.undo.emit, icon="undo")
        self.back_button = button(_("Look at what came back"), self.back.emit)
        self.show_button = button(_("Show accounts"), self.show_accounts.emit)
        self.close_button = button(_("Close"), self.close_window.emit, tone="primary")
        foot = row(
            self.undo_button,
            self.back_button,
            None,
            self.show_button,
            self.close_button,
            space=S,
        )
        said = row(self._state, self.said, space=M)
        said.setStretch(1, 1)
        body = column(said, self._notes, self.table, foot, space=L)
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_report(self, report: ImportReport, draft: Draft) -> None:
        """Say what was imported."""
        rows = [r for top in draft.plan.rows for r in (top, *top.contacts)]
        self._names = {r.record.id: r.record.name for r in rows}
        back = came_back(report)
        self._state.say(
            _("! needs you") if back else _("\N{CHECK MARK} done"),
            Tone.DANGER if back else Tone.GOOD,
        )
        self.said.setText(result(report))
        clear(self._notes)
        if back:
            text = counted(
                "{n} record came back. It is still ticked; its reason stands beside it.",
                "{n} records came back. They are still ticked; the reasons stand beside them.",
                back,
            )
            self._notes.addWidget(Banner(text, "", tone=Tone.DANGER, can_close=False))
        self._model.show(sorted(report.outcomes, key=lambda o: not o.problem))
        self.back_button.setVisible(bool(back))
        self.undo_button.show()
        self.show_not_undone()
        self.close_button.setFocus()

    def show_undoing(self) -> None:
        """Say that the import is being taken back."""
        self.undo_button.setEnabled(False)
        self.undo_button.setText(_("Undoing…"))

    def show_undone(self, report: UndoReport) -> None:
        """Say what was taken back and what was left alone."""
        self._state.say(_("\N{LEFTWARDS ARROW WITH HOOK} undone"), Tone.WATCH)
        self.said.setText(report.summary)
        clear(self._notes)
        for said in report.kept:
            self._notes.addWidget(Banner(said, "", can_close=False))
        self._model.show(())
        self.undo_button.hide()
        self.back_button.hide()

    def show_not_undone(self) -> None:
        """Let the person press Undo again."""
        self.undo_button.setEnabled(True)
        self.undo_button.setText(_("Undo"))


def _how(outcome: RowOutcome) -> str:
    return outcome.problem or _("\N{CHECK MARK} imported")


def _tone(outcome: RowOutcome) -> Tone:
    return Tone.DANGER if outcome.problem else Tone.GOOD
