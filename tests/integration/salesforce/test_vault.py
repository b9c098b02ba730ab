"""Refresh tokens in any keyring: kept, forgotten, refused; and what is no keyring to us."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sfdesk.domain.records import Kind
from sfdesk.errors import Secret, SignInNeeded, VaultError
from sfdesk.salesforce import keyrings
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.salesforce.vault import SessionVault, Vault, keyring_vault
from tests.practice import Practice

ORG, USER = "00D000000000001EAA", "005000000000001AAA"
TOKEN = Secret("5Aep861-a-token-of-the-tests")


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
    patience = 0.3 if backend.endswith("Hanging") else 60.0  # of the others each answers
    with pytest.raises(VaultError) as caught:
        keyring_vault(timeout=patience).save(ORG, USER, TOKEN)
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
