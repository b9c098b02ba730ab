"""Dates and times as Salesforce writes and reads them: UTC, one-second grain, `+0000`."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime

_WRITTEN = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE
)


def stamp(moment: datetime) -> str:
    """Return a moment as REST writes it, cut to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")


def moment(text: str) -> datetime:
    """Return the moment that a text names; raise ValueError when it names none."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return datetime.combine(date.fromisoformat(text.strip()), time(), UTC)
    day, clock, zone = found.groups()
    clock = clock if len(clock) == 8 else f"{clock}:00"
    zone = "+00:00" if zone in (None, "Z", "z") else zone
    if ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return datetime.fromisoformat(f"{day}T{clock}{zone}").astimezone(UTC)


def day(text: str) -> str:
    """Return the date that a text names, a time after it being cut off; raise ValueError."""
    return date.fromisoformat(text.strip()[:10]).isoformat()


def http_date(text: str) -> str:
    """Return a stamp as an HTTP header writes it."""
    return format_datetime(moment(text), usegmt=True)


def from_http_date(text: str) -> datetime:
    """Return the moment of an HTTP date; raise ValueError when it is none."""
    found = parsedate_to_datetime(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def minutes(count: float) -> timedelta:
    """Return a span of minutes."""
    return timedelta(minutes=count)
