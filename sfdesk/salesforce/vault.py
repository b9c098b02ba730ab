"""Refresh tokens in the system's keyring, and nowhere else. Access tokens never leave memory."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Protocol, TypeVar, cast

from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import Secret, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce import keyrings

_SERVICE = "SFDesk"
T = TypeVar("T")


@dataclass(slots=True)
class Access:
    """One access token and where it is good; kept in memory, shared by a program's sessions."""

    token: Secret
    instance_url: str


@dataclass(slots=True)
class AccessTokens:
    """The access tokens of one program run, by org and user. Safe between threads.

    Also holds a rotated refresh token until it is kept durably: the one before is worth nothing
    any more, so that losing it to a keyring that is locked just now would end the sign-in.
    """

    _kept: dict[tuple[str, str], Access] = field(default_factory=dict)
    _unsaved: dict[tuple[str, str], Secret] = field(default_factory=dict)

    def get(self, org_id: str, user_id: str) -> Access | None:
        """Return the latest access token, or None."""
        return self._kept.get((org_id, user_id))

    def put(self, org_id: str, user_id: str, access: Access) -> None:
        """Keep an access token in the place of the one before; its refresh token is safe."""
        self._unsaved.pop((org_id, user_id), None)
        self._kept[org_id, user_id] = access

    def hold(self, org_id: str, user_id: str, token: Secret) -> None:
        """Hold a refresh token that is to be saved."""
        self._unsaved[org_id, user_id] = token

    def unsaved(self, org_id: str, user_id: str) -> Secret | None:
        """Return a refresh token that could not be saved yet, or None."""
        return self._unsaved.get((org_id, user_id))

    def drop(self, org_id: str, user_id: str) -> None:
        """Forget an access token."""
        self._kept.pop((org_id, user_id), None)

    def forget(self, org_id: str, user_id: str) -> None:
        """Forget everything of a sign-in."""
        self.drop(org_id, user_id)
        self._unsaved.pop((org_id, user_id), None)


class Vault(Protocol):
    """Where refresh tokens are kept; keyed by org and user."""

    @property
    def access(self) -> AccessTokens:
        """The access tokens of this run; never written anywhere."""

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        """Keep a refresh token durably. Raise VaultError."""

    def load(self, org_id: str, user_id: str) -> Secret:
        """Return the refresh token. Raise SignInNeeded if there is none, VaultError."""

    def remove(self, org_id: str, user_id: str) -> None:
        """Forget the refresh token; one that is not there is no error. Raise VaultError."""


def keyring_vault(*, timeout: float = 60) -> Vault:
    """The system's keyring; a locked one that asks nobody gives VaultError after `timeout` s."""
    return _KeyringVault(timeout)


class SessionVault:
    """Keeps refresh tokens until the program ends: what "this session only" means."""

    def __init__(self) -> None:
        self.access = AccessTokens()
        self._kept: dict[tuple[str, str], Secret] = {}

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        """Keep a refresh token in memory."""
        self._kept[org_id, user_id] = token

    def load(self, org_id: str, user_id: str) -> Secret:
        """Return the refresh token. Raise SignInNeeded if there is none."""
        token = self._kept.get((org_id, user_id))
        if token is None:
            raise _nothing_kept()
        return token

    def remove(self, org_id: str, user_id: str) -> None:
        """Forget both tokens."""
        self._kept.pop((org_id, user_id), None)
        self.access.forget(org_id, user_id)


class _KeyringVault:
    def __init__(self, timeout: float) -> None:
        self.access = AccessTokens()
        self._timeout = timeout

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        name, text = _name(org_id, user_id), token.reveal()

        def work() -> str | None:
            backend = keyrings.chosen()
            keyrings.check_length(backend, text)
            backend.set_password(_SERVICE, name, text)
            return backend.get_password(_SERVICE, name)

        if self._ask(work, in_vain=lambda: _delete(name)) != text:  # it keeps nothing, or a part
            raise keyrings.no_safe_place(_("it did not keep the sign-in"))

    def load(self, org_id: str, user_id: str) -> Secret:
        kept = self._ask(lambda: keyrings.chosen().get_password(_SERVICE, _name(org_id, user_id)))
        if not kept:
            raise _nothing_kept()
        return Secret(kept)

    def remove(self, org_id: str, user_id: str) -> None:
        self.access.forget(org_id, user_id)
        self._ask(lambda: _delete(_name(org_id, user_id)))

    def _ask(self, work: Callable[[], T], *, in_vain: Callable[[], None] | None = None) -> T:
        """Run `work` beside us: a locked keyring waits for a person who may not be there.

        Work that ends after nobody waits for it any more is taken back with `in_vain`: by then the
        person may have decided that nothing is to be kept.
        """
        outcome: _Outcome[T] = _Outcome()

        def run() -> None:
            with outcome:
                outcome.value = work()
            if not outcome.is_wanted() and in_vain is not None:
                with suppress(Exception):  # nobody is left to hear of it
                    in_vain()

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if outcome.give_up():
            raise keyrings.no_safe_place(_("locked, and nobody answered"))
        return outcome.result()


def _delete(name: str) -> None:
    backend = keyrings.chosen()
    if backend.get_password(_SERVICE, name) is not None:
        backend.delete_password(_SERVICE, name)


class _Outcome(Generic[T]):
    """Carries what came of a thread's work back to whoever waits for it."""

    def __init__(self) -> None:
        self.value: T | None = None
        self._error: BaseException | None = None
        self._lock = threading.Lock()
        self._ended = self._given_up = False

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._error = error
        return True

    def is_wanted(self) -> bool:
        """The work has ended: tell whether somebody still waits for it."""
        with self._lock:
            self._ended = True
            return not self._given_up

    def give_up(self) -> bool:
        """Stop waiting; tell whether the work had not ended."""
        with self._lock:
            self._given_up = not self._ended
            return self._given_up

    def result(self) -> T:
        """Return the value, or raise ours for whatever the keyring's backend raised."""
        if self._error is None:
            return cast("T", self.value)
        if isinstance(self._error, SfdeskError) or not isinstance(self._error, Exception):
            raise self._error
        raise keyrings.keyring_error(self._error) from None


def _nothing_kept() -> SfdeskError:
    return problem("E22", details=_("The keyring holds no sign-in for this user."))


def _name(org_id: str, user_id: str) -> str:
    return f"{org_id}.{user_id}"
