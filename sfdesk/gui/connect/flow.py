"""One sign-in at a time: its attempt, where it stands, and how it ends. No widgets here."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.connecting import Login, SignIn, SignInState, show
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import ConnectError
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.screens import Desk
from sfdesk.ticket import Ticket


class SignInFlow(QObject):
    """Opens the listener, the browser, and waits; the answer may also be pasted.

    `failed` carries a known error; the attempt behind it may still wait, so that a callback that
    comes late is taken.
    """

    begun = Signal(object)  # SignIn
    stage = Signal(object)  # SignInState
    connected = Signal(object)  # OrgInfo
    failed = Signal(object)  # SfdeskError

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._expect: OrgInfo | None = None
        self.attempt: SignIn | None = None

    @property
    def waiting(self) -> bool:
        """Whether an attempt is open."""
        return self._job is not None and self._job.running

    def start(self, login: Login, expect: OrgInfo | None = None, *, listen: bool = True) -> None:
        """Begin a new attempt; one that is open ends. `expect` is the org that is reconnected.

        Without `listen` no port is opened, and the answer has to be pasted.
        """
        self.stop()
        self._expect = expect
        self.stage.emit(SignInState.OPENING)
        self._job = self._desk.jobs.start(
            Lane.ORG,
            lambda _t: self._desk.workspace.begin_sign_in(login, listen=listen),
            on_done=self._begun,
            on_error=self.failed.emit,
        )

    def stop(self) -> None:
        """End the attempt, if one is open."""
        if self._job is not None:
            self._job.forget()
        if self.attempt is not None:
            left, self.attempt = self.attempt, None
            left.close()
            if left.grant is not None:  # signed in, but kept by nobody: Salesforce counts it
                give_up = self._desk.workspace.give_up_sign_in
                self._desk.jobs.start(Lane.ORG, lambda _t: give_up(left))

    def open_page(self) -> bool:
        """Bring the sign-in page up, again if need be: the same link, the same attempt."""
        if self.attempt is None:
            return False
        try:
            show(self.attempt, self._desk.open_url)
        except ConnectError as error:
            self.failed.emit(error)
            return False
        return True

    def paste(self, text: str) -> None:
        """Take a pasted address as the answer. Raise ConnectError, InputError."""
        if self.attempt is not None:
            self.attempt.paste(text)

    def go_on(self, *, as_anybody: bool = False) -> None:
        """Finish a sign-in that came about but was not kept; `as_anybody` takes another user.

        What the first one allowed, such as pushing, does not hold for the other.
        """
        if as_anybody and self.attempt is not None:
            self._expect = None
            self.attempt.login = replace(self.attempt.login, alias="", may_push=False)
        self._finish()

    def keep_for_session(self) -> None:
        """Keep the sign-in in memory only, until the program ends."""
        self._desk.workspace.keep_sign_ins_in_memory()
        self._finish()

    def _begun(self, attempt: SignIn) -> None:
        self.attempt = attempt
        self.begun.emit(attempt)
        self._desk.jobs.start(Lane.ORG, lambda _t: attempt.look_back())
        self.open_page()
        self._finish()

    def _enter(self, state: SignInState) -> None:
        self.stage.emit(state)

    def _finish(self) -> None:
        attempt, expect = self.attempt, self._expect
        if attempt is None:
            return
        workspace, jobs = self._desk.workspace, self._desk.jobs

        def tell(state: SignInState) -> None:
            jobs.call(self._enter, state)

        def work(ticket: Ticket) -> OrgInfo:
            return workspace.finish_sign_in(attempt, ticket, on_state=tell, expect=expect)

        self.stage.emit(SignInState.WAITING)
        self._job = jobs.start(
            Lane.SIGN_IN, work, on_done=self.connected.emit, on_error=self.failed.emit
        )
