"""A practice org for the tests of this folder, and a caller that has signed in to it."""

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sfdesk.practice.options import Address
from sfdesk.practice.server import running

CALLBACK = "http://localhost:17171/callback"
API = "/services/data/v60.0"


class Caller:
    """Somebody who is signed in, with the verbs that a test needs."""

    def __init__(self, address: Address, username: str = "anna.berg@acme.example") -> None:
        self.address = address
        self.session = requests.Session()
        self.sign_in(username)

    def sign_in(self, username: str) -> None:
        reply = self.session.post(
            f"{self.address.login}/services/oauth2/token",
            data={
                "grant_type": "password",
                "client_id": self.address.client_id,
                "username": username,
                "password": "practice1",
            },
        )
        assert reply.status_code == 200, reply.text
        self.session.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        full = path if path.startswith(("/services", "/practice", "/id")) else API + path
        return self.session.request(method, self.address.login + full, timeout=30, **more)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.call("GET", path, **more)

    def query(self, soql: str, **more: Any) -> dict[str, Any]:
        reply = self.get("/query", params={"q": soql}, **more)
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def refused(self, soql: str) -> dict[str, Any]:
        reply = self.get("/query", params={"q": soql})
        assert reply.status_code == 400, reply.text
        (error,) = reply.json()
        found: dict[str, Any] = error
        return found

    def create(self, sobject: str, **fields: Any) -> str:
        reply = self.call("POST", f"/sobjects/{sobject}", json=fields)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["id"])

    def order(self, do: str, **more: Any) -> dict[str, Any]:
        reply = self.call("POST", "/practice/faults", json={"do": do, **more})
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        return found

    def close(self) -> None:
        self.session.close()


class Browser:
    """What a person does in a browser, without one: pages, forms, redirects."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.session = requests.Session()
        self.verifier = secrets.token_urlsafe(48)

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def authorize(self, **changed: str | None) -> requests.Response:
        asked: dict[str, str | None] = {
            "response_type": "code",
            "client_id": self.address.client_id,
            "redirect_uri": CALLBACK,
            "state": "s1",
            "scope": "api refresh_token",
            "code_challenge": self.challenge,
            **changed,
        }
        return self.session.get(
            f"{self.address.login}/services/oauth2/authorize",
            params={key: value for key, value in asked.items() if value is not None},
            allow_redirects=False,
        )

    def log_in(self, page: str, username: str, password: str = "practice1") -> requests.Response:
        found = re.search(r'name="startURL" value="([^"]*)"', page)
        assert found, page
        start = found[1].replace("&amp;", "&")
        return self.session.post(
            f"{self.address.login}/login",
            data={"startURL": start, "username": username, "password": password},
        )

    def decide(self, page: str, decision: str) -> dict[str, list[str]]:
        found = re.search(r'name="request" value="([^"]*)"', page)
        assert found, page
        reply = self.session.post(
            f"{self.address.login}/services/oauth2/approve",
            data={"request": found[1], "decision": decision},
            allow_redirects=False,
        )
        assert reply.status_code == 302, reply.text
        return parse_qs(urlsplit(reply.headers["Location"]).query)

    def code(self, username: str = "anna.berg@acme.example", **changed: str | None) -> str:
        """Return a code, logging in and allowing where a page asks for it."""
        reply = self.authorize(**changed)
        if reply.status_code == 200 and 'id="Login"' in reply.text:
            reply = self.log_in(reply.text, username)
        if reply.status_code == 302:
            return parse_qs(urlsplit(reply.headers["Location"]).query)["code"][0]
        return self.decide(reply.text, "allow")["code"][0]

    def token(self, **form: str) -> requests.Response:
        given = {"client_id": self.address.client_id, **form}
        return self.session.post(f"{self.address.login}/services/oauth2/token", data=given)

    def exchange(self, code: str, **changed: str) -> requests.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            **changed,
        }
        return self.token(**{key: value for key, value in form.items() if value})

    def close(self) -> None:
        self.session.close()


@pytest.fixture(scope="session")
def shared_org() -> Iterator[Address]:
    """An org that is only read."""
    with running() as address:
        yield address


@pytest.fixture
def org() -> Iterator[Address]:
    """An org of this test's own, which it may change."""
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def reader(shared_org: Address) -> Iterator[Caller]:
    caller = Caller(shared_org)
    yield caller
    caller.close()


@pytest.fixture
def caller(org: Address) -> Iterator[Caller]:
    found = Caller(org)
    yield found
    found.close()


@pytest.fixture
def sign_in(org: Address) -> Iterator[Callable[[str], Caller]]:
    """Sign somebody in by the part of the username before the @."""
    made: list[Caller] = []

    def signed_in(name: str) -> Caller:
        made.append(Caller(org, f"{name}@acme.example"))
        return made[-1]

    yield signed_in
    for each in made:
        each.close()


@pytest.fixture
def browser(org: Address) -> Iterator[Browser]:
    found = Browser(org)
    yield found
    found.close()
