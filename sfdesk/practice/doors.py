"""Which part of the org answers which address."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote

from sfdesk.practice import apps, authorize, control, identity, pages, tokens
from sfdesk.practice.authorize import Browsers
from sfdesk.practice.options import CLIENT_ID
from sfdesk.practice.rest import api
from sfdesk.practice.sessions import OAuthRefusal
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Refusal, Reply, not_allowed, not_found

_IDENTITY = re.compile(r"/id/([^/]+)/([^/]+)/?")
_OAUTH = "/services/oauth2/"


async def answer(site: Site, browsers: Browsers, call: Call) -> Reply:
    """Answer a call to any address.

    The work is done on the event loop: one lock guards the org, so threads would only wait for
    each other, and two switches between them cost more than most answers.
    """
    if call.path.startswith("/services/data"):
        if site.org.switches.commit_delay and call.method in ("POST", "PATCH", "DELETE", "PUT"):
            return await _late(site, call)
        return api.answer(site, call)
    if call.path == f"{_OAUTH}token" and call.method == "POST":
        return await _token(site, call)
    return _locked(site, browsers, call)


async def _late(site: Site, call: Call) -> Reply:
    """Take the time of the statement now and carry it out, for all to see, after a while."""
    moment = site.org.now()
    await asyncio.sleep(site.org.switches.commit_delay)

    def pinned() -> Reply:
        with site.org.lock:
            site.org.pinned = moment
            try:
                return api.answer(site, call)
            finally:
                site.org.pinned = None

    return pinned()


async def _token(site: Site, call: Call) -> Reply:
    form = _form(call)
    if form.get("grant_type") != "refresh_token":
        return _token_or_not(site, form, call.origin)
    old = form.get("refresh_token", "")
    try:
        site.sessions.start_refresh(old)
    except OAuthRefusal as refused:
        body = {"error": refused.error, "error_description": refused.description}
        return Reply(refused.status, body)
    try:
        await asyncio.sleep(site.org.switches.refresh_seconds)
        return _token_or_not(site, form, call.origin)
    finally:
        site.sessions.end_refresh(old)


def _token_or_not(site: Site, form: dict[str, str], origin: str) -> Reply:
    """Answer with a token; an org that cannot write now has none, and does not say why."""
    with site.org.lock:
        try:
            return tokens.token(site, form, origin)
        except sqlite3.OperationalError:
            return Reply(400, {"error": _UNKNOWN[0], "error_description": _UNKNOWN[1]})


_UNKNOWN = ("unknown_error", "retry your request")


def _form(call: Call) -> dict[str, str]:
    """Return the fields of a form, wherever the client has put them."""
    given = dict(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    return {**call.query, **given}


def _locked(site: Site, browsers: Browsers, call: Call) -> Reply:
    with site.org.lock:
        try:
            return _answer(site, browsers, call)
        except Refusal as refused:
            return refused.reply()
        except sqlite3.OperationalError:
            if call.path.startswith("/practice/"):
                raise
            return pages.problem(*_UNKNOWN)


def _answer(site: Site, browsers: Browsers, call: Call) -> Reply:
    if call.path.startswith("/practice/"):
        return _practice(site, call)
    who = _IDENTITY.fullmatch(call.path)
    if who:
        return identity.identity(site, call, unquote(who[1]), unquote(who[2]))
    doors: dict[tuple[str, str], Callable[[], Reply]] = {
        ("GET", "/"): lambda: _home(site),
        ("GET", "/login"): lambda: authorize.login_page(site, call),
        ("POST", "/login"): lambda: authorize.login(site, browsers, _form(call), call.origin),
        ("GET", f"{_OAUTH}authorize"): lambda: authorize.authorize(site, browsers, call),
        ("POST", f"{_OAUTH}approve"): lambda: authorize.approve(site, browsers, call, _form(call)),
        ("POST", f"{_OAUTH}revoke"): lambda: tokens.revoke(site, _form(call).get("token", "")),
        ("GET", f"{_OAUTH}revoke"): lambda: tokens.revoke(site, call.query.get("token", "")),
        ("POST", f"{_OAUTH}introspect"): lambda: tokens.introspect(site, _form(call)),
        ("GET", f"{_OAUTH}userinfo"): lambda: identity.userinfo(site, call),
        ("POST", f"{_OAUTH}userinfo"): lambda: identity.userinfo(site, call),
        ("GET", "/.well-known/openid-configuration"): lambda: _openid(site),
    }
    path = call.path.rstrip("/") or "/"
    door = doors.get(("GET" if call.method == "HEAD" else call.method, path))
    if door:
        return door()
    allowed = [method for method, known in doors if known == path]
    raise not_allowed(call.method, allowed) if allowed else not_found()


def _home(site: Site) -> Reply:
    found = site.org.row('SELECT "Name" FROM "Organization"')
    rows = site.org.rows(
        'SELECT u."Username", p.password, f."Name" FROM practice_password p '
        'JOIN "User" u ON u."Id" = p.user_id JOIN "Profile" f ON f."Id" = u."ProfileId" '
        "ORDER BY u.rowid"
    )
    name = found[0] if found else ""
    return pages.page("home", org=name, origin=site.origin, client_id=CLIENT_ID, users=rows)


def _openid(site: Site) -> Reply:
    at = f"{site.origin}{_OAUTH}"
    return Reply(
        200,
        {
            "issuer": site.origin,
            "authorization_endpoint": f"{at}authorize",
            "token_endpoint": f"{at}token",
            "revocation_endpoint": f"{at}revoke",
            "userinfo_endpoint": f"{at}userinfo",
            "introspection_endpoint": f"{at}introspect",
            "scopes_supported": list(apps.SCOPES),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "none"],
        },
    )


def _practice(site: Site, call: Call) -> Reply:
    """The control surface, which is no part of Salesforce."""
    path = call.path.rstrip("/")
    if path == "/practice/log" and call.method in ("GET", "DELETE"):
        found = site.faults.log()
        if call.method == "DELETE":
            site.faults.forget()
        return Reply(200, found)
    if path != "/practice/faults":
        raise not_found()
    if call.method == "GET":
        return Reply(200, control.state(site))
    if call.method == "DELETE":
        site.faults.clear()
        return Reply(204)
    if call.method != "POST":
        raise not_allowed(call.method, ["GET", "POST", "DELETE"])
    # A page in a browser cannot send JSON across origins without asking first.
    if "json" not in call.headers.get("content-type", ""):
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "orders are sent as application/json")
    orders = call.payload()
    if isinstance(orders, list):
        return Reply(200, [control.obey(site, each) for each in orders])
    return Reply(200, control.obey(site, orders))
