"""A colleague who works in the sample Salesforce with a program of their own.

Nothing but the standard library: what SFDesk says it did is checked by somebody who shares none of
its code.
"""

import base64
import hashlib
import json
import secrets
import urllib.parse
import urllib.request
from typing import Any

from sfdesk.demo import pages
from sfdesk.errors import Secret

_CALLBACK = "http://localhost:17171/callback"
_TIMEOUT = 30


class Colleague:
    """Signed in from the start; reads and edits single records."""

    def __init__(self, login: str, client_id: str, username: str, password: str) -> None:
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        verifier = secrets.token_urlsafe(48)
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": _CALLBACK,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        }
        address = f"{login}/services/oauth2/authorize?{urllib.parse.urlencode(query)}"
        answer = pages.sign_in(address, username, password, stop_at=_CALLBACK)
        code = urllib.parse.parse_qs(urllib.parse.urlsplit(answer).query)["code"][0]
        granted = self._send(
            f"{login}/services/oauth2/token",
            body=urllib.parse.urlencode(
                {
                    "grant_type": "authorization_code",
                    "code": code,
                    "client_id": client_id,
                    "redirect_uri": _CALLBACK,
                    "code_verifier": verifier,
                }
            ).encode(),
        )
        self._token = Secret(granted["access_token"])
        self._rows = f"{granted['instance_url']}/services/data/v60.0/sobjects"

    def read(self, sobject: str, record_id: str) -> dict[str, Any]:
        """Return every field of a record as it is in Salesforce now."""
        return self._send(f"{self._rows}/{sobject}/{record_id}")

    def edit(self, sobject: str, record_id: str, fields: dict[str, object]) -> None:
        """Change fields of a record."""
        self._send(
            f"{self._rows}/{sobject}/{record_id}", body=json.dumps(fields).encode(), method="PATCH"
        )

    def _send(
        self, address: str, *, body: bytes | None = None, method: str | None = None
    ) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - http on loopback
            address, body, method=method
        )
        if hasattr(self, "_token"):
            request.add_header("Authorization", f"Bearer {self._token.reveal()}")
        if method == "PATCH":
            request.add_header("Content-Type", "application/json")
        with self._opener.open(request, timeout=_TIMEOUT) as reply:
            answer: dict[str, Any] = json.loads(reply.read() or b"{}")
        return answer
