"""Refresh tokens in a real keyring, whose daemon is locked, killed or stands still meanwhile."""

import json
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.secret_service import PASSWORD, SecretService

_PROGRAM = """
import json, sys
from sfdesk.errors import Secret, SfdeskError
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.salesforce.vault import keyring_vault
verb, seconds = sys.argv[1], float(sys.argv[2])
{before}
vault = keyring_vault(timeout=seconds)
try:
    if verb == "save":
        said = vault.save("00D", "005", Secret("a token that outlives us"))
    elif verb == "load":
        said = vault.load("00D", "005").reveal()
    else:
        said = vault.remove("00D", "005")
    print(json.dumps({{"said": said}}))
except SfdeskError as error:
    print(json.dumps({{"code": error.code, "hint": error.hint, "details": error.details}}))
"""

_LOCK = """
import secretstorage
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
"""


def _run(
    service: SecretService, verb: str, *, before: str = "", seconds: float = 30, bus: str = ""
) -> dict[str, str]:
    env = {"DBUS_SESSION_BUS_ADDRESS": bus or service.env["DBUS_SESSION_BUS_ADDRESS"]}
    program = _PROGRAM.format(before=before)
    done = SecretService({**service.env, **env}).run(
        [sys.executable, "-c", program, verb, str(seconds)]
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, str] = json.loads(done.stdout)
    return said


@pytest.mark.real_part("secret service")
def test_a_token_outlives_the_program_and_can_be_forgotten(secret_service: SecretService) -> None:
    assert _run(secret_service, "save") == {"said": None}
    assert _run(secret_service, "load") == {"said": "a token that outlives us"}
    assert _run(secret_service, "remove") == {"said": None}
    assert _run(secret_service, "remove") == {"said": None}
    assert _run(secret_service, "load")["code"] == "E22"


@pytest.mark.real_part("secret service")
def test_a_keyring_without_its_daemon_is_said(secret_service: SecretService) -> None:
    nowhere = "unix:path=/nonexistent/bus"
    for verb in ("save", "load", "remove"):
        assert _run(secret_service, verb, bus=nowhere)["code"] == "E28"


@pytest.mark.real_part("secret service")
def test_a_locked_keyring_is_said_in_time(own_secret_service: SecretService) -> None:
    started = time.monotonic()
    said = _run(own_secret_service, "save", before=_LOCK, seconds=3)
    assert said["code"] == "E28"
    assert "locked" in said["hint"]
    assert time.monotonic() - started < 30


class _Client:
    """A program that keeps running while the keyring behind it does not."""

    def __init__(self, service: SecretService, seconds: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LIVING, str(seconds)],
            env=service.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, verb: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{verb}\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, str]:
        assert self._process.stdout is not None
        assert select.select([self._process.stdout], [], [], 30)[0], "no answer in 30 seconds"
        said: dict[str, str] = json.loads(self._process.stdout.readline())
        return said

    def __call__(self, verb: str) -> dict[str, str]:
        self.ask(verb)
        return self.answer()

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


_LIVING = """
import json, sys
from sfdesk.errors import Secret, SfdeskError
from sfdesk.salesforce.vault import keyring_vault
vault = keyring_vault(timeout=float(sys.argv[1]))
for verb in sys.stdin:
    try:
        if verb.strip() == "save":
            said = vault.save("00D", "005", Secret("a token that outlives us"))
        else:
            said = vault.load("00D", "005").reveal()
        print(json.dumps({"said": said}), flush=True)
    except SfdeskError as error:
        print(json.dumps({"code": error.code, "hint": error.hint}), flush=True)
"""


@pytest.fixture
def client(own_secret_service: SecretService) -> Iterator[_Client]:
    made = _Client(own_secret_service, 20)
    assert made("save") == {"said": None}
    yield made
    made.close()


def _kill(service: SecretService) -> None:
    assert service.daemon is not None
    service.daemon.kill()
    service.daemon.wait()


@pytest.mark.real_part("secret service")
def test_a_daemon_that_is_killed_between_two_calls_is_said_and_its_next_one_found(
    own_secret_service: SecretService, client: _Client
) -> None:
    assert client("load") == {"said": "a token that outlives us"}
    _kill(own_secret_service)
    for verb in ("load", "save"):
        assert client(verb)["code"] == "E28"
    with own_secret_service.restarted(PASSWORD):
        assert client("load") == {"said": "a token that outlives us"}


@pytest.mark.real_part("secret service")
@pytest.mark.parametrize("verb", ["load", "save"])
def test_a_daemon_that_is_killed_during_a_call_is_said_at_once(
    own_secret_service: SecretService, client: _Client, verb: str
) -> None:
    assert own_secret_service.daemon is not None
    own_secret_service.daemon.send_signal(signal.SIGSTOP)  # so that the call is under way for sure
    started = time.monotonic()
    with own_secret_service.overheard() as until_asked:
        client.ask(verb)
        until_asked()
    _kill(own_secret_service)
    said = client.answer()
    assert said["code"] == "E28"
    assert (
        time.monotonic() - started < 15
    )  # the daemon's end was noticed, not the time that ran out
    with own_secret_service.restarted(PASSWORD):
        assert client("load") == {"said": "a token that outlives us"}


@pytest.mark.real_part("secret service")
def test_a_daemon_that_stands_still_is_given_up(own_secret_service: SecretService) -> None:
    assert own_secret_service.daemon is not None
    client = _Client(own_secret_service, 1.5)
    assert client("save") == {"said": None}
    own_secret_service.daemon.send_signal(signal.SIGSTOP)
    said = client("load")
    own_secret_service.daemon.send_signal(signal.SIGCONT)
    assert said["code"] == "E28"
    assert "locked, and nobody answered" in said["hint"]
    assert client("load") == {"said": "a token that outlives us"}
    client.close()


@pytest.mark.real_part("secret service")
def test_a_wrong_password_leaves_it_locked_and_the_right_one_finds_everything(
    own_secret_service: SecretService, client: _Client
) -> None:
    _kill(own_secret_service)
    with own_secret_service.restarted("not the password"):
        for verb in ("load", "save"):
            said = client(verb)
            assert said["code"] == "E28", said
            assert "locked" in said["hint"]
    with own_secret_service.restarted(PASSWORD):
        assert client("load") == {"said": "a token that outlives us"}


@pytest.mark.real_part("secret service")
def test_an_entry_that_somebody_deleted_asks_for_a_new_sign_in(
    own_secret_service: SecretService, client: _Client
) -> None:
    done = own_secret_service.run([sys.executable, "-c", _DELETE])
    assert done.returncode == 0, done.stderr
    assert client("load")["code"] == "E22"
    assert client("save") == {"said": None}
    assert client("load") == {"said": "a token that outlives us"}


_DELETE = """
import secretstorage
bus = secretstorage.dbus_init()
(item,) = secretstorage.get_default_collection(bus).get_all_items()
item.delete()
"""
