"""Bulk accept: ten of the certain ones are looked at before the rest may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sfdesk.actions.cases import Case
from sfdesk.gui.palette import M, S
from sfdesk.gui.review.case_rows import lines
from sfdesk.gui.review.case_table import CaseTable
from sfdesk.gui.review.quiet_table import QuietTable
from sfdesk.gui.review.sampling import SIZE, Sample
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.key_button import KeyButton
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import card, column, row
from sfdesk.gui.widgets.table import Column, RowsModel
from sfdesk.i18n import _, counted

_ROW = 28


@dataclass(frozen=True, slots=True)
class _Looked:
    case: Case
    right: bool | None

    @property
    def word(self) -> str:
        if self.right is None:
            return _("to look at")
        return _("✓ right") if self.right else _("✗ wrong")

    @property
    def tone(self) -> Tone:
        if self.right is None:
            return Tone.NEUTRAL
        return Tone.GOOD if self.right else Tone.DANGER


class BulkPanel(QWidget):
    """`accepted` carries the cases to link as one step; `left` goes back to one by one."""

    accepted = Signal(object)  # tuple[Case, ...]
    left = Signal()

    def __init__(self, random: Random, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._random = random
        self.sample = Sample.draw((), random)
        self._title = line("", Role.TITLE)
        self._text = line("", Role.MUTED, wrap=True)
        self._model: RowsModel[_Looked] = RowsModel(
            [
                Column(_("CRM"), lambda r: r.case.crm.name, strong=True),
                Column(_("Salesforce"), lambda r: r.case.options[0].record.name, strong=True),
                Column(_("Why"), lambda r: r.case.options[0].suggestion.sentence),
                Column(_("Looked at"), lambda r: r.word, 110, tone=lambda r: r.tone),
            ]
        )
        self.table = QuietTable(self._model, _("Sample"))
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.setMinimumHeight(4 * _ROW)
        self.table.setMaximumHeight(SIZE * _ROW + 44)
        self.detail = CaseTable()
        self.verdict = line("", Role.HEADING, wrap=True)
        self._build()
        self.table.chosen.connect(self._show)

    def _build(self) -> None:
        self.right = KeyButton("Y", _("Right"), lambda: self._judge(right=True), tone="primary")
        self.wrong = KeyButton("N", _("Wrong"), lambda: self._judge(right=False))
        self.accept = button("", lambda: self.accepted.emit(self.sample.cases), tone="primary")
        self.one_by_one = button(_("One by one"), self.left.emit)
        self.stricter = button("", lambda: self.start(self.sample.stricter()))
        for key, act in (("Y", self.right), ("N", self.wrong), ("Esc", self.one_by_one)):
            action = QAction(act.text(), self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act.click)
            self.addAction(action)
        fields = card(column(self.detail, None), margin=S)
        ending = row(self.verdict, self.one_by_one, self.stricter, self.accept, space=S)
        ending.setStretch(0, 1)
        body = column(
            column(self._title, self._text, space=2),
            self.table,
            fields,
            row(self.right, self.wrong, None, space=S),
            card(ending, margin=M, surface="panel"),
            space=M,
        )
        body.setStretch(1, 1000)
        body.setStretch(2, 1)
        self.setLayout(body)

    def start(self, cases: Sequence[Case]) -> None:
        """Draw a sample of these cases and begin with its first."""
        self.sample = Sample.draw(cases, self._random)
        number = len(cases)
        self._title.setText(
            counted("Accept {n} certain link?", "Accept {n} certain links?", number)
        )
        self._text.setText(
            counted(
                "Look at {n} of them first, picked at random.",
                "Look at {n} of them first, picked at random.",
                len(self.sample.looked_at),
            )
        )
        self._present()
        self.table.go_to(0)
        self.table.setFocus()

    def _judge(self, *, right: bool) -> None:
        at = self.table.row
        if not 0 <= at < len(self.sample.looked_at):
            return
        self.sample = self.sample.judged(self.sample.looked_at[at].crm.id, right=right)
        self._present()
        self.table.go_to(min(at + 1, len(self.sample.looked_at) - 1))
        if self.sample.may_accept:
            self.accept.setFocus()

    def _present(self) -> None:
        sample = self.sample
        self._model.show([_Looked(c, sample.verdicts.get(c.crm.id)) for c in sample.looked_at])
        self.verdict.setText(sample.verdict())
        number = len(sample.cases)
        self.accept.setText(counted("Accept {n}", "Accept {n}", number))
        self.accept.setAccessibleName(self.accept.text())
        self.accept.setEnabled(sample.may_accept)
        fewer = len(sample.stricter())
        self.stricter.setText(_("Stricter: look at {n}").format(n=f"{fewer:,}"))
        self.stricter.setAccessibleName(self.stricter.text())
        self.stricter.setVisible(bool(sample.wrong) and not sample.left and fewer > 0)

    def _show(self, at: int) -> None:
        if 0 <= at < len(self.sample.looked_at):
            case = self.sample.looked_at[at]
            self.detail.present([case.crm.name], lines(case, case.options[0]))
