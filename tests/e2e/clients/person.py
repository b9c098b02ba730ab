"""What a person and an administrator do around a client: sign in without a browser, give orders.

As a program it is a browser with somebody before it: it opens the address that it is given, logs
in, allows, and follows the redirect to the app. The first argument is a file with an `Address`.
"""

import json
import shlex
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

from sfdesk.practice.options import Address
from tests.conftest import ROOT

FIRST = 0


class _Forms(HTMLParser):
    """The first form of a page: where it goes, and what it sends when nothing is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.hidden: dict[str, str] = {}
        self.buttons: dict[str, tuple[str, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and self.action is None:
            self.action = found.get("action", "")
        elif tag == "input" and found.get("type") == "hidden":
            self.hidden[found["name"]] = found.get("value", "")
        elif tag in {"button", "input"} and found.get("type", "submit") == "submit":
            self.buttons[found.get("id", "")] = (found.get("name", ""), found.get("value", ""))


def _form(page: requests.Response) -> _Forms:
    form = _Forms()
    form.feed(page.text)
    assert form.action is not None, page.text
    return form


def _within(org: Address, browser: requests.Session, page: requests.Response) -> requests.Response:
    """Follow redirects for as long as they stay in the org."""
    while page.is_redirect and urljoin(page.url, page.headers["Location"]).startswith(org.login):
        page = browser.get(
            urljoin(page.url, page.headers["Location"]), allow_redirects=False, timeout=10
        )
    return page


def log_in(
    org: Address, address: str, browser: requests.Session, *, user: int = FIRST
) -> requests.Response:
    """Go to an app's address and log in; return where that ends, if need be outside the org."""
    username, password, _ = org.users[user]
    login = browser.get(address, timeout=10)
    form = _form(login)
    typed = {**form.hidden, "username": username, "password": password}
    assert form.action is not None
    target = urljoin(login.url, form.action)
    done = browser.post(target, typed, allow_redirects=False, timeout=10)
    return _within(org, browser, done)


def sign_in(org: Address, address: str, *, user: int = FIRST, button: str = "oaapprove") -> str:
    """Log in and press Allow; return the address that the app gets, which nobody opens."""
    with requests.Session() as browser:
        consent = log_in(org, address, browser, user=user)
        form = _form(consent)
        name, value = form.buttons[button]
        assert form.action is not None
        done = browser.post(
            urljoin(consent.url, form.action),
            {**form.hidden, name: value},
            allow_redirects=False,
            timeout=10,
        )
    assert done.status_code == 302, done.text
    return done.headers["Location"]


def password_token(org: Address, *, user: int = FIRST) -> str:
    """Return an access token of the flow that needs no browser."""
    username, password, _ = org.users[user]
    reply = requests.post(
        f"{org.login}/services/oauth2/token",
        {
            "grant_type": "password",
            "client_id": org.client_id,
            "username": username,
            "password": password,
        },
        timeout=10,
    )
    assert reply.status_code == 200, reply.text
    return str(reply.json()["access_token"])


def order(org: Address, do: str, **what: Any) -> Any:
    """Give the practice org an order over its control surface; return what it answers."""
    reply = requests.post(f"{org.login}/practice/faults", json={"do": do, **what}, timeout=10)
    assert reply.ok, reply.text
    return reply.json()


def browser(org: Address, folder: Path) -> Path:
    """Make a command that opens an address as a launcher of browsers does: it comes back at once.

    Behind it somebody signs in and allows.
    """
    known, launcher = folder / "org.json", folder / "browser"
    known.write_text(json.dumps(org.as_json()), encoding="utf-8")
    words = shlex.join([sys.executable, "-m", "tests.e2e.clients.person", str(known)])
    there = f"cd {shlex.quote(str(ROOT))}"
    launcher.write_text(f'#!/bin/sh\n{there}\n{words} "$1" >/dev/null 2>&1 &\n', encoding="utf-8")
    launcher.chmod(0o700)
    return launcher


def _browse(file: str, address: str) -> None:
    known = json.loads(Path(file).read_text(encoding="utf-8"))
    users = tuple(tuple(each.values()) for each in known.pop("users"))
    landed = sign_in(Address(**known, users=users), address)
    requests.get(landed, timeout=30).raise_for_status()


if __name__ == "__main__":
    _browse(*sys.argv[1:])
