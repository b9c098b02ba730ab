"""Own pictures from `resources/icons`, drawn in one colour and tinted with the palette's."""

from functools import lru_cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from sfdesk import paths
from sfdesk.gui import palette


@runtime_checkable
class Tinted(Protocol):
    """A widget that draws pictures of its own, and draws them again when the palette changes."""

    def tint(self) -> None:
        """Draw them in the colours of now."""


_SIZES = (16, 20, 24, 32, 48)
_current = palette.LIGHT


def use(colours: palette.Colours) -> None:
    """Tint what is drawn from now on with these colours."""
    global _current  # noqa: PLW0603 - one palette per program, as Qt has it
    _current = colours


def current() -> palette.Colours:
    """Return the colours in use."""
    return _current


_GAP = 4


def icon(name: str, colour: str = "") -> QIcon:
    """Return the picture in all sizes, in the text colour or another; greyed when disabled."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, size, colour or _current.text), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, size, _current.border), QIcon.Mode.Disabled)
    return made


def put(button: QAbstractButton, name: str, *, role: str = "text") -> None:
    """Give a button a picture that keeps to the palette, in the colour of this role."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_role", role)
    colour = getattr(_current, role)
    if isinstance(button, QPushButton):
        made = QIcon(_with_gap(pixmap(name, 16, colour)))
        made.addPixmap(_with_gap(pixmap(name, 16, _current.border)), QIcon.Mode.Disabled)
        button.setIcon(made)
        button.setIconSize(QSize(16 + _GAP, 16))
    else:
        button.setIcon(icon(name, colour))
        button.setIconSize(QSize(16, 16))


def _with_gap(picture: QPixmap) -> QPixmap:
    """Put room behind a picture: Qt sets a button's words close to it."""
    scale = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(_GAP * scale), picture.height())
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


def tint_again(button: QAbstractButton) -> None:
    """Draw a button's picture in the colours of now."""
    name = button.property("icon_name")
    if name:
        put(button, name, role=button.property("icon_role"))


@lru_cache(maxsize=512)
def pixmap(name: str, size: int, colour: str, scale: int = 2) -> QPixmap:
    """Draw a picture `size` px wide in a colour, sharp on screens up to twice as fine."""
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    drawn = QPixmap(size * scale, size * scale)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn
