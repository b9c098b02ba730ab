"""E1 to E30: the raw signal of each, how it comes about here, and the error that it becomes.

Almost all are states of the practice org or of this computer. What is told "injected" is not: each
says why. What only the person sees is brought up for real too, and then told by the person.
"""

import socket
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from sfdesk.actions import connecting
from sfdesk.domain.records import Kind
from sfdesk.domain.sign_in_problems import CALLBACKS, SYMPTOMS, problem
from sfdesk.errors import SfdeskError
from sfdesk.salesforce import oauth
from sfdesk.salesforce.vault import SessionVault, keyring_vault
from sfdesk.ticket import Ticket
from tests.practice import ANNA, BEN, Practice, free_port, utc_now
from tests.tls import untrusted

Bring = Callable[[Practice, Path], SfdeskError]
PROFILE = "Customer Success"  # Anna's


@dataclass(frozen=True)
class Case:
    """`how` says what makes it happen; `told` has to occur in the text that a person reads."""

    code: str
    signal: str
    how: str
    bring: Bring
    told: str = ""


def caught(do: Callable[[], object]) -> SfdeskError:
    with pytest.raises(SfdeskError) as error:
        do()
    return error.value


def _finish(attempt: connecting.SignIn) -> SfdeskError:
    return caught(lambda: connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now))


def _admin(do: str, **what: Any) -> Callable[[Practice], object]:
    return lambda here: here.order(do, **what)


def _switch(**switches: Any) -> Callable[[Practice], object]:
    return lambda here: here.set(**switches)


def _page(prepare: Callable[[Practice], object]) -> Bring:
    """Salesforce shows its own error page and never comes back; the person pastes its text."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        prepare(here)
        attempt = here.begin()
        shown = here.browse(attempt)
        assert shown.url.startswith(here.address.login)
        said = caught(lambda: attempt.paste(shown.text))
        attempt.close()
        return said

    return bring


def _callback(prepare: Callable[[Practice], object]) -> Bring:
    """Salesforce sends the browser back with an error, which its last page then tells as well."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        prepare(here)
        attempt = here.begin()
        shown = here.browse(attempt)
        assert shown.url.endswith("/done")
        said = _finish(attempt)
        assert said.title.replace("'", "&#x27;") in shown.text
        return said

    return bring


def _after_allow(prepare: Callable[[Practice], object]) -> Bring:
    """The browser gets its code; what is then wrong shows when the code is exchanged."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        attempt = here.begin()
        here.browse(attempt)
        prepare(here)
        return _finish(attempt)

    return bring


def _in_use(prepare: Callable[[Practice], object]) -> Bring:
    """The sign-in worked once, and its next renewal is refused."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        info, vault = here.connect()
        prepare(here)
        here.order("expire_tokens")
        with here.org(info, vault) as org:
            return caught(lambda: org.count(Kind.ACCOUNT))

    return bring


def _shown(code: str, words: str, **switches: Any) -> Bring:
    """The browser shows it and nothing else; the person picks what they see."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        here.set(**switches)
        attempt = here.begin(timeout=0.05)
        shown = here.browse(attempt)
        assert words in shown.text
        assert _finish(attempt).code == "E17"  # nobody told us anything
        assert code in {picked for _text, picked in SYMPTOMS}
        return problem(code)

    return bring


def _deny(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt, decision="deny")
    return _finish(attempt)


def _wrong_callback(here: Practice, _folder: Path) -> SfdeskError:
    attempt = connecting.begin(
        connecting.Login(here.address.login, here.address.client_id), ports=(0,)
    )
    shown = requests.get(attempt.address, timeout=10)
    said = caught(lambda: attempt.paste(shown.text))
    attempt.close()
    assert all(line in said.hint for line in CALLBACKS)
    return said


def _wrong_client(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin(client_id="3MVG9-mistyped")
    shown = requests.get(attempt.address, timeout=10)
    said = caught(lambda: attempt.paste(shown.text))
    attempt.close()
    return said


def _api_off(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect()
    here.set(api_enabled=False)
    with here.org(info, vault) as org:
        return caught(lambda: connecting.check(org, Ticket()))


def _somebody_else(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect(ANNA)
    attempt = here.begin()
    here.browse(attempt, BEN)
    return caught(lambda: connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=info))


def _no_browser(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    said = caught(lambda: connecting.show(attempt, lambda _address: False))
    attempt.close()
    return said


def _not_found_back(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin(timeout=0.05)
    attempt.listener.close()  # as at the localhost of another computer: nobody answers
    with pytest.raises(requests.ConnectionError):
        here.browse(attempt)
    assert _finish(attempt).code == "E17"
    return problem("E14")


@contextmanager
def _taken(port: int) -> Any:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        yield taken.getsockname()[1]


def _ports_taken(here: Practice, _folder: Path) -> SfdeskError:
    with _taken(here.port):
        return caught(here.begin)


def _one_port_taken(here: Practice, _folder: Path) -> SfdeskError:
    with _taken(0) as port:
        attempt = connecting.begin(
            connecting.Login(here.address.login, here.address.client_id), ports=(port, here.port)
        )
        attempt.close()
    assert attempt.port == here.port
    return problem("E16", port=attempt.port)


def _time_out(here: Practice, _folder: Path) -> SfdeskError:
    return _finish(here.begin(timeout=0.05))


def _other_state(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    other = f"{attempt.listener.callback}?code=x&state=of-an-earlier-try"
    assert "belongs to another sign-in" in requests.get(other, timeout=10).text
    assert attempt.strays == 1
    said = caught(lambda: attempt.paste(other))
    here.browse(attempt)
    assert connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now).username == ANNA
    return said


def _outside_the_vpn(here: Practice, _folder: Path) -> SfdeskError:
    """The company's VPN is the only way in; the browser uses it, this program does not."""
    here.order("profile", name=PROFILE, ip_ranges=[["127.0.0.2", "127.0.0.9"]])
    attempt = here.begin()
    here.browse(attempt, origin="127.0.0.2")
    return _finish(attempt)


def _at_night(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect()
    now = utc_now()
    here.order("profile", name=PROFILE, login_hours=["00:00", "00:00"])
    here.order("expire_tokens")
    with here.org(info, vault) as org:
        said = caught(lambda: org.count(Kind.ACCOUNT))
    hours = [f"{now:%H}:00", f"{now:%H}:59"] if now.minute < 58 else None
    here.order("profile", name=PROFILE, login_hours=hours)
    with here.org(info, vault) as org:
        assert org.count(Kind.ACCOUNT)  # within its hours the same sign-in works on
    return said


def _switched_off(here: Practice) -> None:
    here.order("edit", id="005Q80000000001", fields={"IsActive": False})


def _too_often(here: Practice, _folder: Path) -> SfdeskError:
    here.set(login_limit=2)
    here.connect()
    here.connect()
    attempt = here.begin()
    here.browse(attempt)
    said = _finish(attempt)
    here.order("clock", seconds=3601)  # the window has passed
    here.connect()
    return said


def _other_verifier(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    attempt.challenge = oauth.Challenge.fresh()
    return _finish(attempt)


def _nobody_there(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    attempt.login_url = f"http://localhost:{free_port()}"
    return _finish(attempt)


def _filter(here: Practice, folder: Path) -> SfdeskError:
    with untrusted(folder, "Acme Web Filter") as address:
        attempt = here.begin()
        here.browse(attempt)
        attempt.login_url = address
        return _finish(attempt)


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
        said = caught(lambda: connecting.finish(attempt, keyring_vault(), Ticket(), now=utc_now))
    finally:
        keyring.set_keyring(before)
    kept = connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now)
    assert kept.username == ANNA  # "this session only" goes on from there
    return said


def _portal(here: Practice) -> None:
    here.fail("/oauth2/token", status=200, body="<html>Welcome</html>", media="text/html")


ORG = "practice org: "
CASES = [
    Case("E1", "page: OAUTH_APP_BLOCKED", ORG + "app blocked", _page(_switch(app_blocked=True))),
    Case(
        "E2",
        "callback: OAUTH_APP_ACCESS_DENIED",
        ORG + "app given to another profile only",
        _callback(_admin("app", profiles=["System Administrator"])),
    ),
    Case(
        "E2",
        "token: invalid_app_access",
        ORG + "taken off the app's list after Allow",
        _after_allow(_admin("app", profiles=[])),
    ),
    Case(
        "E3",
        "page: OAUTH_APPROVAL_ERROR_GENERIC",
        ORG + "app not installed",
        _page(_switch(app_admin_approved=False)),
    ),
    Case(
        "E3",
        "callback: app must be installed into org",
        ORG + "API off before the sign-in",
        _callback(_switch(api_enabled=False)),
    ),
    Case("E4", "callback: access_denied", "the person presses Deny", _deny),
    Case(
        "E5",
        "page: redirect_uri_mismatch",
        ORG + "another callback address is asked for",
        _wrong_callback,
        "http://localhost:17171/callback",
    ),
    Case("E6", "page: client identifier invalid", ORG + "mistyped Client ID", _wrong_client),
    Case(
        "E6",
        "page: OAUTH_EC_APP_NOT_FOUND",
        ORG + "package of the app not installed",
        _page(_switch(app_installed=False)),
    ),
    Case(
        "E7",
        "page: cross-org",
        ORG + "app made in another org",
        _page(_admin("app", elsewhere=True)),
        "You are signing in to localhost:",
    ),
    Case(
        "E8",
        "callback: invalid_scope",
        ORG + "refresh_token not among the app's scopes",
        _callback(_admin("app", scopes=["api", "openid"])),
    ),
    Case("E9", "API: API_DISABLED_FOR_ORG", ORG + "API off after the sign-in", _api_off),
    Case(
        "E10",
        "the person's word",
        ORG + "single sign-on only",
        _shown("E10", "single sign-on", sso_only=True),
    ),
    Case(
        "E11",
        "the person's word",
        ORG + "high assurance, without an end",
        _shown("E11", "verification method", high_assurance=True),
    ),
    Case("E12", "userinfo names somebody else", "somebody else signs in", _somebody_else, BEN),
    Case("E13", "no browser could be started", "this computer: none takes it", _no_browser),
    Case(
        "E14",
        "no callback; the person's word",
        "this computer: nobody at the browser's localhost",
        _not_found_back,
    ),
    Case(
        "E15",
        "EADDRINUSE on every port",
        "this computer: ports taken",
        _ports_taken,
        "17171, 21717 and 27171",
    ),
    Case("E16", "EADDRINUSE on the first port", "this computer: a port taken", _one_port_taken),
    Case("E17", "no answer in time", "the person does nothing", _time_out),
    Case("E18", "callback with another state", "a tab of an earlier try", _other_state),
    Case(
        "E19",
        "token: expired authorization code",
        ORG + "code past its time",
        _after_allow(_switch(code_seconds=0)),
    ),
    Case(
        "E20",
        "token: ip restricted",
        ORG + "login IP ranges; the browser is in the VPN, we are not",
        _outside_the_vpn,
    ),
    Case("E20", "token: invalid login hours", ORG + "login hours of the profile", _at_night),
    Case(
        "E21",
        "token: inactive_user",
        ORG + "user switched off after Allow",
        _after_allow(_switched_off),
    ),
    Case("E21", "refresh: inactive_org", ORG + "org inactive", _in_use(_switch(org_active=False))),
    Case(
        "E22",
        "refresh: expired access/refresh token",
        ORG + "an admin ended the sign-in",
        _in_use(_admin("revoke_tokens")),
    ),
    Case(
        "E23",
        "token: invalid client credentials",
        ORG + "app wants a secret",
        _after_allow(_switch(require_secret=True)),
    ),
    Case("E23", "token: invalid code verifier", "another verifier is sent", _other_verifier),
    Case(
        "E24",
        "token: login rate exceeded",
        ORG + "third log-in within an hour where two are allowed",
        _too_often,
    ),
    Case(
        "E25",
        "connection refused",
        "this computer: nobody listens",
        _nobody_there,
        "Nothing answers there.",
    ),
    Case(
        "E26",
        "certificate not trusted",
        "a TLS server with a certificate of its own",
        _filter,
        'signed by "Acme Web Filter"',
    ),
    Case("E27", "Date header 12 minutes off", ORG + "clock", _after_allow(_wrong_clock)),
    Case("E28", "NoKeyringError", "this computer: no keyring", _no_keyring, "none was found"),
    Case(
        "E29",
        "503 with a page",
        ORG + "maintenance",
        _after_allow(_switch(maintenance=True)),
    ),
    Case(
        "E29",
        "200 with a page in the token's place",
        "injected: a hotel's portal answers in Salesforce's place, which no org does",
        _after_allow(_portal),
    ),
    Case(
        "E30",
        "token: unknown_error",
        ORG + "read-only while it is moved",
        _after_allow(_switch(read_only=True)),
        "unknown_error: retry your request",
    ),
]
