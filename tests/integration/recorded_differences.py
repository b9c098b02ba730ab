"""How the practice org's answers differ in shape from one recording."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from sfdesk.practice.server import running
from tests.integration import recorded_errors, recordings
from tests.integration.recorded_bodies import BODIES, Told
from tests.integration.recordings import Exchange, Replay, body
from tests.integration.shapes import Difference, compare, compare_in_order
from tests.integration.visitor import Visitor

COLLECTED = "error-bodies/collected.json"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One difference: in which recording, at which request or body, where and what."""

    recording: str
    request: str
    difference: Difference

    def __str__(self) -> str:
        return f"{self.request} {self.difference.place}: {self.difference.what}"


@contextmanager
def visitor() -> Iterator[Visitor]:
    """Run a practice org, with somebody who has signed in to it."""
    with running(accounts=100, contacts_per_account=4) as org:
        yield Visitor(org)


def _status(recorded: int, live: int) -> set[Difference]:
    return set() if recorded == live else {Difference("status", f"{recorded} is now {live}")}


@cache
def of_session(name: str) -> frozenset[Found]:
    """Compare a file of exchanges, put to one org one after the other."""
    found: set[Found] = set()
    with visitor() as somebody:
        replay = Replay(somebody.org, somebody.token)
        somebody.order("set", switches={"person_accounts": "PersonAccount" in name})
        for exchange in recordings.exchanges(name):
            if exchange.status == 500:
                somebody.order("fail", status=500, body="", media="application/json;charset=UTF-8")
            live = replay.put(exchange)
            found |= {Found(name, exchange.name, each) for each in _of_exchange(exchange, live)}
    return frozenset(found)


def _of_exchange(exchange: Exchange, live: requests.Response) -> set[Difference]:
    differs = _status(exchange.status, live.status_code)
    if differs:
        return differs
    if exchange.method == "GET":
        return compare(exchange.reply or None, body(live))
    return compare_in_order(exchange.reply or None, body(live))


@cache
def of_body(name: str) -> frozenset[Found]:
    """Compare a file that holds one body."""
    return _of_told(name, name.rpartition("/")[2], recordings.load(name), BODIES[name])


@cache
def of_error(name: str) -> frozenset[Found]:
    """Compare one of the collected errors."""
    section = "rest" if name in recorded_errors.REST else "oauth"
    told = (recorded_errors.REST | recorded_errors.OAUTH)[name]
    entry = next(e for e in recordings.load(COLLECTED)[section] if recorded_errors.name(e) == name)
    return _of_told(COLLECTED, name, entry["body"], told)


def _of_told(name: str, request: str, recorded: Any, told: Told) -> frozenset[Found]:
    with visitor() as somebody:
        live = told.cause(somebody)
    differs = _status(told.status, live.status_code)
    if not differs:
        differs = compare(recorded, told.pick(body(live)), "$")
        if isinstance(recorded, str):
            differs = _of_text(recorded, live)
    return frozenset(Found(name, request, each) for each in differs)


def _of_text(recorded: str, live: requests.Response) -> set[Difference]:
    """Compare what is no JSON: by the names in it, or word for word where it has none."""
    said = urlsplit(live.headers.get("Location", "")).query or live.text
    theirs, ours = parse_qs(recorded), parse_qs(said)
    if not theirs:
        return set() if recorded == said else {Difference("$", f"{recorded} is now {said[:80]}")}
    shared = {key for key in theirs if ours.get(key) == theirs[key]}
    return {Difference(f"$.{key}", "is not said") for key in theirs.keys() - shared}
