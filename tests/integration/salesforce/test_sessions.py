"""One sign-in in use by many: threads, programs, and programs that die."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sfdesk.actions import connecting
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError, SignInNeeded
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.session import SignedIn
from sfdesk.salesforce.vault import keyring_vault
from sfdesk.ticket import Ticket
from tests.practice import Practice, utc_now

_PROGRAM = Path(__file__).with_name("refreshing.py")
NOT_FOR_REST = [
    {
        "errorCode": "INVALID_SESSION_ID",
        "message": "This session is not valid for use with the REST API",
    }
]


def _as_json(info: OrgInfo) -> str:
    return json.dumps({**asdict(info), "connected_at": info.connected_at.isoformat()})


def _program(info: OrgInfo, times: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, _PROGRAM, str(times), _as_json(info)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _renewals(here: Practice) -> int:
    done = [r for r in here.log() if r["path"].endswith("/token") and r["status"] == 200]
    return len(done) - 1  # the code was the first


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.long)])
def test_two_programs_share_one_rotating_sign_in(org_here: Practice, times: int) -> None:
    org_here.set(rotate_refresh_tokens=True, one_refresh_at_a_time=True, refresh_seconds=0.01)
    info, vault = org_here.connect(vault=keyring_vault())
    programs = [_program(info, times) for _ in range(2)]
    for program in programs:
        said, complaint = program.communicate(timeout=300)
        assert program.returncode == 0, complaint
        assert json.loads(said) == {"renewed": times}
    assert _renewals(org_here) == 2 * times
    with org_here.org(info, vault) as org:
        org_here.order("expire_tokens")
        assert org.count(Kind.ACCOUNT) > 0


def test_ten_threads_with_one_dead_token_renew_it_once(org_here: Practice) -> None:
    org_here.set(rotate_refresh_tokens=True, refresh_seconds=0.05)
    info, vault = org_here.connect()
    org_here.order("expire_tokens")
    counts: list[int] = []

    def go() -> None:
        with org_here.org(info, vault) as org:
            counts.append(org.count(Kind.ACCOUNT))

    threads = [threading.Thread(target=go) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(counts) == 10
    assert _renewals(org_here) == 1


def test_a_request_that_is_being_processed_is_tried_again(org_here: Practice) -> None:
    info, vault = org_here.connect()
    busy = {
        "error": "invalid_grant",
        "error_description": "token request is already being processed",
    }
    org_here.fail("/oauth2/token", next=3, status=400, body=busy)
    SignedIn(info, vault, lambda _url: None).renew(vault.access.get(info.org_id, info.user_id))
    assert _renewals(org_here) == 1


def test_a_new_token_is_not_asked_for_what_it_cannot_mend(org_here: Practice) -> None:
    info, vault = org_here.connect()
    org_here.fail("/query", next=99, status=401, body=NOT_FOR_REST)
    with org_here.org(info, vault) as org, pytest.raises(SfdeskError):
        org.count(Kind.ACCOUNT)
    assert _renewals(org_here) == 0


def test_a_lasting_refusal_is_renewed_once_and_said(org_here: Practice) -> None:
    info, vault = org_here.connect()
    expired = [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}]
    org_here.fail("/query", next=99, status=401, body=expired)
    with org_here.org(info, vault) as org, pytest.raises(SignInNeeded):
        org.count(Kind.ACCOUNT)
    assert _renewals(org_here) == 1


def test_the_address_is_taken_again_from_every_renewal(org_here: Practice) -> None:
    info, vault = org_here.connect()
    moved: list[str] = []
    elsewhere = replace(info, instance_url="http://localhost:1")
    vault.access.drop(info.org_id, info.user_id)
    with org_here.org(elsewhere, vault) as org:
        org._session._signed_in._on_instance_url = moved.append
        assert org.count(Kind.ACCOUNT) > 0
    assert moved == [info.instance_url]


def test_an_org_that_moves_between_two_calls_is_followed(org_here: Practice) -> None:
    moved: list[str] = []
    info, vault = org_here.connect()
    with Org(info, vault, now=utc_now, on_instance_url=moved.append) as org:
        before = org.count(Kind.ACCOUNT)
        org_here.set(instance_host="127.0.0.1")
        assert org.count(Kind.ACCOUNT) == before
        assert org.count(Kind.CONTACT) > 0
    assert moved == [info.instance_url.replace("localhost", "127.0.0.1")]
    assert _renewals(org_here) == 1


@pytest.mark.parametrize("field", ["instance_url", "id"])
@pytest.mark.parametrize(
    "named",
    [
        "https://evil.example",
        "http://acme.my.salesforce.com",
        "https://acme.my.salesforce.com",  # Salesforce's, but not where a practice org may send us
        "https://salesforce.com.evil.example",
        "https://evil.example\\.salesforce.com",
        "https://localhost@evil.example",
    ],
)
def test_a_reply_that_names_a_foreign_host_gets_no_token(
    org_here: Practice, field: str, named: str
) -> None:
    info, vault = org_here.connect()
    body = {
        "access_token": "x",
        "refresh_token": "of another",
        "instance_url": info.instance_url,
        "id": f"{info.instance_url}/id/{info.org_id}/{info.user_id}",
        field: f"{named}/id/00D/005" if field == "id" else named,
    }
    org_here.fail("/oauth2/token", status=200, body=body)
    org_here.order("expire_tokens")
    with org_here.org(info, vault) as org, pytest.raises(SfdeskError, match="not Salesforce's"):
        org.count(Kind.ACCOUNT)
    assert vault.load(info.org_id, info.user_id).reveal() != "of another"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("path", ["/query", "/oauth2/token", "/oauth2/revoke"])
def test_no_redirect_takes_a_token_elsewhere(org_here: Practice, path: str, status: int) -> None:
    info, vault = org_here.connect()
    with _listening() as (address, heard):
        org_here.fail(path, next=9, status=status, headers={"Location": f"{address}/"}, body="")
        if "revoke" in path:
            assert "did not confirm" in connecting.disconnect(info, vault)[0]
        else:
            org_here.order("expire_tokens")
            with org_here.org(info, vault) as org, pytest.raises(SfdeskError):
                org.count(Kind.ACCOUNT)
    assert heard == []


@pytest.mark.parametrize(
    "named", ["{there}/services/data/x", "@{host}/services/data/x", "//{host}/x", ".{host}/x", ""]
)
def test_a_next_page_elsewhere_is_not_fetched(org_here: Practice, named: str) -> None:
    info, vault = org_here.connect()
    with _listening() as (address, heard), org_here.org(info, vault) as org:
        following = named.format(there=address, host=urlsplit(address).netloc)
        body = {"totalSize": 9, "done": False, "nextRecordsUrl": following, "records": []}
        org_here.fail("/query", status=200, body=body)
        with pytest.raises(SfdeskError):
            list(org.pull(Kind.ACCOUNT, ("Name",), Ticket()))
    assert heard == []


@contextmanager
def _listening() -> Iterator[tuple[str, list[str]]]:
    """Run a server that nobody may come to; what it heard is listed."""
    heard: list[str] = []

    class Heard(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            heard.append(self.rfile.readline().decode("latin-1"))
            self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Heard) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", heard
        server.shutdown()
        thread.join()


def test_an_answer_for_another_user_is_refused_and_not_kept(org_here: Practice) -> None:
    info, vault = org_here.connect()
    org_here.set(rotate_refresh_tokens=True)
    token = vault.load(info.org_id, info.user_id)
    other = replace(info, user_id="005000000000999AAA")
    vault.save(other.org_id, other.user_id, token)
    with org_here.org(other, vault) as org, pytest.raises(SignInNeeded) as caught:
        org.count(Kind.ACCOUNT)
    assert caught.value.code == "E12"
    assert vault.load(other.org_id, other.user_id).reveal() == token.reveal()


def test_a_refreshed_sandbox_is_noticed_while_it_renews(org_here: Practice) -> None:
    info, vault = org_here.connect()
    token = vault.load(info.org_id, info.user_id)
    old = replace(info, org_id="00D000000000999AAA")
    vault.save(old.org_id, old.user_id, token)
    with org_here.org(old, vault) as org, pytest.raises(SignInNeeded, match="another Salesforce"):
        org.count(Kind.ACCOUNT)


def test_a_program_killed_while_it_renews_needs_one_sign_in(org_here: Practice) -> None:
    """Killed after Salesforce rotated the token and before it could be stored."""
    info, vault = org_here.connect(vault=keyring_vault())
    org_here.set(rotate_refresh_tokens=True)
    stopped = Path(os.environ["SFDESK_TEST_KEYRING"]).with_name("stop")
    program = subprocess.run(
        [sys.executable, "-c", _DIE, str(stopped), _PROGRAM, _as_json(info)],
        check=False,
        timeout=60,
    )
    assert program.returncode == -signal.SIGKILL
    assert stopped.exists()
    vault.access.drop(info.org_id, info.user_id)
    with org_here.org(info, vault) as org, pytest.raises(SignInNeeded) as caught:
        org.count(Kind.ACCOUNT)
    assert caught.value.code == "E22"
    again, vault = org_here.connect(vault=vault)
    with org_here.org(again, vault) as org:
        assert org.count(Kind.ACCOUNT) > 0
    assert again.org_id == info.org_id


_DIE = """
import os, pathlib, runpy, signal, sys
import tests.keyrings

stopped, program, org = sys.argv[1:]

def die(*_):
    pathlib.Path(stopped).touch()
    os.kill(os.getpid(), signal.SIGKILL)

tests.keyrings.FileKeyring.set_password = die
sys.argv = [program, "1", org]
runpy.run_path(program, run_name="__main__")
"""


def test_a_lock_of_a_dead_program_holds_nobody_up(org_here: Practice) -> None:
    info, vault = org_here.connect(vault=keyring_vault())
    org_here.fail("/oauth2/token", action="slow", seconds=30)
    with _program(info, 1) as program:
        while org_here.faults() and program.poll() is None:
            pass
        program.kill()
        program.communicate()
    org_here.order("clear")
    with org_here.org(info, vault) as org:
        org_here.order("expire_tokens")
        vault.access.drop(info.org_id, info.user_id)
        assert org.count(Kind.ACCOUNT) > 0


def test_this_sessions_clock_is_the_servers(org_here: Practice) -> None:
    info, vault = org_here.connect()
    org_here.order("clock", seconds=-86_400)
    with org_here.org(info, vault) as org:
        assert (utc_now() - org.server_time()).days == 1
