"""The listener for the browser's answer: every attack that a page or a program here can try."""

import html
import http.client
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.domain.sign_in_signals import refusal
from sfdesk.errors import ConnectError, Secret
from sfdesk.salesforce.callback import Answer, Listener, read_answer
from sfdesk.salesforce.port_holders import holders

STATE = "a-state-that-nobody-can-guess"


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener(Secret(STATE), ports=(0,))
    yield opened
    opened.close(patience=0)


def _get(
    listener: Listener, path: str, *, host: str = "localhost", name: str | None = None
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(host, listener.port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", name or f"localhost:{listener.port}")
    connection.endheaders()
    reply = connection.getresponse()
    headers = {key.lower(): value for key, value in reply.getheaders()}
    body = reply.read().decode()
    connection.close()
    return reply.status, headers, body


def _good(**more: str) -> str:
    return "/callback?" + urlencode({"code": "aPrx=.good", "state": STATE, **more})


def _answered(listener: Listener) -> Answer | None:
    return listener.wait(0)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_good_answer_arrives_by_either_family(listener: Listener, host: str) -> None:
    status, headers, _body = _get(listener, _good(), host=host)
    assert (status, headers["location"]) == (303, "/done")
    answer = _answered(listener)
    assert answer is not None
    assert answer.code.reveal() == "aPrx=.good"


def test_it_does_not_close_before_the_browser_has_the_whole_last_page(listener: Listener) -> None:
    assert listener.offer(_good().partition("?")[2], through_browser=True)
    assert listener.page()[0] == "sfdesk - signed in"  # made, but on its way still
    closing = threading.Thread(target=listener.close, kwargs={"patience": 10.0})
    closing.start()
    closing.join(0.2)
    assert closing.is_alive()
    listener.page_sent()
    closing.join(10)
    assert not closing.is_alive()


def test_it_listens_on_this_computer_only(listener: Listener) -> None:
    bound = {server.server_address[0] for server in listener._servers}
    assert bound <= {"127.0.0.1", "::1"}


def test_the_last_page_has_no_code_no_script_and_is_not_kept(listener: Listener) -> None:
    _get(listener, _good())
    status, headers, body = _get(listener, "/done")
    assert status == 200
    assert "Signed in. You can close this tab and go back to sfdesk." in body
    assert "<title>sfdesk - signed in</title>" in body
    assert "aPrx" not in body
    assert "<script" not in body
    assert "http" not in body.replace("<!DOCTYPE html>", "")
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "server" not in headers


def test_an_error_is_shown_in_the_browser_in_our_words(listener: Listener) -> None:
    query = {"error": "access_denied", "error_description": "end-user denied", "state": STATE}
    _get(listener, "/callback?" + urlencode(query))
    assert "You pressed Deny" in _get(listener, "/done")[2]
    answer = _answered(listener)
    assert answer is not None
    assert answer.error == "access_denied"


COMING_BACK = [
    ("OAUTH_APP_BLOCKED", "this app is blocked by admin", "E1"),
    ("OAUTH_APP_ACCESS_DENIED", "user is not admin approved to access this app", "E2"),
    ("invalid_client", "app must be installed into org", "E3"),
    ("access_denied", "end-user denied authorization", "E4"),
    ("OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org", "E6"),
    ("invalid_request", "Cross-org OAuth flows are not supported for this external", "E7"),
    ("invalid_scope", "the requested scope is not allowed", "E8"),
    ("invalid_request", "missing required code challenge", "E23"),
    ("server_error", "<b>of a later release</b>", "E30"),
]
"""Whatever Salesforce may send the browser back with."""


@pytest.mark.parametrize(("error", "description", "code"), COMING_BACK)
def test_the_browsers_last_page_says_the_same_as_the_window(
    error: str, description: str, code: str
) -> None:
    opened = Listener(Secret(STATE), ports=(0,), address="acme.my.salesforce.com")
    query = {"error": error, "error_description": description, "state": STATE}
    _get(opened, "/callback?" + urlencode(query))
    body = _get(opened, "/done")[2]
    opened.close(patience=0)
    window = refusal(error, description, address="acme.my.salesforce.com")
    assert window.code == code
    for tag, words in (("title", window.title), ("h1", window.title), ("p", window.hint)):
        assert f"<{tag}>{html.escape(words)}</{tag}>" in body


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/favicon.ico",
        "/callback",
        "/callback?",
        "/callback?state=" + STATE,
        "/callback?code=x",
        "/callback?code=x&state=wrong",
        "/callback?code=x&state=" + STATE + "x",
        "/callback?code=x&state=" + STATE[:-1],
        "/callback?code=x&state=" + STATE.upper(),
        "/callback?code=x&code=y&state=" + STATE,
        "/callback?code=x&state=wrong&state=" + STATE,
        "/callback?error=access_denied",
        "/callback?error=access_denied&state=%ff",
        "/callback/?code=x&state=" + STATE,
        "/callback/../callback?code=x&state=" + STATE,
        "/CALLBACK?code=x&state=" + STATE,
        "/other?code=x&state=" + STATE,
        "/done",
    ],
)
def test_nothing_else_ends_the_wait(listener: Listener, path: str) -> None:
    _status, _headers, body = _get(listener, path)
    assert "signed in" not in body
    assert _answered(listener) is None
    _get(listener, _good())
    assert _answered(listener) is not None


def test_an_answer_to_another_attempt_is_counted_and_said(listener: Listener) -> None:
    _status, _headers, body = _get(listener, "/callback?code=x&state=of-an-earlier-try")
    assert "That answer belongs to another sign-in" in body
    assert listener.strays == 1


def test_only_the_first_answer_counts(listener: Listener) -> None:
    _get(listener, _good())
    _get(listener, "/callback?" + urlencode({"code": "second", "state": STATE}))
    answer = _answered(listener)
    assert answer is not None
    assert answer.code.reveal() == "aPrx=.good"


@pytest.mark.parametrize(
    "name",
    ["evil.example", "evil.example:{port}", "localhost", "localhost:1", "localhost.evil", ""],
)
def test_a_name_that_was_pointed_here_is_refused(listener: Listener, name: str) -> None:
    status, _headers, _body = _get(listener, _good(), name=name.format(port=listener.port) or " ")
    assert status == 403
    assert _answered(listener) is None


def test_two_host_lines_are_refused(listener: Listener) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as raw:
        host = f"Host: localhost:{listener.port}\r\n"
        raw.sendall(f"GET {_good()} HTTP/1.1\r\n{host}{host}\r\n".encode())
        assert b" 403 " in raw.recv(4096)
    assert _answered(listener) is None


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "\x00"])
def test_other_methods_do_nothing(listener: Listener, method: str) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as raw:
        lines = f"{method} {_good()} HTTP/1.1\r\nHost: localhost:{listener.port}\r\n\r\n"
        raw.sendall(lines.encode())
        raw.recv(4096)
    assert _answered(listener) is None


def test_slow_and_idle_connections_hold_nobody_up(listener: Listener) -> None:
    with ExitStack() as held:
        for number in range(100):
            raw = held.enter_context(
                socket.create_connection(("127.0.0.1", listener.port), timeout=10)
            )
            if number % 2:
                raw.sendall(b"GET /callback?code=")
        assert _get(listener, _good())[0] == 303
    assert _answered(listener) is not None


@pytest.mark.parametrize(
    "junk",
    [
        b"GET /callback?" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
def test_rubbish_and_huge_requests_end_nothing(listener: Listener, junk: bytes) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as raw:
        try:
            raw.sendall(junk)
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass
        except OSError:
            pass  # it hung up on us, which is as good an answer as any
    assert _answered(listener) is None
    assert _get(listener, _good())[0] == 303


def test_a_hundred_at_once_find_the_one_good_answer(listener: Listener) -> None:
    bad = [
        threading.Thread(target=_get, args=(listener, f"/callback?code=x&state={n}"))
        for n in range(100)
    ]
    for thread in bad:
        thread.start()
    status = _get(listener, _good())[0]
    for thread in bad:
        thread.join()
    assert status == 303
    answer = _answered(listener)
    assert answer is not None
    assert answer.code.reveal() == "aPrx=.good"
    assert listener.strays == 100


def test_the_next_free_port_is_taken_and_all_taken_is_said() -> None:
    with socket.socket() as first, socket.socket() as second:
        for taken in (first, second):
            taken.bind(("127.0.0.1", 0))
            taken.listen()
        ports = [taken.getsockname()[1] for taken in (first, second)]
        opened = Listener(Secret(STATE), ports=(*ports, 0))
        assert opened.port not in ports
        opened.close(patience=0)
        with pytest.raises(ConnectError) as caught:
            Listener(Secret(STATE), ports=ports)
    assert caught.value.code == "E15"
    assert str(ports[0]) in caught.value.details


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who holds a port")
def test_who_holds_the_ports_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConnectError) as caught:
            Listener(Secret(STATE), ports=(port,))
    mine = Path("/proc/self/comm").read_text(encoding="utf-8").strip()
    assert f"are all in use ({mine})." in caught.value.hint
    assert holders([port]) == []  # nobody any more


def test_a_system_that_tells_nothing_names_nobody(tmp_path: Path) -> None:
    assert holders([17171], tmp_path) == []


def test_a_port_that_is_taken_in_one_family_counts_as_taken() -> None:
    with socket.socket(socket.AF_INET6) as six:
        six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        six.bind(("::1", 0))
        six.listen()
        port = six.getsockname()[1]
        with pytest.raises(ConnectError):
            Listener(Secret(STATE), ports=(port,))
        with socket.socket() as four:
            four.bind(("127.0.0.1", port))  # nothing of ours was left behind there


def test_the_port_is_free_again_at_once() -> None:
    first = Listener(Secret(STATE), ports=(0,))
    _get(first, _good())
    first.close(patience=0)
    again = Listener(Secret(STATE), ports=(first.port,))
    again.close(patience=0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_are_no_answer(listener: Listener, junk: bytes) -> None:
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as raw:
        try:
            raw.sendall(b"GET /callback?" + junk + b"\r\n\r\n")
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass
        except OSError:
            pass  # it hung up on us
    assert _answered(listener) is None


@given(st.text())
def test_any_query_is_read_without_a_crash(query: str) -> None:
    found = read_answer(query)
    assert found is None or found[0] != STATE
