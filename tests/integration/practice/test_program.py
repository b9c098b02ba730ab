"""The program around the org: its first line, its end, its state file and its scenario."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from sfdesk.practice.files import resources
from sfdesk.practice.options import Address
from sfdesk.practice.server import running
from tests.integration.practice.conftest import Caller

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sfdesk", "practice-org", "--json", *words],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def test_the_first_line_says_where_it_is() -> None:
    with started("--accounts", "5") as (process, said):
        assert list(said) == ["login", "client_id", "org_id", "users"]
        assert list(said["users"][0]) == ["username", "password", "profile"]
        assert requests.get(f"{said['login']}/services/data").status_code == 200
        port = said["login"].rpartition(":")[2]
        assert requests.get(f"http://127.0.0.1:{port}/services/data").status_code == 200
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


def test_it_ends_with_the_program_that_started_it() -> None:
    with started("--accounts", "5", "--until-stdin-closes") as (process, _said):
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0
        process.stdin = None


def test_a_state_file_keeps_records_and_sign_ins(tmp_path: Path) -> None:
    state = tmp_path / "org.db"
    with running(state=state, accounts=10) as first:
        caller = Caller(first)
        kept = caller.create("Account", Name="Kept")
        authorization = caller.session.headers["Authorization"]
        caller.order("set", switches={"person_accounts": True})
        caller.close()
    with running(state=state, accounts=10) as second:
        assert second.org_id == first.org_id
        url = f"{second.login}/services/data/v60.0/sobjects/Account/{kept}"
        reply = requests.get(url, headers={"Authorization": str(authorization)})
        assert reply.json()["Name"] == "Kept"
        again = Caller(second)
        assert again.create("Account", Name="New") > kept
        assert again.query("SELECT COUNT() FROM Account WHERE IsPersonAccount = true")["done"]
        again.close()


def test_sizes_are_as_ordered() -> None:
    for accounts, each, contacts in ((10, 2, 20), (130, 5, 650), (3, 0, 0)):
        with running(accounts=accounts, contacts_per_account=each) as address:
            caller = Caller(address)
            assert caller.query("SELECT COUNT() FROM Account")["totalSize"] == accounts
            found = caller.query("SELECT COUNT() FROM Contact")["totalSize"]
            caller.close()
            assert found == contacts


@pytest.mark.parametrize(
    ("content", "part"), [(b"{", "JSON"), (b'[{"do": "nope"}]', "`do` has to be")]
)
def test_a_scenario_that_cannot_be_played_is_refused(
    tmp_path: Path, content: bytes, part: str
) -> None:
    scenario = tmp_path / "scenario.json"
    scenario.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "sfdesk", "practice-org", "--scenario", str(scenario)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert part in done.stderr or "unexpected" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_org_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "org.db"
    state.write_bytes(b"this is no database, although it is long enough to look like one" * 20)
    with pytest.raises(ValueError, match=r"org\.db"), running(state=state):
        pass


def test_a_taken_port_is_said(org: Address) -> None:
    port = int(org.login.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"), running(port=port):
        pass


def test_the_demos_scenario_does_what_it_says() -> None:
    with running(scenario=resources() / "demo" / "scenario.json") as address:
        caller = Caller(address)
        paths = [f"/sobjects/Account/001Q8000000000{n}" for n in (1, 2, 3, 3, 1)]
        replies = [caller.call("PATCH", path, json={"Site": "x"}) for path in paths]
        caller.close()
    assert [each.status_code for each in replies] == [204, 204, 401, 400, 204]
    assert replies[3].json()[0]["errorCode"] == "UNABLE_TO_LOCK_ROW"
