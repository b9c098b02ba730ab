"""What goes wrong: known errors in a bar above the screen, bugs in a report window.

A report is shown first, can be copied, and is sent nowhere.
"""

import logging
import platform
import traceback
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QPlainTextEdit, QWidget

import sfdesk
from sfdesk.domain.sign_in_problems import PROBLEMS, WayOn
from sfdesk.errors import SfdeskError, SignInNeeded
from sfdesk.gui.palette import XL, L, S
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, line
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.widgets.notices import Banner, Step, problem_banner
from sfdesk.i18n import _
from sfdesk.logs import redact

_log = logging.getLogger(__name__)
_MOST = 3


class ProblemBar(QFrame):
    """The newest known errors, above the screen. The same one twice is shown once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = column(space=S)
        self._column.setContentsMargins(L, S, L, S)
        self.setLayout(self._column)
        self.banners: list[Banner] = []
        self.hide()

    def show_error(self, error: SfdeskError, steps: tuple[Step, ...] = ()) -> Banner:
        """Show a known error until somebody closes it."""
        for old in self.banners:
            if (old.title, old.text) == (error.title, error.hint):
                return old
        _log.info("shown: %s [%s] %s", error.title, error.code, error.details)
        banner = problem_banner(error, steps)
        banner.setProperty("problem", type(error).__name__)
        return self.add(banner)

    def add(self, banner: Banner) -> Banner:
        """Show any banner; the oldest makes room."""
        if len(self.banners) == _MOST:
            self._drop(self.banners[0])
        self.banners.append(banner)
        self._column.addWidget(banner)
        banner.closed.connect(lambda: self._drop(banner))
        self.show()
        return banner

    def solved(self, kind: type[SfdeskError] | None = None) -> None:
        """Take away what is true no more: what was said about sign-in, or everything."""
        for banner in tuple(self.banners):
            if kind is None or banner.property("problem") == kind.__name__:
                self._drop(banner)

    def _drop(self, banner: Banner) -> None:
        if banner in self.banners:
            self.banners.remove(banner)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self.banners))


def steps_for(error: SfdeskError, connect: Step, again: Step | None) -> tuple[Step, ...]:
    """Return the buttons of a known error: sign in again, or the same once more."""
    if isinstance(error, SignInNeeded):
        return (connect,)
    return (again,) if error.retry and again is not None else ()


def steps_by_case(
    error: SfdeskError, acts: Mapping[WayOn, Callable[[], object]]
) -> tuple[Step, ...]:
    """Return the buttons that an error's case names, as far as `acts` go them from here."""
    case = PROBLEMS.get(error.code)
    ways = case.ways if case is not None else ()
    return tuple((way.value, acts[way]) for way in ways if way in acts)


def report_text(error: BaseException) -> str:
    """Return what helps to mend a bug: versions and where it happened, no values and no tokens."""
    trace = "".join(traceback.format_exception(error))
    return redact(
        f"SFDesk {sfdesk.__version__}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n{trace}"
    )


class BugReport(QDialog):
    """A window that owns up to a bug and shows all that a report would hold."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("SFDesk - something went wrong"))
        self.setMinimumSize(560, 360)
        self.text = report_text(error)
        shown = QPlainTextEdit(self.text)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(_("Report"))
        copy = button(_("Copy report"), self._copy, icon="copy")
        close = button(_("Close"), self.accept, tone="primary")
        self.setLayout(
            column(
                line(_("Something went wrong in SFDesk"), Role.TITLE),
                line(
                    _(
                        "This is a mistake in the program, not yours. What you decided so far is "
                        "kept. The report below was not sent anywhere; copy it for whoever looks "
                        "after SFDesk."
                    ),
                    wrap=True,
                ),
                shown,
                row(copy, None, close),
                space=L,
                margin=XL,
            )
        )
        close.setDefault(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
