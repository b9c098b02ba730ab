"""Reads dates as people, spreadsheets and databases write them."""

import re

from sfdesk.domain.matching.text import to_ascii

_LONGEST = 100
_TIME = re.compile(r"[T\s,+-]+\d{1,2}:\d\d.*$", re.DOTALL)
_PACKED = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:\.0+)?\s*$")
_YEAR_FIRST = re.compile(r"\s*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$")
_YEAR_LAST = re.compile(r"\s*(\d{1,2})\s?([./ -])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)\s*$")
_WORDS = re.compile(r"[a-z]+|\d+")
_FIRST_SHORT_YEAR = 30
"""Short years are of the last century from this one on, as spreadsheets have it."""
_SPELT = """
    jan jae ene gen, feb fev, mar mae maar mrt, apr abr avr, may mai mei mag, jun juin giu,
    jul juil lug, aug ago aou, sep set, oct okt ott out, nov, dec dez dic
"""
_MONTHS = {
    word: month for month, words in enumerate(_SPELT.split(","), 1) for word in words.split()
}
"""Months by how they begin in the languages of western Europe."""


def day(value: str) -> str:
    """Return a date, with or without a time, as YYYYMMDD; "" for what cannot be read as one.

    With the year last, slashes have the month first and other marks the day, unless there is no
    such month.
    """
    if len(value) > _LONGEST:
        return ""
    value = _TIME.sub("", to_ascii(value))
    if found := _PACKED.match(value) or _YEAR_FIRST.match(value):
        return _written(*found.groups())
    if found := _YEAR_LAST.match(value):
        first, mark, second, year = found.groups()
        turned = _written(year, first, second), _written(year, second, first)
        return turned[mark != "/"] or turned[mark == "/"]
    return _with_month_spelt(value.lower())


def _with_month_spelt(value: str) -> str:
    words = _WORDS.findall(value)
    months = [month for word in words if (month := _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]))]
    numbers = [word for word in words if word.isdecimal()]
    if len(months) != 1 or len(numbers) != 2:
        return ""
    if len(numbers[0]) > 2:
        numbers.reverse()
    return _written(numbers[1], months[0], numbers[0])


def _written(year: str, month: str | int, day_: str) -> str:
    if len(year) not in (2, 4) or not (1 <= int(month) <= 12 and 1 <= int(day_) <= 31):
        return ""
    if len(year) == 2:
        year = f"{19 if int(year) >= _FIRST_SHORT_YEAR else 20}{year}"
    return f"{year}{int(month):02}{int(day_):02}"
