"""Recorded replies of real orgs, and how to put the same request to the practice org.

They are no part of this repository: they lie in `../shared/data/salesforce` beside it, or where
SFDESK_SHARED says.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from sfdesk.practice.options import Address
from tests.conftest import ROOT

_VERSION = "v66.0"
_LATELY = re.compile(r"\w{3}, \d\d \w{3} 2020 [\d:]{8} GMT")
_ID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")


def folder() -> Path | None:
    """Return the folder of the recordings, or None where there is none."""
    shared = Path(os.environ.get("SFDESK_SHARED") or ROOT.parent / "shared")
    found = shared / "data" / "salesforce"
    return found if found.is_dir() else None


def load(name: str) -> Any:
    """Return a recorded JSON file; a comma too many, which one of them has, is overlooked."""
    found = folder()
    assert found is not None
    text = (found / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text)) if text.strip() else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded request and its reply."""

    method: str
    target: str
    sent: Any
    status: int
    reply: Any

    @property
    def name(self) -> str:
        """The request, with what differs from time to time left out."""
        path = _ID.sub("{id}", urlsplit(self.target).path.replace("//", "/"))
        return f"{self.method} {re.sub(r'/v?(xx|[0-9]+)[.]0', '', path)}"


def exchanges(name: str) -> list[Exchange]:
    """Return what one recorded file holds, without what it repeats from another file."""
    found = load(name)
    return [
        _exchange(each["request"], each["response"])
        for each in (found if isinstance(found, list) else [found])
        if "include" not in each
    ]


def _exchange(request: dict[str, Any], response: dict[str, Any]) -> Exchange:
    parts = urlsplit(request["uri"])
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return Exchange(
        request["method"], target, request["body"], response["status"]["code"], response["body"]
    )


def sessions() -> list[str]:
    """Return the names of the files that hold exchanges of one after the other."""
    found = folder()
    if found is None:
        return []
    return sorted(str(each.relative_to(found)) for each in (found / "cumulusci").glob("*/*.json"))


@dataclass(slots=True)
class Replay:
    """Puts recorded requests to an org; an id that the recording got becomes the org's own."""

    org: Address
    token: str
    ids: dict[str, str] = field(default_factory=dict)

    def _known(self, recorded: str) -> str:
        """Return the org's own id for a recorded one; an id of an org can only be its own."""
        return self.org.org_id if recorded.startswith("00D") else self.ids.get(recorded, recorded)

    def put(self, exchange: Exchange) -> requests.Response:
        """Send a recorded request to the practice org; return what it answers."""
        target = self._ours(exchange.target.replace("//services", "/services"))
        sent = exchange.sent
        if sent is not None:
            sent = self._ours(sent if isinstance(sent, str) else json.dumps(sent))
        reply = requests.request(
            exchange.method,
            f"{self.org.login}{target}",
            data=sent.encode() if sent else None,
            headers={
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
            },
            timeout=30,
        )
        self._learn(exchange.reply, body(reply))
        return reply

    def _ours(self, text: str) -> str:
        # What was asked for as changed since lately has to be lately here, too.
        text = _LATELY.sub(formatdate(usegmt=True), text)
        text = text.replace("vxx.0", _VERSION).replace("/async/xx.0", "/async/66.0")
        return _ID.sub(lambda found: self._known(found[0]), text)

    def _learn(self, recorded: Any, live: Any) -> None:
        for theirs, ours in _side_by_side(recorded, live):
            if _ID.fullmatch(theirs) and _ID.fullmatch(ours):
                self.ids[theirs] = ours


def body(reply: requests.Response) -> Any:
    """Return a reply's JSON, its text where it is something else, None where it is empty."""
    if "json" in reply.headers.get("Content-Type", ""):
        return reply.json()
    return reply.text or None


def _side_by_side(recorded: Any, live: Any) -> Iterator[tuple[str, str]]:
    if isinstance(recorded, dict) and isinstance(live, dict):
        for key in recorded.keys() & live.keys():
            yield from _side_by_side(recorded[key], live[key])
    elif isinstance(recorded, list) and isinstance(live, list):
        for theirs, ours in zip(recorded, live, strict=False):
            yield from _side_by_side(theirs, ours)
    elif isinstance(recorded, str) and isinstance(live, str):
        yield recorded, live
