"""A table whose rows can be ticked: a box in the first column, Space or a click changes it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from sfdesk.gui import icons
from sfdesk.gui.widgets.rows_painter import RowsPainter
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
BOX_WIDTH = 40
_BOX = 16


class TickModel(RowsModel[R]):
    """Rows with a box. `tick` returns None for a row that has none; `spoken` reads a whole row."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        tick: Callable[[R], bool | None],
        spoken: Callable[[R], str],
    ) -> None:
        box: Column[R] = Column("", lambda _row: "", BOX_WIDTH)
        super().__init__([box, *columns])
        self._tick, self._spoken = tick, spoken

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the box's state in the first column, otherwise what any table returns."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            tick = self._tick(row)
            if tick is None:
                return None
            return Qt.CheckState.Checked if tick else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[index.column()].text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._box_in_words(row)}{self._spoken(row)}"
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a row with a box can be ticked."""
        flags = super().flags(index)
        if index.column() == 0 and self._tick(self.rows[index.row()]) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _box_in_words(self, row: R) -> str:
        tick = self._tick(row)
        if tick is None:
            return ""
        return _("Ticked. ") if tick else _("Not ticked. ")


class TickTable(Table):
    """`toggled` carries the number of the row whose box was pressed."""

    toggled = Signal(int)

    def __init__(self, model: TickModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setItemDelegate(TickPainter(self))
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setColumnWidth(0, BOX_WIDTH)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the box of the row in focus with Space."""
        if event.key() == Qt.Key.Key_Space and self.row >= 0:
            self.toggled.emit(self.row)
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggled.emit(index.row())


class TickPainter(RowsPainter):
    """Draws the box in the colours of the design, with a tick that is seen without colour."""

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() != 0:
            super()._text(painter, option, index)
            return
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            on = Qt.CheckState(state) is Qt.CheckState.Checked
            draw_box(painter, _middle(option.rect), on=on)


def draw_box(painter: QPainter, box: QRect, *, on: bool) -> None:
    """Draw one box: filled with a tick, or an empty frame."""
    colours = icons.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent if on else colours.border), 1.4))
    painter.setBrush(QColor(colours.accent if on else colours.base))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        pen = QPen(QColor(colours.on_accent), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        left, top = box.left(), box.top()
        painter.drawLine(left + 4, top + 8, left + 7, top + 11)
        painter.drawLine(left + 7, top + 11, left + 12, top + 5)


def _middle(rect: QRect) -> QRect:
    return QRect(rect.center().x() - _BOX // 2, rect.center().y() - _BOX // 2, _BOX, _BOX)
