"""What the ways on of a problem do in the wizard: one method each, and nothing else."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from sfdesk.actions.connecting import login_address
from sfdesk.domain.admin_request import AdminRequest
from sfdesk.domain.sign_in_problems import CALLBACKS, WayOn
from sfdesk.errors import InputError, OrgUnreachable
from sfdesk.gui.connect.problem_page import Act
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.network import NetworkWindow
from sfdesk.i18n import _

if TYPE_CHECKING:
    from sfdesk.gui.connect.wizard import ConnectWizard


class Ways:
    """The ways on of one wizard."""

    def __init__(self, wizard: "ConnectWizard", desk: Desk) -> None:
        self._wizard, self._desk = wizard, desk

    def acts(self) -> dict[WayOn, Act]:
        """Return what each way on does; there is none that does nothing."""
        wizard = self._wizard
        return {
            WayOn.TRY_AGAIN: self._try_again,
            WayOn.TRY_NOW: self._try_again,
            WayOn.START_AGAIN: wizard.start_again,
            WayOn.CANCEL: wizard.close,
            WayOn.LATER: wizard.close,
            WayOn.PASTE: self._paste,
            WayOn.SIGN_IN_AND_PASTE: self._sign_in_and_paste,
            WayOn.DEMO: self._open_demo,
            WayOn.COPY_LINES: partial(copy, "\n".join(CALLBACKS)),
            WayOn.CHECK_CLIENT_ID: self._check_client_id,
            WayOn.CHANGE_ADDRESS: self._change_address,
            WayOn.SHOW_PAGE: self._page_again,
            WayOn.SIGN_IN_AGAIN: wizard.sign_in_anew,
            WayOn.CONNECT_NEW: self._connect_new,
            WayOn.COPY_LINK: self._copy_link,
            WayOn.OTHER_BROWSER: self._other_browser,
            WayOn.ASK_ADMIN: self._ask_admin,
            WayOn.COPY_DETAILS: self._copy_details,
            WayOn.PROXY: self._network,
            WayOn.SETTINGS: self._network,
            WayOn.SESSION_ONLY: wizard.flow.keep_for_session,
            WayOn.UNLOCK: wizard.flow.go_on,
            WayOn.WHY: partial(self._desk.open_help, "sign-in"),
        }

    def _try_again(self) -> None:
        """Do again what went wrong, and no more: who is signed in does not sign in anew."""
        wizard, attempt = self._wizard, self._wizard.flow.attempt
        lost = isinstance(wizard.error, OrgUnreachable)
        if wizard.signed_in:
            wizard.check_again()
        elif attempt is not None and (attempt.grant or (lost and attempt.answered)):
            wizard.turn_to(wizard.sign_in)
            wizard.flow.go_on()
        else:
            wizard.start_again()

    def _paste(self) -> None:
        if not self._wizard.flow.waiting:  # the attempt is over: a new one may get an answer
            self._wizard.start_again()
        self._wizard.open_paste()

    def _sign_in_and_paste(self) -> None:
        self._wizard.start_again(listen=False)
        self._wizard.open_paste()

    def _open_demo(self) -> None:
        self._wizard.close()
        self._desk.open_demo()

    def _check_client_id(self) -> None:
        self._wizard.start_over()
        self._wizard.where.focus_client_id()

    def _change_address(self) -> None:
        self._wizard.start_over()
        self._wizard.where.focus_address()

    def _page_again(self) -> None:
        self._wizard.turn_to(self._wizard.sign_in)
        self._wizard.flow.open_page()

    def _connect_new(self) -> None:
        """Take whoever signed in; where nobody did yet, ask for a name and password anew."""
        attempt = self._wizard.flow.attempt
        if attempt is not None and attempt.grant is not None:
            self._wizard.flow.go_on(as_anybody=True)
        elif self._wizard.login is not None:
            self._wizard.login = replace(self._wizard.login, alias="", may_push=False, anew=True)
            self._wizard.expect = None
            self._wizard.start_again()

    def _copy_link(self) -> None:
        wizard = self._wizard
        if wizard.flow.attempt is not None:
            copy(wizard.flow.attempt.address)
            wizard.turn_to(wizard.sign_in)
            wizard.sign_in.say(_("The link is copied. Open it in any browser on this computer."))

    def _other_browser(self) -> None:
        self._wizard.turn_to(self._wizard.sign_in)
        self._wizard.sign_in.choose_browser()

    def _ask_admin(self) -> None:
        wizard = self._wizard
        login = wizard.login
        try:
            address = login_address(login.address) if login else ""
        except InputError:
            address = ""
        request = AdminRequest(
            address=address,
            client_id=login.client_id if login else wizard.where.client_id.text().strip(),
            code=wizard.problem.code,
            cause=wizard.problem.title.text(),
        )
        if wizard.expect is not None:
            request = request.about(wizard.expect)
        RequestWindow(self._desk, request, wizard).show()

    def _copy_details(self) -> None:
        self._wizard.problem.copy()

    def _network(self) -> None:
        NetworkWindow(self._desk, self._wizard).show()


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
