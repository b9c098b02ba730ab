"""What goes wrong in a person's day: a title, a hint, the right exit code, and nothing lost."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sfdesk import paths
from sfdesk.demo import pages
from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess
from tests.e2e.program import Answer, Connecting, connect, sfdesk

# Each holds one of the three ports for the answer; some tests take all of them.
pytestmark = pytest.mark.xdist_group("callback ports")

PORTS = (17171, 21717, 27171)


@pytest.fixture(scope="module")
def org() -> Iterator[PracticeAddress]:
    with PracticeProcess() as address:
        yield address


def _connect(org: PracticeAddress, *, allow: bool = True, code: int = 0) -> Answer:
    user = org.users[0]
    return connect(
        org.login,
        org.client_id,
        lambda address: pages.sign_in(address, user.username, user.password, allow=allow),
        code=code,
    )


@pytest.mark.parametrize(
    "address", ["https://example.com", "http://example.com:8080", "not an address", "ftp://x"]
)
def test_an_address_that_is_not_salesforces_is_refused_before_anything_opens(address: str) -> None:
    answer = sfdesk("connect", "--no-browser", "--login", address, "--client-id", "x", code=1)
    assert answer.title


def test_without_a_client_id_the_hint_says_where_it_comes_from() -> None:
    answer = sfdesk("connect", "--no-browser", code=1)
    assert "admin" in answer.json["error"]["hint"]


def test_denied_consent_is_e4(org: PracticeAddress) -> None:
    answer = _connect(org, allow=False, code=1)
    assert answer.json["error"]["code"] == "E4"


def test_busy_ports_are_passed_over_and_all_busy_is_e15(org: PracticeAddress) -> None:
    with ExitStack() as stack:
        for port in PORTS:
            taken = stack.enter_context(socket.socket())
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", port))
            taken.listen()
            if port == PORTS[0]:
                assert _connect(org).json["signed_in"]
        answer = sfdesk("connect", "--no-browser", "--login", org.login, "--client-id", "x", code=1)
    assert answer.json["error"]["code"] == "E15"


def test_an_answer_with_a_foreign_state_does_not_end_the_attempt(org: PracticeAddress) -> None:
    user = org.users[0]
    words = ["--login", org.login, "--client-id", org.client_id, "--timeout", "40"]
    with Connecting(words) as connecting:
        port = connecting.address.split("localhost%3A")[1][:5]
        with socket.create_connection(("localhost", int(port))) as stray:
            stray.sendall(
                f"GET /callback?code=x&state=y HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode()
            )
            stray.recv(4096)
        pages.sign_in(connecting.address, user.username, user.password)
        assert connecting.finish().json["signed_in"]


def test_no_keyring_is_e28_and_nothing_is_written(org: PracticeAddress) -> None:
    user = org.users[0]
    answer = connect(
        org.login,
        org.client_id,
        lambda address: pages.sign_in(address, user.username, user.password),
        env={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        code=1,
    )
    assert answer.json["error"]["code"] == "E28"
    assert sfdesk("orgs").json["orgs"] == []


def test_an_unreachable_org_is_known_and_the_cache_stays(tmp_path: Path) -> None:
    with PracticeProcess() as org:
        _connect(org)
        total = sfdesk("sync").json["accounts"]["total"]
    answer = sfdesk("sync", code=1)
    assert answer.json["error"]["retry"]
    out = tmp_path / "suggestions.csv"
    sfdesk("suggest", "--out", out)  # what was read is still here
    assert total > 0


def test_a_home_that_cannot_be_made_is_named() -> None:
    answer = sfdesk("orgs", env={"SFDESK_HOME": "/proc/nowhere"}, code=1)
    assert answer.title == "SFDesk has no place for its files"
    assert "SFDESK_HOME" in answer.json["error"]["hint"]


def test_damaged_settings_are_named_and_left_alone() -> None:
    path = paths.config_folder() / "settings.json"
    path.write_text("{", encoding="utf-8")
    assert sfdesk("orgs", code=1).title == "The settings cannot be used"
    assert path.read_text(encoding="utf-8") == "{"


def test_a_damaged_cache_is_set_aside_and_pulled_again(org: PracticeAddress) -> None:
    _connect(org)
    total = sfdesk("sync").json["accounts"]["total"]
    (cache,) = paths.data_folder().glob("salesforce-*.sqlite")
    cache.write_bytes(b"not a database at all" * 500)
    assert sfdesk("sync").json["accounts"]["total"] == total
    assert list(paths.data_folder().glob("*damaged*"))


def test_a_damaged_crm_is_refused_and_never_touched() -> None:
    sfdesk("log")
    crm = paths.data_folder() / "crm.sqlite"
    for side in paths.data_folder().glob("crm.sqlite-*"):
        side.unlink()
    crm.write_bytes(b"not a database at all" * 500)
    before = crm.read_bytes()
    assert sfdesk("log", code=1).title
    assert crm.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("name\nAcme\n".encode("utf-16"), "utf-16"),
        (b"name\n\xff\xfe\xfd\n", "not in utf-8"),
        (b"colour\nred\n", "name"),
        (b"name,employees\nAcme,many\n", "line 2"),
        (b"name,website\nAcme\n", "line 2"),
        (b"name\n" + b"x" * 10_000_000 + b"\n", "line 2"),
        (b"", "empty"),
    ],
    ids=["utf-16", "latin", "columns", "number", "short", "huge", "empty"],
)
def test_a_bad_csv_file_loads_nothing_and_is_named(
    content: bytes, named: str, tmp_path: Path
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_bytes(content)
    error = sfdesk("crm", "load", "accounts", file, code=1).json["error"]
    assert named in f"{error['title']} {error['hint']} {error['details']}".lower()
    assert sfdesk("crm", "dump", "accounts", tmp_path / "all.csv").json["written"] == 0


def test_keep_good_loads_the_good_rows_and_lists_the_bad_ones(tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text("name,employees\nAcme,5\nBeta,many\nGamma,7\n", encoding="utf-8")
    answer = sfdesk("crm", "load", "accounts", file, "--keep-good").json
    assert answer["added"] == 2
    assert [(b["line"], b["column"]) for b in answer["bad"]] == [(3, "employees")]


def test_unknown_ids_are_known_errors(org: PracticeAddress) -> None:
    _connect(org)
    for words in (
        ["sync", "--org", "nowhere"],
        ["disconnect", "nowhere"],
        ["decide", "A-1", "001A0000006Vm9rIAC", "link"],
        ["import", "001A0000006Vm9rIAC"],
        ["import", "garbage"],
        ["push", "A-1", "--plan"],
        ["undo", "B-999999"],
        ["import"],
    ):
        answer = sfdesk(*words, code=1)
        assert answer.title, words
        assert answer.json["error"]["hint"], words
