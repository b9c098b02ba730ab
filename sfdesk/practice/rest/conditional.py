"""Conditional requests: ETag on Account rows and describes, Last-Modified on every row."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sfdesk.practice import moments
from sfdesk.practice.schema.fields import SObject
from sfdesk.practice.wire import Call, Refusal, Reply


def headers(sobject: SObject, record: Mapping[str, Any]) -> dict[str, str]:
    """Return what a row carries: the time of its last change, and for an Account an ETag."""
    found = {}
    if record.get("LastModifiedDate"):
        found["Last-Modified"] = moments.http_date(record["LastModifiedDate"])
    if sobject.name == "Account":
        found["ETag"] = tag(f"{record['Id']}{record['LastModifiedDate']}")
    return found


def tag(text: str) -> str:
    """Return an ETag for a text."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:8]}"'


def _plain(value: str) -> set[str]:
    return {each.strip().removeprefix("W/").replace("--gzip", "") for each in value.split(",")}


def _date(call: Call, name: str) -> float | None:
    given = call.headers.get(name)
    if not given:
        return None
    try:
        return moments.from_http_date(given).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        if call.method in ("PATCH", "POST"):
            raise Refusal(400, "INVALID_HEADER", f"{name}: not an HTTP date: {given}") from None
        return None


def unchanged(call: Call, known: Mapping[str, str]) -> Reply | None:
    """Return 304 when the caller has the record already, 412 when it is not the one meant."""
    precondition(call, known)
    tagged = call.headers.get("if-none-match")
    if tagged and "ETag" in known and {"*", known["ETag"]} & _plain(tagged):
        return Reply(304, headers=dict(known))
    since = _date(call, "if-modified-since")
    if since is not None and not tagged and _modified(known) <= since:
        return Reply(304, headers=dict(known))
    return None


def precondition(call: Call, known: Mapping[str, str]) -> None:
    """Raise `Refusal` 412 when the record is not as the caller last saw it."""
    tagged = call.headers.get("if-match")
    if tagged and "ETag" in known and not {"*", known["ETag"]} & _plain(tagged):
        raise _failed()
    since = _date(call, "if-unmodified-since")
    if since is not None and _modified(known) > since:
        raise _failed()


def _modified(known: Mapping[str, str]) -> float:
    given = known.get("Last-Modified")
    return moments.from_http_date(given).timestamp() if given else 0.0


def _failed() -> Refusal:
    return Refusal(
        412, "PRECONDITION_FAILED", "The condition of the request headers has not been fulfilled"
    )
