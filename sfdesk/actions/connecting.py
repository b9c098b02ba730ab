"""Connect: sign in in the person's own browser, and remember the org. Also disconnect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Login:
    """What a sign-in needs to know. `address` is anything `login_address()` understands."""

    address: str
    client_id: str
    alias: str = ""
    may_push: bool = False


def login_address(text: str) -> str:
    """Turn any pasted Salesforce address into the one to sign in at (`https://host`).

    Raise InputError for what is not Salesforce's; plain http is for this computer only.
    """
    raise NotImplementedError


class SignInState(StrEnum):
    """Where an attempt is; each is shown and announced."""

    OPENING = "opening"
    WAITING = "waiting"
    ANSWERED = "answered"
    EXCHANGING = "exchanging"
    CHECKING = "checking"


class SignIn:
    """One attempt: its listener is open from `begin()` until `finish()` or `close()`."""

    @property
    def address(self) -> str:
        """The page to open in a browser."""
        raise NotImplementedError

    @property
    def seconds_left(self) -> float:
        raise NotImplementedError

    def extend(self, seconds: float = 300) -> None:
        raise NotImplementedError

    def paste(self, text: str) -> None:
        """Take the address from the browser's address bar as the answer. Raise ConnectError,
        InputError if there is no answer in it or it belongs to another attempt."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def begin(login: Login, *, timeout: float = 300) -> SignIn:
    """Open the listener on the first free port, make PKCE and state. Raise ConnectError E15."""
    raise NotImplementedError


def finish(
    attempt: SignIn,
    vault: Vault,
    ticket: Ticket,
    *,
    now: Callable[[], datetime],
    on_state: Callable[[SignInState], None] = lambda _state: None,
    expect: OrgInfo | None = None,
) -> OrgInfo:
    """Wait for the answer, exchange it, keep the token, ask who we are. Does not store OrgInfo.

    `expect` is the org that is being reconnected: another org or user is refused as E12.
    """
    raise NotImplementedError


class Mark(StrEnum):
    """How one line of the check came out."""

    OK = "OK"
    NOTE = "NOTE"
    MISSING = "MISSING"


@dataclass(frozen=True, slots=True)
class CheckLine:
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """What could be kept on this computer, with exact counts."""

    scope: Scope
    label: str
    accounts: int
    calls: int


@dataclass(frozen=True, slots=True)
class Preflight:
    lines: tuple[CheckLine, ...]
    choices: tuple[ScopeChoice, ...]
    can_read: bool


def check(
    org: Org, ticket: Ticket, *, on_line: Callable[[CheckLine], None] = lambda _l: None
) -> Preflight:
    """Look what this user can do in the org: five to eight calls."""
    raise NotImplementedError


def disconnect(info: OrgInfo, vault: Vault) -> tuple[str, ...]:
    """Revoke the sign-in and forget its token; return what was done, in words.

    An org that cannot be reached does not stop it: the token is forgotten here all the same.
    """
    raise NotImplementedError


# ruff: noqa: D101, D102, D205, D209
