"""The left list: places with pictures, words and the number of things that need a person."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sfdesk.gui import icons
from sfdesk.gui.palette import RING, S
from sfdesk.gui.screens import Place
from sfdesk.gui.widgets.layouts import column
from sfdesk.i18n import _

_PLACE, _COUNT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WIDE, _NARROW, _ROW = 184, 56, 36


class Sidebar(QFrame):
    """The list itself is one stop for Tab; arrows and Alt+1..9 move in it. `went` says where to."""

    went = Signal(object)  # Place

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.list = QListWidget()
        self.list.setObjectName("places")
        self.list.setAccessibleName(_("Places"))
        self.list.setItemDelegate(_PlacePainter(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self._items: dict[Place, QListWidgetItem] = {}
        for place in places:
            item = QListWidgetItem(place.label, self.list)
            item.setData(_PLACE, place)
            item.setSizeHint(QSize(_ROW, _ROW + 2))
            self._items[place] = item
            self.count(place, 0)
        body = column(self.list)
        body.setContentsMargins(S, S, S, S)
        self.setLayout(body)
        self.list.currentItemChanged.connect(self._moved)
        self.collapse(narrow=False)

    @property
    def places(self) -> list[Place]:
        """The places in the list, from the top."""
        return list(self._items)

    def choose(self, place: Place) -> None:
        """Mark a place; `went` follows if it is another one."""
        self.list.setCurrentItem(self._items[place])

    def count(self, place: Place, number: int, total: str = "") -> None:
        """Show how much there needs a person, or with `total` how much there is."""
        item = self._items.get(place)
        if item is None:
            return
        item.setData(_COUNT, total or (f"{number:,}" if number else ""))
        spoken = (
            place.label
            if not number
            else _("{place}, {n} need you").format(place=place.label, n=f"{number:,}")
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(f"{spoken}  (Alt+{self.places.index(place) + 1})")

    def collapse(self, *, narrow: bool) -> None:
        """Show pictures only, on narrow windows; the names stay as tooltips and for readers."""
        self.setFixedWidth(_NARROW if narrow else _WIDE)

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.went.emit(item.data(_PLACE))


class _PlacePainter(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = icons.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.selected if chosen else colours.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), RING))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5)
        ink = colours.accent if chosen else colours.text
        self._picture(painter, rect, index.data(_PLACE), ink if chosen else colours.muted)
        if rect.width() > 2 * _ROW:
            self._words(painter, option, rect, index, ink, chosen=chosen)
        painter.restore()

    def _picture(self, painter: QPainter, rect: QRect, place: Place, ink: str) -> None:
        top = rect.center().y() - 9
        painter.drawPixmap(rect.x() + 11, top, icons.pixmap(place.icon, 20, ink))

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        ink: str,
        *,
        chosen: bool,
    ) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect.adjusted(42, 0, -S, 0), left, str(index.data()))
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(icons.current().muted))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(42, 0, -S - 4, 0), right, str(index.data(_COUNT) or ""))
