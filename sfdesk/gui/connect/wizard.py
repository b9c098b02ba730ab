"""The wizard that connects a Salesforce: Where > Sign in > Check > Choose. It blocks no window."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from sfdesk import __version__
from sfdesk.actions.connecting import (
    CheckLine,
    Login,
    Preflight,
    SignIn,
    SignInState,
)
from sfdesk.domain.connection_file import Connection
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.permission_request import PermissionRequest
from sfdesk.domain.sign_in_problems import WayOn, problem, somebody_else
from sfdesk.errors import ConnectError, InputError, SfdeskError
from sfdesk.gui.connect.check_page import CheckPage
from sfdesk.gui.connect.choose_page import ChoosePage
from sfdesk.gui.connect.flow import SignInFlow
from sfdesk.gui.connect.paste_dialog import PasteDialog
from sfdesk.gui.connect.problem_page import ProblemPage
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.sign_in_page import SignInPage
from sfdesk.gui.connect.steps_bar import StepsBar
from sfdesk.gui.connect.symptoms_dialog import SymptomsDialog
from sfdesk.gui.connect.ways import Ways
from sfdesk.gui.connect.where_page import WherePage
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import XL, M
from sfdesk.gui.screens import Desk, Place
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

_SIGNED_IN = ("E9", "E28")  # Salesforce let them in; what comes after is what went wrong


class ConnectWizard(QWidget):
    """One window for one connection. With an `expect`ed org it signs in to that one again."""

    def __init__(self, desk: Desk, parent: QWidget, expect: OrgInfo | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Connect Salesforce - SFDesk"))
        self.setMinimumSize(640, 520)
        self.resize(720, 600)
        self._desk = desk
        self.expect = expect
        self.then: Callable[[], object] | None = None  # goes on once the same person is back
        self.login: Login | None = None
        self.error: SfdeskError | None = None
        self._info: OrgInfo | None = None
        self._check: Job | None = None
        self.flow = SignInFlow(desk, self)
        self.steps = StepsBar((_("Where"), _("Sign in"), _("Check"), _("Choose")))
        self.where = WherePage(desk.workspace.settings.client_id)
        self.sign_in = SignInPage()
        self.check = CheckPage()
        self.choose = ChoosePage(desk)
        self.problem = ProblemPage(Ways(self, desk).acts())
        self.pages = QStackedWidget()
        for page in (self.where, self.sign_in, self.check, self.choose, self.problem):
            self.pages.addWidget(page)
        self.back = button(_("Back"), self._back)
        self.cancel = button(_("Cancel"), self.close)
        self.go = button(_("Continue"), self.go_on, tone="primary")
        self._lay_out()
        self._wire()
        self.turn_to(self.where)
        if expect is not None:
            self._reconnect(expect)

    def _lay_out(self) -> None:
        foot = QFrame()
        foot.setObjectName("statusbar")
        presses = row(self.back, None, self.cancel, self.go, space=M)
        presses.setContentsMargins(XL, M, XL, M)
        foot.setLayout(presses)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body = column(self.steps, self.pages, foot, space=0)
        body.setStretch(1, 1)
        self.setLayout(body)

    def _wire(self) -> None:
        flow = self.flow
        flow.begun.connect(self._begun)
        flow.stage.connect(self._stage)
        flow.connected.connect(self._connected)
        flow.failed.connect(self.show_problem)
        self.where.submitted.connect(self.go_on)
        self.sign_in.page_again.connect(flow.open_page)
        self.sign_in.paste.connect(self.open_paste)
        self.sign_in.symptoms.connect(self.open_symptoms)
        self.check.asked.connect(self._ask_for_permission)
        self.choose.ready_changed.connect(self._ready)

    # pages

    @property
    def page(self) -> QWidget | None:
        """The page on the screen."""
        return self.pages.currentWidget()

    @property
    def signed_in(self) -> bool:
        """Whether the sign-in is done and kept; what comes after it may still go wrong."""
        return self._info is not None

    def turn_to(self, page: QWidget) -> None:
        """Show a page."""
        self.pages.setCurrentWidget(page)
        steps = {self.where: 0, self.sign_in: 1, self.problem: 1, self.check: 2, self.choose: 3}
        self.steps.show_step(steps[page])
        self.back.setVisible(page is not self.where)
        self.go.setVisible(page in (self.where, self.check, self.choose))
        self.go.setText(_("Start") if page is self.choose else _("Continue"))
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(page is not self.check)
        if page is not self.problem:
            page.setFocus()

    def go_on(self) -> None:
        """Continue, or Start on the last page."""
        if self.page is self.where:
            self.login = self.where.wanted()
            if self.login is not None:
                self.start_again()
        elif self.page is self.check:
            self.turn_to(self.choose)
            self.go.setEnabled(self.choose.ready)
            self.choose.begin()
        elif self.page is self.choose:
            self._start_work()

    def _back(self) -> None:
        if self.page is self.choose:
            self.turn_to(self.check)
            self.go.setEnabled(True)
        else:
            self.start_over()

    def start_over(self) -> None:
        """End the attempt, and ask again where to sign in."""
        self.flow.stop()
        self.turn_to(self.where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; the sign-in page keeps waiting nowhere."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End what is open. A Salesforce that was connected stays connected."""
        self.flow.stop()
        if self._check is not None:
            self._check.forget()
        self.choose.list_views.stop()
        if self._info is not None:
            info, self._info = self._info, None
            self._desk.state.set_org(info)
        super().closeEvent(event)

    # sign in

    def start_again(self, *, listen: bool = True) -> None:
        """Begin a new attempt with what was chosen."""
        if self.login is None:
            self.turn_to(self.where)
            return
        self.sign_in.show_attempt(None)
        self.turn_to(self.sign_in)
        self.flow.start(self.login, self.expect, listen=listen)

    def _reconnect(self, info: OrgInfo, *, anew: bool = False) -> None:
        self.login = Login(
            address=info.login_url,
            client_id=info.client_id,
            alias=info.alias,
            may_push=info.may_push,
            anew=anew,
        )
        self.start_again()

    def sign_in_anew(self) -> None:
        """Begin a new attempt that asks for name and password, whoever the browser knows."""
        if self.expect is not None:
            self._reconnect(self.expect, anew=True)
            return
        if self.login is not None:
            self.login = replace(self.login, anew=True)
        self.start_again()

    def _begun(self, attempt: SignIn) -> None:
        self.sign_in.show_attempt(attempt)

    def _stage(self, state: SignInState) -> None:
        self.sign_in.show_stage(state)
        if state is SignInState.ANSWERED:
            self.turn_to(self.sign_in)
            self.raise_()
            self.activateWindow()
            QApplication.alert(self)

    def _connected(self, info: OrgInfo) -> None:
        if self.then is not None and _is_same(info, self.expect):
            then, self.then = self.then, None
            self._desk.state.set_org(info)
            self.close()
            then()
            return
        self._info = info
        self.check_again()

    def check_again(self) -> None:
        """Look what the one who is signed in can do."""
        info = self._info
        if info is None:
            return
        self.check.show_org(info, self.flow.attempt)
        self.turn_to(self.check)
        jobs, workspace = self._desk.jobs, self._desk.workspace

        def tell(found: CheckLine) -> None:
            jobs.call(self.check.add, found)

        def work(ticket: Ticket) -> Preflight:
            return workspace.check(ticket, info.alias, on_line=tell)

        self._check = jobs.start(Lane.ORG, work, on_done=self._checked, on_error=self.show_problem)

    def _checked(self, found: Preflight) -> None:
        self.check.show_end(found)
        if self._info is not None:
            self.choose.show_choices(found.choices, self._info)
        self.go.setEnabled(found.can_read and bool(found.choices))
        self.go.setFocus()

    def _start_work(self) -> None:
        info = self._info
        if info is None:
            return
        scope, view, workspace = self.choose.scope, self.choose.list_view, self._desk.workspace
        nightly = self.choose.nightly.value

        def keep() -> OrgInfo:
            workspace.save_settings(replace(workspace.settings, nightly=nightly))
            return workspace.choose_scope(scope, info.alias, list_view=view)

        self._desk.jobs.start(Lane.LOCAL, lambda _t: keep(), on_done=self._done)

    def _ready(self, *_args: object) -> None:
        if self.page is self.choose:
            self.go.setEnabled(self.choose.ready)

    def _done(self, info: OrgInfo) -> None:
        self._info = None
        self._desk.state.report_settings()
        self._desk.state.set_org(info)
        self._desk.navigate(Place.ACCOUNTS)
        self._desk.refresh()
        self.close()

    # problems and other ways

    def show_problem(self, error: SfdeskError) -> None:
        """Say what went wrong, with its ways on.

        A wrong input goes back to its field; an answer of another attempt (E18) ends nothing.
        """
        if isinstance(error, InputError) and self.page is self.sign_in:
            self.turn_to(self.where)
            self.where.show_problem(error)
            return
        if error.code == "E18":
            self.turn_to(self.sign_in)
            self.sign_in.say_stray()
            return
        self.error = error
        self.turn_to(self.problem)
        self.problem.show_error(
            error, names=self._names(), facts=self._facts(), signed_in=error.code in _SIGNED_IN
        )

    def _names(self) -> dict[WayOn, str]:
        if self.expect is None:
            return {}
        words = _("Sign in again as {user}").format(user=self.expect.username)
        return {WayOn.SIGN_IN_AGAIN: words}

    def _facts(self) -> list[str]:
        """What an admin wants to know of any case: where, which port, when, which version."""
        attempt = self.flow.attempt
        where = [attempt.login_url, f"localhost:{attempt.port}"] if attempt is not None else []
        now = self._desk.workspace.now().astimezone()
        return [*where, f"{now:%Y-%m-%d %H:%M %Z}", f"SFDesk {__version__}"]

    def open_paste(self) -> None:
        """Ask for the address from the browser."""
        PasteDialog(self._pasted, self).open()

    def _pasted(self, text: str) -> None:
        try:
            self.flow.paste(text)
        except ConnectError as error:
            self.show_problem(error)
        else:
            self.turn_to(self.sign_in)

    def open_symptoms(self) -> None:
        """Ask what the browser shows."""
        SymptomsDialog(self._symptom, self).open()

    def _symptom(self, code: str, seen: str) -> None:
        address = urlsplit(self.flow.attempt.login_url).netloc if self.flow.attempt else ""
        if code == "E12" and self.expect is None:
            self.show_problem(somebody_else())
            return
        self.show_problem(
            problem(
                code,
                address=address,
                reason=seen,
                expected=self.expect.username if self.expect else "",
                actual=_("somebody else"),
            )
        )

    def use(self, connection: Connection) -> None:
        """Fill in what an admin's connection file says, and go on to the sign-in."""
        self.where.fill(connection)
        self.go_on()

    def _ask_for_permission(self, found: CheckLine) -> None:
        info = self._info
        if info is not None and found.permission is not None:
            request = PermissionRequest(
                found.permission, found.text, info.display_name, info.username, info.login_url
            )
            RequestWindow(self._desk, request, self).show()


def _is_same(info: OrgInfo, expected: OrgInfo | None) -> bool:
    return expected is not None and (info.org_id, info.user_id) == (
        expected.org_id,
        expected.user_id,
    )
