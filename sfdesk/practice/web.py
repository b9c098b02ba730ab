"""The HTTP border: every request comes in here, meets its fault, and leaves with its headers."""

import asyncio
import gzip
import logging
import secrets
import sqlite3
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from sfdesk.practice import doors, pages
from sfdesk.practice.authorize import Browsers
from sfdesk.practice.faults import Fault
from sfdesk.practice.site import Site
from sfdesk.practice.wire import Call, Refusal, Reply

LARGEST_BODY = 150_000_000
LONGEST_TARGET = 16_384
_log = logging.getLogger(__name__)
_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_CHUNK = 1 << 20


class Border:
    """The ASGI program: turns an HTTP request into a `Call` and a `Reply` into a response."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._browsers = Browsers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        began = time.perf_counter()
        raw = scope.get("raw_path") or scope["path"].encode()
        # The sf CLI joins an address that ends in a slash with a path that starts with one.
        path = "/" + raw.decode("ascii", "replace").partition("?")[0].lstrip("/")
        target = path + (
            f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        )
        if path.startswith("/practice/"):
            fault = None
        else:
            fault = self._site.faults.take(request.method, unquote(target))
        reply = await self._reply(request, path, target, fault)
        if not path.startswith("/practice/"):
            spent = time.perf_counter() - began
            self._site.faults.note(request.method, path, target, reply.status, spent)
        if fault is not None and fault.action in ("drop", "drop_reply"):
            await _hang_up(scope)
            return
        response = self._send(request, reply)
        if fault is not None and fault.action == "truncate":
            await _cut_short(scope, response, send)
            return
        await response(scope, receive, send)

    async def _reply(self, request: Request, path: str, target: str, fault: Fault | None) -> Reply:
        refused = _refused(request, target)
        if refused:
            return refused
        if fault is not None and fault.action == "drop":
            return Reply(0)
        if fault is not None and fault.action == "answer":
            return Reply(fault.status, fault.body, fault.headers, fault.media)
        if fault is not None and fault.seconds:
            await asyncio.sleep(fault.seconds)
        return await self._real(request, path)

    async def _real(self, request: Request, path: str) -> Reply:
        switches = self._site.org.switches
        if switches.slow:
            await asyncio.sleep(switches.slow)
        if switches.maintenance and not path.startswith("/practice/"):
            return pages.page("maintenance", 503)
        try:
            call = await _call(request, path)
        except Refusal as too_large:
            return too_large.reply()
        except ClientDisconnect:
            return Reply(0)
        try:
            return await doors.answer(self._site, self._browsers, call)
        except Exception as error:  # noqa: BLE001 - the border of the server
            if switches.read_only and isinstance(error, sqlite3.OperationalError):
                said = "The organization is in read-only mode"
                return Refusal(503, "SERVER_UNAVAILABLE", said).reply()
            # A fault of this server, which must still speak as Salesforce does when it fails.
            number = secrets.token_hex(5)
            _log.exception("%s %s failed, %s", request.method, path, number)
            said = f"An unexpected error occurred. Please include this ErrorId: {number}"
            return Refusal(500, "UNKNOWN_EXCEPTION", said).reply()

    def _send(self, request: Request, reply: Reply) -> Response:
        headers = {
            "Server": "sfdcedge",
            "Date": formatdate(self._site.org.now().timestamp(), usegmt=True),
            "X-SFDC-Request-Id": secrets.token_hex(16),
            "Cache-Control": "no-cache,must-revalidate,max-age=0,no-store,private",
            "Vary": "Accept-Encoding",
            **reply.headers,
        }
        content = reply.content(pretty=request.headers.get("x-prettyprint") == "1")
        if isinstance(content, Path):
            return _file(content, reply, headers)
        zipped = "gzip" in request.headers.get("accept-encoding", "") and len(content) > 1000
        whole = content
        if zipped:
            content = gzip.compress(content, 1)
            headers["Content-Encoding"] = "gzip"
        if "ETag" in headers and "gzip" in request.headers.get("accept-encoding", ""):
            headers["ETag"] = headers["ETag"][:-1] + '--gzip"'
        if not whole and reply.status in (204, 304):
            return Response(status_code=reply.status, headers=headers)
        response = Response(content, reply.status, headers)
        if reply.media and whole:
            response.headers["Content-Type"] = reply.media
        return response


def _refused(request: Request, target: str) -> Reply | None:
    """Refuse what no browser or client on this computer would send by itself."""
    host = request.headers.get("host", "")
    name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
    if name.lower() not in _HOSTS:
        return Reply(400, "Bad Request: unknown host", media="text/plain")
    if len(target) > LONGEST_TARGET:
        return Refusal(414, "URI_TOO_LONG", "The request URI is too long").reply()
    size = sum(len(key) + len(value) for key, value in request.headers.raw) + len(target)
    if size > LONGEST_TARGET * 2:
        return Refusal(431, "REQUEST_HEADER_TOO_LARGE", "URI and headers are too long").reply()
    return None


async def _call(request: Request, path: str) -> Call:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Refusal(413, "REQUEST_ENTITY_TOO_LARGE", "The request body is too large")
    content = bytes(body)
    if request.headers.get("content-encoding", "").lower() == "gzip":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError):
            raise Refusal(400, "JSON_PARSER_ERROR", "the body is not gzip") from None
    query = dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))
    headers = {key.lower(): value for key, value in request.headers.items()}
    origin = request.client.host if request.client else "127.0.0.1"
    return Call(request.method, path, query, headers, content, origin)


async def _hang_up(scope: Scope) -> None:
    """Close the connection without a word."""
    scope["state"]["transport"].abort()
    await asyncio.sleep(0)


async def _cut_short(scope: Scope, response: Response, send: Send) -> None:
    """Promise a whole body, send half of it and close the connection."""
    content = bytes(response.body)
    start = {"type": "http.response.start", "status": response.status_code}
    await send({**start, "headers": response.raw_headers})
    half = content[: len(content) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})
    scope["state"]["transport"].close()
    await asyncio.sleep(0)


def _file(path: Path, reply: Reply, headers: dict[str, str]) -> Response:
    start, end = reply.span
    size = len(reply.lead) + end - start

    def read() -> Any:
        if reply.lead:
            yield reply.lead
        with path.open("rb") as file:
            file.seek(start)
            left = end - start
            while left > 0:
                part = file.read(min(_CHUNK, left))
                if not part:
                    return
                left -= len(part)
                yield part

    response = StreamingResponse(read(), reply.status, headers)
    response.headers["Content-Type"] = reply.media
    response.headers["Content-Length"] = str(size)
    return response
