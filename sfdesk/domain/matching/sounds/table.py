"""Small tables from letters to Latin spellings, written as two strings of equal length."""

from collections.abc import Iterable


def table(letters: Iterable[str], latin: str) -> dict[str, str]:
    """Return a Latin spelling per letter; `latin` has them with spaces between, "-" for none."""
    return dict(zip(letters, _spelt(latin), strict=True))


def numbered_from(first: int, latin: str) -> dict[int, str]:
    """Return a Latin spelling for each of the numbers from `first` on."""
    return dict(enumerate(_spelt(latin), start=first))


def by_sound(text: str) -> dict[str, str]:
    """Return a spelling per character; each spelling stands before the characters that have it."""
    found: dict[str, str] = {}
    sound = ""
    for part in text.split():
        if part.isascii():
            sound = part
        else:
            found.update((char, sound) for char in part if char not in found)
    return found


def _spelt(latin: str) -> list[str]:
    return ["" if one == "-" else one for one in latin.split()]
