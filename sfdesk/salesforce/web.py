"""HTTP as both doors to Salesforce use it: timeouts, proxies, whom to trust, no cookies.

Nothing here knows a token. Addresses are https, or http on this computer.
"""

import ssl
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter
from requests.utils import (
    DEFAULT_CA_BUNDLE_PATH,
    get_auth_from_url,
    get_environ_proxies,
    select_proxy,
)
from urllib3.util import make_headers

from sfdesk import __version__, settings
from sfdesk.domain.addresses import is_loopback, may_hold_token
from sfdesk.errors import OrgError
from sfdesk.i18n import _

TIMEOUTS = (5.0, 60.0)
"""Seconds to connect, and between two bytes of an answer."""


class _Trusting(HTTPAdapter):
    """Checks certificates with the system's own store, where a company's filter is known.

    Whoever wants it that way trusts only the public list that comes with requests.
    """

    def __init__(self, *, public_only: bool) -> None:
        self._public_only = public_only
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context(), **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        return super().proxy_manager_for(proxy, ssl_context=self._context(), **kwargs)

    def _context(self) -> ssl.SSLContext:
        if self._public_only:
            return ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
        made: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return made

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        super().cert_verify(conn, url, verify, cert)  # type: ignore[no-untyped-call]
        if verify is True:  # requests would add its own bundle to the system's store
            conn.ca_certs = None
            conn.ca_cert_dir = None


class WebSession(requests.Session):
    """A session that goes only where a token may go, follows no redirect and keeps no cookie."""

    def __init__(self) -> None:
        super().__init__()
        chosen = settings.load()
        self._proxy = chosen.proxy
        self.mount("https://", _Trusting(public_only=chosen.certificates == "public"))
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
        elif self._proxy:
            kwargs["proxies"] = {"https": self._proxy}
        return super().request(method, url, *args, **kwargs)


def proxy_in_use(address: str) -> str:
    """Return the proxy that requests to `address` go through, "" where they go straight.

    It may hold a name and a password: show its host only.
    """
    if is_loopback(address):
        return ""
    return settings.load().proxy or system_proxy(address)


def system_proxy(address: str) -> str:
    """Return the proxy that the system wants for an address, "" for none."""
    return str(select_proxy(address, get_environ_proxies(address)) or "")


def shown(proxy: str) -> str:
    """Return a proxy without the name and password that may stand before it."""
    return urlsplit(proxy).netloc.rpartition("@")[2]


def proxy_headers(proxy: str) -> dict[str, str]:
    """Return what a proxy wants to hear from the name and password in its address."""
    name, word = get_auth_from_url(proxy)
    return dict(make_headers(proxy_basic_auth=f"{name}:{word}")) if name else {}


def _no_netrc(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep requests from putting a password of ~/.netrc in the place of the token."""
    return prepared
