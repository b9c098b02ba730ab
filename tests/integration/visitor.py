"""Somebody who asks a practice org for what was recorded, by REST and by OAuth."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import requests

from sfdesk.practice.options import Address
from tests.e2e.clients import person

_VERIFIER = "v" * 64
CALLBACK = "http://localhost:17171/callback"


@dataclass(slots=True)
class Visitor:
    """Somebody with a session in a practice org, and a few ways to ask it for things."""

    org: Address
    version: str = "66.0"
    token: str = field(init=False)

    def __post_init__(self) -> None:
        self.token = person.password_token(self.org)

    def ask(
        self, method: str, path: str, sent: Any = None, version: str = "", **headers: str
    ) -> requests.Response:
        """Send a request below /services/data/vXX.0, or to a whole path."""
        whole = (
            path
            if path.startswith("/services")
            else f"/services/data/v{version or self.version}{path}"
        )
        return requests.request(
            method,
            self.org.login + whole,
            json=sent,
            headers={"Authorization": f"Bearer {self.token}", **headers},
            timeout=30,
            allow_redirects=False,
        )

    def upload(self, path: str, content: str) -> int:
        """Put CSV below /services/data/vXX.0; return the status."""
        reply = requests.put(
            f"{self.org.login}/services/data/v{self.version}{path}",
            data=content.encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "text/csv"},
            timeout=30,
        )
        return reply.status_code

    def query(self, soql: str, **headers: str) -> requests.Response:
        return self.ask("GET", f"/query?q={quote(soql)}", **headers)

    def first(self, sobject: str) -> str:
        """Return the id of some record."""
        return str(self.query(f"SELECT Id FROM {sobject} LIMIT 1").json()["records"][0]["Id"])

    def create(self, sobject: str, **values: Any) -> str:
        reply = self.ask("POST", f"/sobjects/{sobject}", values)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["id"])

    def now(self) -> datetime:
        """Return the org's own time."""
        return parsedate_to_datetime(self.ask("GET", "/limits").headers["Date"])

    def order(self, do: str, **what: Any) -> None:
        person.order(self.org, do, **what)

    def form(self, path: str, **values: str) -> requests.Response:
        """Post a form to OAuth, as the public client unless another is named."""
        client = {"client_id": self.org.client_id}
        return requests.post(
            f"{self.org.login}/services/oauth2/{path}", client | values, timeout=30
        )

    def password(self, word: str | None = None) -> requests.Response:
        username, right, _ = self.org.users[0]
        return self.form("token", grant_type="password", username=username, password=word or right)

    def authorize(self, **changed: str) -> str:
        challenge = urlsafe_b64encode(hashlib.sha256(_VERIFIER.encode()).digest()).rstrip(b"=")
        asked = {
            "response_type": "code",
            "client_id": self.org.client_id,
            "redirect_uri": CALLBACK,
            "code_challenge": challenge.decode(),
            "scope": "api refresh_token",
        } | changed
        pairs = "&".join(f"{key}={quote(value)}" for key, value in asked.items() if value)
        return f"{self.org.login}/services/oauth2/authorize?{pairs}"

    def code(self) -> str:
        landed = person.sign_in(self.org, self.authorize())
        return parse_qs(urlsplit(landed).query)["code"][0]

    def exchange(self, code: str, **changed: str) -> requests.Response:
        given = {"redirect_uri": CALLBACK, "code_verifier": _VERIFIER} | changed
        return self.form("token", grant_type="authorization_code", code=code, **given)

    def refresh_token(self) -> str:
        return str(self.exchange(self.code()).json()["refresh_token"])

    def refresh(self, token: str) -> requests.Response:
        return self.form("token", grant_type="refresh_token", refresh_token=token)


Cause = Callable[[Visitor], requests.Response]
