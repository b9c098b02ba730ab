"""The frame: head, left list, the screen, problems above it, status below. And the ways between."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSettings, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from sfdesk import paths
from sfdesk.actions.browsing import Home
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui import keys
from sfdesk.gui.connect.first_run import FirstRun
from sfdesk.gui.goals import Goals
from sfdesk.gui.header import Header, window_title
from sfdesk.gui.jobs import Jobs, Lane
from sfdesk.gui.jump import JumpField
from sfdesk.gui.mending import Mending
from sfdesk.gui.overview import Overview
from sfdesk.gui.places import Registry, registry
from sfdesk.gui.problems import ProblemBar
from sfdesk.gui.refreshing import Refresher
from sfdesk.gui.schedule.nightly import Nightly
from sfdesk.gui.screen_stack import ScreenStack
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.sidebar import Sidebar
from sfdesk.gui.state import State
from sfdesk.gui.status_bar import StatusBar
from sfdesk.gui.suggesting import Suggester
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.gui.windows import Windows
from sfdesk.gui.words import number
from sfdesk.workspace import Workspace

_NARROW = 900


class MainWindow(QMainWindow):
    """One window with all places. `start()` reads which Salesforce to show."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        *,
        open_demo: Callable[[], None],
        open_url: Callable[[str], bool],
        leave_demo: Callable[[], None] | None = None,
        plugged: Registry | None = None,
    ) -> None:
        super().__init__()
        self.setMinimumSize(720, 480)
        self.state = State(self)
        self.jobs = jobs
        self._workspace = workspace
        self._plugged = plugged if plugged is not None else registry()
        self.refresher = Refresher(workspace, jobs, self.state, self)
        self.nightly = Nightly(workspace, self.state, self.refresher, self)
        self.overview = Overview(workspace, jobs, self.state, self)
        self.suggester = Suggester(workspace, jobs, self.state, self)
        self.windows = Windows(self, self._plugged)
        self.open_connect = self.windows.open_connect
        self.open_help = self.windows.open_help
        self.open_push = self.windows.open_push
        self.open_import = self.windows.open_import
        self.open_keys = self.windows.open_keys
        self.window_called = self.windows.called
        self._leave_demo = leave_demo or self.open_connect
        self.desk = Desk(
            workspace=workspace,
            jobs=jobs,
            state=self.state,
            navigate=self.navigate,
            open_push=self.windows.open_push,
            open_import=self.windows.open_import,
            open_review=self.open_review,
            open_connect=self.open_connect,
            sign_in_again=self.windows.sign_in_again,
            open_demo=open_demo,
            open_help=self.open_help,
            open_keys=self.windows.open_keys,
            open_url=open_url,
            refresh=self.refresher.start,
            show_problem=self.show_problem,
        )
        self.windows.desk = self.desk
        self._build()
        self._wire()
        keys.install(self)

    def _build(self) -> None:
        self.header = Header(JumpField(Goals(self)))
        self.sidebar = Sidebar(self._plugged.screens)
        self.problems = ProblemBar()
        self._mending = Mending(
            self.desk,
            self.problems,
            self,
            open_request=self.windows.open_request,
            open_scope=self._open_scope,
        )
        self.stack = ScreenStack(self._plugged.screens, self.desk)
        self.status = StatusBar()
        body = row(self.sidebar, self.stack, space=0)
        body.setStretch(1, 1)
        frame = QWidget()
        frame.setObjectName("page")
        inside: QVBoxLayout = column(self.header, body, self.status, space=0)
        inside.setStretch(1, 1)
        frame.setLayout(inside)
        self.first_run = FirstRun(
            self.open_connect,
            self.desk.open_demo,
            lambda: self.open_help("privacy"),
            self.windows.open_connection_file,
            self.windows.open_request,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self.first_run)
        self._pages.addWidget(frame)
        whole = QWidget()
        whole.setObjectName("page")
        above = column(self.problems, self._pages, space=0)
        above.setStretch(1, 1)
        whole.setLayout(above)
        self.setCentralWidget(whole)
        self.setWindowTitle(window_title(None))

    def _wire(self) -> None:
        self.jobs.problem.connect(self.show_problem)
        self.jobs.bug.connect(self._mending.show_bug)
        self.sidebar.went.connect(self.stack.enter)
        self.header.leave_demo.connect(self._leave_demo)
        state, status, runs = self.state, self.status, self.refresher
        state.org_changed.connect(self._show_org)
        state.calls_changed.connect(status.show_calls)
        state.to_review_changed.connect(lambda cases: self.sidebar.count(Place.REVIEW, cases))
        state.online_changed.connect(lambda online: status.show_online(online=online))
        status.refresh.connect(runs.start)
        status.check_everything.connect(lambda: runs.start(full=True))
        status.cancel.connect(runs.cancel)
        status.schedule.connect(lambda: self.navigate(Place.SETTINGS))
        status.connection.connect(lambda: self.navigate(Place.SETTINGS))
        self.overview.read.connect(self._show_numbers)
        self.overview.read.connect(self.stack.make_ahead)
        runs.progressed.connect(status.show_busy)
        runs.ended.connect(self._refresh_ended)
        runs.failed.connect(self._mending.show_failed)
        runs.cancelled.connect(self._mending.show_cancelled)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._show_age)
        self._minute.timeout.connect(self.nightly.look)
        state.settings_changed.connect(self._show_next)

    # start and end

    def start(self) -> None:
        """Read which Salesforce to show, and come to the screen."""
        shape = _geometry().value("window")
        if isinstance(shape, QByteArray):
            self.restoreGeometry(shape)
        else:
            self.resize(1180, 760)
        self._minute.start()
        self.jobs.start(
            Lane.LOCAL, lambda _t: _current_org(self._workspace), on_done=self.state.set_org
        )
        self.show()
        (self.first_run if self.state.org is None else self.sidebar.list).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was, and close what it opened."""
        _geometry().setValue("window", self.saveGeometry())
        self.windows.close_all()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the left list on narrow windows."""
        self.sidebar.collapse(narrow=self.width() < _NARROW)
        super().resizeEvent(event)

    def come_to_front(self) -> None:
        """Raise the window: a second start asked for it, or the browser is done."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # ways

    def navigate(self, place: Place) -> None:
        """Go to a place."""
        if place in self._plugged.screens:
            self.sidebar.choose(place)
            keys.focus_first(self.screen_of(place).panes[0])

    def screen_of(self, place: Place) -> Screen:
        """Return the screen of a place, built when it is first asked for."""
        return self.stack.of(place)

    def has_made(self, place: Place) -> bool:
        """Tell whether a place has its screen by now."""
        return self.stack.has(place)

    @property
    def here(self) -> Place | None:
        """The place on the screen; None before a Salesforce is connected."""
        return self.stack.here

    def open_review(self, kind: Kind, crm_id: str = "") -> None:
        """Go to the suggestions of a kind, and there to the case of one CRM record."""
        self.navigate(Place.REVIEW)
        show = getattr(self.screen_of(Place.REVIEW), "show_kind", None)
        if show is not None:
            show(kind, crm_id)

    def _open_scope(self) -> None:
        self.navigate(Place.SETTINGS)
        show = getattr(self.screen_of(Place.SETTINGS), "show_scope", None)
        if show is not None:
            show()

    # what happens

    def show_problem(self, error: SfdeskError) -> None:
        """Say a known error above the screen, with the way on."""
        self._mending.show(error)

    def _refresh_ended(self) -> None:
        self.status.show_idle()
        self._show_age()

    def _show_numbers(self, home: Home) -> None:
        self.sidebar.count(Place.ACCOUNTS, 0, number(home.accounts))
        self.sidebar.count(Place.CONTACTS, 0, number(home.contacts))
        self.state.set_to_review(home.to_review)
        if home.last_run is not None:
            self.refresher.last = home.last_run.at
            if self.state.calls_left is None:
                self.state.set_calls_left(home.last_run.calls_left)
        self._show_age()
        self.nightly.look()

    def _show_age(self) -> None:
        self.status.show_age(self.refresher.last, self._workspace.now())

    def _show_next(self) -> None:
        self.status.show_next(self.nightly.next())

    def _show_org(self, info: OrgInfo | None) -> None:
        self._show_next()
        self.header.show_org(info)
        self.status.show_who(info)
        self.setWindowTitle(window_title(info))
        self._pages.setCurrentIndex(0 if info is None else 1)
        self._mending.signed_in()
        if info is None:
            self.first_run.setFocus()
        elif self.here is None:
            self.navigate(Place.HOME)
            self.sidebar.list.setFocus()
        else:
            self.screen_of(self.here).refresh()


def _current_org(workspace: Workspace) -> OrgInfo | None:
    known = workspace.orgs()
    wanted = [info for info in known if info.alias == workspace.settings.current_org] or known
    return wanted[-1] if wanted else None


def _geometry() -> QSettings:
    return QSettings(str(paths.config_folder() / "windows.ini"), QSettings.Format.IniFormat)
