"""Turns names in Latin letters into sounds, and says how well two sounds fit.

Spelling is ambiguous ("ch" is one sound in Chile, another in Christos, a third in Bach): a sign
stands for all it can be, and two signs fit as well as the best of what both can be.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.float32]
_GROUPS = {
    "shch": "S", "tzsch": "C", "tsch": "C", "tch": "C", "sch": "S", "dzh": "J", "ch": "C",
    "sh": "S", "kh": "X", "gh": "G", "zh": "Z", "th": "T", "dh": "D", "bh": "b", "rh": "r",
    "jh": "J", "ph": "f", "ts": "Q", "tz": "Q", "cz": "C", "sz": "s", "dj": "J", "dz": "z",
    "ck": "k", "qu": "q", "ng": "N", "ou": "u",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_TWICE = re.compile(r"([A-Za-z])\1+")
SIGNS = "-abcdefghijklmnopqrstuvwxyzSCJXGZTDQN0123456789"
"""Every sign; the first fills up and is no sound."""
_VOWELS = "aeiouy"
_COMMON = {
    "a": 2.5, "e": 3.0, "i": 3.0, "o": 3.2, "u": 3.6, "n": 3.7, "r": 3.7, "s": 4.0, "t": 4.3,
    "l": 4.0, "k": 4.3, "y": 4.3, "m": 4.6, "b": 4.8, "d": 4.8,
}  # fmt: skip
"""Bits of meeting a sign again: log2 of how rare it is in names; 5.3 for the rest."""
_RARE = 5.3
_NEAR = "kcqxX vw uw iy CcSQX jZzJg Ss xS sc rl pf pb bv tT dD gG hX jy QzcC hC Nn szT kx vf jC"
_KIN = "sz dt gk gh bw td TD ow uo ie Xg Gk jh mn fh wl ai cz jc gj qC JC Zz aw ah"
_NEAR_SHARE, _KIN_SHARE, _VOWELS_DIFFER, _OTHERS = 0.65, 0.25, -1.0, -5.0


class Writing(IntEnum):
    """What a script writes: every sound, consonants with few vowels, or syllables."""

    ALPHABET = 0
    CONSONANTS = 1
    SYLLABLES = 2


_GAP = -5.0
_GAPS = {
    Writing.ALPHABET: (dict.fromkeys(_VOWELS, -3.0), dict.fromkeys(_VOWELS, -3.0)),
    Writing.CONSONANTS: ({**dict.fromkeys(_VOWELS, -3.0), "a": -2.5}, dict.fromkeys(_VOWELS, -1.0)),
    Writing.SYLLABLES: (dict.fromkeys(_VOWELS, -1.2), dict.fromkeys(_VOWELS, -3.5)),
}
_SOFT = {"h": -2.5, "w": -2.5, "y": -2.0, "j": -3.5, "G": -2.0, "r": -4.0}


def sounds(texts: Sequence[str]) -> list[str]:
    """Return folded texts in signs: groups of letters as one, doubled letters once."""
    spelt = _GROUP.sub(lambda found: _GROUPS[found.group()], "\n".join(texts))
    return _TWICE.sub(r"\1", spelt).split("\n") if texts else []


def numbered(texts: Sequence[str], longest: int) -> NDArray[np.uint8]:
    """Return the signs of each text as a column of numbers, cut and filled up to `longest`."""
    text = "".join(text[:longest].ljust(longest, "-") for text in texts)
    raw = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    return np.ascontiguousarray(_PLACES[raw].reshape(len(texts), longest).T)


_PLACES = np.zeros(128, dtype=np.uint8)
for _n, _sign in enumerate(SIGNS):
    _PLACES[ord(_sign)] = _n


@cache
def beside() -> Bits:
    """Return signs by signs: the bits of finding one where the other spelling has the other."""
    worth = np.array([_COMMON.get(sign, _RARE) for sign in SIGNS], dtype=np.float32)
    least = np.minimum(worth[:, None], worth[None, :])
    made = np.full((len(SIGNS), len(SIGNS)), _OTHERS, dtype=np.float32)
    vowels = np.array([sign in _VOWELS for sign in SIGNS])
    made[np.ix_(vowels, vowels)] = _VOWELS_DIFFER
    for groups, share in ((_KIN, _KIN_SHARE), (_NEAR, _NEAR_SHARE)):
        for group in groups.split():
            places = [SIGNS.index(sign) for sign in group]
            at = np.ix_(places, places)
            made[at] = np.maximum(made[at], share * least[at])
    np.fill_diagonal(made, worth)
    made[0, 0] = 0.0
    return made


@cache
def alone(writing: Writing) -> tuple[Bits, Bits]:
    """Return the bits, per sign, of its having no counterpart: in the other script, in Latin."""
    own, latin = (
        np.array([{**_SOFT, **gaps}.get(sign, _GAP) for sign in SIGNS], dtype=np.float32)
        for gaps in _GAPS[writing]
    )
    own[0] = latin[0] = 0.0
    return own, latin
