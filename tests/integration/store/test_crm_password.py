"""The password of a team's CRM: in the keyring, never in a file of ours."""

import json
from pathlib import Path

import pytest
from sqlalchemy import make_url

from sfdesk import paths
from sfdesk.domain.records import Kind
from sfdesk.errors import StoreError
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace

PASSWORD = "a p@ss/word of the tests"


@pytest.fixture
def guarded(postgresql_address: str) -> str:
    """An address with a password; the tests' server lets people in with any."""
    return make_url(postgresql_address).set(password=PASSWORD).render_as_string(hide_password=False)


@pytest.mark.real_part("postgresql")
def test_a_password_goes_to_the_keyring_and_is_used_from_there(
    guarded: str, tmp_path: Path
) -> None:
    Workspace().use_crm(guarded)
    fresh = Workspace()
    assert PASSWORD not in fresh.settings.crm_url
    file = tmp_path / "accounts.csv"
    file.write_text("name\nAcme\n", encoding="utf-8")
    assert fresh.load_csv(Kind.ACCOUNT, file, Ticket()).added == 1
    for path in paths.config_folder().parent.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert PASSWORD.encode() not in held, path
            assert b"word%20of" not in held, path
            assert b"word of" not in held, path
    kept = json.loads((tmp_path / "keyring.json").read_text(encoding="utf-8"))
    assert PASSWORD in next(iter(kept.values())).values()


def test_an_address_that_does_not_work_leaves_the_crm_in_use(tmp_path: Path) -> None:
    desk = Workspace()
    with pytest.raises(StoreError):
        desk.use_crm("postgresql://me:secret@localhost:1/crm")
    assert desk.settings.crm_url == ""
    with desk.crm() as crm:
        assert crm.count(Kind.ACCOUNT) == 0
    assert not (tmp_path / "keyring.json").exists()


def test_nothing_means_a_file_of_your_own_again(tmp_path: Path) -> None:
    desk = Workspace()
    desk.use_crm(f"sqlite:///{tmp_path / 'team.sqlite'}")
    assert Workspace().settings.crm_url.endswith("team.sqlite")
    desk.use_crm("")
    assert Workspace().settings.crm_url == ""
