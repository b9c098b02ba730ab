"""Waits on this computer for the one answer that Salesforce sends through the browser.

Loopback only, both address families, one path, one use. Any page in any browser tab can send a
request here, so nothing but the attempt's own `state` ends the wait, and nothing that is stray,
huge, slow or sent a hundred times at once can hold it up.
"""

import html
import os
import secrets
import socket
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader
from socketserver import TCPServer
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from sfdesk.domain.sign_in_problems import CALLBACK_PORTS, PROBLEMS, problem
from sfdesk.domain.sign_in_signals import refusal
from sfdesk.errors import Secret
from sfdesk.i18n import _
from sfdesk.salesforce.no_answer import network
from sfdesk.salesforce.port_holders import holders
from sfdesk.salesforce.web import WebSession

PATH = "/callback"
_LANDING = "/done"
_READ_SECONDS = 5
_MOST_CONNECTIONS = 64
_LONGEST = 16_000
_TLS = b"\x16\x03"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a code, or an error and its description."""

    code: Secret
    error: str = ""
    description: str = ""


def read_answer(query: str) -> tuple[str, Answer] | None:
    """Return the state and the answer in a query string; None where there is none.

    Every value is decoded once. A name that is given twice makes the whole query no answer.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return None
    values = dict(pairs)
    if len(values) != len(pairs) or not (values.get("code") or values.get("error")):
        return None
    answer = Answer(
        Secret(values.get("code", "")),
        values.get("error", ""),
        values.get("error_description", ""),
    )
    return values.get("state", ""), answer


def same(left: str, right: str) -> bool:
    """Compare two texts in a time that does not tell where they differ."""
    return secrets.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))


class Listener:
    """One attempt's listener: open from its making until `close()`."""

    def __init__(
        self,
        state: Secret,
        *,
        ports: Sequence[int] = CALLBACK_PORTS,
        listen: bool = True,
        address: str = "",
    ) -> None:
        """Listen on the first port that is free in both families. Raise ConnectError E15.

        Without `listen` nothing is opened, and answers come through `offer()` alone. `address` is
        where the person signs in, for the page that tells of an error.
        """
        self._state = state
        self._address = address
        self._answer: Answer | None = None
        self._arrived = threading.Condition()
        self._redirected = self._shown = False
        self.strays = 0
        self.by_https = False
        self._closed = False
        self.port, self._servers = _open(ports, self) if listen else (ports[0], [])
        self._threads = [
            threading.Thread(target=s.serve_forever, args=(0.05,), daemon=True)
            for s in self._servers
        ]
        for thread in self._threads:
            thread.start()

    @property
    def open(self) -> bool:
        """Whether anybody listens: not where all ports were taken, nor after the end."""
        return bool(self._servers) and not self._closed

    @property
    def callback(self) -> str:
        """The address that Salesforce sends the browser to."""
        return f"http://localhost:{self.port}{PATH}"

    def wait(self, seconds: float) -> Answer | None:
        """Return the answer, or None after `seconds` without one."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._answer is not None, seconds)
            return self._answer

    def offer(self, query: str, *, through_browser: bool = False) -> bool:
        """Take the answer in `query` if it belongs to this attempt, and is the first that does."""
        found = read_answer(query)
        with self._arrived:
            if found is None or not same(found[0], self._state.reveal()):
                self.strays += found is not None
                return False
            if self._answer is None:
                self._answer = found[1]
                self._redirected = through_browser
                self._arrived.notify_all()
            return True

    def page(self) -> tuple[str, str]:
        """Return title and text of what the browser shows in the end."""
        with self._arrived:
            answer = self._answer
        if answer is None:
            return _("sfdesk"), STRAY
        if answer.error:
            known = refusal(answer.error, answer.description, address=self._address)
            return known.title, known.hint
        return SIGNED_IN, _("Signed in. You can close this tab and go back to sfdesk.")

    def page_sent(self) -> None:
        """The browser has the last page, whole; before an answer it was a stray's."""
        with self._arrived:
            self._shown = self._answer is not None
            self._arrived.notify_all()

    def close(self, *, patience: float = 1.0) -> None:
        """Stop listening; an answered browser has `patience` seconds to fetch its last page.

        A second call does nothing.
        """
        with self._arrived:
            if self._closed:
                return
            self._closed = True
            if self._redirected:
                self._arrived.wait_for(lambda: self._shown, patience)
        for server in self._servers:
            server.shutdown()
            server.server_close()
            server.drop_all()


def pass_on(port: int, query: str) -> int:
    """Give an answer to the listener of another sfdesk here; return what it replied (303: taken).

    Raise OrgUnreachable where nobody listens.
    """
    address = f"http://localhost:{port}"
    with network(address), WebSession() as web:
        return web.get(f"{address}{PATH}?{query}").status_code


STRAY = _("This is sfdesk's sign-in address. You can close this tab.")
SIGNED_IN = _("sfdesk - signed in")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # elsewhere it lets another program take the port
    allow_reuse_port = False
    request_queue_size = 128

    def __init__(self, family: socket.AddressFamily, host: str, port: int, owner: Listener) -> None:
        self.address_family = family
        self.owner = owner
        self._open: deque[socket.socket] = deque()
        self._lock = threading.Lock()
        super().__init__((host, port), _Request)

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        TCPServer.server_bind(self)  # without HTTPServer's look-up of this computer's name

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve in a thread; of too many connections the oldest goes, for it only waits."""
        with self._lock:
            self._open.append(request)
            oldest = self._open.popleft() if len(self._open) > _MOST_CONNECTIONS else None
        if oldest is not None:
            _drop(oldest)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            if request in self._open:
                self._open.remove(request)
        super().shutdown_request(request)

    def drop_all(self) -> None:
        """Close what is still connected."""
        with self._lock:
            left = list(self._open)
        for connection in left:
            _drop(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that hangs up, or a page that sends rubbish, is no event."""


def _drop(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was gone already


def _open(ports: Sequence[int], owner: Listener) -> tuple[int, list[_Server]]:
    taken = []
    for port in ports:
        servers: list[_Server] = []
        try:
            servers.append(_Server(socket.AF_INET, "127.0.0.1", port, owner))
            chosen = servers[0].server_address[1]
            if _has_ipv6():
                servers.append(_Server(socket.AF_INET6, "::1", chosen, owner))
        except OSError as error:
            taken.append(f"{port}: {error.strerror}")
            for server in servers:
                server.server_close()
        else:
            return chosen, servers
    names = ", ".join(holders(ports))
    raise problem("E15", details="; ".join(taken), names=f" ({names})" if names else "")


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


class _Request(BaseHTTPRequestHandler):
    server: _Server
    timeout = _READ_SECONDS
    protocol_version = "HTTP/1.0"  # one request per connection: nothing idles here
    server_version = "sfdesk"
    sys_version = ""

    def handle_one_request(self) -> None:
        """Notice a browser that insists on https: the first bytes are TLS, not HTTP."""
        self.close_connection = True
        try:
            begun = cast("BufferedReader", self.rfile).peek(len(_TLS))
        except OSError:  # whoever connects and says nothing waits for nothing
            return
        if begun.startswith(_TLS):
            self.server.owner.by_https = True
        else:
            super().handle_one_request()

    def do_GET(self) -> None:
        owner = self.server.owner
        if not self._is_for_us():
            self._reply(HTTPStatus.FORBIDDEN, _("sfdesk"), STRAY)
            return
        parts = urlsplit(self.path)
        if parts.path == _LANDING:
            self._reply(HTTPStatus.OK, *owner.page())
            owner.page_sent()
        elif parts.path != PATH:
            self._reply(HTTPStatus.NOT_FOUND, _("sfdesk"), STRAY)
        elif owner.offer(parts.query, through_browser=True):
            self._reply(HTTPStatus.SEE_OTHER, _("sfdesk"), STRAY, location=_LANDING)
        elif read_answer(parts.query) is not None:
            other = PROBLEMS["E18"]
            self._reply(HTTPStatus.BAD_REQUEST, other.title, other.text)
        else:
            self._reply(HTTPStatus.BAD_REQUEST, _("sfdesk"), STRAY)

    def _is_for_us(self) -> bool:
        """Refuse a name other than localhost, which a foreign page may have pointed here."""
        port = self.server.server_address[1]
        hosts = self.headers.get_all("Host") or []
        allowed = {f"{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        return len(hosts) == 1 and hosts[0].lower() in allowed and len(self.path) <= _LONGEST

    def _reply(self, status: HTTPStatus, title: str, text: str, *, location: str = "") -> None:
        body = _PAGE.format(title=html.escape(title), text=html.escape(text)).encode()
        self.send_response_only(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("X-SFDesk", "callback")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has there
        """Keep nothing: the request line holds the code."""


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:34em;margin:4em auto;padding:0 1em}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""
