"""One attempt to sign in: its listener, its time, and the answers that may end it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from sfdesk.domain import way_back
from sfdesk.domain.addresses import is_loopback, login_address
from sfdesk.domain.sign_in_problems import CALLBACK_PORTS, problem
from sfdesk.domain.sign_in_signals import code_of, refusal
from sfdesk.domain.way_back import Doubt
from sfdesk.errors import InputError, OrgUnreachable, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce import callback, oauth
from sfdesk.salesforce.callback import Answer, Listener
from sfdesk.salesforce.way_back import doubts
from sfdesk.ticket import Ticket

_LONGEST_PASTE = 20_000


@dataclass(frozen=True, slots=True)
class Login:
    """What a sign-in needs to know. `address` is anything `login_address()` understands.

    `anew` asks for name and password even of who is signed in to the browser.
    """

    address: str
    client_id: str
    alias: str = ""
    may_push: bool = False
    anew: bool = False


class SignInState(StrEnum):
    """Where an attempt is; each is shown and announced."""

    OPENING = "opening"
    WAITING = "waiting"
    ANSWERED = "answered"
    EXCHANGING = "exchanging"
    CHECKING = "checking"


class SignIn:
    """One attempt: its listener is open from `begin()` until `finish()` or `close()`."""

    def __init__(
        self,
        login: Login,
        timeout: float,
        ports: Sequence[int],
        clock: Callable[[], float],
        *,
        listen: bool = True,
    ) -> None:
        self.login = login
        self.login_url = login_address(login.address)
        self._clock = clock
        self._given = timeout
        self._ends = clock() + timeout
        self.challenge = oauth.Challenge.fresh()
        self.grant: oauth.Grant | None = None  # got, but perhaps not kept yet
        self.listener = Listener(
            self.challenge.state, ports=ports, listen=listen, address=self._host
        )
        self._began = clock()
        self._doubts: frozenset[Doubt] = frozenset()

    @property
    def address(self) -> str:
        """The page to open in a browser."""
        return oauth.authorize_address(
            self.login_url,
            self.login.client_id,
            self.listener.callback,
            self.challenge,
            anew=self.login.anew,
        )

    @property
    def port(self) -> int:
        """Where the answer is awaited; not the first of the three when that was taken (E16)."""
        return self.listener.port

    @property
    def strays(self) -> int:
        """How many answers of other attempts came in (E18); the wait goes on."""
        return self.listener.strays

    @property
    def seconds_left(self) -> float:
        """Until the attempt runs out."""
        return max(0.0, self._ends - self._clock())

    @property
    def answered(self) -> bool:
        """Whether a code has come, which can be exchanged once more if nobody took it."""
        answer = self.listener.wait(0)
        return answer is not None and not answer.error

    @property
    def hint(self) -> str:
        """What to say to somebody who waits here in vain (E14), "" as long as all may be well."""
        by_https = {Doubt.BY_HTTPS} if self.listener.by_https else set()
        return way_back.hint(self._doubts | by_https, self._clock() - self._began)

    @property
    def warning(self) -> str:
        """The same for somebody who watches no page: what is likely is said beforehand."""
        return way_back.hint(self._doubts, way_back.LIKELY_AFTER)

    def look_back(self) -> None:
        """Look whether the browser will find its way back. Asks the network for a few seconds."""
        if self.listener.open:
            self._doubts = doubts(self.listener.callback)

    def extend(self, seconds: float = 300) -> None:
        """Wait longer."""
        self._given += seconds
        self._ends = max(self._ends, self._clock()) + seconds

    def paste(self, text: str) -> None:
        """Take the address from the browser's address bar as the answer.

        The text of Salesforce's error page is understood as well.

        Raise ConnectError, InputError if there is no answer in it or it belongs to another attempt.
        """
        found = _answer_in(text)
        if found is None and code_of(text[:_LONGEST_PASTE]) != "E30":
            raise refusal(" ".join(text[:_LONGEST_PASTE].split()), address=self._host)
        if found is None:
            raise _no_answer()
        _state, answer, query = found
        if answer.error:
            raise self._refusal(answer)
        if not self.listener.offer(query):
            raise problem("E18", details=_("The address has another state."))

    def wait(self, ticket: Ticket) -> Answer:
        """Return the answer. Raise ConnectError E17 when the time is over, Cancelled."""
        while self.seconds_left > 0:
            ticket.check()
            answer = self.listener.wait(min(0.2, self.seconds_left))
            if answer is not None and answer.error:
                raise self._refusal(answer)
            if answer is not None:
                return answer
        raise problem("E17", minutes=max(1, round(self._given / 60)))

    def close(self) -> None:
        """Stop listening. A second call does nothing."""
        self.listener.close()

    @property
    def _host(self) -> str:
        return urlsplit(self.login_url).netloc

    def _refusal(self, answer: Answer) -> SfdeskError:
        return refusal(answer.error, answer.description, address=self._host)


def begin(
    login: Login,
    *,
    timeout: float = 300,
    ports: Sequence[int] = CALLBACK_PORTS,
    clock: Callable[[], float] = time.monotonic,
    listen: bool = True,
) -> SignIn:
    """Open the listener on the first free port, make PKCE and state.

    Without `listen` no port is opened (all are taken, E15): the answer has to be pasted.

    Raise InputError for an address that is not Salesforce's or no Client ID, ConnectError E15.
    """
    if not login.client_id.strip():
        raise InputError(
            _("The Client ID is missing"),
            _("Your admin has it: it belongs to the app that lets sfdesk in."),
        )
    return SignIn(login, timeout, ports, clock, listen=listen)


def show(attempt: SignIn, open_url: Callable[[str], bool]) -> None:
    """Bring the sign-in page up in a browser. Raise ConnectError E13 where none takes it."""
    if not open_url(attempt.address):
        raise problem("E13")


def deliver(text: str) -> None:
    """Hand a pasted address to the sign-in that another sfdesk on this computer waits for.

    Raise ConnectError for an error in it or an answer to another attempt, InputError where there
    is no answer in it or nobody waits.
    """
    found = _answer_in(text)
    if found is None:
        raise _no_answer()
    _state, answer, query = found
    if answer.error:
        raise refusal(answer.error, answer.description)
    parts = urlsplit(text.strip())
    if parts.path != callback.PATH or not is_loopback(text.strip()):
        raise _no_answer()
    try:
        status = callback.pass_on(parts.port or 80, query)
    except OrgUnreachable:
        raise InputError(
            _("No sign-in is waiting on this computer"),
            _("Start one with: sfdesk connect --no-browser. Its address works for a few minutes."),
        ) from None
    if status != 303:
        raise problem("E18", details=_("The address has another state."))


def _no_answer() -> InputError:
    return InputError(
        _("There is no answer in that address"),
        _("Copy it while the Salesforce error, or the page that will not load, is on the screen."),
    )


def _answer_in(text: str) -> tuple[str, Answer, str] | None:
    """Find state, answer and query in a pasted address, or in what was copied along with it."""
    for word in text[:_LONGEST_PASTE].split():
        for query in (word.partition("?")[2].partition("#")[0], word.partition("#")[2]):
            found = callback.read_answer(query) if query else None
            if found is not None:
                return (*found, query)
    return None
