"""What each record can be found by, as numbers: the same text gives the same number everywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Ints, Mask, spread, words
from sfdesk.domain.matching.corpus import Corpus, keyed
from sfdesk.domain.matching.fingerprints import (
    Numbers,
    crossed,
    fingerprints,
    letters,
    mixed,
    of_letters,
    of_sets,
)
from sfdesk.domain.matching.names import without_spaces
from sfdesk.domain.matching.normalise import Features
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.skeleton import classes

_SPELT, _SPELT_LEAST, _HEARD_LEAST = 12, 6, 3
_INITIALS = 2, 6


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark per entry: record `rows[n]` can be found by `values[n]`."""

    rows: Ints
    values: Numbers

    def without(self, others: "Marks") -> "Marks":
        """Return those that the same record does not have among others."""
        mine, theirs = (mixed(some.values + some.rows.astype(np.uint64)) for some in (self, others))
        kept = ~np.isin(mine, theirs)
        return Marks(self.rows[kept], self.values[kept])

    def only(self, some: Mask) -> "Marks":
        """Return the marks of some records alone."""
        return Marks(self.rows[some[self.rows]], self.values[some[self.rows]])

    def counts(self, size: int) -> NDArray[np.intp]:
        """Return how many marks each of `size` records has."""
        return np.bincount(self.rows, minlength=size)

    def of(self, rows: Ints) -> "Marks":
        """Return the same marks for records that are numbered otherwise: row n is `rows[n]`."""
        return Marks(rows[self.rows], self.values)


def joined(parts: Sequence[Marks]) -> Marks:
    """Put marks together."""
    return Marks(
        np.concatenate([np.zeros(0, np.int32), *(part.rows for part in parts)]),
        np.concatenate([np.zeros(0, np.uint64), *(part.values for part in parts)]),
    )


def marks(corpus: Corpus) -> Marks:
    """Return the marks of all records: words, names, doors, numbers, addresses, external ids.

    Where the records are, or are among, a list in several scripts, consonants are marks as well.
    """
    by_sound = (corpus.among or corpus).name_scripts is not None
    ways = chain(_spelt(corpus), _known(corpus), _doors(corpus.features))
    found = []
    for salt, (rows, values) in enumerate(chain(ways, _heard(corpus) if by_sound else ()), start=1):
        has = values != 0
        found.append(Marks(rows[has], mixed(values[has] ^ np.uint64(salt))))
    return joined(found)


def _spelt(corpus: Corpus) -> Iterator[tuple[Ints, Numbers]]:
    """Yield words, words beside each other, whole names, words in any order, initials."""
    f, cores = corpus.features, corpus.names.cores
    rows = np.arange(len(cores), dtype=np.int32)
    said = corpus.names.words
    if any(f.alias):
        said = words([f"{core} {alias}" for core, alias in zip(cores, f.alias, strict=True)], 0)
    each = fingerprints(said.values)
    all_words = each[said.codes]
    yield said.rows, all_words
    beside = np.flatnonzero(said.rows[1:] == said.rows[:-1])
    yield said.rows[beside], crossed(all_words[beside], all_words[beside + 1])
    plain = without_spaces(cores)
    yield rows, fingerprints(plain)
    sizes = np.diff(said.starts)
    yield rows, np.where(sizes > 1, of_sets(all_words, said.starts), np.uint64(0))
    whole, starts = letters(said.values)
    first = of_letters(whole[starts[:-1]][said.codes], said.starts)
    lone = np.flatnonzero(sizes == 1)
    first[lone] = all_words[said.starts[lone]]
    sizes[lone] = np.diff(starts)[said.codes[said.starts[lone]]]
    yield rows, np.where((sizes >= _INITIALS[0]) & (sizes <= _INITIALS[1]), first, np.uint64(0))
    hosts = [a or b for a, b in zip(f.site, f.mail_domain, strict=True)]
    yield rows, fingerprints(hosts)
    labels = [host.split(".", 1)[0].replace("-", "") if host else "" for host in hosts]
    yield _either(_beginnings(labels), _beginnings(plain))


def _known(corpus: Corpus) -> Iterator[tuple[Ints, Numbers]]:
    """Yield numbers, addresses, dates and external ids."""
    f = corpus.features
    rows = np.arange(len(corpus.features.name), dtype=np.int32)
    yield _either(fingerprints(f.phone), fingerprints(f.mobile))
    for column in (f.email, f.local, f.birth):
        yield rows, fingerprints(column)
    for name, values in sorted(corpus.table.keys.items()):
        known = fingerprints([keyed(name, value) for value in values])
        yield rows, crossed(known, fingerprints([name]))


def _doors(f: Features) -> Iterator[tuple[Ints, Numbers]]:
    """Yield parts of addresses and names of people, each beside where it is."""
    rows = np.arange(len(f.name), dtype=np.int32)
    town = fingerprints([code or city for code, city in zip(f.postcode, f.city, strict=True)])
    street, number, account = map(fingerprints, (f.street, f.number, f.account))
    both = [(street, town), (number, town), (number, street)]
    both += [(fingerprints(f.first), account), (fingerprints(f.last), account)]
    for one, other in both:
        yield rows, crossed(one, other)


def _heard(corpus: Corpus) -> Iterator[tuple[Ints, Numbers]]:
    """Yield the consonants of words and of whole names, further readings among them."""
    others = corpus.readings
    said = words([*corpus.names.cores, *(name for _row, name in others)], 0)
    owner = np.array([*range(len(corpus)), *(row for row, _name in others)], dtype=np.int32)
    heard = classes(sounds(said.values))
    long = fingerprints([word if len(word) >= _HEARD_LEAST else "" for word in heard])
    # a consonant that one word ends and the next begins with counts once in the whole name
    raw, starts = letters(heard)
    ends, places = spread(starts, said.codes)
    whole, row = raw[places], np.repeat(said.rows, np.diff(ends))
    once = np.ones(len(row), dtype=bool)
    once[1:] = (whole[1:] != whole[:-1]) | (row[1:] != row[:-1])
    sizes = np.bincount(row[once], minlength=len(owner))
    names = of_letters(whole[once], np.append(0, np.cumsum(sizes)))
    yield owner[np.append(said.rows, np.arange(len(owner)))], np.append(long[said.codes], names)


def _either(one: Numbers, other: Numbers) -> tuple[Ints, Numbers]:
    """Return two columns as one mark, that of the second only where it is another."""
    rows = np.tile(np.arange(len(one), dtype=np.int32), 2)
    return rows, np.concatenate([one, np.where(other == one, np.uint64(0), other)])


def _beginnings(texts: Sequence[str]) -> Numbers:
    return fingerprints([text[:_SPELT] if len(text) >= _SPELT_LEAST else "" for text in texts])
