"""E1 to E30: the raw signal of each, how it comes about here, and what a person is told.

Three kinds of signal: the org answers so by itself (a switch), it is made to answer with the bytes
that were recorded (a fault), or only the browser shows it and the person pastes or picks what they
see. E10, E11 and E14 have no signal at all but the person's word; E13 and E16 are this computer's.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests

from sfdesk.actions import connecting
from sfdesk.domain.records import Kind
from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, SYMPTOMS, problem
from sfdesk.errors import SfdeskError
from sfdesk.salesforce.vault import SessionVault, keyring_vault
from sfdesk.ticket import Ticket
from tests.practice import ANNA, BEN, Practice, free_port, utc_now
from tests.tls import untrusted

Bring = Callable[[Practice, Path], SfdeskError]


@dataclass(frozen=True)
class Case:
    code: str
    signal: str
    bring: Bring
    told: str = ""


def _caught(do: Callable[[], object]) -> SfdeskError:
    with pytest.raises(SfdeskError) as caught:
        do()
    return caught.value


def _finish(here: Practice, attempt: connecting.SignIn) -> SfdeskError:
    return _caught(lambda: connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now))


def _page(**switches: object) -> Bring:
    """The org shows its own error page and never comes back; the person pastes its text."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        here.set(**switches)
        attempt = here.begin()
        shown = here.browse(attempt)
        assert shown.url.startswith(here.address.login)
        said = _caught(lambda: attempt.paste(shown.text))
        attempt.close()
        return said

    return bring


def _callback(error: str, description: str) -> Bring:
    """The org sends the browser back with an error."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        attempt = here.begin()
        state = attempt.challenge.state.reveal()
        query = urlencode({"error": error, "error_description": description, "state": state})
        shown = requests.get(f"{attempt.listener.callback}?{query}", timeout=10)
        said = _finish(here, attempt)
        assert said.title.replace("'", "&#x27;") in shown.text
        return said

    return bring


def _token(error: str, description: str, status: int = 400) -> Bring:
    """The org refuses the code."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        body = {"error": error, "error_description": description}
        here.fail("/oauth2/token", status=status, body=body)
        attempt = here.begin()
        here.browse(attempt)
        return _finish(here, attempt)

    return bring


def _with(prepare: Callable[[Practice], object]) -> Bring:
    """The org is set up so that the sign-in itself ends in the error."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        prepare(here)
        attempt = here.begin()
        here.browse(attempt)
        return _finish(here, attempt)

    return bring


def _said_by_the_person(code: str) -> Bring:
    def bring(_here: Practice, _folder: Path) -> SfdeskError:
        assert code in {picked for _text, picked in SYMPTOMS}
        return problem(code)

    return bring


def _deny(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt, decision="deny")
    return _finish(here, attempt)


def _wrong_callback(here: Practice, _folder: Path) -> SfdeskError:
    attempt = connecting.begin(
        connecting.Login(here.address.login, here.address.client_id), ports=(0,)
    )
    shown = requests.get(attempt.address, timeout=10)
    said = _caught(lambda: attempt.paste(shown.text))
    attempt.close()
    assert all(line in said.hint for line in CALLBACKS)
    return said


def _wrong_client(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin(client_id="3MVG9-mistyped")
    shown = requests.get(attempt.address, timeout=10)
    said = _caught(lambda: attempt.paste(shown.text))
    attempt.close()
    return said


def _api_off(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect()
    here.set(api_enabled=False)
    with here.org(info, vault) as org:
        return _caught(lambda: connecting.check(org, Ticket()))


def _somebody_else(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect(ANNA)
    attempt = here.begin()
    here.browse(attempt, BEN)
    return _caught(lambda: connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=info))


def _ports_taken(here: Practice, _folder: Path) -> SfdeskError:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", here.port))
        taken.listen()
        return _caught(here.begin)


def _one_port_taken(here: Practice, _folder: Path) -> SfdeskError:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = (taken.getsockname()[1], here.port)
        attempt = connecting.begin(
            connecting.Login(here.address.login, here.address.client_id), ports=ports
        )
        attempt.close()
    assert attempt.port == here.port
    return problem("E16", port=attempt.port)


def _time_out(here: Practice, _folder: Path) -> SfdeskError:
    return _finish(here, here.begin(timeout=0.05))


def _other_state(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    other = f"{attempt.listener.callback}?code=x&state=of-an-earlier-try"
    assert "belongs to another sign-in" in requests.get(other, timeout=10).text
    assert attempt.strays == 1
    said = _caught(lambda: attempt.paste(other))
    here.browse(attempt)
    assert connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now).username == ANNA
    return said


def _signed_out(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect()
    here.order("revoke_tokens")
    with here.org(info, vault) as org:
        return _caught(lambda: org.count(Kind.ACCOUNT))


def _nobody_there(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    attempt.login_url = f"http://localhost:{free_port()}"
    return _finish(here, attempt)


def _filter(here: Practice, folder: Path) -> SfdeskError:
    with untrusted(folder, "Acme Web Filter") as address:
        attempt = here.begin()
        here.browse(attempt)
        attempt.login_url = address
        return _finish(here, attempt)


def _wrong_clock(here: Practice) -> None:
    here.set(code_seconds=0)
    here.order("clock", seconds=-720)


def _no_keyring(here: Practice, _folder: Path) -> SfdeskError:
    import keyring  # noqa: PLC0415
    from keyring.backends import fail  # noqa: PLC0415

    before = keyring.get_keyring()
    attempt = here.begin()
    here.browse(attempt)
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    try:
        said = _caught(lambda: connecting.finish(attempt, keyring_vault(), Ticket(), now=utc_now))
    finally:
        keyring.set_keyring(before)
    kept = connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now)
    assert kept.username == ANNA  # "this session only" goes on from there
    return said


def _maintenance(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    here.set(maintenance=True)
    return _finish(here, attempt)


def _no_json(here: Practice, _folder: Path) -> SfdeskError:
    here.fail("/oauth2/token", status=200, body="<html>Welcome</html>", media="text/html")
    attempt = here.begin()
    here.browse(attempt)
    return _finish(here, attempt)


CASES = [
    Case("E1", "page: OAUTH_APP_BLOCKED", _page(app_blocked=True)),
    Case("E1", "callback", _callback("OAUTH_APP_BLOCKED", "this app is blocked by admin")),
    Case(
        "E2",
        "callback: OAUTH_APP_ACCESS_DENIED",
        _callback("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app"),
    ),
    Case(
        "E2",
        "token: invalid_app_access",
        _token("invalid_app_access", "user is not admin approved to access this app"),
    ),
    Case("E3", "page: OAUTH_APPROVAL_ERROR_GENERIC", _page(app_admin_approved=False)),
    Case(
        "E3",
        "callback: app must be installed into org",
        _with(lambda here: here.set(api_enabled=False)),
    ),
    Case("E4", "callback: access_denied, Deny pressed", _deny),
    Case("E5", "page: redirect_uri_mismatch", _wrong_callback, "http://localhost:17171/callback"),
    Case("E6", "page: client identifier invalid", _wrong_client),
    Case("E6", "page: OAUTH_EC_APP_NOT_FOUND", _page(app_installed=False)),
    Case(
        "E7",
        "callback: cross-org",
        _callback(
            "invalid_request",
            "Cross-org OAuth flows are not supported for this external client app",
        ),
        "You are signing in to localhost:",
    ),
    Case("E8", "callback: invalid_scope", _callback("invalid_scope", "the requested scope is not")),
    Case("E9", "API: API_DISABLED_FOR_ORG", _api_off),
    Case("E10", "the person's word", _said_by_the_person("E10")),
    Case("E11", "the person's word", _said_by_the_person("E11")),
    Case("E12", "userinfo names somebody else", _somebody_else, BEN),
    Case("E13", "no browser could be started", _said_by_the_person("E13")),
    Case("E14", "the person's word", _said_by_the_person("E14")),
    Case("E15", "EADDRINUSE on every port", _ports_taken, "17171, 21717 and 27171"),
    Case("E16", "EADDRINUSE on the first port", _one_port_taken),
    Case("E17", "no answer in time", _time_out),
    Case("E18", "callback with another state", _other_state),
    Case("E19", "token: expired authorization code", _with(lambda here: here.set(code_seconds=0))),
    Case("E20", "token: ip restricted", _token("invalid_grant", "ip restricted")),
    Case("E21", "token: inactive user", _token("invalid_grant", "inactive user")),
    Case("E22", "token: expired access/refresh token", _signed_out),
    Case(
        "E23",
        "token: invalid client credentials",
        _with(lambda here: here.set(require_secret=True)),
    ),
    Case("E23", "token: invalid code verifier", _token("invalid_grant", "invalid code verifier")),
    Case("E24", "token: login rate exceeded", _token("invalid_grant", "login rate exceeded")),
    Case("E25", "connection refused", _nobody_there, "Nothing answers there."),
    Case("E26", "certificate not trusted", _filter, 'signed by "Acme Web Filter"'),
    Case("E27", "Date header 12 minutes off", _with(_wrong_clock)),
    Case("E28", "NoKeyringError", _no_keyring, "none was found"),
    Case("E29", "503 with a page", _maintenance),
    Case("E29", "200 with a page in the token's place", _no_json),
    Case(
        "E30",
        "token: nobody knows it",
        _token("strange_error", "of a later release"),
        "strange_error: of a later release",
    ),
]


def test_the_table_has_all_thirty() -> None:
    assert list(dict.fromkeys(case.code for case in CASES)) == list(PROBLEMS)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.signal}")
def test_a_signal_brings_its_error(case: Case, org_here: Practice, tmp_path: Path) -> None:
    error = case.bring(org_here, tmp_path)
    assert error.code == case.code, (error, error.details)
    assert isinstance(error, PROBLEMS[case.code].kind)
    assert case.told in error.hint
    assert "{" not in f"{error.title}{error.hint}"
