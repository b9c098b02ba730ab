"""How windows say times and sizes: words up to a week, then dates in the person's own way."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from sfdesk.i18n import _, counted

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago that was: "4 minutes ago", "yesterday 02:10", "Mon 02:10", a date."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return counted("{n} minute ago", "{n} minutes ago", int(seconds // _MINUTE))
    here, today = then.astimezone(), now.astimezone()
    days = (today.date() - here.date()).days
    if days == 0:
        return counted("{n} hour ago", "{n} hours ago", int(seconds // _HOUR))
    if days == 1:
        return _("yesterday {time}").format(time=clock(then))
    if days < 7:
        return (
            f"{QLocale().dayName(here.isoweekday(), QLocale.FormatType.ShortFormat)} {clock(then)}"
        )
    return day(then)


def age(then: datetime, now: datetime) -> str:
    """Return an age as short as a column wants it: "now", "4 min", "3 h", "2 days"."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return _("now")
    if seconds < _HOUR:
        return counted("{n} min", "{n} min", int(seconds // _MINUTE))
    if seconds < _DAY:
        return counted("{n} h", "{n} h", int(seconds // _HOUR))
    return counted("{n} day", "{n} days", int(seconds // _DAY))


def clock(then: datetime) -> str:
    """Return the time of day, in the person's own time zone: "02:10"."""
    return then.astimezone().strftime("%H:%M")


def left(seconds: float) -> str:
    """Return a time that is left as people read a clock: "4:52"."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def day(then: datetime) -> str:
    """Return a date as the person's system writes it."""
    here = then.astimezone()
    return _date(here.date())


def day_heading(then: datetime, now: datetime) -> str:
    """Return what stands above the steps of a day: "Today", "Yesterday", "Mon 3 May"."""
    here, today = then.astimezone().date(), now.astimezone().date()
    days = (today - here).days
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Yesterday")
    return QLocale().toString(QDate(here.year, here.month, here.day), "ddd d MMM")


def _date(value: date) -> str:
    short = QLocale.FormatType.ShortFormat
    return QLocale().toString(QDate(value.year, value.month, value.day), short)


def number(value: int) -> str:
    """Return a whole number with its thousands apart: "9,870"."""
    return f"{value:,}"


def size(count: int) -> str:
    """Return a file's size in words: "38 MB"."""
    return str(QLocale().formattedDataSize(count, 0 if count < 10_000_000 else 1))
