"""Takes addresses apart: postcodes as they are compared, streets as number and name."""

from collections.abc import Iterator

from sfdesk.domain.matching import text
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
    return [_split(value) for value in text.fold(values)]


_UNITS = frozenset({"ste", "fl", "apt", "unit", "rm", "room", "bldg", "box", "po"})


def _split(value: str) -> tuple[str, str]:
    if value in PLACEHOLDERS:
        return "", ""
    words = list(map(STREET_WORDS.get, split := value.split(), split))
    if not _UNITS.isdisjoint(words):
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
