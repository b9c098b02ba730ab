"""Several questions in one call: Salesforce's composite resource, which counts as a single call.

Source: REST API Developer Guide, "Composite": at most 25 parts, at most 5 of them queries; each
part is answered or refused by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from sfdesk.errors import SfdeskError
from sfdesk.salesforce.borders import reply_error

MOST_QUERIES = 5


def query_path(soql: str) -> str:
    """Return what a query is called inside a composite request."""
    return f"query?q={quote(soql, safe='')}"


def request(paths: Sequence[str], version: str) -> dict[str, Any]:
    """Return the body that asks for several paths below `/services/data/vXX.X/`."""
    return {
        "allOrNone": False,
        "compositeRequest": [
            {
                "method": "GET",
                "url": f"/services/data/v{version}/{path}",
                "referenceId": f"part{number}",
            }
            for number, path in enumerate(paths)
        ],
    }


def answers(reply: Mapping[str, Any], paths: Sequence[str]) -> list[Any]:
    """Return the answer to each path, in their order: its JSON, or the error it was refused with.

    A part without an answer is refused like one that cannot be found.
    """
    parts = {part.get("referenceId"): part for part in reply.get("compositeResponse") or ()}
    return [_answer(parts.get(f"part{number}")) for number, _path in enumerate(paths)]


def _answer(part: Mapping[str, Any] | None) -> Any:
    status = int(part.get("httpStatusCode") or 0) if part is not None else 404
    body = part.get("body") if part is not None else None
    return body if status == 200 and body is not None else reply_error(status, body)


def value(answer: Any) -> Any:
    """Return an answer's JSON, or raise what it was refused with."""
    if isinstance(answer, SfdeskError):
        raise answer
    return answer
