"""Which addresses are Salesforce's: where to sign in, and who may be given a token.

Pure text work: nothing is looked up. Only plain ASCII names are taken at all: where a name holds
a backslash, say, two libraries disagree on where it ends, and so on whom the token goes to.
"""

import re
from urllib.parse import SplitResult, urlsplit

from sfdesk.errors import InputError
from sfdesk.i18n import _

_TRUSTED = ("salesforce.com", "force.com", "salesforce.mil", "sfcrmproducts.cn")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_CHOICES = {
    "": "login.salesforce.com",
    "production": "login.salesforce.com",
    "sandbox": "test.salesforce.com",
}
SHARED_LOGINS = frozenset(_CHOICES.values())
"""Hosts that every company may sign in at, and that say nothing of which one it is."""
_NOT_LOGIN = ("www", "help", "developer", "trailhead", "trust", "status", "appexchange")
_LONGEST = 2_000
_NAME = r"[a-z0-9-]+(?:\.[a-z0-9-]+)*"
_ORIGIN = re.compile(
    rf"(?P<scheme>https?)://(?P<host>{_NAME}|\[::1\])(?::(?P<port>\d{{1,5}}))?(?=[/?#]|\Z)",
    re.IGNORECASE | re.ASCII,
)


def is_loopback(address: str) -> bool:
    """Tell whether an address (`scheme://host...`) is this computer's own."""
    found = _ORIGIN.match(address)
    return found is not None and _host(found) in _LOOPBACK


def origin(address: str) -> str:
    """Return `scheme://host[:port]` of an address, "" for what is none."""
    found = _ORIGIN.match(address)
    return found[0].lower() if found else ""


def may_hold_token(address: str, *, beside: str = "") -> bool:
    """Tell whether a token may be sent to this address: Salesforce by https, or loopback.

    `beside` is an address that the same tokens go to: what Salesforce gave never goes to a program
    on this computer, nor what a practice org gave to Salesforce.
    """
    found = _ORIGIN.match(address)
    if found is None or (beside and is_loopback(beside) != is_loopback(address)):
        return False
    host, port = _host(found), found["port"]
    if host in _LOOPBACK:
        return True
    return found["scheme"].lower() == "https" and port in (None, "443") and _trusted(host)


def login_address(text: str) -> str:
    """Turn any pasted Salesforce address into the one to sign in at (`https://host`).

    Lightning, Setup, Visualforce and site addresses become the My Domain behind them; `production`
    and `sandbox` (or nothing) are the two that everybody has. Raise InputError for what is not
    Salesforce's; plain http is for this computer only.
    """
    wanted = text.strip().strip("<>\"'")
    wanted = _CHOICES.get(wanted.lower(), wanted)
    try:
        parts = urlsplit(wanted if "://" in wanted else f"https://{wanted}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _not_salesforce(text) from None
    if not host or parts.username is not None or len(text) > _LONGEST:
        raise _not_salesforce(text)
    if not re.fullmatch(rf"{_NAME}|::1", host, re.ASCII):
        raise _not_salesforce(text)
    if host in _LOOPBACK:
        return _own(parts, host, port, given="://" in wanted)
    if parts.scheme == "http":  # a company's address typed without the s: we go by https
        parts = parts._replace(scheme="https")
    host = _my_domain(host)
    named = host.split(".")[0] not in _NOT_LOGIN and host not in _TRUSTED
    if parts.scheme != "https" or port not in (None, 80, 443) or not named or not _trusted(host):
        raise _not_salesforce(text)
    return f"https://{host}"


def _own(parts: SplitResult, host: str, port: int | None, *, given: bool) -> str:
    scheme = parts.scheme if given else "http"
    if scheme not in ("http", "https"):
        raise _not_salesforce(host)
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + (f":{port}" if port else "")


def _my_domain(host: str) -> str:
    """Return the host that people sign in at, for any host of theirs."""
    for ours, theirs in _REWRITES:
        if host.endswith(ours):
            return _first_part(host.removesuffix(ours), ours) + theirs
    return host


_REWRITES = (
    (".sandbox.lightning.force.com", ".sandbox.my.salesforce.com"),
    (".develop.lightning.force.com", ".develop.my.salesforce.com"),
    (".scratch.lightning.force.com", ".scratch.my.salesforce.com"),
    (".trailblaze.lightning.force.com", ".trailblaze.my.salesforce.com"),
    (".lightning.force.com", ".my.salesforce.com"),
    (".sandbox.my.salesforce-setup.com", ".sandbox.my.salesforce.com"),
    (".develop.my.salesforce-setup.com", ".develop.my.salesforce.com"),
    (".scratch.my.salesforce-setup.com", ".scratch.my.salesforce.com"),
    (".trailblaze.my.salesforce-setup.com", ".trailblaze.my.salesforce.com"),
    (".my.salesforce-setup.com", ".my.salesforce.com"),
    (".sandbox.vf.force.com", ".sandbox.my.salesforce.com"),
    (".develop.vf.force.com", ".develop.my.salesforce.com"),
    (".vf.force.com", ".my.salesforce.com"),
    (".sandbox.file.force.com", ".sandbox.my.salesforce.com"),
    (".file.force.com", ".my.salesforce.com"),
    (".lightning.sfcrmproducts.cn", ".my.sfcrmproducts.cn"),
    (".lightning.salesforce.mil", ".my.salesforce.mil"),
)
"""The hosts of Salesforce's pages, and the host of the same company that people sign in at."""


def _first_part(name: str, ending: str) -> str:
    """Cut a Visualforce host's package (`acme--c`); a sandbox keeps its own `--name`."""
    if ".vf." not in ending and ".file." not in ending:
        return name
    keep = 2 if "sandbox" in ending else 1
    return "--".join(name.split("--")[:keep])


def _trusted(host: str) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in _TRUSTED)


def _host(found: re.Match[str]) -> str:
    return found["host"].lower().strip("[]")


def _not_salesforce(text: str) -> InputError:
    return InputError(
        _("That is not a Salesforce address"),
        _("It should end in salesforce.com or force.com."),
        details=text[:200],
    )
