"""The names of a run as they sound, made only where some are in another script than others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints, Words, coded, words
from sfdesk.domain.matching.once import Check, blocks, never
from sfdesk.domain.matching.sounds.align import Spelt
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.scripts import Scripts


@dataclass(frozen=True)
class SoundBook:
    """Names in signs with spaces between words, and the script that each was written in."""

    names: Sequence[str]
    scripts: Scripts
    among: "SoundBook | None" = None
    _turned: dict[int, Spelt] = field(default_factory=dict)

    @classmethod
    def of(
        cls, names: Sequence[str], scripts: Scripts, among: "SoundBook | None", check: Check = never
    ) -> "SoundBook":
        """Take folded names; an article that some write apart belongs to its word."""
        made: list[str] = []
        for part in blocks(len(names), check):
            made += sounds([_APART.sub(r"\1", name) for name in names[part]])
        return cls(made, scripts, among)

    def prepare(self, check: Check) -> None:
        """Make what every comparison needs, with a look at `check` before each of its parts."""
        for part in ("whole", "words", "spelt_words", "found_in", "telling", "tells"):
            check()
            getattr(self, part)

    @cached_property
    def whole(self) -> Spelt:
        """The names without spaces."""
        return Spelt.of([name.replace(" ", "") for name in self.names])

    def turned(self, turn: int) -> Spelt:
        """Return the names from word number `turn` on, then the words before; without spaces."""
        if turn not in self._turned:
            split = [name.split() for name in self.names]
            self._turned[turn] = Spelt.of(["".join(w[turn:] + w[:turn]) for w in split])
        return self._turned[turn]

    @cached_property
    def words(self) -> Words:
        """The words of the names."""
        return words(self.names, 0)

    @cached_property
    def spelt_words(self) -> Spelt:
        """Each different word once."""
        return Spelt.of(self.words.values)

    @cached_property
    def letters(self) -> Ints:
        """A number per name; the same for names of the same signs, in whatever order of words."""
        return coded(["".join(sorted(name.split())) for name in self.names], 0).codes

    @cached_property
    def most(self) -> Floats:
        """What each name can reach at most: as a whole, with what its words tell."""
        return np.asarray(self.whole.most * self.tells)

    @cached_property
    def tells(self) -> Floats:
        """The mean of what the words of each name tell, long ones for more."""
        size = self.spelt_words.lengths[self.words.codes] + 0.0
        rows, n = self.words.rows, len(self.names)
        sums = np.bincount(rows, size * self.telling[self.words.codes], n)
        return np.asarray(sums / np.maximum(np.bincount(rows, size, n), 1.0))

    @cached_property
    def found_in(self) -> NDArray[np.intp]:
        """In how many names each word of `words` is."""
        spelt = self.words
        once = np.unique(spelt.rows.astype(np.int64) << 32 | spelt.codes)
        return np.bincount(once & 0xFFFFFFFF, minlength=len(spelt.values))

    @cached_property
    def counts(self) -> dict[str, int]:
        """In how many names a word is, by word."""
        return dict(zip(self.words.values, self.found_in.tolist(), strict=True))

    @cached_property
    def telling(self) -> Floats:
        """How much each word tells: 1 for one of few names, less for one that many have.

        Two may have it: the pair that is sought.
        """
        size = len((self.among or self).names) + 1.0
        number = self.found_in.astype(np.float64)
        if self.among is not None:
            known = self.among.counts
            number = np.array([known.get(word, 1) for word in self.words.values], dtype=np.float64)
        bits = np.log2(size / np.maximum(number - 1.0, 1.0))
        return np.asarray(np.clip(bits / min(_TELLING_BITS, np.log2(size)), _LEAST, 1.0))


_APART = re.compile(r"\b(al|el|abd|abu|abou|ibn|bin) (?=\w)")
_TELLING_BITS, _LEAST = 7.0, 0.1


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


def classes(name: str) -> str:
    """Return a name in signs as the classes of its consonants, spaces kept, doubled ones once."""
    return _TWICE.sub(r"\1", name.translate(_CLASS))


def skeletons(names: Sequence[str]) -> list[str]:
    """Return what to search names by: their consonants by class, in pairs, by sign, and all signs.

    Classes survive another spelling of a sound ("Tchaikovsky"), signs tell more.
    """
    made = []
    for name in names:
        plain = name.replace(" ", "")
        heard = classes(plain)
        pairs = " ".join(heard[n : n + 2] for n in range(len(heard) - 1))
        made.append(f"{heard} {pairs} {plain.translate(_NO_VOWELS)} {plain}".lower())
    return made
