"""The browser's part of OAuth: log in, Allow or Deny, and back to the app with a code."""

import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sfdesk.practice import pages
from sfdesk.practice.access import Person
from sfdesk.practice.admission import NOT_LISTED
from sfdesk.practice.apps import SCOPES
from sfdesk.practice.options import CLIENT_ID
from sfdesk.practice.sessions import Grant, new_family
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Reply

_COOKIE = "sid"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an app asks for: one authorize request that passed every check."""

    client_id: str
    redirect_uri: str
    scope: str
    state: str | None
    challenge: str | None
    prompt: frozenset[str]


class Browsers:
    """Who is signed in in which browser, and which consent pages are open."""

    def __init__(self) -> None:
        self._signed_in: dict[str, str] = {}
        self._open: dict[str, tuple[Wish, str]] = {}

    def sign_in(self, user_id: str) -> str:
        """Return the cookie of a new browser session."""
        cookie = secrets.token_urlsafe(24)
        self._signed_in[cookie] = user_id
        return cookie

    def who(self, call: Call) -> str | None:
        """Return the user who is signed in in the caller's browser."""
        for part in call.headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == _COOKIE:
                return self._signed_in.get(value)
        return None

    def ask(self, wish: Wish, user_id: str) -> str:
        """Open a consent page; return its name."""
        name = secrets.token_urlsafe(18)
        self._open[name] = (wish, user_id)
        return name

    def answer(self, name: str) -> tuple[Wish, str] | None:
        """Close a consent page."""
        return self._open.pop(name, None)


def authorize(site: Site, browsers: Browsers, call: Call) -> Reply:
    """Answer GET /services/oauth2/authorize."""
    wish = _wish(site, call)
    if isinstance(wish, Reply):
        return wish
    user_id = browsers.who(call)
    if user_id is None or "login" in wish.prompt:
        return _login(site, start=_without_login(call), username=call.query.get("login_hint", ""))
    person = site.org.person(user_id)
    blocked = _blocked(site, wish, person, _without_login(call))
    if blocked:
        return blocked
    if "consent" not in wish.prompt and _allowed_before(site, wish, user_id):
        return _with_code(site, wish, user_id)
    return pages.page(
        "consent",
        app=site.apps[wish.client_id].name,
        asks=list(dict.fromkeys(SCOPES[each] for each in wish.scope.split())),
        username=person.username,
        other="/login?" + urlencode({"startURL": _without_login(call)}),
        request=browsers.ask(wish, user_id),
    )


def _wish(site: Site, call: Call) -> Wish | Reply:  # noqa: PLR0911 - one per way to fail
    """Check an authorize request; what is wrong with client or callback never redirects."""
    asked = call.query
    client_id = asked.get("client_id", "")
    app = site.apps.get(client_id)
    if app is None:
        return pages.problem("invalid_client_id", "client identifier invalid")
    redirect_uri = asked.get("redirect_uri", "")
    if redirect_uri not in site.callbacks:
        return pages.problem("redirect_uri_mismatch", "redirect_uri must match configuration")
    switches = site.org.switches
    if not switches.app_installed:
        return pages.problem(
            "OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org"
        )
    challenge = asked.get("code_challenge") or None
    if switches.require_pkce and challenge is None and client_id == CLIENT_ID:
        # Bare text without a type, which browsers offer as a download: so does the real one.
        return Reply(
            400,
            "error=invalid_request&error_description=missing required code challenge",
            media="",
        )
    scope = app.asked(asked.get("scope", ""))
    wish = Wish(
        client_id,
        redirect_uri,
        scope,
        asked.get("state"),
        challenge,
        frozenset(asked.get("prompt", "").split()),
    )
    if asked.get("response_type") != "code":
        return _back(wish, error="unsupported_response_type",
                     error_description="response type not supported")  # fmt: skip
    if not set(scope.split()) <= app.scopes:
        return _back(wish, error="invalid_scope",
                     error_description="the requested scope is not allowed")  # fmt: skip
    return wish


def _blocked(site: Site, wish: Wish, person: Person, again: str) -> Reply | None:  # noqa: PLR0911 - as above
    switches, app = site.org.switches, site.apps[wish.client_id]
    if switches.authorize_page:
        return pages.problem(*told(switches.authorize_page))
    if switches.authorize_error:
        error, description = told(switches.authorize_error)
        return _back(wish, error=error, error_description=description)
    if switches.app_blocked:
        return pages.problem("OAUTH_APP_BLOCKED", "this app is blocked by admin")
    if not switches.app_admin_approved:
        return pages.problem(
            "OAUTH_APPROVAL_ERROR_GENERIC",
            "An unexpected error has occurred during authentication. Please try again.",
        )
    if app.elsewhere:
        return pages.problem(
            "invalid_request",
            "Cross-org OAuth flows are not supported for this external client app",
        )
    if not app.takes(person):
        return _back(wish, error="OAUTH_APP_ACCESS_DENIED", error_description=NOT_LISTED)
    if not switches.api_enabled:
        return _back(wish, error="invalid_client",
                     error_description="app must be installed into org")  # fmt: skip
    if switches.high_assurance:
        return pages.page("verify", username=person.username, again=again)
    return None


def told(text: str) -> tuple[str, str]:
    """Return error and description of `error: description`."""
    error, _, description = text.partition(":")
    return error.strip(), description.strip()


def _allowed_before(site: Site, wish: Wish, user_id: str) -> bool:
    """Tell whether nobody has to be asked: an app that is given to profiles is allowed with it."""
    if site.apps[wish.client_id].profiles is not None:
        return True
    found = site.org.row(
        "SELECT 1 FROM practice_consent WHERE user_id = ? AND client_id = ?",
        (user_id, wish.client_id),
    )
    return found is not None


def _back(wish: Wish, **values: str) -> Reply:
    """Send the browser back to the app."""
    parts = urlsplit(wish.redirect_uri)
    query = dict(parse_qsl(parts.query))
    query.update(values)
    if wish.state is not None:
        query["state"] = wish.state
    return pages.redirect(urlunsplit(parts._replace(query=urlencode(query))))


def _with_code(site: Site, wish: Wish, user_id: str) -> Reply:
    grant = Grant(user_id, wish.client_id, wish.scope, new_family())
    return _back(wish, code=site.sessions.make_code(grant, wish.redirect_uri, wish.challenge))


def _without_login(call: Call) -> str:
    """Return the address of this request, without the wish to log in anew."""
    query = {key: value for key, value in call.query.items() if key != "prompt"}
    left = [each for each in call.query.get("prompt", "").split() if each != "login"]
    if left:
        query["prompt"] = " ".join(left)
    return f"{call.path}?{urlencode(query)}"


def _login(site: Site, *, start: str, username: str = "", problem: str = "") -> Reply:
    found = site.org.row('SELECT "Name" FROM "Organization"')
    return pages.page(
        "login",
        org=found[0] if found else "",
        start=start,
        username=username,
        problem=problem,
    )


def login_page(site: Site, call: Call) -> Reply:
    """Answer GET /login."""
    return _login(site, start=call.query.get("startURL", "/"))


def login(site: Site, browsers: Browsers, form: dict[str, str], origin: str) -> Reply:
    """Answer POST /login of a browser at the network address `origin`."""
    start = form.get("startURL", "/")
    if not start.startswith("/") or start.startswith("//"):
        start = "/"
    person = site.org.named(form.get("username", "").strip())
    problem = _kept_out(site, person, form.get("password", ""), origin)
    if person is None or problem:
        return _login(site, start=start, username=form.get("username", ""), problem=problem)
    cookie = f"{_COOKIE}={browsers.sign_in(person.id)}; Path=/; HttpOnly; SameSite=Lax"
    return pages.redirect(start, **{"Set-Cookie": cookie})


def _kept_out(site: Site, person: Person | None, password: str, origin: str) -> str:
    """Return what the login page says to somebody who does not get in, "" to anybody else."""
    if site.org.switches.sso_only:
        return _SINGLE_SIGN_ON
    if person is None or not _password_fits(site, person, password):
        return _NOT_TAKEN
    why = site.gate.closed_to(person, origin)
    if why is None:
        return ""
    return _RESTRICTED if why[0] == "invalid_grant" else _NOT_TAKEN


_NOT_TAKEN = (
    "Please check your username and password. If you still can't log in, contact your Salesforce "
    "administrator."
)
_RESTRICTED = (
    "Your company restricts login hours and the networks that you may log in from. Contact your "
    "Salesforce administrator for help."
)
_SINGLE_SIGN_ON = "Your company wants you to log in with single sign-on."


def _password_fits(site: Site, person: Person, password: str) -> bool:
    found = site.org.row("SELECT password FROM practice_password WHERE user_id = ?", (person.id,))
    return found is not None and secrets.compare_digest(found[0].encode(), password.encode())


def approve(site: Site, browsers: Browsers, call: Call, form: dict[str, str]) -> Reply:
    """Answer POST of the consent page's form."""
    found = browsers.answer(form.get("request", ""))
    if found is None or browsers.who(call) != found[1]:
        return pages.problem("invalid_request", "this page has expired")
    wish, user_id = found
    if form.get("decision") != "allow":
        return _back(wish, error="access_denied", error_description="end-user denied authorization")
    with site.org.writing():
        site.org.run(
            "INSERT OR IGNORE INTO practice_consent VALUES (?, ?)", (user_id, wish.client_id)
        )
    return _with_code(site, wish, user_id)
