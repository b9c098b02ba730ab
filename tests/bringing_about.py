"""How the case of a sign-in is brought about here, by the practice org or by this computer.

Each returns the error that it became. What only the person sees is brought up for real too, and
then told by the person.
"""

import socket
from collections.abc import Callable
from contextlib import contextmanager
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


def caught(do: Callable[[], object]) -> SfdeskError:
    with pytest.raises(SfdeskError) as error:
        do()
    return error.value


def _finish(attempt: connecting.SignIn) -> SfdeskError:
    return caught(lambda: connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now))


def admin(do: str, **what: Any) -> Callable[[Practice], object]:
    return lambda here: here.order(do, **what)


def switch(**switches: Any) -> Callable[[Practice], object]:
    return lambda here: here.set(**switches)


def page(prepare: Callable[[Practice], object]) -> Bring:
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


def callback(prepare: Callable[[Practice], object]) -> Bring:
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


def after_allow(prepare: Callable[[Practice], object]) -> Bring:
    """The browser gets its code; what is then wrong shows when the code is exchanged."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        attempt = here.begin()
        here.browse(attempt)
        prepare(here)
        return _finish(attempt)

    return bring


def in_use(prepare: Callable[[Practice], object]) -> Bring:
    """The sign-in worked once, and its next renewal is refused."""

    def bring(here: Practice, _folder: Path) -> SfdeskError:
        info, vault = here.connect()
        prepare(here)
        here.order("expire_tokens")
        with here.org(info, vault) as org:
            return caught(lambda: org.count(Kind.ACCOUNT))

    return bring


def seen_only(code: str, words: str, **switches: Any) -> Bring:
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


def deny(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt, decision="deny")
    return _finish(attempt)


def wrong_callback(here: Practice, _folder: Path) -> SfdeskError:
    attempt = connecting.begin(
        connecting.Login(here.address.login, here.address.client_id), ports=(0,)
    )
    shown = requests.get(attempt.address, timeout=10)
    said = caught(lambda: attempt.paste(shown.text))
    attempt.close()
    assert all(line in said.hint for line in CALLBACKS)
    return said


def wrong_client(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin(client_id="3MVG9-mistyped")
    shown = requests.get(attempt.address, timeout=10)
    said = caught(lambda: attempt.paste(shown.text))
    attempt.close()
    return said


def api_off(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect()
    here.set(api_enabled=False)
    with here.org(info, vault) as org:
        return caught(lambda: connecting.check(org, Ticket()))


def somebody_else(here: Practice, _folder: Path) -> SfdeskError:
    info, vault = here.connect(ANNA)
    attempt = here.begin()
    here.browse(attempt, BEN)
    return caught(lambda: connecting.finish(attempt, vault, Ticket(), now=utc_now, expect=info))


def no_browser(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    said = caught(lambda: connecting.show(attempt, lambda _address: False))
    attempt.close()
    return said


def not_found_back(here: Practice, _folder: Path) -> SfdeskError:
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


def ports_taken(here: Practice, _folder: Path) -> SfdeskError:
    with _taken(here.port):
        return caught(here.begin)


def one_port_taken(here: Practice, _folder: Path) -> SfdeskError:
    with _taken(0) as port:
        attempt = connecting.begin(
            connecting.Login(here.address.login, here.address.client_id), ports=(port, here.port)
        )
        attempt.close()
    assert attempt.port == here.port
    return problem("E16", port=attempt.port)


def time_out(here: Practice, _folder: Path) -> SfdeskError:
    return _finish(here.begin(timeout=0.05))


def other_state(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    other = f"{attempt.listener.callback}?code=x&state=of-an-earlier-try"
    assert "belongs to another sign-in" in requests.get(other, timeout=10).text
    assert attempt.strays == 1
    said = caught(lambda: attempt.paste(other))
    here.browse(attempt)
    assert connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now).username == ANNA
    return said


def outside_the_vpn(here: Practice, _folder: Path) -> SfdeskError:
    """The company's VPN is the only way in; the browser uses it, this program does not."""
    here.order("profile", name=PROFILE, ip_ranges=[["127.0.0.2", "127.0.0.9"]])
    attempt = here.begin()
    here.browse(attempt, origin="127.0.0.2")
    return _finish(attempt)


def at_night(here: Practice, _folder: Path) -> SfdeskError:
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


def switched_off(here: Practice) -> None:
    here.order("edit", id="005Q80000000001", fields={"IsActive": False})


def too_often(here: Practice, _folder: Path) -> SfdeskError:
    here.set(login_limit=2)
    here.connect()
    here.connect()
    attempt = here.begin()
    here.browse(attempt)
    said = _finish(attempt)
    here.order("clock", seconds=3601)  # the window has passed
    here.connect()
    return said


def other_verifier(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    attempt.challenge = oauth.Challenge.fresh()
    return _finish(attempt)


def nobody_there(here: Practice, _folder: Path) -> SfdeskError:
    attempt = here.begin()
    here.browse(attempt)
    attempt.login_url = f"http://localhost:{free_port()}"
    return _finish(attempt)


def web_filter(here: Practice, folder: Path) -> SfdeskError:
    with untrusted(folder, "Acme Web Filter") as address:
        attempt = here.begin()
        here.browse(attempt)
        attempt.login_url = address
        return _finish(attempt)


def wrong_clock(here: Practice) -> None:
    here.set(code_seconds=0)
    here.order("clock", seconds=-720)


def no_keyring(here: Practice, _folder: Path) -> SfdeskError:
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


def portal(here: Practice) -> None:
    here.fail("/oauth2/token", status=200, body="<html>Welcome</html>", media="text/html")
