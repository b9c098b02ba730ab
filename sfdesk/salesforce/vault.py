"""Refresh tokens in the system's keyring, and nowhere else. Access tokens never leave memory."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Protocol, TypeVar, cast

from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import Secret, SfdeskError
from sfdesk.i18n import _

_SERVICE = "SFDesk"
_PLAIN_TEXT = ("keyrings.alt.file.PlaintextKeyring",)
T = TypeVar("T")


@dataclass(slots=True)
class Access:
    """One access token and where it is good; kept in memory, shared by a program's sessions."""

    token: Secret
    instance_url: str


@dataclass(slots=True)
class AccessTokens:
    """The access tokens of one program run, by org and user. Safe between threads."""

    _kept: dict[tuple[str, str], Access] = field(default_factory=dict)

    def get(self, org_id: str, user_id: str) -> Access | None:
        """Return the latest access token, or None."""
        return self._kept.get((org_id, user_id))

    def put(self, org_id: str, user_id: str, access: Access) -> None:
        """Keep an access token in the place of the one before."""
        self._kept[org_id, user_id] = access

    def drop(self, org_id: str, user_id: str) -> None:
        """Forget an access token."""
        self._kept.pop((org_id, user_id), None)


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
        self.access.drop(org_id, user_id)


class _KeyringVault:
    def __init__(self, timeout: float) -> None:
        self.access = AccessTokens()
        self._timeout = timeout

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        name, text = _name(org_id, user_id), token.reveal()

        def work() -> str | None:
            import keyring  # noqa: PLC0415 - looks for backends, which takes a moment

            _refuse_plain_text(
                f"{type(keyring.get_keyring()).__module__}.{type(keyring.get_keyring()).__name__}"
            )
            keyring.set_password(_SERVICE, name, text)
            return keyring.get_password(_SERVICE, name)

        if self._ask(work) != text:  # a backend that keeps nothing, or only a part
            raise _no_safe_place(_("it did not keep the sign-in"))

    def load(self, org_id: str, user_id: str) -> Secret:
        def work() -> str | None:
            import keyring  # noqa: PLC0415 - looks for backends, which takes a moment

            return keyring.get_password(_SERVICE, _name(org_id, user_id))

        kept = self._ask(work)
        if not kept:
            raise _nothing_kept()
        return Secret(kept)

    def remove(self, org_id: str, user_id: str) -> None:
        self.access.drop(org_id, user_id)

        def work() -> None:
            import keyring  # noqa: PLC0415 - looks for backends, which takes a moment

            if keyring.get_password(_SERVICE, _name(org_id, user_id)) is not None:
                keyring.delete_password(_SERVICE, _name(org_id, user_id))

        self._ask(work)

    def _ask(self, work: Callable[[], T]) -> T:
        """Run `work` beside us: a locked keyring waits for a person who may not be there."""
        outcome: _Outcome[T] = _Outcome()

        def run() -> None:
            with outcome:
                outcome.value = work()

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if thread.is_alive():
            raise _no_safe_place(_("locked, and nobody answered"))
        return outcome.result()


class _Outcome(Generic[T]):
    """Carries what came of a thread's work back to whoever waits for it."""

    def __init__(self) -> None:
        self.value: T | None = None
        self._error: BaseException | None = None

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

    def result(self) -> T:
        """Return the value, or raise ours for whatever the keyring's backend raised."""
        if self._error is None:
            return cast("T", self.value)
        if isinstance(self._error, SfdeskError) or not isinstance(self._error, Exception):
            raise self._error
        raise keyring_error(self._error) from None


def keyring_error(error: Exception) -> SfdeskError:
    """Return E28 for anything that a keyring raises; backends raise errors of many libraries."""
    from keyring import errors as theirs  # noqa: PLC0415 - looks for backends, takes a moment

    if isinstance(error, (theirs.NoKeyringError, theirs.InitError)):
        reason = _("none was found")
    elif isinstance(error, theirs.KeyringLocked) or type(error).__name__ == "LockedException":
        reason = _("it is locked")
    elif "1783" in str(error) or "stub received bad data" in str(error):
        reason = _("the sign-in is too long for it")  # Windows keeps 2,560 bytes
    else:
        reason = _("it does not answer")
    return _no_safe_place(reason, details=f"{type(error).__module__}.{type(error).__name__}")


def _refuse_plain_text(backend: str) -> None:
    if backend in _PLAIN_TEXT:
        raise _no_safe_place(_("it would be an open file"), details=backend)


def _no_safe_place(reason: str, *, details: str = "") -> SfdeskError:
    return problem("E28", backend=reason, details=" ".join(filter(None, (reason, details))))


def _nothing_kept() -> SfdeskError:
    return problem("E22", details=_("The keyring holds no sign-in for this user."))


def _name(org_id: str, user_id: str) -> str:
    return f"{org_id}.{user_id}"
