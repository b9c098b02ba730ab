"""What goes in and comes out over HTTP, free of any web framework.

A composite request answers its parts with the same functions that answer a whole request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Call:
    """One request. Header names are in lower case; `query` holds the last value of each name.

    `origin` is the network address that it came from.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""
    origin: str = "127.0.0.1"

    def payload(self) -> Any:
        """Return the JSON body; raise `Refusal` JSON_PARSER_ERROR when it is not JSON."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise Refusal(400, "JSON_PARSER_ERROR", f"{error}") from None

    def fields(self) -> dict[str, Any]:
        """Return the JSON body, which has to be an object."""
        found = self.payload()
        if not isinstance(found, dict):
            raise Refusal(
                400, "JSON_PARSER_ERROR", "The value of the request body is not an object"
            )
        return found


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `body` is JSON-able, bytes or text sent as they are, a file, or None for no body.

    A file is sent from byte `span[0]` up to byte `span[1]`, after `lead`.
    """

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = "application/json;charset=UTF-8"
    lead: bytes = b""
    span: tuple[int, int] = (0, 0)

    def content(self, *, pretty: bool = False) -> bytes | Path:
        """Return what is written to the connection."""
        if self.body is None:
            return b""
        if isinstance(self.body, (bytes, Path)):
            return self.body
        if isinstance(self.body, str):
            return self.body.encode()
        return orjson.dumps(self.body, option=orjson.OPT_INDENT_2 if pretty else None)


class Refusal(Exception):
    """Salesforce says no: a status and one error body in its own shape."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        fields: list[str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.fields = fields
        self.more = dict(more or {})

    def error(self) -> dict[str, Any]:
        """Return the element of the error list that a whole request answers with."""
        body: dict[str, Any] = {**self.more, "message": self.message, "errorCode": self.code}
        if self.fields is not None:
            body["fields"] = self.fields
        return body

    def row(self) -> dict[str, Any]:
        """Return the error as a row of a collection shows it."""
        shown = {key: value for key, value in self.more.items() if key.startswith("duplicateResul")}
        return {
            **shown,
            "statusCode": self.code,
            "message": self.message,
            "fields": self.fields or [],
        }

    def reply(self) -> Reply:
        """Return the answer to a whole request."""
        return Reply(self.status, [self.error()])


def not_found() -> Refusal:
    """Return the answer to an address that names nothing."""
    return Refusal(404, "NOT_FOUND", "The requested resource does not exist")


def not_allowed(method: str, allowed: list[str]) -> Refusal:
    """Return the answer to a method that the address does not know."""
    return Refusal(
        405,
        "METHOD_NOT_ALLOWED",
        f"HTTP Method '{method}' not allowed. Allowed are {','.join(sorted(allowed))}",
    )
