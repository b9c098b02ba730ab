"""The look: puts the table of colours on the whole program, and follows the system live."""

import string
from dataclasses import asdict

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication

from sfdesk import paths
from sfdesk.gui import icons, palette
from sfdesk.gui.palette import Colours

_ROLES = {
    QPalette.ColorRole.Window: "base",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
}


class Theme(QObject):
    """The colours in use. `changed` follows every switch, by a person or by the system."""

    changed = Signal(object)  # Colours

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._look = "system"
        self.colours = palette.LIGHT
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def start(self, look: str) -> None:
        """Put a look on: "light", "dark", or what the system says."""
        self._app.setStyle("Fusion")
        self._app.setFont(_font())
        self.set_look(look)

    def close(self) -> None:
        """Follow the system no longer."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._follow)
        self.deleteLater()

    def set_look(self, look: str) -> None:
        """Switch the look while windows are open."""
        self._look = look
        hints = self._app.styleHints()
        wanted = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        hints.setColorScheme(wanted.get(look, Qt.ColorScheme.Unknown))
        self._follow()

    def _follow(self) -> None:
        dark = {"light": False, "dark": True}.get(
            self._look, self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self.colours = palette.DARK if dark else palette.LIGHT
        icons.use(self.colours)
        if wants_high_contrast():
            self._app.setPalette(QPalette())
            self._app.setStyleSheet("")
        else:
            self._app.setPalette(qt_palette(self.colours))
            self._app.setStyleSheet(style_sheet(self.colours))
        for widget in self._app.allWidgets():
            if isinstance(widget, QAbstractButton):
                icons.tint_again(widget)
            if isinstance(widget, icons.Tinted):
                widget.tint()
        self.changed.emit(self.colours)


def current() -> Colours:
    """Return the colours that widgets paint with."""
    return icons.current()


def style_sheet(colours: Colours) -> str:
    """Fill the style sheet in `resources/styles` with colours and spaces."""
    text = (paths.resources() / "styles" / "sfdesk.qss").read_text(encoding="utf-8")
    spaces = dict(zip(("xs", "s", "m", "l", "xl"), palette.SPACES, strict=True))
    sizes = {"ring": palette.RING, "target": palette.TARGET}
    look, folder = ("dark" if colours.dark else "light"), paths.resources() / "icons"
    pictures = {
        name: (folder / f"{name}-{look}.svg").as_posix() for name in ("tick", "stripes", "down")
    }
    return string.Template(text).substitute(asdict(colours) | spaces | sizes | pictures)


def qt_palette(colours: Colours) -> QPalette:
    """Return the same colours for what Qt draws by itself."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(getattr(colours, name)))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.border))
    return made


def wants_high_contrast() -> bool:
    """Tell whether the person asked the system for high contrast: then its own colours are used."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if accessibility is None:  # before Qt 6.10
        return False
    wish = accessibility().contrastPreference()
    return bool(wish is Qt.ContrastPreference.HighContrast)


def _font() -> QFont:
    """Return the system's font; a plain one of 10 pt where there is no desktop to ask."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QGuiApplication.platformName() in {"offscreen", "minimal"}:
        font = QFont(["Liberation Sans", "DejaVu Sans"])
    font.setPointSizeF(min(max(font.pointSizeF(), 10.0), 11.0))
    return font
