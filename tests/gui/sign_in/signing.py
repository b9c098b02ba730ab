"""Somebody who signs in again, and the cases that come up on the way."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from sfdesk.actions import connecting
from sfdesk.actions.connecting import CheckLine, Login, Preflight, SignIn, SignInState
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import Cancelled, Secret, SfdeskError
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.salesforce.oauth import Grant
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, PlainWorkspace
from tests.gui.sign_in.screens import FILLING, MINUTES

ANNA = replace(ACME, username="anna@acme.example")


class Signing(PlainWorkspace):
    """Begins real attempts on any free port, and remembers how each was to be finished."""

    def __init__(self, *orgs: OrgInfo) -> None:
        super().__init__(*orgs)
        self.begun: list[tuple[Login, bool]] = []

    def begin_sign_in(self, login: Login, *, timeout: float = 300, listen: bool = True) -> SignIn:
        self.begun.append((login, listen))
        return connecting.begin(login, ports=(0,), listen=listen)

    def finish_sign_in(
        self,
        attempt: SignIn,
        ticket: Ticket,
        *,
        on_state: Callable[[SignInState], None] = lambda _state: None,
        expect: OrgInfo | None = None,
    ) -> OrgInfo:
        self.asked.append(f"finish as {expect.username if expect else 'anybody'}")
        raise Cancelled

    def check(
        self,
        ticket: Ticket,
        alias: str = "",
        *,
        on_line: Callable[[CheckLine], None] = lambda _line: None,
    ) -> Preflight:
        self.asked.append("check")
        raise Cancelled

    def keep_sign_ins_in_memory(self) -> None:
        self.asked.append("memory")


def reconnecting(window: MainWindow) -> ConnectWizard:
    """Open a wizard that waits for Anna to sign in again."""
    window.desk.sign_in_again()
    made = window.window_called("connect")
    assert isinstance(made, ConnectWizard)
    return made


def error_of(code: str) -> SfdeskError:
    return problem(code, details="HTTP 400", minutes=MINUTES.get(code), **FILLING)


def show(wizard: ConnectWizard, code: str) -> QWidget:
    """Bring a case up as a sign-in does; return the page that it stands on."""
    attempt = wizard.flow.attempt
    assert attempt is not None
    if code in {"E12", "E28"}:
        attempt.grant = Grant(Secret("a"), None, ANNA.instance_url, ANNA.org_id, "005", None)
    if code in {"E9", "E16"} and not wizard.signed_in:
        wizard.flow.connected.emit(ANNA)
    if code == "E16":
        return wizard.check
    wizard.show_problem(error_of(code))
    return wizard.sign_in if code == "E18" else wizard.problem
