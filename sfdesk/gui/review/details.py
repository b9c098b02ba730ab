"""The numbers behind one suggestion: a table, and in it a bar for each part, like stairs."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from sfdesk.domain.matching.suggestions import Suggestion
from sfdesk.gui import icons
from sfdesk.gui.palette import M, S
from sfdesk.gui.review import waterfall
from sfdesk.gui.review.case_table import PIECES, Index, MarkedPainter
from sfdesk.gui.review.quiet_table import QuietTable
from sfdesk.gui.review.spans import plain
from sfdesk.gui.review.waterfall import Part
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import card, column
from sfdesk.gui.widgets.table import Column, RowsModel
from sfdesk.i18n import _

_BAR, _HIGH = 3, 12  # column, px
_STEP = Qt.ItemDataRole.UserRole + 1


class _Model(RowsModel[Part]):
    """Part, both values, what was found, a bar, bits, and the sum so far."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column(_("Part"), lambda p: p.label, 124, strong=True),
                Column(_("CRM, Salesforce"), lambda p: plain(p.values)),
                Column(_("Found"), lambda p: p.found),
                Column(_("For or against"), lambda _p: "", 150, room=640),
                Column(_("Bits"), lambda p: p.signed, 72, tone=_tone, number=True),
                Column(_("Sum"), lambda p: waterfall.signed(p.after), 72, number=True),
            ]
        )

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the most bits that any bar reaches."""
        ends = [0.0, *(end for part in self.rows for end in (part.before, part.after))]
        return min(ends), max(ends)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the painter needs, or what any table returns; a row is read as one."""
        part = self.rows[index.row()]
        if role == PIECES:
            return part.values if index.column() == 1 else ()
        if role == _STEP:
            return part if index.column() == _BAR else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(part)
        return super().data(index, role)


def _tone(part: Part) -> Tone:
    if part.whole or abs(part.bits) < 0.005:
        return Tone.NEUTRAL
    return Tone.GOOD if part.bits > 0 else Tone.DANGER


def _spoken(part: Part) -> str:
    text = _("{label}. {found} {bits} bits, {sum} in all.")
    values = plain(part.values).replace("\n", "; ")
    said = text.format(
        label=part.label, found=part.found, bits=part.signed, sum=waterfall.signed(part.after)
    )
    return f"{said} {values}".strip()


class StairsPainter(MarkedPainter):
    """Bars: filled for the pair, hatched against it, so that no colour has to be seen."""

    most_lines = 6

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part = index.data(_STEP)
        if not isinstance(part, Part):
            super()._text(painter, option, index)
            return
        model = index.model()
        low, high = model.reach if isinstance(model, _Model) else (0.0, 1.0)
        room = QRectF(option.rect).adjusted(S, 0, -S, 0)
        scale = room.width() / max(high - low, 1e-9)

        def at(bits: float) -> float:
            return float(room.left() + (bits - low) * scale)

        painter.setPen(QPen(QColor(icons.current().border), 1))
        zero = round(at(0.0))
        painter.drawLine(zero, option.rect.top(), zero, option.rect.bottom())
        ends = sorted((at(part.before), at(part.after)))
        top = room.center().y() - _HIGH / 2
        bar = QRectF(ends[0], top, max(ends[1] - ends[0], 1.5), _HIGH)
        ink = _ink(part)
        painter.setPen(QPen(ink, 1))
        hatched = not part.whole and part.bits < 0
        style = Qt.BrushStyle.BDiagPattern if hatched else Qt.BrushStyle.SolidPattern
        painter.setBrush(QBrush(ink, style))
        painter.drawRect(bar)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of the wrapped text, or of both values."""
        if index.data(PIECES):
            return super().sizeHint(option, index)
        return super(MarkedPainter, self).sizeHint(option, index)


def _ink(part: Part) -> QColor:
    colours = icons.current()
    if part.whole:
        return QColor(colours.accent)
    return QColor(colours.good if part.bits >= 0 else colours.danger)


class Details(QWidget):
    """Everything that counted for a pair, with its sums and its runner-up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = _Model()
        self.table = QuietTable(self.model, _("How the score comes about"))
        self.table.setWordWrap(True)
        self.table.setItemDelegate(StairsPainter(self.table))
        rows = self.table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.setMinimumSectionSize(30)
        self.sums = line("", wrap=True)
        self.more = line("", Role.MUTED, wrap=True)
        inside = column(line(_("HOW THE SCORE COMES ABOUT"), Role.SECTION), self.sums, space=S)
        inside.addWidget(self.table)
        inside.addWidget(self.more)
        inside.setStretch(2, 1)
        self.setLayout(column(card(inside, margin=M)))

    def present(self, suggestion: Suggestion) -> None:
        """Show how another score comes about."""
        self.model.show(waterfall.parts(suggestion))
        self.sums.setText(waterfall.sums(suggestion))
        said = (waterfall.runner_up(suggestion), waterfall.influence(suggestion))
        self.more.setText(" ".join(said))
        self.table.scrollToTop()
