"""A button that shows its key as a key cap before its words."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from sfdesk.gui import icons

_HIGH, _FINE, _GAP = 18, 2, 6


class KeyButton(QPushButton):
    """`key` is what is drawn on the cap; who listens to the key is somebody else's business."""

    def __init__(
        self,
        key: str,
        text: str,
        on_click: Callable[[], object],
        *,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self.setProperty("tone", tone)
        self.setAutoDefault(False)
        self.say(text)
        self.clicked.connect(lambda _checked: on_click())
        self._draw()

    def say(self, text: str) -> None:
        """Change the words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})")

    def changeEvent(self, event: QEvent) -> None:
        """Draw the cap in the colours of now."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._draw()

    def _draw(self) -> None:
        cap = key_cap(self._key, self._ink())
        self.setIcon(QIcon(cap))
        self.setIconSize(QSize(round(cap.width() / _FINE), _HIGH))

    def _ink(self) -> str:
        colours = icons.current()
        return colours.on_accent if self.property("tone") == "primary" else colours.muted


def key_cap(key: str, ink: str) -> QPixmap:
    """Draw a key cap, sharp on screens twice as fine."""
    font = QFont()
    font.setPixelSize(11)
    font.setWeight(QFont.Weight.DemiBold)
    wide = max(_HIGH, round(QFontMetricsF(font).horizontalAdvance(key)) + 8)
    drawn = QPixmap((wide + _GAP) * _FINE, _HIGH * _FINE)
    drawn.setDevicePixelRatio(_FINE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), 1))
    box = QRectF(0.5, 0.5, wide - 1, _HIGH - 1)
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
    painter.end()
    return drawn
