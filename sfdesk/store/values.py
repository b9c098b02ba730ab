"""Field values as JSON that gives back the type it was given: Decimal, date, bool, int, text."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from sfdesk.domain.records import Value

_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME


def to_json(fields: Mapping[str, Value]) -> str:
    """Return a record's values as JSON; what JSON has no type for becomes an object with a tag."""
    try:
        plain = fields if type(fields) is dict else dict(fields)
        return orjson.dumps(plain, default=_tagged, option=_OPTIONS).decode()
    except orjson.JSONEncodeError:
        safe = {name: _storable(value) for name, value in fields.items()}
        return orjson.dumps(safe, default=_tagged, option=_OPTIONS).decode()


def from_json(text: str | bytes) -> dict[str, Value]:
    """Return what `to_json` was given. Raise ValueError for anything else."""
    fields: dict[str, Any] = orjson.loads(text)
    for name, value in fields.items():
        if type(value) is dict:
            fields[name] = _untagged(value)
    return fields


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _untagged(tagged: Mapping[str, str]) -> Value:
    ((tag, text),) = tagged.items()
    match tag:
        case "decimal":
            return Decimal(text)
        case "time":
            return datetime.fromisoformat(text)
        case "date":
            return date.fromisoformat(text)
        case "integer":
            return int(text)
    raise ValueError(tag)


def _storable(value: Value) -> Value | dict[str, str]:
    """Make room for what JSON cannot say: half a surrogate pair, a number beyond 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if type(value) is int:
        return {"integer": str(value)}
    return value
