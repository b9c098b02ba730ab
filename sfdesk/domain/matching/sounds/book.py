"""The names of a run as they sound, made only where some are in another script than others.

A name may be read in several ways: the characters of a Chinese name are said otherwise in Japan,
and a word may be translated or spelt. Every further reading is a row of its own behind the
records' own rows, and the best one counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.coding import Floats, Ints, Mask, Words, coded, spread
from sfdesk.domain.matching.once import Check, never
from sfdesk.domain.matching.sounds.align import Spelt
from sfdesk.domain.matching.sounds.hearing import heard
from sfdesk.domain.matching.sounds.scripts import Scripts


@dataclass(frozen=True)
class SoundBook:
    """The words of names in signs, and the script that each name was written in.

    `words` has the names of the records, then further readings; `owners` has the record of each of
    these, in rising order. `common` are words, in signs, that tell little in any list.
    """

    words: Words
    scripts: Scripts
    owners: Ints
    common: frozenset[str] = frozenset()
    among: "SoundBook | None" = None
    _turned: dict[int, Spelt] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        names: Words,
        scripts: Scripts,
        others: Sequence[tuple[int, str]] = (),
        *,
        said: Mapping[str, str],
        common: frozenset[str] = frozenset(),
        among: "SoundBook | None" = None,
        check: Check = never,
    ) -> "SoundBook":
        """Take folded names, and further readings as (record, name) in the order of records.

        `said` are words of names that stand for others.
        """
        made = heard(names, said, [name for _row, name in others], check)
        owners = np.fromiter((row for row, _name in others), np.int32, count=len(others))
        return cls(made, np.append(scripts, scripts[owners]), owners, common, among)

    def part(self, rows: Ints) -> "SoundBook":
        """Return the names of some records with all their readings; record n is `rows[n]`.

        How rare their words are is still counted among all.
        """
        start, end = self._first_other[rows], self._first_other[rows + 1]
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), end - start)
        further = spread(self._first_other, rows)[1]
        taken = np.append(rows, further).astype(np.intp)
        return SoundBook(
            self.words.of(taken), self.scripts[taken], owners, self.common, self.among or self
        )

    @property
    def size(self) -> int:
        """How many records there are."""
        return len(self.scripts) - len(self.owners)

    @cached_property
    def names(self) -> list[str]:
        """The names in signs, with spaces between words."""
        return self.words.texts()

    @cached_property
    def _first_other(self) -> NDArray[np.int64]:
        """Where the further readings of each record begin, among all; one entry more at the end."""
        records = np.arange(self.size + 1)
        return np.asarray(self.size + np.searchsorted(self.owners, records), dtype=np.int64)

    @cached_property
    def own(self) -> list[str]:
        """The names without their common words; whole where a name has no others."""
        if not self.common:
            return list(self.names)
        split = (name.split(" ") for name in self.names)
        kept = (" ".join(word for word in words if word not in self.common) for words in split)
        return [own or name for own, name in zip(kept, self.names, strict=True)]

    def readings(self, rows: Ints) -> tuple[Ints, NDArray[np.intp]]:
        """Return all readings of some records, and which of `rows` each is of."""
        start, end = self._first_other[rows], self._first_other[rows + 1]
        count = (end - start + 1).astype(np.int64)
        at = np.repeat(np.arange(len(rows)), count)
        place = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
        return np.where(place > 0, start[at] + place - 1, rows[at]).astype(np.int32), at

    def prepare(self, check: Check) -> None:
        """Make what every comparison needs, with a look at `check` before each of its parts."""
        for part in ("whole", "spelt_words", "found_in", "telling", "tells", "beside"):
            check()
            getattr(self, part)

    @cached_property
    def whole(self) -> Spelt:
        """The names' own words, without spaces."""
        return Spelt.of([name.replace(" ", "") for name in self.own])

    def turned(self, turn: int) -> Spelt:
        """Return the names from word number `turn` on, then the words before; without spaces."""
        if turn not in self._turned:
            split = [name.split() for name in self.names]
            self._turned[turn] = Spelt.of(["".join(w[turn:] + w[:turn]) for w in split])
        return self._turned[turn]

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
        common = np.asarray(self.beside.sum(axis=1)).ravel()
        return np.asarray(self.whole.most * self.tells + COMMON_BITS * common)

    @cached_property
    def tells(self) -> Floats:
        """The mean of what the own words of each name tell, long ones for more."""
        size = self.spelt_words.lengths[self.words.codes] * ~self._is_beside + 0.0
        rows, n = self.words.rows, len(self.scripts)
        sums = np.bincount(rows, size * self.telling[self.words.codes], n)
        return np.asarray(sums / np.maximum(np.bincount(rows, size, n), 1.0))

    @cached_property
    def _is_beside(self) -> Mask:
        """Tell which words of the names are common ones that stand beside others."""
        rows, common = self.words.rows, self.is_common[self.words.codes]
        others = np.bincount(rows, ~common, len(self.scripts)) > 0
        return np.asarray(common & others[rows])

    @cached_property
    def beside(self) -> sparse.csr_matrix:
        """Names by words: 1.0 where a name has a common word beside words of its own."""
        at = np.flatnonzero(self._is_beside)
        where = (self.words.rows[at], self.words.codes[at])
        shape = (len(self.scripts), len(self.words.values))
        made = sparse.csr_matrix((np.ones(len(at), dtype=np.float32), where), shape=shape)
        made.data[:] = 1.0
        return made

    @cached_property
    def found_in(self) -> NDArray[np.intp]:
        """In how many names each word of `words` is."""
        spelt = self.words
        record = np.append(np.arange(self.size, dtype=np.int32), self.owners)
        ones, places = np.ones(len(spelt.codes), dtype=np.int8), (record[spelt.rows], spelt.codes)
        once = sparse.csr_matrix((ones, places), shape=(self.size, len(spelt.values)))
        return np.bincount(once.indices, minlength=len(spelt.values))

    @cached_property
    def counts(self) -> dict[str, int]:
        """In how many names a word is, by word."""
        return dict(zip(self.words.values, self.found_in.tolist(), strict=True))

    @cached_property
    def telling(self) -> Floats:
        """How much each word tells: 1 for one of few names, less for one that many have.

        Two may have it: the pair that is sought.
        """
        size = (self.among or self).size + 1.0
        number = self.found_in.astype(np.float64)
        if self.among is not None:
            known = self.among.counts
            number = np.array([known.get(word, 1) for word in self.words.values], dtype=np.float64)
        bits = np.log2(size / np.maximum(number - 1.0, 1.0))
        tells = np.clip(bits / min(_TELLING_BITS, np.log2(size)), _LEAST, 1.0)
        little = COMMON_BITS / np.maximum(self.spelt_words.most, COMMON_BITS)
        return np.asarray(np.where(self.is_common, np.minimum(tells, little), tells))

    @cached_property
    def is_common(self) -> Mask:
        """Tell which words are common ones."""
        values = self.words.values
        return np.fromiter((word in self.common for word in values), np.bool_, count=len(values))


_TELLING_BITS, _LEAST = 7.0, 0.1
COMMON_BITS = 4.0
"""What a common word is worth at most: one company in sixteen has it."""
