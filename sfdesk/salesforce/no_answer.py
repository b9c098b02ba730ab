"""Why a request got no answer: E25, E26 or E29, and what stands between us and Salesforce.

Runs where the request ran, never on the UI thread: it may ask the network once more.
"""

import http.client
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests

from sfdesk import settings
from sfdesk.domain.addresses import is_loopback
from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import OrgUnreachable, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce.web import WebSession, proxy_headers, proxy_in_use, shown

PROBES = ("https://login.salesforce.com", "https://test.salesforce.com")
"""Who is asked whether the network works: Salesforce's own doors, which everybody has.

Nobody else hears that SFDesk runs here, and a network that lets only Salesforce through passes.
"""

_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})(?: [A-Za-z ]+)?")
_PATIENCE = 3.0
"""Seconds for each step of a probe."""


@contextmanager
def network(address: str) -> Iterator[None]:
    """Translate what requests raises while it talks to `address` (`scheme://host`)."""
    try:
        yield
    except requests.RequestException as error:
        raise network_error(error, address) from None


def network_error(error: requests.RequestException, address: str) -> SfdeskError:
    """Return ours for any error of requests: E25, E26 or E29."""
    host = urlsplit(address).netloc
    proxy = proxy_in_use(address)
    through = f" through {shown(proxy)}" if proxy else ""
    refused = _TUNNEL.search(str(error)) if proxy else None
    details = " ".join(
        filter(None, (f"{type(error).__name__} at {host}{through}", refused and refused[0]))
    )
    own = _of_the_proxy(error, shown(proxy), details) if proxy else None
    if own is not None:
        return own
    if isinstance(error, requests.exceptions.SSLError):
        return problem("E26", details=details, issuer=issuer_at(address), advice=_advice())
    if not isinstance(error, (requests.ConnectionError, requests.ConnectTimeout)):
        return problem("E29", details=details)
    broke_off = _broke_off(error)
    if broke_off and not proxy:
        return problem("E29", details=details)
    works = not is_loopback(address) and another_door_answers(address)
    if broke_off and works:  # else it is the proxy that hangs up on everybody
        return problem("E29", details=details)
    return problem("E25", details=details, address=host, internet=_internet(address, works=works))


def another_door_answers(address: str, probes: tuple[str, ...] = PROBES) -> bool:
    """Tell whether the network works otherwise, by asking another one of Salesforce's doors."""
    probe = next(each for each in probes if each != address)
    try:
        with WebSession() as web:
            web.head(probe, timeout=_PATIENCE)
    except requests.exceptions.SSLError:
        return True  # somebody answered, whom the next try will judge
    except requests.RequestException:
        return False
    return True


def _internet(address: str, *, works: bool) -> str:
    if is_loopback(address):
        return _("Nothing answers there.")
    return _("Internet works (tested).") if works else _("Internet does not work (tested).")


def issuer_at(address: str) -> str:
    """Return who signed the certificate that is shown at `address`, for people to judge."""
    from cryptography import x509  # noqa: PLC0415 - needed only when something is wrong

    try:
        issuer = x509.load_der_x509_certificate(_shown_at(address)).issuer
    except (OSError, ValueError, http.client.HTTPException):
        return _("somebody who cannot be told")
    names = [*issuer.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)]
    names += issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else issuer.rfc4514_string()


def _shown_at(address: str) -> bytes:
    """Fetch the certificate by the way that requests go, trusting nobody and sending nothing."""
    parts, proxy = urlsplit(address), proxy_in_use(address)
    host, port = parts.hostname or "", parts.port or 443
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    via = urlsplit(proxy or address)
    made = http.client.HTTPSConnection(
        via.hostname or host, via.port or port, timeout=_PATIENCE, context=anybody
    )
    if proxy:
        made.set_tunnel(host, port, proxy_headers(proxy))
    try:
        made.connect()
        assert isinstance(made.sock, ssl.SSLSocket)
        return made.sock.getpeercert(binary_form=True) or b""
    finally:
        made.close()


def _advice() -> str:
    if settings.load().certificates == "public":
        return _(
            'If that is your company, choose "Trust this computer\'s certificates" in Settings.'
        )
    return _("If that is your company, its IT department has to install it on this computer.")


def _of_the_proxy(error: requests.RequestException, proxy: str, details: str) -> SfdeskError | None:
    """Return what the proxy wants or lacks itself, None where it is not about that."""
    if "Tunnel connection failed: 407" in details:
        title = _("The proxy wants a name and a password")
        hint = _(
            "{proxy} lets nobody through without. Start SFDesk with both in the proxy's address, "
            "HTTPS_PROXY=http://name:password@{proxy}, or ask your IT department to let this "
            "computer through."
        )
    elif isinstance(error, (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL)):
        title = _("SFDesk cannot use this proxy")
        hint = _(
            'It knows HTTP proxies only, and "{proxy}" is another kind, or no address at all. '
            "Choose one with a host and a port in Settings > Network."
        )
    else:
        return None
    text = hint.format(proxy=proxy)
    return OrgUnreachable(title, text, retry=True, code="E25", details=details)


def _broke_off(error: requests.ConnectionError) -> bool:
    """Tell a connection that was lost half way from one that never came about."""
    text = str(error)
    return "RemoteDisconnected" in text or "Connection aborted" in text
