"""Walk a Salesforce sign-in without a browser: fill in the log-in form, press Allow.

Only for a Salesforce on this computer. A person always signs in in their own browser.
"""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any

from sfdesk.errors import ConnectError
from sfdesk.i18n import _

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_STEPS = 6


@dataclass
class _Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # id, name, value


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(_Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag in {"input", "button"} and self.found:
            name, value = given.get("name", ""), given.get("value", "")
            if tag == "button" or given.get("type") in {"submit", "button"}:
                self.found[-1].buttons.append((given.get("id", ""), name, value))
            elif name:
                self.found[-1].fields[name] = value


class _StopAt(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but not to the address where the answer would be delivered."""

    def __init__(self, callback: str) -> None:
        self._callback = callback
        self.stopped_at = ""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if self._callback and newurl.startswith(self._callback):
            self.stopped_at = newurl
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def sign_in(
    address: str, username: str, password: str, *, allow: bool = True, stop_at: str = ""
) -> str:
    """Open `address`, log in, press Allow (or Deny), and follow the answer to the callback.

    Return the address of the last page; one that begins with `stop_at` is returned unopened.
    Raise ConnectError if the pages are not as expected.
    """
    if urllib.parse.urlsplit(address).hostname not in _LOOPBACK:
        raise ConnectError(
            _("That Salesforce is not on this computer"),
            _("Sign in there in your browser."),
        )
    redirects = _StopAt(stop_at)
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar()), redirects
    )
    request = urllib.request.Request(address)  # noqa: S310 - http on loopback, checked above
    for _step in range(_STEPS):
        try:
            with opener.open(request, timeout=10) as reply:
                page, here = str(reply.read(), "utf-8", "replace"), str(reply.geturl())
        except urllib.error.HTTPError as error:
            with error:
                if redirects.stopped_at:
                    return redirects.stopped_at
                page, here = str(error.read(), "utf-8", "replace"), str(error.geturl())
        forms = _Forms()
        forms.feed(page)
        if not forms.found:
            return here
        form = next((f for f in forms.found if "password" in f.fields or f.buttons), forms.found[0])
        request = _submitted(form, here, username, password, allow=allow)
    raise ConnectError(
        _("The sign-in pages go round in circles"), _("The user name or password may be wrong.")
    )


def _submitted(
    form: _Form, here: str, username: str, password: str, *, allow: bool
) -> urllib.request.Request:
    fields = dict(form.fields)
    if "password" in fields:
        fields |= {"username": username, "password": password}
    wanted = "oaapprove" if allow else "oadeny"
    pressed = next((b for b in form.buttons if b[0] == wanted), None)
    if pressed is None and form.buttons:
        pressed = form.buttons[0]
    if pressed is not None and pressed[1]:
        fields[pressed[1]] = pressed[2]
    target = urllib.parse.urljoin(here, form.action)
    query = urllib.parse.urlencode(fields)
    if form.method == "post":
        return urllib.request.Request(target, query.encode())  # noqa: S310 - as above
    return urllib.request.Request(f"{target}?{query}")  # noqa: S310 - as above
