"""Starts and stops a practice org: two loopback sockets, one thread of the event loop."""

import asyncio
import contextlib
import errno
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sfdesk.practice import control, data
from sfdesk.practice.options import CLIENT_ID, Address, Options
from sfdesk.practice.org import Org
from sfdesk.practice.site import Site
from sfdesk.practice.soql import grammar
from sfdesk.practice.web import Border

_TRIES = 20


class _Protocol(H11Protocol):
    """Lets the program below close a connection, which ASGI has no word for."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """A server that leaves signals to whoever started it, and tells when it is `up`."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.up.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(port: int) -> list[socket.socket]:
    """Return sockets on 127.0.0.1 and, where there is one, ::1, with the same port.

    Raise OSError when the port is taken.
    """
    for _ in range(_TRIES):
        first = _bound(socket.AF_INET, "127.0.0.1", port)
        try:
            second = _bound(socket.AF_INET6, "::1", first.getsockname()[1])
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return [first]
            first.close()
            if port:
                raise
            continue
        return [first, second]
    raise OSError(errno.EADDRINUSE, "no port is free on both 127.0.0.1 and ::1")


def _bound(family: int, host: str, port: int) -> socket.socket:
    # Named as TCP, or asyncio leaves Nagle's algorithm on and each reply waits 40 ms.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found


def serve(
    options: Options, announce: Callable[[Address], None], stop: threading.Event | None = None
) -> None:
    """Serve until `stop` is set; say where through `announce` once requests are answered.

    Raise OSError when the port is taken, ValueError for a scenario or state that cannot be used.
    """
    sockets = listening(options.port)
    org: Org | None = None
    try:
        origin = f"http://localhost:{sockets[0].getsockname()[1]}"
        org = data.made(options)
        with contextlib.closing(Site(org, options, origin)) as site:
            _play(site)
            threading.Thread(target=grammar.warm, name="practice-warm", daemon=True).start()
            address = Address(origin, CLIENT_ID, org.id, data.sign_ins(org))
            asyncio.run(_serve(site, sockets, lambda: announce(address), stop or threading.Event()))
    finally:
        for each in sockets:
            each.close()
        if org is not None:
            org.close()


def _play(site: Site) -> None:
    """Carry out the scenario that the org was started with."""
    if site.options.scenario is None:
        return
    try:
        orders = orjson.loads(site.options.scenario.read_bytes())
    except orjson.JSONDecodeError as error:
        raise ValueError(f"{site.options.scenario}: {error}") from None
    for order in orders if isinstance(orders, list) else [orders]:
        control.obey(site, order)


async def _serve(
    site: Site,
    sockets: list[socket.socket],
    ready: Callable[[], None],
    stop: threading.Event,
) -> None:
    config = uvicorn.Config(
        Border(site),
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = _Server(config)
    loop = asyncio.get_running_loop()
    over = threading.Event()

    def watch() -> None:
        while not over.is_set() and not stop.wait(0.5):
            pass
        server.should_exit = True

    threading.Thread(target=watch, name="practice-stop", daemon=True).start()
    serving = asyncio.ensure_future(server.serve(sockets=sockets))
    up = asyncio.ensure_future(server.up.wait())
    await asyncio.wait((serving, up), return_when=asyncio.FIRST_COMPLETED)
    up.cancel()
    if not serving.done():
        await loop.run_in_executor(None, ready)
    try:
        await serving
    finally:
        over.set()


@contextlib.contextmanager
def running(**options: Any) -> Iterator[Address]:
    """Run a practice org in a thread of this process, with the fields of `Options` as keywords."""
    ready: threading.Event = threading.Event()
    stop = threading.Event()
    said: list[Address] = []
    failed: list[BaseException] = []

    def announce(address: Address) -> None:
        said.append(address)
        ready.set()

    def work() -> None:
        try:
            serve(Options(**options), announce, stop)
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            failed.append(error)
        finally:
            ready.set()

    thread = threading.Thread(target=work, name="practice-org", daemon=True)
    thread.start()
    ready.wait()
    try:
        if not said:
            raise failed[0]
        yield said[0]
    finally:
        stop.set()
        thread.join()
