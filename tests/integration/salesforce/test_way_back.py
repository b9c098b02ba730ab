"""Whether the browser finds its way back is looked at for real, and ends no attempt."""

import contextlib
import socket
import ssl
from collections.abc import Iterator

import pytest

from sfdesk.actions import connecting
from sfdesk.actions.connecting import Login, SignIn
from sfdesk.domain.way_back import Doubt
from sfdesk.salesforce.way_back import doubts, is_elsewhere
from tests.company_network import proxy


@pytest.fixture(autouse=True)
def a_plain_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def attempt() -> Iterator[SignIn]:
    made = connecting.begin(Login("acme.my.salesforce.com", "3MVG9"), ports=(0,))
    yield made
    made.close()


def seen(attempt: SignIn) -> set[Doubt]:
    """Return what is doubted, apart from what kind of computer this test runs on."""
    return set(doubts(attempt.listener.callback)) - {Doubt.ANOTHER_COMPUTER}


def test_where_nothing_stands_between_there_is_no_doubt(attempt: SignIn) -> None:
    assert seen(attempt) == set()
    assert attempt.strays == 0
    assert not attempt.answered


def test_a_proxy_that_swallows_localhost_is_noticed(
    attempt: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with proxy() as way_out:
        monkeypatch.setenv("http_proxy", way_out.address)
        assert seen(attempt) == {Doubt.PROXY}
        assert way_out.asked == [attempt.listener.callback]
        monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
        assert seen(attempt) == set()


def test_somebody_else_who_answers_there_is_not_taken_for_us(attempt: SignIn) -> None:
    with proxy() as stranger:  # any web server will do
        assert Doubt.NO_LOCALHOST in doubts(f"http://localhost:{stranger.port}/callback")


def test_nobody_there_is_noticed_but_not_when_nobody_was_to_be(attempt: SignIn) -> None:
    attempt.listener.close()
    assert seen(attempt) == {Doubt.NO_LOCALHOST}
    attempt.look_back()
    assert attempt.hint == ""  # it is over


def test_a_browser_that_insists_on_https_is_noticed_and_told(attempt: SignIn) -> None:
    assert attempt.hint == ""
    with (
        socket.create_connection(("127.0.0.1", attempt.port)) as plain,
        contextlib.suppress(ssl.SSLError, ConnectionError),
    ):
        ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")
    assert attempt.hint.startswith("The browser came back with https")
    assert not attempt.answered


def test_a_visitor_who_says_nothing_is_no_sign(attempt: SignIn) -> None:
    socket.create_connection(("127.0.0.1", attempt.port)).close()
    assert seen(attempt) == set()
    assert attempt.hint == ""


def test_a_session_from_another_computer_is_known() -> None:
    assert is_elsewhere({"SSH_CONNECTION": "10.0.0.7 5022 10.0.0.8 22"})
