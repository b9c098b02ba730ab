"""What an admin can set about sign-ins, and what then happens to an app."""

import threading
from typing import Any


def order(browser: Any, do: str, **more: Any) -> None:
    reply = browser.session.post(
        f"{browser.address.login}/practice/faults", json={"do": do, **more}
    )
    assert reply.status_code == 200, reply.text


def refresh(browser: Any, token: str) -> Any:
    return browser.token(grant_type="refresh_token", refresh_token=token)


def test_rotation_gives_a_new_token_and_replay_ends_the_family(browser: Any) -> None:
    order(browser, "set", switches={"rotate_refresh_tokens": True})
    first = browser.exchange(browser.code()).json()["refresh_token"]
    second = refresh(browser, first).json()
    assert second["refresh_token"] != first
    assert refresh(browser, first).json()["error"] == "invalid_grant"
    dead = refresh(browser, second["refresh_token"])
    assert dead.json()["error_description"] == "expired access/refresh token"


def test_one_refresh_at_a_time(browser: Any) -> None:
    token = browser.exchange(browser.code()).json()["refresh_token"]
    order(browser, "set", switches={"refresh_seconds": 0.6})
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(refresh(browser, token))) for _ in range(3)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.status_code for each in answers) == [200, 400, 400]
    refused = next(each for each in answers if each.status_code == 400)
    assert refused.json() == {
        "error": "invalid_grant",
        "error_description": "token request is already being processed",
    }


def test_the_sixth_approval_drops_the_oldest(browser: Any) -> None:
    tokens = [browser.exchange(browser.code()).json()["refresh_token"] for _ in range(6)]
    assert [refresh(browser, each).status_code for each in tokens] == [400] + [200] * 5


def test_a_session_ends_by_policy(browser: Any) -> None:
    access = browser.exchange(browser.code()).json()["access_token"]
    headers = {"Authorization": f"Bearer {access}"}
    url = f"{browser.address.login}/services/data/v60.0/limits"
    assert browser.session.get(url, headers=headers).status_code == 200
    order(browser, "set", switches={"session_seconds": 0.0})
    assert browser.session.get(url, headers=headers).status_code == 401


def test_apps_that_are_kept_out_get_a_page_and_no_redirect(browser: Any) -> None:
    browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    for switches, code in (
        ({"app_blocked": True}, "OAUTH_APP_BLOCKED"),
        ({"app_blocked": False, "app_installed": False}, "OAUTH_EC_APP_NOT_FOUND"),
        ({"app_installed": True, "app_admin_approved": False}, "OAUTH_APPROVAL_ERROR_GENERIC"),
    ):
        order(browser, "set", switches=switches)
        reply = browser.authorize()
        assert reply.status_code == 400
        assert code in reply.text


def test_an_unknown_scope_and_an_unknown_client(browser: Any) -> None:
    scope = browser.authorize(scope="api everything")
    assert "error=invalid_scope" in scope.headers["Location"]
    assert "state=s1" in scope.headers["Location"]
    assert "client identifier invalid" in browser.authorize(client_id="nope").text
    reply = browser.token(grant_type="refresh_token", client_id="nope", refresh_token="x")
    assert reply.json() == {
        "error": "invalid_client_id",
        "error_description": "client identifier invalid",
    }


def test_a_confidential_client_has_to_know_its_secret(browser: Any) -> None:
    order(browser, "set", switches={"require_secret": True})
    code = browser.code()
    assert browser.exchange(code).json()["error"] == "invalid_client"
    assert browser.exchange(code, client_secret="wrong").json()["error"] == "invalid_client"
    assert browser.exchange(code, client_secret="practice-secret").status_code == 200


def test_introspection_tells_alive_from_dead(browser: Any) -> None:
    tokens = browser.exchange(browser.code()).json()
    url = f"{browser.address.login}/services/oauth2/introspect"
    form = {"token": tokens["access_token"], "client_id": browser.address.client_id}
    alive = browser.session.post(url, data=form).json()
    assert (alive["active"], alive["username"]) == (True, "anna.berg@acme.example")
    assert alive["exp"] > alive["iat"]
    assert browser.session.post(url, data={**form, "token": "x"}).json() == {"active": False}


def test_revoking_says_what_is_wrong_in_form_encoding(browser: Any) -> None:
    url = f"{browser.address.login}/services/oauth2/revoke"
    bad = browser.session.post(url, data={"token": "x"})
    assert (bad.status_code, bad.text.partition("&")[0]) == (400, "error=invalid_token")


def test_a_chunked_form_is_read(browser: Any) -> None:
    code = browser.code()
    form = (
        f"grant_type=authorization_code&code={code}&client_id={browser.address.client_id}"
        f"&redirect_uri=http://localhost:17171/callback&code_verifier={browser.verifier}"
    )
    reply = browser.session.post(
        f"{browser.address.login}/services/oauth2/token",
        data=iter([form[:40].encode(), form[40:].encode()]),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert reply.status_code == 200


def test_any_refusal_of_a_sign_in_can_be_brought_about(browser: Any) -> None:
    browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    order(browser, "set", switches={"authorize_page": "OAUTH_APP_ACCESS_DENIED: not approved"})
    assert "OAUTH_APP_ACCESS_DENIED" in browser.authorize().text
    told = "invalid_client: app must be installed into org"
    order(browser, "set", switches={"authorize_page": "", "authorize_error": told})
    where = browser.authorize().headers["Location"]
    assert "error=invalid_client&error_description=app+must+be+installed+into+org" in where
    order(browser, "set", switches={"authorize_error": ""})
    code = browser.code()
    order(browser, "set", switches={"token_error": "invalid_grant: ip restricted"})
    assert browser.exchange(code).json() == {
        "error": "invalid_grant",
        "error_description": "ip restricted",
    }


def test_a_user_who_was_switched_off_gets_no_token(browser: Any) -> None:
    code = browser.code()
    order(browser, "edit", id="005Q80000000001", fields={"IsActive": False})
    assert browser.exchange(code).json()["error"] == "inactive_user"
