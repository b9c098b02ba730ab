"""What names in signs are searched by: their consonants, which survive other spellings."""

import re
from collections.abc import Sequence

_CLASSES = {
    "b": "pbfv",
    "d": "tdTD",
    "k": "kgqXGcx",
    "s": "szSZCJQj",
    "m": "m",
    "n": "nN",
    "r": "rl",
}
_CLASS = str.maketrans(
    {
        **dict.fromkeys("aeiouyhw", ""),
        **{sign: kind for kind, signs in _CLASSES.items() for sign in signs},
    }
)
_NO_VOWELS = str.maketrans("", "", "aeiouyh")
_TWICE = re.compile(r"(\S)\1+")


def classes(names: Sequence[str]) -> list[str]:
    """Return names in signs as the classes of their consonants, spaces kept, doubled ones once."""
    return _TWICE.sub(r"\1", "\n".join(names).translate(_CLASS)).split("\n") if names else []


def skeletons(names: Sequence[str]) -> list[str]:
    """Return what to search names by: their consonants by class, in pairs, by sign, and all signs.

    Classes survive another spelling of a sound ("Tchaikovsky"), signs tell more.
    """
    made = []
    bare = [name.replace(" ", "") for name in names]
    for plain, heard in zip(bare, classes(bare), strict=True):
        pairs = " ".join(heard[n : n + 2] for n in range(len(heard) - 1))
        made.append(f"{heard} {pairs} {plain.translate(_NO_VOWELS)} {plain}".lower())
    return made
