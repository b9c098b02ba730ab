"""Sign in to the practice org, over the same protocol as to any other."""

import threading
from dataclasses import replace

import keyring
import pytest
import requests

from sfdesk.actions import connecting
from sfdesk.actions.connecting import SignInState
from sfdesk.domain.orgs import OrgKind
from sfdesk.domain.records import Kind
from sfdesk.errors import (
    Cancelled,
    ConnectError,
    InputError,
    SfdeskError,
    SignInNeeded,
    VaultError,
)
from sfdesk.salesforce.vault import SessionVault, keyring_vault
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.bad_keyrings import Locked
from tests.practice import ANNA, BEN, Practice, utc_now


def _finish(attempt: connecting.SignIn, **more: object) -> SfdeskError:
    with pytest.raises(SfdeskError) as caught:
        connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now, **more)  # type: ignore[arg-type]
    return caught.value


def test_a_person_signs_in_and_is_known(org_here: Practice) -> None:
    states: list[SignInState] = []
    attempt = org_here.begin(may_push=False)
    page = org_here.browse(attempt)
    vault = keyring_vault()
    info = connecting.finish(attempt, vault, Ticket(), now=utc_now, on_state=states.append)
    assert page.url == f"http://localhost:{attempt.port}/done"
    assert "Signed in." in page.text
    assert (info.username, info.display_name) == (ANNA, "Anna Berg")
    assert (info.org_name, info.alias, info.kind) == ("Acme GmbH", "acme-gmbh", OrgKind.DEMO)
    assert info.org_id == org_here.address.org_id
    assert not info.may_push
    assert states == list(SignInState)[1:]
    assert vault.load(info.org_id, info.user_id)


def test_denying_is_said(org_here: Practice) -> None:
    attempt = org_here.begin()
    page = org_here.browse(attempt, decision="deny")
    assert "You pressed Deny" in page.text
    assert _finish(attempt).code == "E4"


def test_the_pasted_address_is_as_good_as_the_callback(org_here: Practice) -> None:
    attempt = org_here.begin()
    attempt.close()  # as behind a VPN or in a container: the browser does not find its way back
    with pytest.raises(requests.ConnectionError) as caught:
        org_here.browse(attempt)
    assert caught.value.request is not None
    attempt.paste(f"  {caught.value.request.url}  ")
    info = connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now)
    assert info.username == ANNA


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://localhost:17171/callback?error=access_denied&state=x", "E4"),
        (
            (
                "https://acme.my.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp"
                "?error=OAUTH_APP_BLOCKED&error_description=this+app+is+blocked+by+admin"
            ),
            "E1",
        ),
        ("http://localhost:17171/callback?code=abc&state=of-another-try", "E18"),
        ("http://localhost:17171/callback#error=invalid_scope", "E8"),
    ],
)
def test_a_pasted_answer_is_read(org_here: Practice, text: str, code: str) -> None:
    attempt = org_here.begin()
    with pytest.raises(ConnectError) as caught:
        attempt.paste(text)
    attempt.close()
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "hello", "https://acme.my.salesforce.com/", "x" * 50_000])
def test_an_address_without_an_answer_is_said(org_here: Practice, text: str) -> None:
    attempt = org_here.begin()
    with pytest.raises(InputError, match="There is no answer in that address"):
        attempt.paste(text)
    attempt.close()


def test_time_runs_out_and_can_be_extended(org_here: Practice) -> None:
    attempt = org_here.begin(timeout=300)
    attempt.extend(200)
    assert 300 < attempt.seconds_left <= 500
    attempt._ends = attempt._clock()
    error = _finish(attempt)
    assert error.code == "E17"
    assert "after 8 minutes." in error.hint


def test_cancelling_ends_the_wait_and_frees_the_port(org_here: Practice) -> None:
    attempt = org_here.begin()
    ticket = Ticket()
    threading.Timer(0.2, ticket.cancel).start()
    with pytest.raises(Cancelled):
        connecting.finish(attempt, SessionVault(), ticket, now=utc_now)
    org_here.begin().close()


def test_a_code_that_is_too_old_is_said(org_here: Practice) -> None:
    org_here.set(code_seconds=0)
    attempt = org_here.begin()
    org_here.browse(attempt)
    assert _finish(attempt).code == "E19"


def test_a_wrong_clock_is_told_from_a_late_answer(org_here: Practice) -> None:
    org_here.set(code_seconds=0)
    org_here.order("clock", seconds=1200)
    attempt = org_here.begin()
    org_here.browse(attempt)
    error = _finish(attempt)
    assert error.code == "E27"
    assert error.title == "This computer's clock is off by 20 minutes"


def test_coming_back_as_somebody_else_keeps_the_first(org_here: Practice) -> None:
    info, vault = org_here.connect(ANNA)
    attempt = org_here.begin()
    org_here.browse(attempt, BEN)
    with pytest.raises(ConnectError) as caught:
        connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=info)
    assert caught.value.code == "E12"
    assert ANNA in caught.value.hint
    assert BEN in caught.value.hint
    other = connecting.finish(attempt, vault, Ticket(), now=utc_now)
    assert other.username == BEN
    assert vault.load(info.org_id, info.user_id)


def test_a_refreshed_sandbox_is_noticed(org_here: Practice) -> None:
    info, vault = org_here.connect(ANNA)
    before = replace(info, org_id="00D000000000999AAA")
    attempt = org_here.begin()
    org_here.browse(attempt)
    with pytest.raises(ConnectError) as caught:
        connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=before)
    assert caught.value.title == "This address now belongs to another Salesforce"
    connecting.discard(attempt)


def test_disconnecting_ends_it_there_and_here(org_here: Practice) -> None:
    info, vault = org_here.connect()
    done = connecting.disconnect(info, vault)
    assert done[0] == f"Ended the sign-in of {ANNA} at {org_here.address.login[7:]}"
    with pytest.raises(SignInNeeded):
        vault.load(info.org_id, info.user_id)
    with org_here.org(info, vault) as org, pytest.raises(SignInNeeded):
        org.count(Kind.ACCOUNT)


def test_disconnecting_works_while_nobody_answers(org_here: Practice) -> None:
    info, vault = org_here.connect()
    org_here.fail("revoke", status=503, body="<html>", media="text/html")
    done = connecting.disconnect(info, vault)
    assert "did not confirm" in done[0]
    with pytest.raises(SignInNeeded):
        vault.load(info.org_id, info.user_id)


def test_a_missing_client_id_is_said_before_anything_opens() -> None:
    with pytest.raises(InputError, match="Client ID"):
        connecting.begin(connecting.Login("login.salesforce.com", " "), ports=(0,))


def test_with_every_port_taken_one_signs_in_and_pastes(org_here: Practice) -> None:
    attempt = connecting.begin(
        connecting.Login(org_here.address.login, org_here.address.client_id),
        ports=(org_here.port,),
        listen=False,
    )
    with pytest.raises(requests.ConnectionError) as caught:
        org_here.browse(attempt)
    assert caught.value.request is not None
    attempt.paste(str(caught.value.request.url))
    assert connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now).username == ANNA


def test_a_second_program_hands_the_pasted_address_to_the_first(org_here: Practice) -> None:
    attempt = org_here.begin()
    asleep = connecting.begin(
        connecting.Login(org_here.address.login, org_here.address.client_id),
        ports=(org_here.port,),
        listen=False,
    )
    state = attempt.challenge.state.reveal()
    callback = attempt.listener.callback
    with pytest.raises(ConnectError) as caught:
        connecting.deliver(f"{callback}?code=x&state=of-another")
    assert caught.value.code == "E18"
    connecting.deliver(f" {callback}?code=x&state={state}\n")
    answer = attempt.wait(Ticket())
    assert answer.code.reveal() == "x"
    attempt.close()
    with pytest.raises(InputError, match="No sign-in is waiting"):
        connecting.deliver(f"{asleep.listener.callback}?code=x&state={state}")


@pytest.mark.parametrize(
    "text", ["", "https://evil.example/callback?code=x&state=y", "http://localhost:1/x?code=1"]
)
def test_an_address_that_is_not_this_computers_is_handed_to_nobody(text: str) -> None:
    with pytest.raises(InputError, match="There is no answer"):
        connecting.deliver(text)


def test_a_sign_in_that_nobody_keeps_is_given_back(org_here: Practice) -> None:
    info, vault = org_here.connect(ANNA)
    attempt = org_here.begin()
    org_here.browse(attempt, BEN)
    with pytest.raises(ConnectError):
        connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=info)
    connecting.discard(attempt)
    connecting.discard(attempt)
    assert sum(r["path"].endswith("/revoke") for r in org_here.log()) == 1
    assert vault.load(info.org_id, info.user_id)


def test_after_unlocking_the_keyring_the_same_sign_in_is_kept(org_here: Practice) -> None:
    before = keyring.get_keyring()
    attempt = org_here.begin()
    org_here.browse(attempt)
    keyring.set_keyring(Locked())  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(VaultError) as caught:
            connecting.finish(attempt, keyring_vault(), Ticket(), now=utc_now)
    finally:
        keyring.set_keyring(before)
    assert (caught.value.code, "it is locked" in caught.value.hint) == ("E28", True)
    vault = keyring_vault()
    info = connecting.finish(attempt, vault, Ticket(), now=utc_now)
    assert vault.load(info.org_id, info.user_id)
    assert sum(r["path"].endswith("/oauth2/token") for r in org_here.log()) == 1


def test_salesforces_outage_costs_no_second_sign_in(org_here: Practice) -> None:
    attempt = org_here.begin()
    org_here.browse(attempt)
    org_here.set(maintenance=True)
    assert _finish(attempt).code == "E29"
    org_here.set(maintenance=False)
    assert attempt.answered
    info = connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now)
    assert info.username == ANNA


def test_a_sign_in_that_is_over_is_remembered_until_the_next_one(org_here: Practice) -> None:
    workspace = Workspace()

    def sign_in() -> None:
        attempt = org_here.begin()
        org_here.browse(attempt)
        workspace.finish_sign_in(attempt, Ticket())

    sign_in()
    assert workspace.org().signed_in
    org_here.order("revoke_tokens")
    with pytest.raises(SignInNeeded):
        workspace.sync(Ticket())
    assert not workspace.org().signed_in
    sign_in()
    assert [info.signed_in for info in workspace.orgs()] == [True]
    assert workspace.sync(Ticket()).complete
