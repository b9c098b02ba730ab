"""Connection files on disk: what an admin hands out comes back whole, or is refused in words."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.actions import connection_files
from sfdesk.domain.connection_file import Connection, from_text
from sfdesk.errors import InputError

GOOD = Connection("https://acme.my.salesforce.com", "3MVG9sample.key_1", "Acme", "Welcome")


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "Acme.sfdesk-org"
    connection_files.write(path, GOOD)
    assert connection_files.read(path) == GOOD


def test_a_file_of_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Acme.sfdesk-org"
    connection_files.write(path, GOOD)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert connection_files.read(path) == GOOD


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
        from_text(json.dumps(raw), "Acme.sfdesk-org")
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
        from_text(json.dumps(raw))
    except InputError:
        return
