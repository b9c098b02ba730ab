"""Tables of plain rows: a model that reads frozen values, and a view set up for 50,000 of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from sfdesk.gui import icons
from sfdesk.gui.palette import RING
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.rows_painter import RowsPainter

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True)  # without slots: Column[Row](...) fails on them in Python 3.11
class Column(Generic[R]):
    """One column: its words, its text for a row, and how it looks.

    `width` is in px, 0 takes the room that is left. `tone` colours the text of a cell beside its
    word; `number` puts it to the right; `struck` draws a line through it. A column with `room`
    is hidden while the table is narrower than that, in px.
    """

    title: str
    text: Callable[[R], str]
    width: int = 0
    tone: Callable[[R], Tone | None] | None = None
    number: bool = False
    strong: bool = False
    struck: Callable[[R], bool] | None = None
    room: int = 0
    key: Callable[[R], Any] | None = None  # what rows are sorted by; the text if there is none


class RowsModel(QAbstractTableModel, Generic[R]):
    """Frozen rows under columns. It holds what it is given and asks nobody for more."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: Sequence[R] = ()
        self.order: tuple[int, Qt.SortOrder] | None = None
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show(self, rows: Sequence[R]) -> None:
        """Show other rows, in the order that was chosen by a click on a heading."""
        self.beginResetModel()
        self.rows = self._sorted(rows)
        self.endResetModel()

    def _sorted(self, rows: Sequence[R]) -> Sequence[R]:
        if self.order is None:
            return rows
        column, falling = self.columns[self.order[0]], self.order[1]
        key = column.key or (lambda row: column.text(row).casefold())
        return sorted(rows, key=key, reverse=falling is Qt.SortOrder.DescendingOrder)

    def rowCount(self, parent: Index = _TOP) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's words; rows are numbered for the screen reader."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.columns[section]) | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, side, colour or spoken text."""
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(row)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            return _colour(column.tone(row))
        if role == Qt.ItemDataRole.FontRole:
            return self._font(column, row)
        return None

    def _font(self, column: Column[R], row: R) -> QFont | None:
        if column.struck is not None and column.struck(row):
            font = QFont()
            font.setStrikeOut(True)
            return font
        return self._strong if column.strong else None


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft


def _colour(tone: Tone | None) -> QColor | None:
    if tone is None:
        return None
    colours = icons.current()
    named = {
        Tone.GOOD: colours.good,
        Tone.WATCH: colours.watch,
        Tone.DANGER: colours.danger,
        Tone.NEUTRAL: colours.muted,
        Tone.ACCENT: colours.accent,
    }
    return QColor(named[tone])


class Table(QTableView):
    """A table in which whole rows are chosen. `chosen` follows the row in focus, `opened` Enter.

    Never asks the model for all its rows: Ctrl+A and columns by content are left out on purpose.
    """

    chosen = Signal(int)
    opened = Signal(int)
    typed = Signal(str)
    reordered = Signal()

    def __init__(
        self,
        model: RowsModel[Any],
        name: str,
        parent: QWidget | None = None,
        *,
        many: bool = False,
        whole: bool = False,
        sortable: bool = False,
    ) -> None:
        """Show a model; `many` rows can be chosen at once.

        With `sortable` a click on a heading sets the model's order; whoever listens to `reordered`
        shows the rows again.

        `whole` wraps long text and takes the height of all rows: for some dozens of them.
        """
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self._rows = model
        self.setItemDelegate(RowsPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if many
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(whole)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._set_up_headers(sortable=sortable)
        self._whole = whole
        if whole:
            model.modelReset.connect(self.fit_rows)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _set_up_headers(self, *, sortable: bool) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 18)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(sortable)
        if sortable:
            columns.setSortIndicatorShown(True)
            columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            columns.setSortIndicatorClearable(True)
            columns.sortIndicatorChanged.connect(self._reorder)
        columns.setMinimumSectionSize(48)
        for number, column in enumerate(self._rows.columns):
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                columns.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the columns that there is no room for."""
        super().resizeEvent(event)
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, self.viewport().width() < column.room)

        if self._whole:
            self.fit_rows()

    def sizeHint(self) -> QSize:
        """Return the height of all rows for a `whole` table; the layout may give less."""
        usual = super().sizeHint()
        return QSize(usual.width(), self.maximumHeight()) if self._whole else usual

    def fit_rows(self) -> None:
        """Give each row the height of its text, and the table the height of its rows."""
        least = self.verticalHeader().defaultSectionSize()
        for number in range(len(self._rows.rows)):
            self.setRowHeight(number, max(least, self.sizeHintForRow(number)))
        body = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height()
        tall = body + 2 * RING + 2
        self.setMaximumHeight(tall)
        self.setMinimumHeight(min(tall, 4 * least))
        self.updateGeometry()

    def _reorder(self, column: int, order: Qt.SortOrder) -> None:
        self._rows.order = None if column < 0 else (column, order)
        self.reordered.emit()

    @property
    def row(self) -> int:
        """The row in focus, -1 if there is none."""
        return self.currentIndex().row()

    @property
    def ticked(self) -> list[int]:
        """The rows that are selected, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def go_to(self, row: int) -> None:
        """Put the focus on a row, choose it alone, and bring it into view.

        Qt's own `selectRow` looks at the keys held down: with Ctrl it would add the row to those
        that are chosen, or take it away.
        """
        if 0 <= row < self.model().rowCount():
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
            whole = QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.model().index(row, 0), alone | whole)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(now.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, copy cells, and hand typed text to whoever searches."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.row >= 0:
            self.opened.emit(self.row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            event.ignore()
        elif _is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        cells = [
            "\t".join(column.text(self._rows.rows[row]) for column in self._rows.columns)
            for row in self.ticked
        ]
        if cells:
            QApplication.clipboard().setText("\n".join(cells))


def _is_text(event: QKeyEvent) -> bool:
    plain = event.modifiers() in {
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    }
    return plain and len(event.text()) == 1 and event.text().isalnum()
