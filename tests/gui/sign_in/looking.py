"""What stands on a page, and whether all of it can be read."""

import os
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.theme import Theme

W = TypeVar("W", bound=QWidget)


def texts(page: QWidget) -> list[str]:
    found: list[QLabel] = page.findChildren(QLabel)
    return [label.text() for label in found if label.isVisible()]


def look_at(qtbot: QtBot, shown: QWidget, theme: Theme, name: str) -> None:
    """See that nothing is cut; keep pictures, light and dark, where somebody wants to look."""
    qtbot.waitUntil(lambda: cut(shown) == [])
    if folder := os.environ.get("SFDESK_PICTURES"):
        for look in ("light", "dark"):
            theme.set_look(look)
            assert shown.grab().save(str(Path(folder) / f"{name}-{look}.png"))


def cut(page: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    parts: list[QLabel | QPushButton] = [
        *page.findChildren(QLabel),
        *page.findChildren(QPushButton),
    ]
    for part in parts:
        if not part.isVisible() or not part.text():
            continue
        room, metrics = part.contentsRect(), part.fontMetrics()
        if isinstance(part, QLabel) and part.wordWrap():
            fits = part.height() >= part.heightForWidth(part.width())
        else:
            fits = room.width() >= metrics.horizontalAdvance(part.text())
        if not fits or room.height() < metrics.height():
            found.append(part.text())
    return found


def child(wizard: ConnectWizard, kind: type[W]) -> W:
    (found,) = wizard.findChildren(kind)
    return found
