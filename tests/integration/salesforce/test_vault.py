"""Refresh tokens in a real keyring: kept, given back, forgotten, and every way it can fail."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sfdesk.domain.records import Kind
from sfdesk.errors import Secret, SignInNeeded, VaultError
from sfdesk.salesforce import keyrings
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.salesforce.vault import SessionVault, Vault, keyring_vault
from tests.practice import Practice
from tests.secret_service import PASSWORD, SecretService

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
        ("keyring.backends.null.Keyring", "it is switched off"),
        ("tests.bad_keyrings.Hanging", "locked, and nobody answered"),
        ("tests.bad_keyrings.Locked", "it is locked"),
        ("tests.bad_keyrings.WrongPassword", "it does not answer"),
        ("tests.bad_keyrings.Gone", "it does not answer"),
        ("tests.bad_keyrings.WindowsSwitchedOff", "Windows keeps none in this session"),
        ("tests.bad_keyrings.Half", "it did not keep the sign-in"),
    ],
)
def test_a_keyring_that_keeps_nothing_is_said(
    use: Callable[[str], None], backend: str, words: str
) -> None:
    use(backend)
    with pytest.raises(VaultError) as caught:
        keyring_vault(timeout=0.3).save(ORG, USER, TOKEN)
    error = caught.value
    assert error.code == "E28"
    assert words in error.hint
    assert TOKEN.reveal() not in f"{error} {error.details} {error.__cause__}"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let a test choose the keyring by name, as a person does."""
    import keyring  # noqa: PLC0415

    before = keyring.get_keyring()

    def choose(name: str) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
        keyring.core.init_backend()

    yield choose
    keyring.set_keyring(before)


@pytest.mark.parametrize(
    "name",
    [
        "keyring.backends.fail.Keyring",
        "keyring.backends.null.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "keyrings.alt.pyfs.PlaintextKeyring",
        "keyrings.alt.Windows.RegistryKeyring",
        "somebody.elses.PlainTextStore",
    ],
)
def test_no_open_file_and_nothing_is_a_keyring_even_if_it_is_named(name: str) -> None:
    assert keyrings.refusal(name, named=True)


def test_the_systems_own_need_no_naming_and_others_do() -> None:
    for name in ("SecretService.Keyring", "macOS.Keyring", "Windows.WinVaultKeyring"):
        assert not keyrings.refusal(f"keyring.backends.{name}", named=False)
    assert keyrings.refusal("keyring_of.somebody.Keyring", named=False)
    assert not keyrings.refusal("keyring_of.somebody.Keyring", named=True)


def test_an_open_file_is_neither_written_nor_read(
    use: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring  # noqa: PLC0415

    from tests.keyrings import FileKeyring  # noqa: PLC0415

    use("tests.keyrings.FileKeyring")
    plain = type("PlaintextKeyring", (FileKeyring,), {"__module__": "keyrings.alt.file"})()
    plain.set_password("SFDesk", f"{ORG}.{USER}", "of an earlier program")
    keyring.set_keyring(plain)
    vault = keyring_vault()
    for attempt in (
        lambda: vault.save(ORG, USER, TOKEN),
        lambda: vault.load(ORG, USER),
        lambda: vault.remove(ORG, USER),
    ):
        with pytest.raises(VaultError, match="open file"):
            attempt()
    assert plain.get_password("SFDesk", f"{ORG}.{USER}") == "of an earlier program"


def _chain(*links: str) -> object:
    """A chain as keyring makes it where several keyrings are at hand."""
    from keyring.backends.chainer import ChainerBackend  # noqa: PLC0415

    from tests.keyrings import FileKeyring  # noqa: PLC0415

    made = []
    for link in links:
        module, _dot, name = link.rpartition(".")
        made.append(type(name, (FileKeyring,), {"__module__": module})())
    return type("Chain", (ChainerBackend,), {"backends": made})()


def test_a_chain_is_never_written_to_but_its_first_safe_link_is(
    use: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring  # noqa: PLC0415

    use("tests.keyrings.FileKeyring")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    safe = "keyring.backends.SecretService.Keyring"
    for chain in (
        _chain("keyrings.alt.file.PlaintextKeyring"),
        _chain("of.somebody.Keyring", "keyrings.alt.file.PlaintextKeyring"),
        _chain(),
    ):
        keyring.set_keyring(chain)  # type: ignore[arg-type]
        with pytest.raises(VaultError):
            keyring_vault().save(ORG, USER, TOKEN)
    chain = _chain("keyrings.alt.file.PlaintextKeyring", safe)
    keyring.set_keyring(chain)  # type: ignore[arg-type]
    assert keyrings.name_of(keyrings.chosen()) == safe


def test_windows_takes_1280_characters_and_no_more(use: Callable[[str], None]) -> None:
    use("tests.bad_keyrings.Windows")
    vault = keyring_vault()
    vault.save(ORG, USER, Secret("x" * 1280))
    for text in ("x" * 1281, "\N{OLD ITALIC LETTER A}" * 641):
        with pytest.raises(VaultError, match="too long for it"):
            vault.save(ORG, USER, Secret(text))


def test_windows_is_not_even_asked_to_keep_too_much() -> None:
    from tests.bad_keyrings import Windows  # noqa: PLC0415

    real = type("WinVaultKeyring", (Windows,), {"__module__": "keyring.backends.Windows"})()
    keyrings.check_length(real, "x" * 1280)
    with pytest.raises(VaultError, match="too long for it"):
        keyrings.check_length(real, "x" * 1281)


def test_what_is_kept_is_the_refresh_token_alone_and_fits_windows(org_here: Practice) -> None:
    info, vault = org_here.connect(vault=keyring_vault())
    content = json.loads(Path(os.environ["SFDESK_TEST_KEYRING"]).read_text(encoding="utf-8"))
    token = vault.load(info.org_id, info.user_id).reveal()
    assert content == {"SFDesk": {f"{info.org_id}.{info.user_id}": token}}
    assert len(token.encode("utf-16-le")) <= 2560


def test_a_keyring_that_opens_too_late_keeps_nothing(use: Callable[[str], None]) -> None:
    """By then the person may have chosen "this session only"."""
    from tests.bad_keyrings import Late  # noqa: PLC0415

    use("tests.bad_keyrings.Late")
    with pytest.raises(VaultError, match="nobody answered"):
        keyring_vault(timeout=0.1).save(ORG, USER, TOKEN)
    Late.come.set()
    assert Late.done.wait(10)
    assert Late.kept == {}


def test_a_rotated_token_survives_a_keyring_that_is_locked_just_then(
    org_here: Practice, use: Callable[[str], None]
) -> None:
    """The one before is worth nothing any more, and using it again would end the sign-in."""
    from tests.bad_keyrings import Fickle  # noqa: PLC0415

    use("tests.bad_keyrings.Fickle")
    org_here.set(rotate_refresh_tokens=True)
    info, vault = org_here.connect(vault=keyring_vault())
    before = vault.load(info.org_id, info.user_id).reveal()
    org_here.order("expire_tokens")
    Fickle.locked.set()
    with org_here.org(info, vault) as org:
        for _again in range(2):
            with pytest.raises(VaultError, match="it is locked"):
                org.count(Kind.ACCOUNT)
        Fickle.locked.clear()
        assert org.count(Kind.ACCOUNT) > 0
    assert vault.load(info.org_id, info.user_id).reveal() != before
    org_here.order("expire_tokens")
    vault.access.drop(info.org_id, info.user_id)
    with org_here.org(info, vault) as org:
        assert org.count(Kind.ACCOUNT) > 0


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
