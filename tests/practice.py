"""A practice org for a test: started here, signed in to as a person does, changed from outside."""

import random
import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from sfdesk.actions import connecting
from sfdesk.actions.connecting import Login, SignIn
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.practice.options import Address
from sfdesk.practice.server import running
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import SessionVault, Vault
from sfdesk.ticket import Ticket

ANNA = "anna.berg@acme.example"
BEN = "ben.ito@acme.example"
JULIE = "julie.roux@acme.example"
ADMIN = "admin@acme.example"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Browser:
    """A browser without a window: follows pages and forms over plain HTTP."""

    session: requests.Session

    def sign_in(
        self, address: str, username: str, password: str, *, decision: str = "allow"
    ) -> requests.Response:
        """Open a sign-in page, log in, answer the question; return the last page."""
        page = self.session.get(address, timeout=30)
        if 'name="password"' in page.text:
            page = self._send(page, username=username, password=password)
        if 'name="request"' in page.text:
            page = self._send(page, decision=decision)
        return page

    def _send(self, page: requests.Response, **fields: str) -> requests.Response:
        form = re.search(r"<form[^>]*action=\"([^\"]+)\"", page.text)
        assert form is not None, page.text
        hidden = re.findall(
            r"<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"", page.text
        )
        values = {unescape(name): unescape(value) for name, value in hidden}
        target = requests.compat.urljoin(page.url, unescape(form[1]))
        return self.session.post(target, data={**values, **fields}, timeout=30)


@dataclass(frozen=True)
class Practice:
    """A running practice org, and one port of ours that it sends answers to."""

    address: Address
    port: int

    def order(self, do: str, **what: Any) -> dict[str, Any]:
        """Let somebody else, an admin or bad luck do something to this org."""
        reply = requests.post(
            f"{self.address.login}/practice/faults", json={"do": do, **what}, timeout=30
        )
        assert reply.status_code == 200, reply.text
        done: dict[str, Any] = reply.json()
        return done

    def set(self, **switches: Any) -> None:
        self.order("set", switches=switches)

    def fail(self, path: str, **fault: Any) -> None:
        self.order("fail", path=path, **fault)

    def log(self) -> list[dict[str, Any]]:
        """Every request so far, the oldest first."""
        log = requests.get(f"{self.address.login}/practice/log", timeout=30).json()
        found: list[dict[str, Any]] = log["requests"]
        return found

    def faults(self) -> list[dict[str, Any]]:
        """The faults that are still to come."""
        state = requests.get(f"{self.address.login}/practice/faults", timeout=30).json()
        waiting: list[dict[str, Any]] = state["faults"]
        return waiting

    def password(self, username: str) -> str:
        return next(p for name, p, _profile in self.address.users if name == username)

    def begin(self, *, timeout: float = 30, **login: Any) -> SignIn:
        wish = {"address": self.address.login, "client_id": self.address.client_id, **login}
        return connecting.begin(Login(**wish), timeout=timeout, ports=(self.port,))

    def browse(
        self, attempt: SignIn, username: str = ANNA, *, origin: str = "", **how: str
    ) -> requests.Response:
        """Do in a browser what the attempt asks for; `origin` is the address it comes from."""
        with requests.Session() as session:
            if origin:
                session.mount("http://", _From(origin))
            return Browser(session).sign_in(
                attempt.address, username, self.password(username), **how
            )

    def connect(
        self,
        username: str = ANNA,
        vault: Vault | None = None,
        *,
        scope: Scope = Scope.ALL,
        may_push: bool = True,
        **login: Any,
    ) -> tuple[OrgInfo, Vault]:
        """Sign in as a person would, and return who we are and where the token lies."""
        kept = vault if vault is not None else SessionVault()
        attempt = self.begin(may_push=may_push, **login)
        self.browse(attempt, username)
        info = connecting.finish(attempt, kept, Ticket(), now=utc_now)
        return replace(info, scope=scope), kept

    def org(self, info: OrgInfo, vault: Vault, pauses: list[float] | None = None) -> Org:
        """Open a session that notes its waits instead of waiting."""
        waits = pauses if pauses is not None else []
        return Org(info, vault, now=utc_now, pause=waits.append)


class _From(HTTPAdapter):
    """Opens connections from one address of this computer, as a VPN gives programs another one."""

    def __init__(self, origin: str) -> None:
        self._origin = origin
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self._origin, 0), **kwargs)


@contextmanager
def practice(switches: Mapping[str, Any] | None = None, **options: Any) -> Iterator[Practice]:
    """Run a practice org of its own."""
    port = free_port()
    with running(callbacks=(f"http://localhost:{port}/callback",), **options) as address:
        made = Practice(address, port)
        if switches:
            made.set(**switches)
        yield made


_NOT_GIVEN = range(28_000, 32_000)
"""Ports below those that systems give to connections, and above the sign-in's own."""


def free_port() -> int:
    """Return a port that is free now and that no connection is given by the system meanwhile."""
    for port in random.SystemRandom().sample(_NOT_GIVEN, 50):
        with socket.socket() as four, suppress(OSError):
            four.bind(("127.0.0.1", port))
            return port
    raise AssertionError("No port is free")
