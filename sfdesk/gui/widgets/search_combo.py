"""A field that holds one of many things by name: typing filters, Enter or a click takes one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

_MOST_SHOWN = 12


class SearchCombo(QComboBox):
    """`picked` carries what was taken; `entered` says that somebody came to choose.

    Words that name nothing are put back when one leaves.
    """

    picked = Signal(object)
    entered = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = -1
        self.typed = QLineEdit()
        self.setLineEdit(self.typed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style sheet's, not the system's
        self.setAccessibleName(name)
        self.typed.setAccessibleName(name)
        self.typed.setPlaceholderText(hint)
        finder = QCompleter(self.model(), self)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(_MOST_SHOWN)
        self._found = QListView()
        self._found.setObjectName("goals")
        self._found.setAccessibleName(name)
        finder.setPopup(self._found)
        self.setCompleter(finder)
        self.activated.connect(self._take)
        self.typed.returnPressed.connect(self._take_first)
        self.typed.editingFinished.connect(self._put_back)

    def fill(self, things: Sequence[tuple[str, object]]) -> None:
        """Offer other things, as (words, thing); none of them is chosen."""
        self._chosen = -1
        self.clear()
        for words, thing in things:
            self.addItem(words, thing)
        self.setCurrentIndex(-1)

    @property
    def chosen(self) -> Any:
        """What was taken last; None before."""
        return self.itemData(self._chosen) if self._chosen >= 0 else None

    def choose(self, number: int) -> None:
        """Take the thing with this number without saying so."""
        self._chosen = number
        self.setCurrentIndex(number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that somebody came, with all that was typed or taken marked."""
        super().focusInEvent(event)
        self.typed.selectAll()
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the whole list with Up and Down: each press would take another thing."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: each notch would take another thing."""
        event.ignore()

    def _take(self, number: int) -> None:
        if number >= 0 and number != self._chosen:
            self.choose(number)
            self.picked.emit(self.chosen)

    def _take_first(self) -> None:
        """Take the first thing that holds what was typed."""
        typed = self.typed.text().strip().lower()
        texts = [self.itemText(number).lower() for number in range(self.count())]
        exact = [number for number, text in enumerate(texts) if text == typed]
        near = [number for number, text in enumerate(texts) if typed and typed in text]
        self._take(next(iter(exact or near), -1))

    def _put_back(self) -> None:
        self.choose(self._chosen)
        if self._chosen < 0:
            self.clearEditText()
