"""The shape of a JSON value (which keys, which types, at every level) and how two shapes differ.

Values play no part. An element of a list is written `[]`, so that rows of one list are one shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

Shape = dict[str, set[str]]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What is not alike at one place: `missing` and `extra` say which side has it."""

    place: str
    what: str


def kind(value: Any) -> str:
    """Return the JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def _walk(value: Any, place: str) -> Iterator[tuple[str, str]]:
    yield place, kind(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, f"{place}[]")


def shape(value: Any, place: str = "$") -> Shape:
    """Return which types occur at which place of a value."""
    found: Shape = {}
    for where, what in _walk(value, place):
        found.setdefault(where, set()).add(what)
    return found


def _parent(place: str) -> str:
    return place[:-2] if place.endswith("[]") else place.rpartition(".")[0]


def _comparable(place: str, other: Shape) -> bool:
    """Tell whether `other` has what would hold `place`: an empty list or null shows no keys."""
    parent = _parent(place)
    if place.endswith("[]"):
        return "array" not in other.get(parent, set())
    return "object" in other.get(parent, set())


def compare(recorded: Any, live: Any, place: str = "$") -> set[Difference]:
    """Return how the shape of `live` differs from that of `recorded`."""
    ours, theirs = shape(live, place), shape(recorded, place)
    found = {
        Difference(where, "missing")
        for where in theirs.keys() - ours.keys()
        if not where.endswith("[]") and _comparable(where, ours)
    }
    found |= {
        Difference(where, "extra")
        for where in ours.keys() - theirs.keys()
        if not where.endswith("[]") and _comparable(where, theirs)
    }
    for where in theirs.keys() & ours.keys():
        known, now = theirs[where] - {"null"}, ours[where] - {"null"}
        if known and now and not now <= known:
            found.add(Difference(where, f"{_named(known)} is now {_named(now)}"))
    return found


def _named(kinds: set[str]) -> str:
    return " or ".join(sorted(kinds))


def compare_in_order(recorded: Any, live: Any, place: str = "$") -> set[Difference]:
    """Compare as `compare` does, but element by element where lists are answers in order."""
    if isinstance(recorded, list) and isinstance(live, list):
        if len(recorded) != len(live):
            return {Difference(place, f"{len(recorded)} elements are now {len(live)}")}
        pairs = zip_longest(recorded, live)
        return {each for a, b in pairs for each in compare_in_order(a, b, f"{place}[]")}
    if isinstance(recorded, dict) and isinstance(live, dict) and "httpStatusCode" in recorded:
        was, now = recorded["httpStatusCode"], live.get("httpStatusCode")
        if was != now:
            return {Difference(f"{place}.httpStatusCode", f"{was} is now {now}")}
    if isinstance(recorded, dict) and "compositeResponse" in recorded and isinstance(live, dict):
        inner = live.get("compositeResponse")
        return compare_in_order(
            recorded["compositeResponse"], inner, f"{place}.compositeResponse"
        ) | compare(recorded | {"compositeResponse": []}, live | {"compositeResponse": []}, place)
    return compare(recorded, live, place)
