"""The table of one case: same field, same row, and what differs marked inside the text."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from sfdesk.gui import icons
from sfdesk.gui.palette import RING, S
from sfdesk.gui.review.case_rows import NOTHING, Line
from sfdesk.gui.review.quiet_table import QuietTable
from sfdesk.gui.review.spans import Piece, plain
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.rows_painter import RowsPainter
from sfdesk.gui.widgets.table import Column, RowsModel
from sfdesk.i18n import _

PIECES = Qt.ItemDataRole.UserRole
FIELD_WIDTH, WORD_WIDTH = 148, 96
_ABOVE = 6  # px above and below a value: ten fields fit without scrolling
Index = QModelIndex | QPersistentModelIndex


class CaseModel(RowsModel[Line]):
    """Field, one column per CRM record, what is found, Salesforce."""

    def __init__(self) -> None:
        super().__init__(_columns([""]))

    def present(self, crm_names: Sequence[str], lines: Sequence[Line]) -> None:
        """Show another case; more than one CRM name makes a column for each."""
        self.beginResetModel()
        self.columns = tuple(_columns(crm_names))
        self.rows = lines
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the painter marks, or what any table returns; a row is read as one."""
        line = self.rows[index.row()]
        if role == PIECES:
            return _pieces(line, index.column(), len(self.columns))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return super().data(index, role)


def _columns(crm_names: Sequence[str]) -> list[Column[Line]]:
    many = len(crm_names) > 1
    crm = [
        Column(
            _("CRM: {name}").format(name=name) if many else _("CRM"),
            lambda line, n=n: plain(line.crm[n]) or NOTHING,  # type: ignore[misc]
        )
        for n, name in enumerate(crm_names)
    ]
    return [
        Column(_("Field"), lambda line: line.label, FIELD_WIDTH, tone=lambda _l: Tone.NEUTRAL),
        *crm,
        Column(_("Found"), _found, WORD_WIDTH, tone=_tone),
        Column(_("Salesforce"), lambda line: plain(line.salesforce) or NOTHING),
    ]


def _found(line: Line) -> str:
    if line.agrees:
        return f"= {line.word}"
    return f"\N{NOT EQUAL TO} {line.word}" if _both(line) else f"\N{MIDDLE DOT} {line.word}"


def _tone(line: Line) -> Tone:
    return Tone.WATCH if not line.agrees and _both(line) else Tone.NEUTRAL


def _both(line: Line) -> bool:
    return bool(line.salesforce) and any(line.crm[:1])


def _pieces(line: Line, column: int, columns: int) -> tuple[Piece, ...]:
    if column == columns - 1:
        return line.salesforce or (Piece(NOTHING),)
    crm = column - 1
    return line.crm[crm] or (Piece(NOTHING),) if 0 <= crm < len(line.crm) else ()


class MarkedPainter(RowsPainter):
    """Draws values with what differs in brackets, bold and coloured: never by colour alone.

    A value has `most_lines` at most.
    """

    most_lines = 3

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pieces: tuple[Piece, ...] = index.data(PIECES) or ()
        if not pieces:
            super()._text(painter, option, index)
            return
        room = option.rect.adjusted(S, _ABOVE, -S, -_ABOVE)
        layout = laid_out(pieces, option.font, room.width(), self.most_lines)
        muted = pieces == (Piece(NOTHING),)
        painter.setPen(QColor(icons.current().muted if muted else icons.current().text))
        painter.setClipRect(option.rect)
        top = max(0.0, (room.height() - _height(layout, self.most_lines)) / 2)
        for n in range(min(layout.lineCount(), self.most_lines)):
            layout.lineAt(n).draw(painter, QPointF(room.left(), room.top() + top))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for up to three lines of the value."""
        pieces: tuple[Piece, ...] = index.data(PIECES) or ()
        least = option.fontMetrics.height() + 2 * _ABOVE
        if not pieces:
            return QSize(0, least)
        width = option.rect.width() or 200
        view = self.parent()
        if isinstance(view, QAbstractItemView):
            width = view.visualRect(view.model().index(0, index.column())).width() or width
        layout = laid_out(pieces, option.font, width - 2 * S, self.most_lines)
        return QSize(0, max(least, int(_height(layout, self.most_lines)) + 2 * _ABOVE))


def laid_out(pieces: Sequence[Piece], font: QFont, width: float, most: int) -> QTextLayout:
    """Return a value as laid-out lines, so many at most; what is longer ends in an ellipsis."""
    text = plain(tuple(pieces))
    layout = _broken(text, font, width)
    if layout.lineCount() > most:
        last = layout.lineAt(most - 1)
        metrics = QFontMetricsF(font)
        rest = metrics.elidedText(
            text[last.textStart() :], Qt.TextElideMode.ElideRight, max(width - 4, 1.0)
        )
        text = text[: last.textStart()] + rest
        layout = _broken(text, font, width)
    layout.setFormats(_marks(pieces, len(text)))
    _break(layout, width)
    return layout


def _broken(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    _break(layout, width)
    return layout


def _break(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0.0, top))
        top += line.height()
    layout.endLayout()


def _height(layout: QTextLayout, most: int) -> float:
    return sum(layout.lineAt(n).height() for n in range(min(layout.lineCount(), most)))


def _marks(pieces: Sequence[Piece], length: int) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(QColor(icons.current().watch))
    marks, at = [], 0
    for piece in pieces:
        size = len(piece.text) + (2 if piece.differs else 0)
        if piece.differs and at < length:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length, mark.format = at, min(size, length - at), look
            marks.append(mark)
        at += size
    return marks


class CaseTable(QuietTable):
    """The rows of a case, each as high as its values need at this width."""

    fitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.lines = CaseModel()
        super().__init__(self.lines, _("Fields of this case"), parent)
        self.setItemDelegate(MarkedPainter(self))
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(24)

    def present(self, crm_names: Sequence[str], lines: Sequence[Line]) -> None:
        """Show another case."""
        self.lines.present(crm_names, lines)
        header = self.horizontalHeader()
        for number, column in enumerate(self.lines.columns):
            fixed = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, fixed)
            if column.width:
                self.setColumnWidth(number, column.width)
        self._fit()

    @property
    def widths(self) -> list[int]:
        """The columns' widths in px, from the left."""
        return [self.columnWidth(n) for n in range(self.lines.columnCount())]

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        painter, columns = self.itemDelegate(), range(self.lines.columnCount())
        for n in range(self.lines.rowCount()):
            hints = (painter.sizeHint(option, self.lines.index(n, c)).height() for c in columns)
            self.setRowHeight(n, max(hints))
        high = sum(self.rowHeight(n) for n in range(self.lines.rowCount()))
        self.setMaximumHeight(high + 2 * RING)
        self.fitted.emit()

    def resizeEvent(self, event: Any) -> None:
        """Give each row the lines that its values need at this width."""
        super().resizeEvent(event)
        self._fit()
