"""Settings: kept whole, never reset behind anybody's back."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sfdesk import paths, settings
from sfdesk.errors import SettingsError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SFDESK_HOME", str(tmp_path))
    monkeypatch.delenv("SFDESK_CRM_URL", raising=False)


def _write(text: str) -> None:
    (paths.config_folder() / "settings.json").write_text(text, encoding="utf-8")


def test_without_a_file_there_are_defaults() -> None:
    assert settings.load() == settings.Settings()


def test_what_is_saved_is_loaded_again() -> None:
    wanted = replace(settings.Settings(), look="dark", client_id="3MVG9")
    settings.save(wanted)
    assert settings.load() == wanted


def test_keys_of_a_newer_sfdesk_are_kept() -> None:
    _write('{"schema": 1, "look": "light", "stars": [1]}')
    settings.save(replace(settings.load(), look="dark"))
    text = (paths.config_folder() / "settings.json").read_text(encoding="utf-8")
    assert json.loads(text)["stars"] == [1]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "cannot be read"),
        ("[]", "braces"),
        ('{"look": "pink"}', '"look" cannot be "pink"'),
        ('{"crm_url": 5}', '"crm_url" cannot be 5'),
        ('{"schema": 99}', "another version"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_damaged_file_is_named_and_left_alone(text: str, named: str) -> None:
    path = paths.config_folder() / "settings.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    before = path.read_bytes()
    with pytest.raises(SettingsError) as caught:
        settings.load()
    assert named in caught.value.hint
    assert str(path) in caught.value.hint
    assert path.read_bytes() == before


def test_the_environment_decides_where_the_crm_is(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = replace(settings.Settings(), crm_url="postgresql://team/crm")
    assert chosen.crm_address(Path("own")) == "postgresql://team/crm"
    monkeypatch.setenv("SFDESK_CRM_URL", "sqlite:///x")
    assert chosen.crm_address(Path("own")) == "sqlite:///x"
