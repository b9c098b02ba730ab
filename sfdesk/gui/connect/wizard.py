"""The wizard that connects a Salesforce: Where > Sign in > Check > Choose. It blocks no window."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from sfdesk.actions.connecting import (
    CheckLine,
    Login,
    Preflight,
    SignIn,
    SignInState,
    login_address,
)
from sfdesk.domain.admin_request import AdminRequest
from sfdesk.domain.connection_file import Connection
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.permission_request import PermissionRequest
from sfdesk.domain.sign_in_problems import CALLBACKS, WayOn, problem
from sfdesk.errors import ConnectError, InputError, SfdeskError
from sfdesk.gui.connect.check_page import CheckPage
from sfdesk.gui.connect.choose_page import ChoosePage
from sfdesk.gui.connect.flow import SignInFlow
from sfdesk.gui.connect.paste_dialog import PasteDialog
from sfdesk.gui.connect.problem_page import Act, ProblemPage
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.sign_in_page import SignInPage
from sfdesk.gui.connect.steps_bar import StepsBar
from sfdesk.gui.connect.symptoms_dialog import SymptomsDialog
from sfdesk.gui.connect.where_page import WherePage
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import XL, M
from sfdesk.gui.screens import Desk, Place
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.layouts import column, row
from sfdesk.i18n import _
from sfdesk.ticket import Ticket


class ConnectWizard(QWidget):
    """One window for one connection. With an `expect`ed org it signs in to that one again."""

    def __init__(self, desk: Desk, parent: QWidget, expect: OrgInfo | None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Connect Salesforce - SFDesk"))
        self.setMinimumSize(640, 520)
        self.resize(720, 600)
        self._desk = desk
        self._expect = expect
        self._login: Login | None = None
        self._info: OrgInfo | None = None
        self._check: Job | None = None
        self.flow = SignInFlow(desk, self)
        self.steps = StepsBar((_("Where"), _("Sign in"), _("Check"), _("Choose")))
        self.where = WherePage(desk.workspace.settings.client_id)
        self.sign_in = SignInPage()
        self.check = CheckPage()
        self.choose = ChoosePage(desk)
        self.problem = ProblemPage(self._acts())
        self.pages = QStackedWidget()
        for page in (self.where, self.sign_in, self.check, self.choose, self.problem):
            self.pages.addWidget(page)
        self.back = button(_("Back"), self._back)
        self.cancel = button(_("Cancel"), self.close)
        self.go = button(_("Continue"), self.go_on, tone="primary")
        self._lay_out()
        self._wire()
        self._turn_to(self.where)
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

    def _acts(self) -> dict[WayOn, Act]:
        """What the ways on of a problem do here; a way that is not here is not offered."""
        return {
            WayOn.TRY_AGAIN: self.start_again,
            WayOn.TRY_NOW: self.start_again,
            WayOn.START_AGAIN: self.start_again,
            WayOn.CANCEL: self.close,
            WayOn.LATER: self.close,
            WayOn.PASTE: self.open_paste,
            WayOn.SIGN_IN_AND_PASTE: self._sign_in_and_paste,
            WayOn.DEMO: self._open_demo,
            WayOn.COPY_LINES: partial(_copy, "\n".join(CALLBACKS)),
            WayOn.CHECK_CLIENT_ID: self._check_client_id,
            WayOn.CHANGE_ADDRESS: self._change_address,
            WayOn.SHOW_PAGE: self._page_again,
            WayOn.SIGN_IN_AGAIN: self._sign_in_anew,
            WayOn.CONNECT_NEW: partial(self.flow.go_on, as_anybody=True),
            WayOn.COPY_LINK: self._copy_link,
            WayOn.ASK_ADMIN: self._ask_admin,
            WayOn.COPY_DETAILS: self._copy_details,
            WayOn.SESSION_ONLY: self.flow.keep_for_session,
            WayOn.UNLOCK: self.flow.go_on,
            WayOn.WHY: partial(self._desk.open_help, "privacy"),
        }

    # pages

    @property
    def page(self) -> QWidget | None:
        """The page on the screen."""
        return self.pages.currentWidget()

    def _turn_to(self, page: QWidget) -> None:
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
            self._login = self.where.wanted()
            if self._login is not None:
                self.start_again()
        elif self.page is self.check:
            self._turn_to(self.choose)
            self.go.setEnabled(self.choose.ready)
            self.choose.begin()
        elif self.page is self.choose:
            self._start_work()

    def _back(self) -> None:
        if self.page is self.choose:
            self._turn_to(self.check)
            self.go.setEnabled(True)
        else:
            self.flow.stop()
            self._turn_to(self.where)

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
        if self._login is None:
            self._turn_to(self.where)
            return
        self.sign_in.show_attempt(None)
        self._turn_to(self.sign_in)
        self.flow.start(self._login, self._expect, listen=listen)

    def _reconnect(self, info: OrgInfo, *, anew: bool = False) -> None:
        self._login = Login(
            address=info.login_url,
            client_id=info.client_id,
            alias=info.alias,
            may_push=info.may_push,
            anew=anew,
        )
        self.start_again()

    def _sign_in_and_paste(self) -> None:
        self.start_again(listen=False)
        self.open_paste()

    def _sign_in_anew(self) -> None:
        if self._expect is not None:
            self._reconnect(self._expect, anew=True)
        else:
            self.start_again()

    def _begun(self, attempt: SignIn) -> None:
        self.sign_in.show_attempt(attempt)

    def _stage(self, state: SignInState) -> None:
        self.sign_in.show_stage(state)
        if state is SignInState.ANSWERED:
            self._turn_to(self.sign_in)
            self.raise_()
            self.activateWindow()
            QApplication.alert(self)

    def _connected(self, info: OrgInfo) -> None:
        self._info = info
        self.check.show_org(info)
        self._turn_to(self.check)
        jobs, workspace = self._desk.jobs, self._desk.workspace

        def tell(found: CheckLine) -> None:
            jobs.call(partial(self.check.add, found))

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
        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.choose_scope(scope, info.alias, list_view=view),
            on_done=self._done,
        )

    def _ready(self, *_args: object) -> None:
        if self.page is self.choose:
            self.go.setEnabled(self.choose.ready)

    def _done(self, info: OrgInfo) -> None:
        self._info = None
        self._desk.state.set_org(info)
        self._desk.navigate(Place.ACCOUNTS)
        self._desk.refresh()
        self.close()

    # problems and other ways

    def show_problem(self, error: SfdeskError) -> None:
        """Say what went wrong, with its ways on; a wrong input goes back to its field."""
        if isinstance(error, InputError) and self.page is self.sign_in:
            self._turn_to(self.where)
            self.where.show_problem(error)
            return
        self._turn_to(self.problem)
        self.problem.show_error(error)

    def open_paste(self) -> None:
        """Ask for the address from the browser."""
        PasteDialog(self._pasted, self).open()

    def _pasted(self, text: str) -> None:
        try:
            self.flow.paste(text)
        except ConnectError as error:
            self.show_problem(error)
        else:
            self._turn_to(self.sign_in)

    def open_symptoms(self) -> None:
        """Ask what the browser shows."""
        SymptomsDialog(self._symptom, self).open()

    def _symptom(self, code: str) -> None:
        login = self._login
        expected = self._expect.username if self._expect else _("you")
        self.show_problem(
            problem(
                code,
                address=login.address if login else "",
                expected=expected,
                actual=_("somebody else"),
            )
        )

    def _page_again(self) -> None:
        self._turn_to(self.sign_in)
        self.flow.open_page()

    def _copy_link(self) -> None:
        if self.flow.attempt is not None:
            _copy(self.flow.attempt.address)
            self._turn_to(self.sign_in)
            self.sign_in.say(_("The link is copied. Open it in any browser on this computer."))

    def use(self, connection: Connection) -> None:
        """Fill in what an admin's connection file says, and go on to the sign-in."""
        self.where.fill(connection)
        self.go_on()

    def _ask_admin(self) -> None:
        login = self._login or Login(address="", client_id=self.where.client_id.text().strip())
        try:
            address = login_address(login.address) if login.address else ""
        except InputError:
            address = ""
        request = AdminRequest(
            who=self._expect.display_name if self._expect else "",
            address=address,
            client_id=login.client_id,
            code=self.problem.code,
            cause=self.problem.title.text(),
        )
        RequestWindow(self._desk, request, self).show()

    def _ask_for_permission(self, found: CheckLine) -> None:
        info = self._info
        if info is not None and found.permission is not None:
            request = PermissionRequest(
                found.permission, found.text, info.display_name, info.username, info.login_url
            )
            RequestWindow(self._desk, request, self).show()

    def _copy_details(self) -> None:
        self.problem.copy()

    def _check_client_id(self) -> None:
        self.flow.stop()
        self._turn_to(self.where)
        self.where.focus_client_id()

    def _change_address(self) -> None:
        self.flow.stop()
        self._turn_to(self.where)
        self.where.focus_address()

    def _open_demo(self) -> None:
        self.close()
        self._desk.open_demo()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
