"""The program with windows: one instance, one event loop, hooks for bugs, and an orderly end."""

import hashlib
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QApplication

from sfdesk import paths
from sfdesk.gui import icons
from sfdesk.gui.jobs import Jobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.single import Doorbell, ring
from sfdesk.gui.stalls import StallWatch
from sfdesk.gui.theme import Theme
from sfdesk.staying import loaded
from sfdesk.workspace import Workspace

_log = logging.getLogger(__name__)
_TURN = 0.001
"""Seconds for which a lane goes on when the windows want to: each of a hundred calls of Qt that
build a screen may have to wait so long."""


def run(
    workspace: Workspace,
    argv: Sequence[str],
    *,
    open_demo: Callable[[MainWindow], None],
    open_url: Callable[[str], bool] | None = None,
    started: Callable[[MainWindow], None] = lambda _window: None,
) -> int:
    """Show the window until it is closed; return the exit code.

    `open_demo` is given the window when somebody asks for sample data, `started` once it is there.
    A second start raises the first window and ends.
    """
    app = application(argv)
    name = instance_name()
    if ring(name):
        return 0
    with window(app, workspace, open_demo=open_demo, open_url=open_url) as main:
        bell = Doorbell(name, main.come_to_front)
        bell.start()
        started(main)
        try:
            return app.exec()
        finally:
            bell.close()


def application(argv: Sequence[str]) -> QApplication:
    """Return the one QApplication, made if there is none."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:
        loaded()
        sys.setswitchinterval(_TURN)
        app = QApplication(list(argv))
    app.setApplicationName("sfdesk")
    app.setApplicationDisplayName("SFDesk")
    app.setDesktopFileName("sfdesk")
    return app


@contextmanager
def window(
    app: QApplication,
    workspace: Workspace,
    *,
    open_demo: Callable[[MainWindow], None],
    open_url: Callable[[str], bool] | None = None,
    jobs: Jobs | None = None,
) -> Iterator[MainWindow]:
    """Open the window in its look, with hooks for bugs; afterwards end in order.

    First no job may call back any more, then the window goes, then the hooks.
    """
    theme = Theme(app)
    theme.start(workspace.settings.look)
    app.setWindowIcon(_app_icon())
    lanes = jobs if jobs is not None else Jobs(app)
    main = MainWindow(
        workspace,
        lanes,
        open_demo=lambda: open_demo(main),
        open_url=open_url or open_in_browser,
    )
    main.state.settings_changed.connect(lambda: theme.set_look(workspace.settings.look))
    watch = StallWatch(app)
    watch.start()
    workspace.matchmaking.start_apart()
    with _hooks(lanes):
        main.start()
        try:
            yield main
        finally:
            watch.close()
            lanes.close()
            workspace.matchmaking.close()
            main.close()
            main.deleteLater()
            theme.close()


def open_in_browser(address: str) -> bool:
    """Give an address to the person's browser; tell whether one took it."""
    return QDesktopServices.openUrl(QUrl(address))


def instance_name() -> str:
    """Return a name that two programs with the same private folder share."""
    return "sfdesk-" + hashlib.sha256(str(paths.config_folder()).encode()).hexdigest()[:16]


def _app_icon() -> QIcon:
    return icons.icon("app")


@contextmanager
def _hooks(jobs: Jobs) -> Iterator[None]:
    """Show what nobody caught, on any thread, as a bug instead of losing it."""

    def on_ui(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("bug", exc_info=(kind, error, trace))
        if isinstance(error, Exception):
            jobs.bug.emit(error)

    def elsewhere(args: threading.ExceptHookArgs) -> None:
        _log.error("bug in %s", args.thread, exc_info=args.exc_value)
        error = args.exc_value
        if isinstance(error, Exception):
            jobs.call(lambda: jobs.bug.emit(error))

    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = on_ui, elsewhere
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
