"""The reasons for and against a suggestion, strongest first, in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QWidget

from sfdesk.gui.review.case_rows import Reason
from sfdesk.gui.review.quiet_table import QuietTable
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.rows_painter import RowsPainter
from sfdesk.gui.widgets.table import Column, RowsModel
from sfdesk.i18n import _

_TONES = {"+": Tone.GOOD, "\N{MINUS SIGN}": Tone.DANGER}


def _tone(reason: Reason) -> Tone:
    return _TONES.get(reason.mark, Tone.NEUTRAL)


class ReasonTable(QuietTable):
    """Mark, sentence, weight; the list is as high as its reasons, up to `most` rows."""

    def __init__(self, most: int = 5, parent: QWidget | None = None) -> None:
        self._most = most
        self._model: RowsModel[Reason] = RowsModel(
            [
                Column(_("For or against"), lambda r: r.mark, 32, tone=_tone, strong=True),
                Column(_("Reason"), lambda r: r.text),
                Column(_("Weight"), lambda r: r.weight, 150, tone=_tone),
            ]
        )
        super().__init__(self._model, _("Reasons"), parent)
        self.setItemDelegate(RowsPainter(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setColumnWidth(0, 32)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 7)

    @property
    def reasons(self) -> Sequence[Reason]:
        """What is shown."""
        return self._model.rows

    def present(self, reasons: Sequence[Reason]) -> None:
        """Show other reasons."""
        self._model.show(reasons)
        self._fit()

    def keep_to(self, most: int) -> None:
        """Show this many reasons without scrolling."""
        if most != self._most:
            self._most = most
            self._fit()

    def _fit(self) -> None:
        reasons = self._model.rows
        shown = max(1, min(len(reasons), self._most))
        self.setFixedHeight(shown * self.verticalHeader().defaultSectionSize() + 6)
