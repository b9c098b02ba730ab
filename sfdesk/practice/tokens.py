"""The app's part of OAuth: token, revoke, introspect."""

import base64
import hashlib
import hmac
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from sfdesk.practice.admission import Told
from sfdesk.practice.authorize import told
from sfdesk.practice.options import CLIENT_ID
from sfdesk.practice.sessions import Grant, OAuthRefusal, new_family
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Reply

CLIENT_SECRET = "practice-secret"  # noqa: S105 - printed in the help page; guards nothing
_NO_STORE = {"Cache-Control": "no-cache,must-revalidate,max-age=0,no-store,private"}


def token(site: Site, form: dict[str, str], origin: str) -> Reply:
    """Answer POST /services/oauth2/token, asked from the network address `origin`."""
    try:
        return Reply(200, _granted(site, form, origin), _NO_STORE)
    except OAuthRefusal as refused:
        body = {"error": refused.error, "error_description": refused.description}
        return Reply(refused.status, body, _NO_STORE)


def _granted(site: Site, form: dict[str, str], origin: str) -> dict[str, Any]:
    kind = form.get("grant_type", "")
    client_id = form.get("client_id", "")
    if not kind:
        raise OAuthRefusal("invalid_request", "must supply grant_type")
    if site.org.switches.token_error:
        raise OAuthRefusal(*told(site.org.switches.token_error))
    if client_id not in site.apps:
        raise OAuthRefusal("invalid_client_id", "client identifier invalid")
    _check_secret(site, client_id, form.get("client_secret"))
    if kind == "authorization_code":
        return _from_code(site, client_id, form, origin)
    if kind == "refresh_token":
        return _from_refresh(site, client_id, form, origin)
    if kind == "password":
        return _from_password(site, client_id, form, origin)
    raise OAuthRefusal("unsupported_grant_type", "grant type not supported")


def _check_secret(site: Site, client_id: str, given: str | None) -> None:
    """A public client needs no secret; one that sends a secret has to know it."""
    if client_id == CLIENT_ID and site.org.switches.require_secret and given is None:
        raise OAuthRefusal("invalid_client", "invalid client credentials")
    told = given is not None and client_id == CLIENT_ID
    if told and not secrets.compare_digest((given or "").encode(), CLIENT_SECRET.encode()):
        raise OAuthRefusal("invalid_client", "invalid client credentials")


def _from_code(site: Site, client_id: str, form: dict[str, str], origin: str) -> dict[str, Any]:
    grant = site.sessions.exchange(
        form.get("code", ""), client_id, form.get("redirect_uri", ""), form.get("code_verifier")
    )
    _policy(site, grant, origin)
    _refuse(site.gate.too_often(grant.user_id))
    refresh = site.sessions.begin(grant)
    return _answer(site, grant, refresh)


def _policy(site: Site, grant: Grant, origin: str) -> None:
    """Refuse whom the org keeps out."""
    person = site.org.person(grant.user_id)
    _refuse(site.gate.closed_to(person, origin))
    _refuse(site.gate.closed_to_app(site.apps[grant.client_id], person))


def _refuse(why: Told | None) -> None:
    if why is not None:
        raise OAuthRefusal(*why)


def _from_refresh(site: Site, client_id: str, form: dict[str, str], origin: str) -> dict[str, Any]:
    old = form.get("refresh_token", "")
    grant, new = site.sessions.refresh(old, client_id, lambda found: _policy(site, found, origin))
    return _answer(site, grant, new)


def _from_password(site: Site, client_id: str, form: dict[str, str], origin: str) -> dict[str, Any]:
    """The flow that needs no browser; an org may refuse it."""
    person = site.org.named(form.get("username", ""))
    found = person and site.org.row(
        "SELECT password FROM practice_password WHERE user_id = ?", (person.id,)
    )
    if not site.org.switches.password_accepted or not person or not found:
        raise OAuthRefusal("invalid_grant", "authentication failure")
    if not secrets.compare_digest(found[0].encode(), form.get("password", "").encode()):
        raise OAuthRefusal("invalid_grant", "authentication failure - Invalid Password")
    grant = Grant(person.id, client_id, "api web", new_family())
    _policy(site, grant, origin)
    _refuse(site.gate.too_often(grant.user_id))
    return _answer(site, grant, None)


def _answer(site: Site, grant: Grant, refresh: str | None) -> dict[str, Any]:
    """Return a token reply. It says nothing about how long the token lasts; nor does the real."""
    identity = f"{site.origin}/id/{site.org.id}/{grant.user_id}"
    issued = str(int(time.time() * 1000))
    signed = hmac.new(CLIENT_SECRET.encode(), f"{identity}{issued}".encode(), hashlib.sha256)
    answer: dict[str, Any] = {"access_token": site.sessions.access(grant)}
    if refresh is not None:
        answer["refresh_token"] = refresh
    answer["signature"] = base64.b64encode(signed.digest()).decode()
    answer["scope"] = grant.scope
    answer["instance_url"] = site.instance
    answer["id"] = identity
    answer["token_type"] = "Bearer"  # noqa: S105 - the kind of token, not one
    answer["issued_at"] = issued
    return answer


def revoke(site: Site, given: str) -> Reply:
    """Answer POST /services/oauth2/revoke; what is wrong is said in form encoding."""
    if given and site.sessions.revoke(given):
        return Reply(200, b"")
    said = {"error": "invalid_token", "error_description": "invalid token"}
    if not given:
        said = {
            "error": "unsupported_token_type",
            "error_description": "this token type is not supported",
        }
    return Reply(400, urlencode(said), media="application/x-www-form-urlencoded")


def introspect(site: Site, form: dict[str, str]) -> Reply:
    """Answer POST /services/oauth2/introspect."""
    if form.get("client_id", "") not in site.apps:
        said = {"error": "invalid_client_id", "error_description": "client identifier invalid"}
        return Reply(401, said)
    given = form.get("token", "")
    grant = site.sessions.find(given)
    if grant is None:
        row = site.org.row(
            "SELECT user_id, client_id, scope, family FROM practice_approval "
            "WHERE token = ? AND alive = 1",
            (given,),
        )
        if row is None:
            return Reply(200, {"active": False})
        grant = Grant(*row)
        ends = None
        issued = time.time()
        kind = "refresh_token"
    else:
        issued, ends = site.sessions.age(given)
        kind = "access_token"
    body: dict[str, Any] = {
        "active": True,
        "scope": grant.scope,
        "client_id": grant.client_id,
        "username": site.org.person(grant.user_id).username,
        "sub": f"{site.origin}/id/{site.org.id}/{grant.user_id}",
        "token_type": kind,
        "iat": int(issued),
        "nbf": int(issued),
    }
    if ends is not None:
        body["exp"] = int(ends)
    return Reply(200, body)
