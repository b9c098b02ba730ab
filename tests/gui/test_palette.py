"""Contrast of every pair of colours that text or marks are drawn in, computed anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from sfdesk.gui.palette import DARK, LIGHT, Colours, contrast
from sfdesk.gui.theme import Theme, qt_palette, style_sheet

TEXT = [
    (text, ground)
    for text in ("text", "muted", "accent", "good", "watch", "danger", "crm")
    for ground in ("base", "panel")
] + [
    ("good", "good_ground"),
    ("watch", "watch_ground"),
    ("danger", "danger_ground"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("text", "selected"),
    ("text", "hover"),
    ("muted", "hover"),
    ("accent", "selected"),
    ("base", "danger"),
    ("text", "danger_ground"),
    ("text", "watch_ground"),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("line", ["border", "accent"])
def test_lines_of_controls_can_be_seen(colours: Colours, line: str) -> None:
    assert min(contrast(getattr(colours, line), g) for g in (colours.base, colours.panel)) >= 3


def test_contrast_is_computed_as_the_guideline_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#57606A", "#FFFFFF") == pytest.approx(6.4, abs=0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_filled_whole(colours: Colours) -> None:
    sheet = style_sheet(colours)
    assert "${" not in sheet
    assert colours.accent in sheet


def test_the_look_changes_while_windows_are_open(qapp: QApplication, theme: Theme) -> None:
    button = QPushButton("x")
    theme.set_look("dark")
    assert theme.colours is DARK
    assert button.palette().text().color().name().upper() == DARK.text
    theme.set_look("light")
    assert button.palette().text().color().name().upper() == LIGHT.text


def test_qt_draws_in_the_same_colours(theme: Theme) -> None:
    made = qt_palette(DARK)
    assert made.window().color().name().upper() == DARK.base
    assert made.link().color().name().upper() == DARK.accent


def test_the_system_decides_when_nobody_chose(qapp: QApplication, theme: Theme) -> None:
    theme.set_look("system")
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.colours.dark is dark
