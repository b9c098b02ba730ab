"""@salesforce/core, the library under the sf CLI: web login with a real browser."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sfdesk.practice.options import Address
from tests import browser
from tests.e2e.clients import person
from tests.e2e.clients.node import Node

_SIGNED_IN = "You've successfully logged in"


@pytest.mark.parametrize("rotate", [False, True])
def test_web_login_ends_in_a_working_connection(
    javascript: Node, org: Address, chromium: Path, tmp_path: Path, *, rotate: bool
) -> None:
    person.order(org, "set", switches={"rotate_refresh_tokens": rotate})
    username, password, _ = org.users[0]

    def somebody(address: str) -> str:
        with browser.browsing(chromium, tmp_path / "profile") as page:
            return browser.sign_in(page, address, username, password)

    said = javascript.script(
        "core_web_login.mjs",
        {"login": org.login, "client_id": org.client_id},
        somebody,
    )

    assert _SIGNED_IN in said["page"]
    asked = parse_qs(urlsplit(said["address"]).query)
    assert asked["redirect_uri"] == ["http://localhost:1717/OauthRedirect"]
    assert asked["prompt"] == ["login"]
    assert "code_challenge" in asked
    assert "code_challenge_method" not in asked
    assert said["fields"]["username"] == username
    assert said["fields"]["orgId"] == org.org_id
    assert said["fields"]["instanceUrl"] == org.login
    assert said["known"] == [{"username": username, "oauthMethod": "web"}]
    assert len(said["rows"]) == 3
    assert said["contacts"][0] == said["contacts"][1] > 0
    assert said["renewed"]
    assert said["organization"]["IsSandbox"] is False
    assert said["isDevHub"] is False


def test_a_person_who_denies_is_told_so(
    javascript: Node, org: Address, chromium: Path, tmp_path: Path
) -> None:
    username, password, _ = org.users[0]

    def somebody(address: str) -> str:
        with browser.browsing(chromium, tmp_path / "profile") as page:
            return browser.sign_in(page, address, username, password, allow=False)

    given = {"login": org.login, "client_id": org.client_id}
    said = javascript.script("core_web_login.mjs", given, somebody)
    assert said["refused"] == {
        "code": "access_denied",
        "message": "end-user denied authorization",
    }
    assert "end-user denied authorization" in said["page"]
