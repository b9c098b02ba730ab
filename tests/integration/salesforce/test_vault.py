"""Refresh tokens in a real keyring: kept, given back, forgotten, and every way it can fail."""

import json
import sys
import time
from collections.abc import Callable

import pytest

from sfdesk.errors import Secret, SignInNeeded, VaultError
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.salesforce.vault import SessionVault, Vault, keyring_vault
from tests.secret_service import SecretService

ORG, USER = "00D000000000001EAA", "005000000000001AAA"
TOKEN = Secret("5Aep861-a-token-of-the-tests")

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


@pytest.mark.parametrize(
    "vault", [keyring_vault, SessionVault, lambda: MemoryFirst(keyring_vault())]
)
def test_what_is_saved_is_loaded_until_it_is_removed(vault: Callable[[], Vault]) -> None:
    kept = vault()
    with pytest.raises(SignInNeeded):
        kept.load(ORG, USER)
    kept.save(ORG, USER, TOKEN)
    assert kept.load(ORG, USER).reveal() == TOKEN.reveal()
    with pytest.raises(SignInNeeded):
        kept.load(ORG, "005000000000002AAA")
    kept.remove(ORG, USER)
    kept.remove(ORG, USER)
    with pytest.raises(SignInNeeded):
        kept.load(ORG, USER)


@pytest.mark.parametrize(
    ("backend", "words"),
    [
        ("keyring.backends.fail.Keyring", "none was found"),
        ("keyring.backends.null.Keyring", "it did not keep the sign-in"),
        ("tests.bad_keyrings.Hanging", "locked, and nobody answered"),
        ("tests.bad_keyrings.Locked", "it is locked"),
        ("tests.bad_keyrings.WrongPassword", "it does not answer"),
        ("tests.bad_keyrings.Gone", "it does not answer"),
        ("tests.bad_keyrings.TooLong", "the sign-in is too long for it"),
        ("tests.bad_keyrings.Half", "it did not keep the sign-in"),
    ],
)
def test_a_keyring_that_keeps_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, backend: str, words: str
) -> None:
    import keyring  # noqa: PLC0415

    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    before = keyring.get_keyring()
    keyring.core.init_backend()
    try:
        with pytest.raises(VaultError) as caught:
            keyring_vault(timeout=0.3).save(ORG, USER, TOKEN)
    finally:
        keyring.set_keyring(before)
    error = caught.value
    assert error.code == "E28"
    assert words in error.hint
    assert TOKEN.reveal() not in f"{error} {error.details} {error.__cause__}"


def test_a_keyring_in_an_open_file_is_refused() -> None:
    from sfdesk.salesforce.vault import _refuse_plain_text  # noqa: PLC0415

    with pytest.raises(VaultError, match="No safe place"):
        _refuse_plain_text("keyrings.alt.file.PlaintextKeyring")


def test_this_session_only_leaves_older_sign_ins_in_the_keyring() -> None:
    kept = keyring_vault()
    kept.save(ORG, USER, TOKEN)
    now = MemoryFirst(kept)
    now.save("00D000000000002EAA", USER, Secret("of today only"))
    assert now.load(ORG, USER).reveal() == TOKEN.reveal()
    now.save(ORG, USER, Secret("rotated"))
    assert keyring_vault().load(ORG, USER).reveal() == "rotated"
    with pytest.raises(SignInNeeded):
        keyring_vault().load("00D000000000002EAA", USER)
    now.remove(ORG, USER)
    with pytest.raises(SignInNeeded):
        keyring_vault().load(ORG, USER)
