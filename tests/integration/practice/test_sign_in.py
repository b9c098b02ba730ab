"""OAuth as a browser and an app see it."""

import secrets
from typing import Any

import requests


def test_a_whole_sign_in_gives_tokens_and_says_who(browser: Any, org: Any) -> None:
    reply = browser.exchange(browser.code())
    assert reply.status_code == 200
    tokens = reply.json()
    assert set(tokens) == {
        "access_token", "refresh_token", "signature", "scope", "instance_url", "id", "token_type",
        "issued_at",
    }  # fmt: skip
    assert tokens["access_token"].startswith(org.org_id[:15] + "!")
    who = requests.get(
        f"{org.login}/services/oauth2/userinfo",
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
    ).json()
    assert who["preferred_username"] == "anna.berg@acme.example"
    assert who["organization_id"] == org.org_id
    assert tokens["id"] == who["sub"]
    assert (
        requests.get(
            tokens["id"], headers={"Authorization": f"Bearer {tokens['access_token']}"}
        ).json()["user_id"]
        == who["user_id"]
    )


def test_pages_have_what_a_person_and_a_test_look_for(browser: Any) -> None:
    page = browser.authorize().text
    for part in ('name="username"', 'name="password"', 'id="Login"', "<title>Login"):
        assert part in page
    consent = browser.log_in(page, "anna.berg@acme.example").text
    for part in ('id="oaapprove"', 'id="oadeny"', 'name="decision"', "anna.berg@acme.example"):
        assert part in consent
    assert "<script" not in page + consent


def test_deny_comes_back_with_access_denied_and_the_state(browser: Any) -> None:
    consent = browser.log_in(browser.authorize().text, "anna.berg@acme.example").text
    said = browser.decide(consent, "deny")
    assert said["error"] == ["access_denied"]
    assert said["error_description"] == ["end-user denied authorization"]
    assert said["state"] == ["s1"]


def test_a_wrong_password_stays_on_the_page(browser: Any) -> None:
    reply = browser.log_in(browser.authorize().text, "anna.berg@acme.example", "wrong")
    assert "check your username and password" in reply.text
    assert 'value="anna.berg@acme.example"' in reply.text


def test_an_unknown_callback_never_redirects(browser: Any) -> None:
    for address in ("http://127.0.0.1:17171/callback", "http://localhost:17172/callback"):
        reply = browser.authorize(redirect_uri=address)
        assert reply.status_code == 400
        assert "redirect_uri must match configuration" in reply.text


def test_a_missing_challenge_is_answered_with_bare_text(browser: Any) -> None:
    reply = browser.authorize(code_challenge=None)
    assert reply.text == ("error=invalid_request&error_description=missing required code challenge")
    assert not reply.headers.get("Content-Type")


def test_verifiers_from_43_to_171_characters_are_taken(browser: Any) -> None:
    for size in (43, 128, 171):
        browser.verifier = secrets.token_urlsafe(200)[:size]
        assert browser.exchange(browser.code()).status_code == 200


def test_a_code_works_once_and_only_with_its_verifier(browser: Any) -> None:
    code = browser.code()
    wrong = browser.exchange(code, code_verifier="w" * 43)
    assert (wrong.status_code, wrong.json()["error"]) == (400, "invalid_grant")
    assert browser.exchange(code, code_verifier="").json()["error"] == "invalid_grant"
    tokens = browser.exchange(code).json()
    again = browser.exchange(code)
    assert again.json() == {
        "error": "invalid_grant",
        "error_description": "expired authorization code",
    }
    dead = browser.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert dead.json()["error_description"] == "expired access/refresh token"


def test_another_callback_at_the_token_endpoint_is_refused(browser: Any) -> None:
    reply = browser.exchange(browser.code(), redirect_uri="http://localhost:21717/callback")
    assert reply.json()["error"] == "redirect_uri_mismatch"


def test_refresh_gives_a_new_access_token_and_no_refresh_token(browser: Any) -> None:
    tokens = browser.exchange(browser.code()).json()
    reply = browser.token(grant_type="refresh_token", refresh_token=tokens["refresh_token"])
    assert reply.status_code == 200
    assert "refresh_token" not in reply.json()
    assert reply.json()["access_token"] != tokens["access_token"]


def test_a_revoked_refresh_token_takes_its_access_tokens_along(browser: Any, org: Any) -> None:
    tokens = browser.exchange(browser.code()).json()
    gone = browser.session.post(
        f"{org.login}/services/oauth2/revoke", data={"token": tokens["refresh_token"]}
    )
    assert (gone.status_code, gone.text) == (200, "")
    reply = requests.get(
        f"{org.login}/services/data/v60.0/sobjects",
        headers={"Authorization": f"Bearer {tokens['access_token']}"},
    )
    assert reply.json() == [
        {"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}
    ]
    assert reply.status_code == 401


def test_userinfo_answers_a_bad_token_in_plain_text(org: Any) -> None:
    url = f"{org.login}/services/oauth2/userinfo"
    bad = requests.get(url, headers={"Authorization": "Bearer nonsense"})
    assert (bad.status_code, bad.text) == (403, "Bad_OAuth_Token")
    missing = requests.get(url)
    assert (missing.status_code, missing.text) == (403, "Missing_OAuth_Token")


def test_prompt_login_asks_again_although_the_browser_is_signed_in(browser: Any) -> None:
    browser.code()
    assert browser.authorize().status_code == 302
    assert 'id="Login"' in browser.authorize(prompt="login").text
    assert 'id="oaapprove"' in browser.authorize(prompt="consent").text
