"""Where foreign errors become ours: of simple-salesforce, and Salesforce's replies.

Whatever passes here has lost its text: simple-salesforce quotes whole queries in its messages.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import (
    LimitReached,
    OrgError,
    OrgRefused,
    RecordGone,
    RecordLocked,
    Refusal,
    SfdeskError,
)
from sfdesk.i18n import _
from sfdesk.salesforce.no_answer import network

_NOT_NOW = (406, 420, 429, 500, 502, 503, 504)
_GONE = ("ENTITY_IS_DELETED", "NOT_FOUND")
_QUOTING = ("MALFORMED_QUERY", "INVALID_FIELD", "INVALID_TYPE", "INVALID_QUERY_FILTER_OPERATOR")
"""Refusals that quote the query, with the values in it: they are named, not shown."""


def not_available(reply: requests.Response) -> SfdeskError:
    """Return E29 for a reply that is not the API's: a page, an empty body, a server's error."""
    kind = reply.headers.get("Content-Type", "no type").split(";")[0]
    host = urlsplit(str(reply.url)).netloc
    return problem("E29", details=f"HTTP {reply.status_code}, {kind}, {host}")


@contextmanager
def salesforce(address: str) -> Iterator[None]:
    """Translate what simple-salesforce and requests raise in a call to `address`."""
    from simple_salesforce import exceptions as theirs  # noqa: PLC0415 - costs half a second

    try:
        with network(address):
            yield
    except theirs.SalesforceError as error:
        raise reply_error(error.status, error.content) from None
    except theirs.SalesforceOperationError:
        raise problem("E29", details="bulk") from None


def reply_error(status: int, content: Any) -> SfdeskError:
    """Return ours for a reply of 300 or more; `content` is its JSON, or its text."""
    rows = errors_in(content)
    if not rows:
        return problem("E22" if status == 401 else "E29", details=f"HTTP {status}")
    first = rows[0]
    code, message = first["errorCode"], first["message"]
    details = f"HTTP {status} {code}"
    if status == 401:
        return problem("E22", details=f"{details}: {message}")
    if code in {"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"}:
        return problem("E9", details=f"{details}: {message}")
    if code == "REQUEST_LIMIT_EXCEEDED":
        return _limit(message, details)
    if code == "SERVER_UNAVAILABLE" or status in _NOT_NOW:
        return problem("E29", details=details)
    return _refused(status, code, rows)


def errors_in(content: Any) -> list[dict[str, Any]]:
    """Return the error objects of a reply, each with `errorCode`, `message` and `fields`."""
    if isinstance(content, (bytes, str)):
        try:
            content = json.loads(content)
        except ValueError:
            return []
    rows = content if isinstance(content, list) else [content]
    return [
        {
            **row,
            "errorCode": str(row.get("errorCode") or row.get("statusCode") or ""),
            "message": str(row.get("message") or ""),
            "fields": [str(name) for name in row.get("fields") or []],
        }
        for row in rows
        if isinstance(row, dict) and (row.get("errorCode") or row.get("statusCode"))
    ]


def is_concurrent_limit(message: str) -> bool:
    """Tell "too many at this moment" from "no calls left today": both have the same errorCode."""
    return "Concurrent" in message


def _limit(message: str, details: str) -> SfdeskError:
    if is_concurrent_limit(message):
        return OrgError(
            _("Salesforce is busy with your company's other programs"),
            _("Too many long requests run at once. Try again in a minute."),
            retry=True,
            code="REQUEST_LIMIT_EXCEEDED",
            details=details,
        )
    return LimitReached(
        _("Your company's daily calls are used up"),
        _("Salesforce counts them over 24 hours, for all programs together. Try again later."),
        retry=True,
        code="REQUEST_LIMIT_EXCEEDED",
        details=details,
    )


def _refused(status: int, code: str, rows: list[dict[str, Any]]) -> OrgRefused:
    refusals = tuple(
        Refusal(
            code=row["errorCode"],
            field=name,
            message="" if row["errorCode"] in _QUOTING else row["message"],
            others=_duplicates(row),
            may_save=bool(_duplicate_result(row).get("allowSave")),
        )
        for row in rows
        for name in (row["fields"] or [""])
    )
    fields = tuple(dict.fromkeys(r.field for r in refusals if r.field))
    kind, title, hint = _words(status, code, rows[0]["message"], fields)
    return kind(
        title,
        hint,
        retry=kind is RecordLocked or status == 412,
        code=code,
        details=f"HTTP {status} {code}",
        fields=fields,
        refusals=refusals,
    )


def _duplicate_result(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a duplicate rule found; Salesforce misspelt the key for many versions."""
    found = row.get("duplicateResult") or row.get("duplicateResut")
    return found if isinstance(found, dict) else {}


def _duplicates(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        str(match["record"]["Id"])
        for result in _duplicate_result(row).get("matchResults") or ()
        for match in result.get("matchRecords") or ()
    )


def _words(
    status: int, code: str, message: str, fields: tuple[str, ...]
) -> tuple[type[OrgRefused], str, str]:
    if code in _GONE or (code == "INVALID_CROSS_REFERENCE_KEY" and not fields):
        return (
            RecordGone,
            _("This record is gone from Salesforce"),
            _("It was deleted, merged into another one, or you may no longer see it."),
        )
    if code == "UNABLE_TO_LOCK_ROW":
        return (
            RecordLocked,
            _("Somebody is saving this record"),
            _("Salesforce lets one save at a time. Try again in a few seconds."),
        )
    if status == 412:
        return (
            OrgRefused,
            _("It changed again, just now"),
            _("Somebody saved this record in Salesforce a moment ago. Look at the new values."),
        )
    if status == 410:
        return (
            OrgRefused,
            _("Salesforce no longer speaks this sfdesk's language"),
            _("This sfdesk is too old for Salesforce. Install a newer one."),
        )
    if code in _QUOTING:
        return (
            OrgRefused,
            _("Salesforce did not understand a question"),
            _("A field may be hidden from you since the last refresh. Refresh, then try again."),
        )
    return (
        OrgRefused,
        _("Salesforce refused"),
        _('It says: "{message}"').format(message=" ".join(message.split())[:300]),
    )
