"""Reads telephone numbers as people and spreadsheets write them.

The national number is what counts: the same line is written with and without its country, with
"(0)", with an extension. What a spreadsheet has destroyed ("9.72417E+11") counts as blank; what it
has only made a number of ("5035550123.0", "5.035550123E9") is read.
"""

import re

_EXTENSION = re.compile(r"(?:ext\.?|extension|x|#|durchwahl|dw)\s*\d{1,6}\s*$", re.IGNORECASE)
_DAMAGED = re.compile(r"^\s*(\d)[.,]?(\d*)e\+?(-?\d{1,9})\s*$", re.IGNORECASE)
_DECIMAL = re.compile(r"^\s*(\d{6,})\.0+\s*$")
_DIGITS = re.compile(r"\d+")
_MARKS = str.maketrans("", "", "()-./ ")
_SHORTEST = 6
_TRUNK = 10


def national(value: str) -> str:
    """Return the last digits of a number that name the line: at most ten, without a trunk 0.

    "" for a blank, for a number that a spreadsheet destroyed, for fewer than six digits and for
    one digit over and over. Extra digits glued to a ten-digit American number are an extension.
    """
    # What most numbers are: ten digits, with an American country code or none.
    bare = value.translate(_MARKS).removeprefix("+1")
    plain = len(bare) == _TRUNK and bare.isdecimal() and bare.isascii() and "(0)" not in value
    if plain and bare[0] != "0":
        return bare if bare != bare[0] * _TRUNK else ""
    value = _unspoilt(value)
    value = _EXTENSION.sub("", value.replace("(0)", ""))
    international = value.lstrip().startswith(("+", "00"))
    number = "".join(_DIGITS.findall(value))
    if international:
        number = _without_country(number.removeprefix("00"))
    elif len(number) > _TRUNK:
        number = _cut(number)
    number = number.lstrip("0")
    if len(number) < _SHORTEST or len(set(number)) == 1:
        return ""
    return number[-_TRUNK:]


def _unspoilt(value: str) -> str:
    """Return the digits of what a spreadsheet made a number of; "" where some of them are lost."""
    if found := _DAMAGED.match(value):
        first, others, power = found.groups()
        return first + others if len(others) == int(power) else ""
    found = _DECIMAL.match(value)
    return found[1] if found else value


def _without_country(number: str) -> str:
    """Drop a country code, as far as its length can be told from its first digits (ITU E.164)."""
    if number[:1] in ("1", "7"):
        return number[1:]
    if number[:2] in _TWO:
        return number[2:]
    return number[3:]


_TWO = frozenset(
    f"{n}"
    for n in (
        20,
        27,
        *range(30, 35),
        36,
        39,
        40,
        41,
        *range(43, 50),
        *range(51, 59),
        *range(60, 67),
        81,
        82,
        84,
        86,
        *range(90, 96),
        98,
    )
)


def _cut(number: str) -> str:
    if number[0] == "1" and len(number) == _TRUNK + 1:
        return number[1:]
    if number[0] == "0":
        return number
    if number[0] == "1":
        return number[1 : _TRUNK + 1]
    # Written without a plus: a country code in front, or an extension behind. Only American
    # numbers are seen with the latter, and those never start with 0 or 1.
    return number[:_TRUNK] if len(number) > 12 else number


def nationals(values: list[str]) -> list[str]:
    """Return `national` of each value."""
    return [national(value) if value else "" for value in values]
