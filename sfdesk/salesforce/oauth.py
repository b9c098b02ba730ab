"""The web server flow with PKCE, as a public client: no client secret exists anywhere.

Sources: RFC 6749, RFC 7636, RFC 8252; Salesforce Help, "OAuth 2.0 Web Server Flow for Web App
Integration". Salesforce takes SHA-256 only and compares the callback address with its port.
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests

from sfdesk.domain.addresses import may_hold_token, origin
from sfdesk.domain.sign_in_problems import problem
from sfdesk.domain.sign_in_signals import refusal
from sfdesk.errors import ConnectError, Secret, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce.borders import not_available
from sfdesk.salesforce.no_answer import network
from sfdesk.salesforce.web import WebSession

SCOPES = "api refresh_token"
_BUSY = "token request is already being processed"
_CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What one attempt has to itself: the PKCE verifier and the state."""

    verifier: Secret
    state: Secret

    @classmethod
    def fresh(cls) -> "Challenge":
        """Make a verifier of 86 characters and a state of 43, both from the system's randomness."""
        return cls(Secret(secrets.token_urlsafe(64)), Secret(secrets.token_urlsafe(32)))

    @property
    def code_challenge(self) -> str:
        """SHA-256 of the verifier in base64url without padding."""
        digest = hashlib.sha256(self.verifier.reveal().encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token request gave. `refresh` is None where the old one stays valid.

    `answered_at` is the server's clock, None if it did not say.
    """

    access: Secret
    refresh: Secret | None
    instance_url: str
    org_id: str
    user_id: str
    answered_at: datetime | None


def authorize_address(
    login_url: str, client_id: str, callback: str, challenge: Challenge, *, anew: bool = False
) -> str:
    """Return the page to open; `anew` asks for the name and password even of who is signed in."""
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": callback,
        "scope": SCOPES,
        "state": challenge.state.reveal(),
        "code_challenge": challenge.code_challenge,
        "code_challenge_method": "S256",
    }
    if anew:
        query["prompt"] = "login"
    return f"{login_url}/services/oauth2/authorize?{urlencode(query)}"


def exchange(
    login_url: str,
    client_id: str,
    callback: str,
    code: Secret,
    challenge: Challenge,
    *,
    now: datetime,
) -> Grant:
    """Turn the code into tokens. `now` is this computer's clock, for telling a wrong one.

    Raise ConnectError (E19, E27 and others), OrgUnreachable.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code.reveal(),
        "client_id": client_id,
        "redirect_uri": callback,
        "code_verifier": challenge.verifier.reveal(),
    }
    grant = _token(login_url, form, now)
    if grant.refresh is None:
        raise problem("E8", details=_("Salesforce gave no refresh token."))
    return grant


def refresh(login_url: str, client_id: str, token: Secret) -> Grant:
    """Get a new access token; where the app rotates, a new refresh token too.

    A parallel request for the same token is refused for a moment only, and is repeated. Raise
    SignInNeeded (E22) when the refresh token is no longer valid, OrgUnreachable.
    """
    form = {
        "grant_type": "refresh_token",
        "refresh_token": token.reveal(),
        "client_id": client_id,
    }
    return _token(login_url, form)


def revoke(login_url: str, token: Secret) -> None:
    """End the sign-in at Salesforce. Raise ConnectError if it does not know the token."""
    with network(login_url), WebSession() as web:
        reply = web.post(f"{login_url}/services/oauth2/revoke", data={"token": token.reveal()})
    if reply.status_code >= 500:
        raise not_available(reply)
    if reply.status_code != 200:
        raise problem("E30", reason=_("the sign-in to be ended is not known"))


def _token(login_url: str, form: Mapping[str, str], now: datetime | None = None) -> Grant:
    with network(login_url), WebSession() as web:
        for pause in (*_PAUSES, None):
            reply = web.post(f"{login_url}/services/oauth2/token", data=form)
            if pause is None or not (reply.status_code == 400 and _BUSY in reply.text):
                break
            time.sleep(pause)
    said = _json(reply)
    if reply.status_code == 200 and said is not None:
        return _grant(said, reply, login_url)
    if said is None or "error" not in said:
        raise not_available(reply)
    raise _refused(said, login_url, _minutes_off(reply, now), renewing=now is None)


def _json(reply: requests.Response) -> dict[str, Any] | None:
    try:
        said = reply.json()
    except requests.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


def _grant(said: Mapping[str, Any], reply: requests.Response, login_url: str) -> Grant:
    """Read a token reply; a host that is not Salesforce's is refused before it gets anything."""
    instance, identified = str(said.get("instance_url") or ""), str(said.get("id") or "")
    for named in filter(None, (instance or "nothing", identified)):
        if not may_hold_token(named, beside=login_url):
            raise ConnectError(
                _("The answer names a place that is not Salesforce's"),
                _("sfdesk sent nothing there. Tell your admin; do not go on from this network."),
                details=named[:200],
            )
    identity = identified.rstrip("/").split("/")
    org_id, user_id = identity[-2:] if len(identity) > 2 else ("", "")
    fresh = said.get("refresh_token")
    return Grant(
        access=Secret(str(said.get("access_token") or "")),
        refresh=Secret(str(fresh)) if fresh else None,
        instance_url=origin(instance),
        org_id=org_id,
        user_id=user_id,
        answered_at=date_of(reply),
    )


def _refused(
    said: Mapping[str, Any], login_url: str, minutes_off: int, *, renewing: bool
) -> SfdeskError:
    error, description = str(said["error"]), str(said.get("error_description") or "")
    known = refusal(error, description, address=urlsplit(login_url).netloc)
    if error != "invalid_grant" or known.code not in {"E19", "E30"}:
        return known
    if renewing:
        return problem("E22", details=known.details)
    if minutes_off:
        return problem("E27", details=known.details, minutes=minutes_off)
    return known


def _minutes_off(reply: requests.Response, now: datetime | None) -> int:
    """Return by how many minutes this computer's clock is wrong; 0 for up to five."""
    server = date_of(reply)
    if server is None or now is None or abs(server - now) <= _CLOCKS_MAY_DIFFER:
        return 0
    return round(abs(server - now).total_seconds() / 60)


def date_of(reply: requests.Response) -> datetime | None:
    """Return the server's clock from the Date header, to the second, in UTC."""
    try:
        return parsedate_to_datetime(reply.headers.get("Date", ""))
    except ValueError:
        return None
