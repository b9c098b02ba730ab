"""What an admin can set about sign-ins, and what then happens to an app."""

import threading
from typing import Any

import pytest


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
        ({"app_admin_approved": True, "high_assurance": True}, "Verify your identity"),
    ):
        order(browser, "set", switches=switches)
        reply = browser.authorize()
        assert reply.status_code == (200 if "high_assurance" in switches else 400)
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


def test_an_app_that_is_given_to_profiles_asks_nobody_else(browser: Any) -> None:
    browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    order(browser, "app", profiles=["System Administrator"])
    assert "error=OAUTH_APP_ACCESS_DENIED" in browser.authorize().headers["Location"]
    order(browser, "app", profiles=["Customer Success"])
    tokens = browser.exchange(browser.code()).json()  # without a consent page: an admin consented
    order(browser, "app", profiles=[])
    refused = refresh(browser, tokens["refresh_token"]).json()
    assert refused["error"] == "invalid_app_access"
    order(browser, "app", profiles=None)
    assert refresh(browser, tokens["refresh_token"]).status_code == 200


def test_a_refused_renewal_does_not_use_up_a_rotating_token(browser: Any) -> None:
    order(browser, "set", switches={"rotate_refresh_tokens": True})
    token = browser.exchange(browser.code()).json()["refresh_token"]
    order(browser, "profile", name="Customer Success", ip_ranges=[["10.0.0.1", "10.0.0.9"]])
    assert refresh(browser, token).json()["error_description"] == "ip restricted"
    order(browser, "profile", name="Customer Success", ip_ranges=[])
    assert refresh(browser, token).status_code == 200


def test_an_app_has_the_scopes_that_were_selected(browser: Any) -> None:
    order(browser, "app", scopes=["api"])
    assert "error=invalid_scope" in browser.authorize().headers["Location"]
    tokens = browser.exchange(browser.code(scope=None)).json()
    assert (tokens["scope"], "refresh_token" in tokens) == ("api", False)


def test_an_app_of_another_org_gets_a_page_and_no_redirect(browser: Any) -> None:
    order(browser, "app", elsewhere=True)
    browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    assert "Cross-org OAuth flows are not supported" in browser.authorize().text


@pytest.mark.parametrize(
    "closed",
    [
        {"ip_ranges": [["10.0.0.1", "10.0.0.9"], ["2001:db8::1", "2001:db8::9"]]},
        {"login_hours": ["00:00", "00:00"]},
    ],
)
def test_a_place_or_an_hour_keeps_people_out(browser: Any, closed: dict[str, Any]) -> None:
    order(browser, "profile", name="Customer Success", **closed)
    page = browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    assert "Your company restricts login hours" in page.text
    open_again: dict[str, Any] = {"ip_ranges": [["127.0.0.0", "127.0.0.9"], ["::1", "::1"]]}
    order(browser, "profile", name="Customer Success", login_hours=None, **open_again)
    assert browser.exchange(browser.code()).status_code == 200


def test_hours_may_go_over_midnight(browser: Any) -> None:
    hours = browser.session.get(browser.address.login).headers["Date"]
    now = int(hours.split()[4][:2])
    around = [f"{(now - 1) % 24:02d}:00", f"{(now + 2) % 24:02d}:00"]
    order(browser, "profile", name="Customer Success", login_hours=around)
    assert browser.exchange(browser.code()).status_code == 200
    order(browser, "profile", name="Customer Success", login_hours=around[::-1])
    assert browser.exchange(browser.code()).json()["error_description"] == "invalid login hours"


@pytest.mark.parametrize(
    "nonsense",
    [
        {"ip_ranges": [["127.0.0.1", "::1"]]},
        {"ip_ranges": [["here", "there"]]},
        {"login_hours": ["25:00", "x"]},
        {"login_hours": ["08:00"]},
    ],
)
def test_a_profile_takes_no_nonsense(browser: Any, nonsense: dict[str, Any]) -> None:
    reply = browser.session.post(
        f"{browser.address.login}/practice/faults",
        json={"do": "profile", "name": "Customer Success", **nonsense},
    )
    assert reply.json()[0]["errorCode"] == "INVALID_ORDER"


def test_logins_are_counted_within_a_window_that_moves(browser: Any) -> None:
    order(browser, "set", switches={"login_limit": 2})
    for seconds in (0, 1800):
        order(browser, "clock", seconds=seconds)
        assert browser.exchange(browser.code()).status_code == 200
    assert browser.exchange(browser.code()).json() == {
        "error": "rate_limit_exceeded",
        "error_description": "login rate exceeded",
    }
    order(browser, "clock", seconds=3700)  # the first is out of the window, the second is not
    assert browser.exchange(browser.code()).status_code == 200
    assert browser.exchange(browser.code()).json()["error"] == "rate_limit_exceeded"


def test_an_org_that_is_not_active_lets_nobody_in(browser: Any) -> None:
    code = browser.code()
    order(browser, "set", switches={"org_active": False})
    assert browser.exchange(code).json()["error"] == "inactive_org"


def test_a_read_only_org_is_read_but_gives_no_token(browser: Any) -> None:
    access = browser.exchange(browser.code()).json()["access_token"]
    code = browser.code()
    order(browser, "set", switches={"read_only": True})
    headers = {"Authorization": f"Bearer {access}"}
    url = f"{browser.address.login}/services/data/v60.0"
    query = {"q": "SELECT Id FROM Account LIMIT 1"}
    assert browser.session.get(f"{url}/query", params=query, headers=headers).status_code == 200
    written = browser.session.post(f"{url}/sobjects/Account", json={"Name": "A"}, headers=headers)
    assert written.json()[0]["errorCode"] == "SERVER_UNAVAILABLE"
    assert browser.exchange(code).json()["error"] == "unknown_error"
    order(browser, "set", switches={"read_only": False})
    assert browser.exchange(browser.code()).status_code == 200


def test_where_single_sign_on_is_wanted_no_password_is_taken(browser: Any) -> None:
    order(browser, "set", switches={"sso_only": True})
    page = browser.log_in(browser.authorize().text, "anna.berg@acme.example")
    assert "single sign-on" in page.text
