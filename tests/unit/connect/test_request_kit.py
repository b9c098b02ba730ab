"""What an admin gets is complete, true and holds no secret."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.actions import connection_files, request_kit
from sfdesk.actions.connection_files import ConnectionFile
from sfdesk.actions.request_kit import Request
from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS
from sfdesk.errors import InputError

ANNA = Request(
    asker="Anna Berg",
    login_url="https://acme.my.salesforce.com",
    code="E3",
    company="Acme GmbH",
    org_id="00D000000000001EAA",
    username="anna@acme.example",
    client_id="3MVG9sample",
)
GOOD = ConnectionFile("https://acme.my.salesforce.com", "3MVG9sample.key_1", "Acme", "Welcome")


def test_the_email_has_all_that_an_admin_needs() -> None:
    mail = request_kit.email(ANNA)
    assert mail.subject == "Please allow sfdesk in our Salesforce (2 minutes)"
    for part in (
        *CALLBACKS,
        "(api)",
        "(refresh_token, offline_access)",
        "Require Proof Key for Code Exchange (PKCE)",
        "Require secret for Web Server Flow",
        "External Client App",
        "Refresh Token Policy",
        "sfdesk is not installed in your Salesforce yet",
        "https://acme.my.salesforce.com/lightning/setup/ManageExternalClientApplication/home",
        "00D000000000001EAA",
        "Anna Berg",
    ):
        assert part in mail.body


def test_the_sheet_is_one_page_of_plain_markdown() -> None:
    sheet = request_kit.sheet(ANNA)
    assert sheet.startswith("# Allow sfdesk in Salesforce\n")
    assert "\n".join(CALLBACKS) in sheet
    assert "writes nothing" in sheet
    assert "sandbox refresh" in sheet
    assert len(sheet.splitlines()) < 70
    assert "{" not in sheet


def test_pushing_is_told_when_it_is_asked_for() -> None:
    asking = Request("Anna", may_push=True)
    assert "fields that a person ticked" in request_kit.sheet(asking)


@pytest.mark.parametrize("code", ["", *PROBLEMS])
def test_every_cause_gives_a_whole_letter(code: str) -> None:
    asking = Request("Anna", "https://login.salesforce.com", code)
    for text in (request_kit.email(asking).body, request_kit.sheet(asking)):
        assert "{" not in text
        assert ("sfdesk said" in text) == bool(code)
        assert code in text


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "Acme.sfdesk-org"
    connection_files.write(path, GOOD)
    assert connection_files.read(path) == GOOD


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Acme.sfdesk-org"
    connection_files.write(path, GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert connection_files.read(path) == GOOD


def test_the_template_has_to_be_filled_in_first() -> None:
    with pytest.raises(InputError, match="Client ID"):
        connection_files.parse(connection_files.template(), Path("a.sfdesk-org"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"client_secret": "x"}, 'It holds "client_secret"'),
        ({"refresh_token": "x"}, 'It holds "refresh_token"'),
        ({"Password": "x"}, 'It holds "Password"'),
        ({"login": "https://acme.example"}, "not Salesforce's"),
        ({"login": 3}, '"login" in it should be a text'),
        ({"client_id": ""}, "Client ID"),
        ({"client_id": "a b"}, "Client ID"),
        ({"sfdesk": 2}, "another version"),
        ({"sfdesk": None}, "not a connection file"),
    ],
)
def test_a_bad_file_is_said(changed: dict[str, object], words: str) -> None:
    raw = {"sfdesk": 1, "login": GOOD.login, "client_id": GOOD.client_id, **changed}
    with pytest.raises(InputError) as caught:
        connection_files.parse(json.dumps(raw), Path("Acme.sfdesk-org"))
    assert caught.value.title == "Acme.sfdesk-org cannot be used"
    assert words in caught.value.hint


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[]", b"x" * 70_000, b"[" * 60_000])
def test_what_is_no_connection_file_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sfdesk-org"
    path.write_bytes(content)
    with pytest.raises(InputError):
        connection_files.read(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be used"):
        connection_files.read(tmp_path / "x.sfdesk-org")
    with pytest.raises(InputError, match="cannot be written"):
        connection_files.write(tmp_path / "no" / "x.sfdesk-org", GOOD)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=12), inner),
    )
)
def test_any_json_is_a_file_or_a_known_error(raw: object) -> None:
    try:
        connection_files.parse(json.dumps(raw), Path("x"))
    except InputError:
        return
