"""From the first window to the last: the person's own data, the demo, and the way between.

The two never meet: the one's window is closed before the other's workspace is made.
"""

from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from sfdesk.demo import Demo
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import SfdeskError
from sfdesk.gui import application
from sfdesk.gui.jobs import Jobs, Lane
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.theme import Theme
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column
from sfdesk.i18n import _
from sfdesk.workspace import Workspace


class _Next(Enum):
    """What comes after a window."""

    END = "end"
    DEMO = "demo"
    OWN = "own"


def main(argv: Sequence[str], *, demo: bool = False) -> int:
    """Show windows until the last one is closed; return the exit code."""
    coming = _Next.DEMO if demo else _Next.OWN
    connect_at_once = False
    code = 0
    while coming is not _Next.END:
        try:
            if coming is _Next.DEMO:
                code, coming = _demo(argv)
                connect_at_once = coming is _Next.OWN
            else:
                code, coming = _own(argv, connect_at_once=connect_at_once)
        except SfdeskError as error:
            _tell(application.application(argv), error)
            return error.exit_code
    return code


def _own(argv: Sequence[str], *, connect_at_once: bool) -> tuple[int, _Next]:
    coming = [_Next.END]

    def open_demo(window: MainWindow) -> None:
        coming[0] = _Next.DEMO
        window.close()

    def started(window: MainWindow) -> None:
        if connect_at_once:
            window.open_connect()

    code = application.run(Workspace(), argv, open_demo=open_demo, started=started)
    return code, coming[0]


def _demo(argv: Sequence[str]) -> tuple[int, _Next]:
    app = application.application(argv)
    coming = [_Next.END]

    def leave(window: MainWindow) -> None:
        coming[0] = _Next.OWN
        window.close()

    def started(window: MainWindow) -> None:
        window.header.leave_demo.disconnect()
        window.header.leave_demo.connect(lambda: leave(window))

    with Demo() as demo:
        if prepare(app, demo) is None:
            return 1, _Next.END
        code = application.run(
            demo.workspace, argv, open_demo=lambda _window: None, started=started
        )
    return code, coming[0]


def prepare(app: QApplication, demo: Demo) -> OrgInfo | None:
    """Fill the demo behind a small window that says so; None if it was closed or went wrong."""
    theme, jobs, loop = Theme(app), Jobs(), QEventLoop()
    theme.start(demo.workspace.settings.look)
    done: list[OrgInfo] = []
    waiting = _Notice(loop.quit)
    waiting.say(
        _("Getting the sample data ready"), _("120 made-up accounts. Nothing is sent anywhere.")
    )

    def ready(info: OrgInfo) -> None:
        done.append(info)
        loop.quit()

    jobs.start(
        Lane.ORG, demo.prepare, on_done=ready, on_error=lambda e: waiting.say(e.title, e.hint)
    )
    loop.exec()
    jobs.close()
    waiting.deleteLater()
    theme.close()
    return done[0] if done else None


def _tell(app: QApplication, error: SfdeskError) -> None:
    """Show an error that leaves no window to show it in."""
    theme, loop = Theme(app), QEventLoop()
    theme.start("system")
    notice = _Notice(loop.quit)
    notice.say(error.title, error.hint)
    loop.exec()
    notice.deleteLater()
    theme.close()


class _Notice(QWidget):
    """A small window with a title and a sentence; closing it is the answer."""

    def __init__(self, on_close: Callable[[], object]) -> None:
        super().__init__()
        self._on_close = on_close
        self.setObjectName("page")
        self.setWindowTitle("SFDesk")
        self._title = line("", Role.TITLE, wrap=True)
        self._text = line("", wrap=True)
        self.setLayout(column(None, self._title, self._text, None, margin=32))
        self.resize(560, 220)
        self.show()

    def say(self, title: str, text: str) -> None:
        """Show another title and sentence."""
        self._title.setText(title)
        self._text.setText(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever waits."""
        super().closeEvent(event)
        self._on_close()
