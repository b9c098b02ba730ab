"""A company's network: a proxy as the only way out, and a Salesforce behind it.

The Salesforce is a practice org that bears a real one's name: TLS ends before it, and the proxy
knows where the name leads, so that nothing leaves this computer.
"""

import base64
import http.client
import select
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.tls import TlsServer, served

SALESFORCE = "acme.my.salesforce.com"


@dataclass
class Proxy:
    """Takes CONNECT for the hosts in `routes` only, from whoever gives the name and password."""

    routes: Mapping[str, int] = field(default_factory=dict)
    login: str = ""
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, target: str, credentials: str | None) -> int:
        """Return the status of a CONNECT, and remember what was asked for."""
        self.asked.append(target)
        wanted = f"Basic {base64.b64encode(self.login.encode()).decode()}"
        if self.login and credentials != wanted:
            return 407
        return 200 if target.partition(":")[0] in self.routes else 502


@contextmanager
def proxy(routes: Mapping[str, int] | None = None, *, login: str = "") -> Iterator[Proxy]:
    """Run a proxy; `routes` say at which port here a host is found."""
    made = Proxy(routes or {}, login)

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            status = made.answer(self.path, self.headers.get("Proxy-Authorization"))
            if status != 200:
                self.send_response(status)
                if status == 407:
                    self.send_header("Proxy-Authenticate", 'Basic realm="Acme"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            there = ("127.0.0.1", made.routes[self.path.partition(":")[0]])
            with socket.create_connection(there) as onward:
                self.send_response(200)
                self.end_headers()
                _carry(self.connection, onward)
            self.close_connection = True

        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_error(502)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with served(server) as made.port:
        yield made


def _carry(left: socket.socket, right: socket.socket) -> None:
    """Carry bytes both ways until one side closes."""
    other = {left: right, right: left}
    while True:
        for ready in select.select([left, right], [], [], 30)[0]:
            data = ready.recv(65536)
            if not data:
                return
            other[ready].sendall(data)


@contextmanager
def front(org: str, pem: Path, name: str = SALESFORCE) -> Iterator[int]:
    """Run TLS before the practice org at `org`, under the `name` of a real one; give its port."""
    there, here = urlsplit(org).netloc, f"https://{name}"

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            kept = {
                key: value
                for key, value in self.headers.items()
                if key.lower() not in {"host", "accept-encoding", "connection"}
            }
            onward = http.client.HTTPConnection(there, timeout=30)
            onward.request(self.command, self.path, self.rfile.read(length), kept)
            reply = onward.getresponse()
            body = reply.read().replace(org.encode(), here.encode())
            onward.close()
            self.send_response_only(reply.status)
            for key, value in reply.getheaders():
                if key.lower() not in {"content-length", "transfer-encoding", "connection"}:
                    self.send_header(key, value.replace(org, here))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self._pass_on
            raise AttributeError(name)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with served(TlsServer(pem, Handler)) as port:
        yield port
