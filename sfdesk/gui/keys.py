"""The keys that work everywhere, and the window that lists them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QWidget

from sfdesk.gui.palette import XL, L, S
from sfdesk.gui.screens import Place
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line, show_if
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _

if TYPE_CHECKING:
    from sfdesk.gui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Key:
    """One key and what it does, in words."""

    key: str
    words: str
    act: Callable[[], object]


def window_keys(window: "MainWindow") -> list[Key]:
    """Return the keys of the main window."""
    return [
        Key("Ctrl+K", _("Search or jump"), window.header.jump.setFocus),
        Key("F5", _("Refresh"), window.refresher.start),
        Key("Shift+F5", _("Check everything"), lambda: window.refresher.start(full=True)),
        Key("F6", _("Next part of the window"), lambda: walk(window, 1)),
        Key("Shift+F6", _("Part before"), lambda: walk(window, -1)),
        Key("Ctrl+,", _("Settings"), lambda: window.navigate(Place.SETTINGS)),
        Key("F1", _("Help for this screen"), lambda: window.open_help(_page(window))),
        Key("?", _("Keys"), window.open_keys),
        *(
            Key(
                f"Alt+{number}",
                _("Go to {place}").format(place=place.label),
                partial(window.navigate, place),
            )
            for number, place in enumerate(window.sidebar.places[:9], 1)
        ),
    ]


def install(window: "MainWindow") -> None:
    """Make the keys work in the window."""
    for key in window_keys(window):
        QShortcut(QKeySequence(key.key), window).activated.connect(key.act)


def walk(window: "MainWindow", step: int) -> None:
    """Put the focus into the next part of the window: left list, parts of the screen, status."""
    here = window.here
    middle = window.screen_of(here).panes if here is not None else ()
    panes = [window.sidebar, *(p for p in middle if p.isVisible()), window.status]
    focus = QApplication.focusWidget()
    inside = [
        n
        for n, pane in enumerate(panes)
        if focus is pane or (focus is not None and pane.isAncestorOf(focus))
    ]
    start = inside[-1] if inside else -1
    focus_first(panes[(start + step) % len(panes)])


def focus_first(pane: QWidget) -> None:
    """Focus the first thing in a pane that takes it."""
    for widget in (pane, *pane.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _page(window: "MainWindow") -> str:
    return window.here.help_page if window.here is not None else "first-day"


class KeysWindow(QDialog):
    """All keys of the window and of the screen in it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        close = button(_("Close"), self.accept, tone="primary")
        everywhere = [(key.key, key.words) for key in window_keys(window)]
        acts = window.screen_of(window.here).commands if window.here is not None else ()
        local = [(act.shortcut().toString(), act.text()) for act in acts]
        lists = row(
            _listed(_("Everywhere"), everywhere),
            _listed(_("On this screen"), [pair for pair in local if pair[0]]),
            space=XL,
        )
        self.setLayout(
            column(line(_("Keys"), Role.TITLE), lists, row(None, close), space=L, margin=XL)
        )


def _listed(title: str, pairs: Sequence[tuple[str, str]]) -> QWidget:
    form = QFormLayout()
    form.setHorizontalSpacing(L)
    form.setVerticalSpacing(S)
    for key, words in pairs:
        form.addRow(
            line(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), Role.MUTED),
            line(words),
        )
    box = QWidget()
    show_if(box, on=bool(pairs))
    box.setLayout(column(line(title, Role.HEADING), form, None, space=S))
    return box
