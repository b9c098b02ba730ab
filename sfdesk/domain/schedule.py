"""When a refresh that comes by itself is due. Moments are aware and in the person's own zone."""

from datetime import datetime, time, timedelta

RETRY = timedelta(minutes=30)
"""How long to leave Salesforce alone after a try that did not come to its end."""


def upcoming(now: datetime, at: time) -> datetime:
    """Return the next moment after `now` at which the clock shows `at`."""
    today = datetime.combine(now.date(), at, now.tzinfo)
    return today if today > now else today + timedelta(days=1)


def is_due(now: datetime, at: time, last: datetime | None, tried: datetime | None) -> bool:
    """Whether a run is owed: the clock has shown `at` since the `last` one that ended well.

    A night that was missed stays owed. `tried` is when one was last begun by itself; it is not
    begun again before `RETRY` is over. Before a first refresh (`last` is None) nothing is owed:
    that one is begun by hand.
    """
    if last is None or last >= upcoming(now, at) - timedelta(days=1):
        return False
    return tried is None or now - tried >= RETRY


def clock(text: str) -> time | None:
    """Return what "02:00" says, None for "" (never). Raise ValueError for no time of day."""
    return time.fromisoformat(text) if text else None
