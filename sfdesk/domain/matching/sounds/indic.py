"""Scripts of India in Latin letters.

Unicode lays Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam
out alike, 128 places each (after the standard ISCII-1988), so that one table reads all nine.
"""

from sfdesk.domain.matching.sounds.table import numbered_from

_BLOCK = 0x80
_VOWELS = numbered_from(0x05, "a a i i u u ri li e e e ai o o o au")
_SIGNS = numbered_from(0x3E, "a i i u u ri ri e e e ai o o o au")
_CONSONANTS = numbered_from(
    0x15, "k kh g gh n ch chh j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h"
)
_DOTTED = {"k": "q", "j": "z", "ph": "f", "d": "r", "dh": "rh"}
_NUKTA = 0x3C
_NASAL = {0x01: "n", 0x02: "n", 0x03: "h", 0x70: "n"}
_LIPS = frozenset(range(0x2A, 0x2F))
_DIGITS = 0x66


def indic(run: str) -> str:
    """Spell a run of letters; the vowel that a last consonant carries is not said."""
    places = [ord(char) % _BLOCK if ord(char) < 0x0E00 else -1 for char in run]
    made: list[str] = []
    for n, place in enumerate(places):
        following = places[n + 1] if n + 1 < len(places) else -1
        if place in _CONSONANTS:
            made.append(_consonant(_CONSONANTS[place], following))
            after = places[n + 2] if following == _NUKTA and n + 2 < len(places) else following
            if after in _CONSONANTS or after in _NASAL or after in _VOWELS:
                made.append("a")
        elif place in _NASAL:
            made.append("m" if place == 0x02 and following in _LIPS else _NASAL[place])
        elif _DIGITS <= place < _DIGITS + 10:
            made.append(str(place - _DIGITS))
        else:
            made.append(_VOWELS.get(place) or _SIGNS.get(place, ""))
    return "".join(made)


def _consonant(latin: str, following: int) -> str:
    return _DOTTED.get(latin, latin) if following == _NUKTA else latin
