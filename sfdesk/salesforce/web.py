"""HTTP as both doors to Salesforce use it: timeouts, the system's certificates, no cookies.

Nothing here knows a token. Addresses are https, or http on this computer.
"""

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter

from sfdesk import __version__
from sfdesk.domain.addresses import is_loopback, may_hold_token
from sfdesk.errors import OrgError
from sfdesk.i18n import _

TIMEOUTS = (5.0, 60.0)
"""Seconds to connect, and between two bytes of an answer."""


class _SystemTrust(HTTPAdapter):
    """Checks certificates with the system's own store, where a company's filter is known."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*args, ssl_context=context, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return super().proxy_manager_for(proxy, ssl_context=context, **kwargs)

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        if verify is True:  # requests would add its own bundle to the system's store
            conn.ca_certs = None
            conn.ca_cert_dir = None


class WebSession(requests.Session):
    """A session that goes only where a token may go, follows no redirect and keeps no cookie."""

    def __init__(self) -> None:
        super().__init__()
        self.mount("https://", _SystemTrust())
        self.mount("http://", HTTPAdapter())
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers["User-Agent"] = f"SFDesk/{__version__}"
        self.auth = _no_netrc

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Send one request; see `requests.Session.request`."""
        if not may_hold_token(str(url)):
            raise OrgError(
                _("That address is not Salesforce's"),
                _("sfdesk talks to Salesforce only. Check the address that you signed in at."),
                details=str(url)[:200],
            )
        kwargs.setdefault("timeout", TIMEOUTS)
        kwargs["allow_redirects"] = False
        if is_loopback(str(url)):  # a company's proxy does not know this computer's ports
            kwargs["proxies"] = {"http": None, "https": None, "all": None}
        return super().request(method, url, *args, **kwargs)


def issuer_at(address: str) -> str:
    """Return who signed the certificate that is shown at `address`, for people to judge."""
    from cryptography import x509  # noqa: PLC0415 - needed only when something is wrong

    parts = urlsplit(address)
    try:
        shown = ssl.get_server_certificate((parts.hostname or "", parts.port or 443), timeout=5)
        issuer = x509.load_pem_x509_certificate(shown.encode("ascii")).issuer
    except (OSError, ValueError):
        return _("somebody who cannot be told")
    names = [*issuer.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)]
    names += issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else issuer.rfc4514_string()


def _no_netrc(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from putting a password of ~/.netrc in the place of the token."""
    return prepared
