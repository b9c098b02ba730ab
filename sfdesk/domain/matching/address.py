"""Takes addresses apart: postcodes as they are compared, streets as number and name."""

from collections.abc import Iterator

from sfdesk.domain.matching import text
from sfdesk.domain.matching.sounds.streets import streets
from sfdesk.domain.matching.words import PLACEHOLDERS, STREET_WORDS


def postcodes(values: list[str]) -> list[str]:
    """Return postcodes without spaces; an American ZIP+4 is cut to its ZIP, a lost 0 put back."""
    return [_postcode(value) for value in text.fold(values)]


def _postcode(value: str) -> str:
    if len(value) == 5 and value.isdigit():
        return value
    head, _space, rest = value.partition(" ")
    if head.isdigit() and len(head) in (4, 5) and (not rest or (rest.isdigit() and len(rest) == 4)):
        return head if len(head) == 5 or not rest else "0" + head
    if value.isdigit() and len(value) == 9:
        return value[:5]
    return value.replace(" ", "")


def split_streets(values: list[str]) -> list[tuple[str, str]]:
    """Split each street into its number and the rest with its words shortened."""
    # All streets are taken apart and put together again at once, each on a line of its own.
    words = " \n ".join(text.fold(streets(values))).split(" ")
    lines = " ".join(map(_SHORT.get, words, words)).split(" \n ")
    return [_split(line) for line in lines]


_UNITS = frozenset({"ste", "fl", "apt", "unit", "rm", "room", "bldg", "box", "po"})
_MARK = "\t"
"""Stands before words of units, so that the many streets without any are told at once."""
_SHORT = {word: _MARK + word for word in _UNITS} | {
    word: _MARK + short if short in _UNITS else short for word, short in STREET_WORDS.items()
}


def _split(value: str) -> tuple[str, str]:
    head, _space, rest = value.partition(" ")
    if head.isdigit() and _MARK not in rest and value not in PLACEHOLDERS:
        return head, rest
    if value in PLACEHOLDERS:
        return "", ""
    words = value.replace(_MARK, "").split()
    if _MARK in value:
        words = list(_without_units(words))
    for at, word in enumerate(words):
        if word[0].isdigit() and word not in _ORDINALS:
            del words[at]
            return word, " ".join(words)
    return "", " ".join(words)


def _without_units(words: list[str]) -> Iterator[str]:
    """Leave out "suite 5" and the like; a post office box keeps its number."""
    skip = False
    for word in words:
        if skip or word in _UNITS:
            skip = word in _UNITS and not skip
            if word in ("box", "po"):
                yield word
                skip = False
        else:
            yield word


_ORDINALS = frozenset(f"{n}{s}" for n in range(1, 200) for s in ("st", "nd", "rd", "th"))
