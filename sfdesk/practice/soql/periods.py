"""Date literals: the half-open span of days that TODAY, LAST_N_DAYS:30 or NEXT_QUARTER mean."""

from collections.abc import Callable
from datetime import date, timedelta

Span = tuple[date | None, date | None]
_DAY = timedelta(days=1)


def _month(day: date, shift: int) -> date:
    count = day.year * 12 + day.month - 1 + shift
    return date(count // 12, count % 12 + 1, 1)


def _week(day: date, shift: int) -> date:
    # Weeks start on Sunday in the locale of this org.
    return day - timedelta(days=(day.weekday() + 1) % 7) + timedelta(weeks=shift)


def _quarter(day: date, shift: int) -> date:
    return _month(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3 * shift)


def _year(day: date, shift: int) -> date:
    return date(day.year + shift, 1, 1)


def _days(day: date, shift: int) -> date:
    return day + timedelta(days=shift)


_UNITS: dict[str, Callable[[date, int], date]] = {
    "DAY": _days,
    "WEEK": _week,
    "MONTH": _month,
    "QUARTER": _quarter,
    "YEAR": _year,
    "FISCAL_QUARTER": _quarter,
    "FISCAL_YEAR": _year,
}


def span(literal: str, today: date) -> Span | None:
    """Return the first day and the day after the last; None for a word that is no date literal."""
    word, _, count = literal.partition(":")
    fixed = {"YESTERDAY": -1, "TODAY": 0, "TOMORROW": 1}
    if word in fixed and not count:
        start = _days(today, fixed[word])
        return start, start + _DAY
    if word in ("LAST_90_DAYS", "NEXT_90_DAYS") and not count:
        return span(f"{word[:4]}_N_DAYS:90", today)
    try:
        return _counted(word, int(count), today) if count else _single(word, today)
    except (OverflowError, ValueError):
        return None


def _single(word: str, today: date) -> Span | None:
    when, _, unit = word.partition("_")
    shift = {"LAST": -1, "THIS": 0, "NEXT": 1}.get(when)
    if shift is None or unit not in _UNITS or unit == "DAY":
        return None
    start = _UNITS[unit]
    return start(today, shift), start(today, shift + 1)


def _counted(word: str, count: int, today: date) -> Span | None:
    ago = word.endswith("_AGO") and word.startswith("N_")
    if ago:
        unit = _UNITS.get(word[2:-5])
        return (unit(today, -count), unit(today, -count + 1)) if unit else None
    when, _, rest = word.partition("_N_")
    unit = _UNITS.get(rest[:-1])
    if unit is None or not rest.endswith("S"):
        return None
    if when == "LAST":
        # The last n days take in today; the last n weeks, months or years end before this one.
        return unit(today, -count), today + _DAY if rest == "DAYS" else unit(today, 0)
    if when == "NEXT":
        return unit(today, 1), unit(today, count + 1)
    return None
