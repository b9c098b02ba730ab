"""A hundred thousand odd inputs: no crash, and no answer of a foreign state is ever taken."""

import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.actions import connecting
from sfdesk.errors import Secret, SfdeskError
from sfdesk.salesforce.callback import Listener

STATE = "a-state-that-nobody-can-guess"
PARTS = 20
MANY = settings(
    max_examples=100_000 // PARTS, derandomize=False, suppress_health_check=list(HealthCheck)
)
WORDS = st.sampled_from(
    ["code", "state", "error", "error_description", "=", "&", "?", "#", "%", "%00", "%C3", ";", "+",
     "http://localhost:17171/callback", "https://acme.my.salesforce.com/", " ", "\n", STATE[:-1],
     STATE.upper(), "access_denied", "OAUTH_APP_BLOCKED", "\u0000", "ä", "\ud7ff", "x" * 300]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=14).map("".join)


@pytest.fixture(scope="module")
def attempt() -> Iterator[connecting.SignIn]:
    opened = connecting.begin(connecting.Login("production", "sample"), ports=(0,), listen=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    opened = Listener(Secret(STATE), ports=(0,))
    yield opened
    opened.close(patience=0)


def _paste(attempt: connecting.SignIn, text: str) -> None:
    with pytest.raises(SfdeskError) as caught:
        attempt.paste(text)
    assert caught.value.title
    assert attempt.listener.wait(0) is None


@given(text=TEXTS)
@settings(suppress_health_check=list(HealthCheck))
def test_pasted_texts(attempt: connecting.SignIn, text: str) -> None:
    _paste(attempt, text)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@given(text=TEXTS)
@MANY
def test_a_hundred_thousand_pasted_texts(attempt: connecting.SignIn, part: int, text: str) -> None:
    _paste(attempt, text)


def _send(listener: Listener, target: str, more: bytes) -> None:
    host = f"Host: localhost:{listener.port}\r\n".encode()
    line = b"GET /callback?" + quote(target, safe="=&?#%+;/:").encode() + b" HTTP/1.1\r\n"
    with socket.create_connection(("127.0.0.1", listener.port), timeout=10) as raw:
        try:
            raw.sendall(line + host + more + b"\r\n\r\n")
            raw.shutdown(socket.SHUT_WR)
            while raw.recv(65536):
                pass
        except OSError:
            pass  # it hung up, which is as good an answer as any
    assert listener.wait(0) is None


@given(target=TEXTS, more=st.binary(max_size=60))
@settings(suppress_health_check=list(HealthCheck))
def test_requests(listener: Listener, target: str, more: bytes) -> None:
    _send(listener, target, more)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
@given(target=TEXTS, more=st.binary(max_size=60))
@MANY
def test_a_hundred_thousand_requests(
    listener: Listener, part: int, target: str, more: bytes
) -> None:
    _send(listener, target, more)
