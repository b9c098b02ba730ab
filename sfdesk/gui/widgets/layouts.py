"""Columns and rows on the spacing scale, cards and scrolled pages."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sfdesk.gui.palette import L, M, S

Item = QWidget | QLayout | int | None
"""A widget, a layout, a distance in px, or None for the room that is left."""


def column(*items: Item, space: int = S, margin: int = 0) -> QVBoxLayout:
    """Put things below each other."""
    made = QVBoxLayout()
    _fill(made, items, space, margin)
    return made


def row(*items: Item, space: int = S, margin: int = 0) -> QHBoxLayout:
    """Put things beside each other."""
    made = QHBoxLayout()
    _fill(made, items, space, margin)
    return made


def _fill(layout: QBoxLayout, items: tuple[Item, ...], space: int, margin: int) -> None:
    layout.setSpacing(space)
    layout.setContentsMargins(margin, margin, margin, margin)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)


def card(content: QLayout, *, margin: int = L, surface: str = "card") -> QFrame:
    """Return a framed surface around a layout; `surface` is "card", "panel" or "stripes"."""
    frame = QFrame()
    frame.setProperty("surface", surface)
    frame.setLayout(content)
    content.setContentsMargins(margin, margin, margin, margin)
    return frame


def rule() -> QFrame:
    """Return a thin line between two parts."""
    frame = QFrame()
    frame.setObjectName("rule")
    return frame


class _Page(QWidget):
    """As low as its lines are at the width it has; Qt asks for what they are at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self.hasHeightForWidth():
            low = self.heightForWidth(max(self.width(), hint.width()))
            hint.setHeight(min(hint.height(), low))
        return hint


def scrolled(content: QLayout, *, widest: int = 0, name: str = "") -> QScrollArea:
    """Return a page that scrolls up and down; `widest` px keeps lines readable on wide screens."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    inner.setLayout(content)
    if widest:
        inner.setMaximumWidth(widest)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    outer = _Page()
    outer.setObjectName("scrolled")
    sides = row(inner, space=M)
    sides.setStretch(0, 1000)
    if widest:
        sides.addStretch(1)
    outer.setLayout(sides)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(outer)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
