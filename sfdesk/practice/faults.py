"""What goes wrong on purpose, and a log of the requests that came in."""

import itertools
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Fault:
    """A thing that goes wrong for the requests that match, `next` times.

    `path` is a regular expression that is looked for in the path with its query. `skip` lets that
    many matching requests pass first. `action` is answer (with `status` and `body`), slow (wait
    `seconds` first), drop (close the connection before the request is carried out), drop_reply
    (carry it out, then close the connection) or truncate (send half of the reply's body).
    """

    action: str
    next: int = 1
    path: str = ""
    method: str = ""
    skip: int = 0
    status: int = 503
    body: Any = None
    media: str = "application/json;charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    number: int = 0

    def matches(self, method: str, target: str) -> bool:
        """Tell whether a request is meant."""
        return (not self.method or self.method.upper() == method) and bool(
            re.search(self.path, target)
        )


ACTIONS = ("answer", "slow", "drop", "drop_reply", "truncate")


class Faults:
    """The faults that are still to come, and what was asked so far."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._numbers = itertools.count(1)
        self._counts: Counter[str] = Counter()
        self._requests: list[dict[str, Any]] = []

    def add(self, fault: Fault) -> int:
        """Arm a fault; return its number."""
        re.compile(fault.path)
        with self._lock:
            fault.number = next(self._numbers)
            self._waiting.append(fault)
        return fault.number

    def waiting(self) -> list[Fault]:
        """Return the faults that have not happened as often as they shall."""
        with self._lock:
            return list(self._waiting)

    def clear(self) -> None:
        """Disarm every fault."""
        with self._lock:
            self._waiting.clear()

    def take(self, method: str, target: str) -> Fault | None:
        """Return the fault that this request meets, if any."""
        with self._lock:
            for fault in self._waiting:
                if not fault.matches(method, target):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.next -= 1
                if fault.next <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def note(self, method: str, path: str, target: str, status: int, seconds: float) -> None:
        """Write a request into the log."""
        with self._lock:
            self._counts[f"{method} {shortened(path)}"] += 1
            self._requests.append(
                {
                    "method": method,
                    "path": path,
                    "target": target,
                    "status": status,
                    "seconds": round(seconds, 6),
                }
            )
            del self._requests[:-2000]

    def log(self) -> dict[str, Any]:
        """Return how often each kind of request came, and the last 2,000 in order."""
        with self._lock:
            return {
                "total": sum(self._counts.values()),
                "counts": dict(sorted(self._counts.items())),
                "requests": list(self._requests),
            }

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self._counts.clear()
            self._requests.clear()


_ID = re.compile(r"/(?:[a-zA-Z0-9]{18}|[a-zA-Z0-9]{15})(?=/|$)")
_VERSION = re.compile(r"^/services/data/v\d+\.\d")
_LOCATOR = re.compile(r"/(?:query|queryAll)/[^/]+$")


def shortened(path: str) -> str:
    """Return a path with what differs from call to call left out: version, ids and locators."""
    path = _VERSION.sub("", path)
    if _LOCATOR.search(path):
        return _LOCATOR.sub("/query/{locator}", path)
    return _ID.sub("/{id}", path)
