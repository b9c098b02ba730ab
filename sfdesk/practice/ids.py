"""Record ids: three characters of prefix, the org's own part, a counter; 15 or 18 characters."""

from functools import cache

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_INSTANCE = "Q800000"
_PAIRS = tuple(
    (one + two, (one in _CAPITALS) | (two in _CAPITALS) << 1) for one in _DIGITS for two in _DIGITS
)


def _suffix(block: str) -> str:
    return _LETTERS[sum(1 << at for at, letter in enumerate(block) if letter in _CAPITALS)]


def full(short: str) -> str:
    """Return the 18 characters of a 15-character id.

    Each five characters make a number whose bit k is set when character k is a capital.
    """
    return short + _suffix(short[:5]) + _suffix(short[5:10]) + _suffix(short[10:15])


def make(prefix: str, number: int) -> str:
    """Return the 18-character id of the `number`-th record of an object (below 62 ** 5)."""
    head, middle = _head(prefix)
    high, low = divmod(number, 3844)
    first, second = divmod(high, 3844)
    a, b, c = _PAIRS[first], _PAIRS[second], _PAIRS[low]
    last = _LETTERS[(a[1] >> 1) | b[1] << 1 | c[1] << 3]
    return f"{head}{a[0][1]}{b[0]}{c[0]}{middle}{last}"


@cache
def _head(prefix: str) -> tuple[str, str]:
    """Return the first ten characters of an id and the two that they add to its end."""
    short = prefix + _INSTANCE
    return short, _suffix(short[:5]) + _suffix(short[5:10])


def number(record_id: str) -> int:
    """Return the counter inside an id that `make` returned."""
    total = 0
    for letter in record_id[10:15]:
        total = total * 62 + _DIGITS.index(letter)
    return total


def looks_right(text: str) -> bool:
    """Tell whether a text has the form of an id, whichever record it may name."""
    if len(text) not in (15, 18) or not text.isascii() or not text.isalnum():
        return False
    return len(text) == 15 or full(text[:15]) == text


def wide(text: str) -> str:
    """Return an id with 18 characters; anything that is not an id comes back as it is."""
    return full(text) if len(text) == 15 and looks_right(text) else text
