"""Which keyring is used, and which never is: none that keeps a secret as plain text, or not at all.

The systems' own are known. Any other is used only where a person named it, in the environment or in
keyring's own settings, and not even then if it is known to keep open files.
"""

import os
from typing import TYPE_CHECKING

from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import SfdeskError
from sfdesk.i18n import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_SYSTEMS = tuple(
    f"keyring.backends.{name}."
    for name in ("SecretService", "libsecret", "kwallet", "macOS", "Windows")
)
_WINDOWS = "keyring.backends.Windows."
_MOST_ON_WINDOWS = 2560
"""Bytes, in UTF-16; source: wincred.h, CRED_MAX_CREDENTIAL_BLOB_SIZE."""

_BAD_STUB = 1783  # how CredWrite says that a secret is too long
_NO_SESSION = 1312  # the Credential Manager is switched off, or nobody is logged in


def chosen() -> "KeyringBackend":
    """Return the keyring to use. Raise VaultError, and whatever a keyring raises that is broken.

    Where several are at hand keyring puts a chain of them in front, which would write to any; the
    best safe one is taken out of it.
    """
    import keyring  # noqa: PLC0415 - looks for backends, which takes a moment
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

    found = keyring.get_keyring()
    chain = list(found.backends) if isinstance(found, ChainerBackend) else None
    named = chain is None and _is_named()
    reasons = []
    for each in [found] if chain is None else chain:
        reason = refusal(name_of(each), named=named)
        if not reason:
            return each
        reasons.append((reason, name_of(each)))
    reason, name = reasons[-1] if reasons else (_("none was found"), name_of(found))
    raise no_safe_place(reason, details=name)


def refusal(name: str, *, named: bool) -> str:
    """Return why a keyring is not used, "" for one that is."""
    if name.startswith("keyring.backends.fail."):
        return _("none was found")
    if name.startswith("keyring.backends.null."):
        return _("it is switched off")
    if name.startswith("keyrings.alt.") or "plaintext" in name.lower():
        return _("it would be an open file")
    if name.startswith(_SYSTEMS) or named:
        return ""
    return _("this keychain is none that sfdesk knows")


def check_length(backend: "KeyringBackend", text: str) -> None:
    """Refuse what is too long for Windows before it is half written. Raise VaultError."""
    name = name_of(backend)
    if name.startswith(_WINDOWS) and len(text.encode("utf-16-le")) > _MOST_ON_WINDOWS:
        raise no_safe_place(_too_long(), details=name)


def keyring_error(error: Exception) -> SfdeskError:
    """Return E28 for anything that a keyring raises; backends raise errors of many libraries."""
    from keyring import errors as theirs  # noqa: PLC0415 - looks for backends, takes a moment

    code = getattr(error, "winerror", None)
    if isinstance(error, (theirs.NoKeyringError, theirs.InitError)):
        reason = _("none was found")
    elif isinstance(error, theirs.KeyringLocked) or type(error).__name__ == "LockedException":
        reason = _("it is locked")
    elif code == _BAD_STUB:
        reason = _too_long()
    elif code == _NO_SESSION:
        reason = _("Windows keeps none in this session")
    else:
        reason = _("it does not answer")
    return no_safe_place(reason, details=f"{type(error).__module__}.{type(error).__name__}")


def no_safe_place(reason: str, *, details: str = "") -> SfdeskError:
    """Return E28 with a reason in words."""
    return problem("E28", backend=reason, details=" ".join(filter(None, (reason, details))))


def name_of(backend: object) -> str:
    """Return a backend's full name."""
    return f"{type(backend).__module__}.{type(backend).__name__}"


def _is_named() -> bool:
    from keyring.util.platform_ import config_root  # noqa: PLC0415

    settings = config_root() / "keyringrc.cfg"
    return bool(os.environ.get("PYTHON_KEYRING_BACKEND")) or settings.exists()


def _too_long() -> str:
    return _("the sign-in is too long for it")
