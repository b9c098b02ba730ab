"""Record ids: three characters of prefix, the org's own part, a counter; 15 or 18 characters."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_INSTANCE = "Q800000"


def _suffix(block: str) -> str:
    return _LETTERS[sum(1 << at for at, letter in enumerate(block) if letter in _CAPITALS)]


def full(short: str) -> str:
    """Return the 18 characters of a 15-character id.

    Each five characters make a number whose bit k is set when character k is a capital.
    """
    return short + _suffix(short[:5]) + _suffix(short[5:10]) + _suffix(short[10:15])


def make(prefix: str, number: int) -> str:
    """Return the 18-character id of the `number`-th record of an object (below 62 ** 5)."""
    tail = ""
    for _ in range(5):
        number, digit = divmod(number, 62)
        tail = _DIGITS[digit] + tail
    return full(prefix + _INSTANCE + tail)


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
