"""What a push did: the fields with old and new value, what Salesforce made of them, and Undo."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfdesk.actions.push_sending import Sent
from sfdesk.actions.pushing import PushReceipt
from sfdesk.actions.undoing import UndoReport
from sfdesk.gui.palette import L, M, S
from sfdesk.gui.push import wording
from sfdesk.gui.values import shown_or_empty
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, StateChip, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _, counted


class ResultPanel(QWidget):
    """Shown in place of the fields once they were sent."""

    undo = Signal()
    close_window = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = StateChip()
        self.said = line("", Role.HEADING, wrap=True)
        self._notes = column(space=S)
        self._sent: tuple[Sent, ...] = ()
        self._model: RowsModel[Sent] = RowsModel(
            [
                Column(_("Field"), lambda s: s.label, 180, strong=True),
                Column(_("Before"), lambda s: shown_or_empty(s.old), tone=lambda _s: Tone.NEUTRAL),
                Column(_("Sent"), lambda s: shown_or_empty(s.new)),
                Column(_("Salesforce holds now"), lambda s: shown_or_empty(s.stored)),
            ]
        )
        self.table = Table(self._model, _("Fields that were sent"))
        self.undo_button = button(_("Undo"), self.undo.emit, icon="undo")
        self.close_button = button(_("Close"), self.close_window.emit, tone="primary")
        said = row(self._state, self.said, space=M)
        said.setStretch(1, 1)
        body = column(
            said,
            self._notes,
            self.table,
            row(self.undo_button, None, self.close_button),
            space=L,
        )
        body.setStretch(2, 1)
        self.setLayout(body)

    def show_receipt(self, receipt: PushReceipt, name: str) -> None:
        """Say what was sent."""
        self._state.say(_("\N{CHECK MARK} done"), Tone.GOOD)
        self.said.setText(wording.pushed(receipt, name))
        self._sent = receipt.sent
        self._model.show(receipt.sent)
        self._tell([*wording.stored_differently(receipt.sent), *receipt.left_alone])
        self.undo_button.show()
        self.undo_button.setEnabled(True)
        self.undo_button.setText(_("Undo"))
        self.close_button.setFocus()

    def show_undoing(self) -> None:
        """Say that the push is being taken back."""
        self.undo_button.setEnabled(False)
        self.undo_button.setText(_("Undoing…"))

    def show_undone(self, report: UndoReport) -> None:
        """Say what was taken back, and what was left alone."""
        self._state.say(_("\N{LEFTWARDS ARROW WITH HOOK} undone"), Tone.WATCH)
        self._tell(list(report.kept))
        back = [s for s in self._sent if not any(k.startswith(s.label) for k in report.kept)]
        self.said.setText(
            counted(
                "Put {n} field back as it was in Salesforce.",
                "Put {n} fields back as they were in Salesforce.",
                len(back),
            )
        )
        self._model.show([replace(s, stored=s.old) for s in back])
        self.undo_button.hide()

    def show_not_undone(self) -> None:
        """Let the person try again."""
        self.undo_button.setEnabled(True)
        self.undo_button.setText(_("Undo"))

    def _tell(self, sentences: list[str]) -> None:
        clear(self._notes)
        for said in sentences:
            self._notes.addWidget(Banner(said, "", can_close=False))
