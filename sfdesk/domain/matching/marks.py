"""What each record can be found by, as numbers: the same text gives the same number in one process.

Numbers of texts can be crossed and sorted by the million; which text one stands for is not kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.compare import keyed
from sfdesk.domain.matching.normalise import Features, Table
from sfdesk.domain.matching.readings import every_further
from sfdesk.domain.matching.sounds.alphabet import sounds
from sfdesk.domain.matching.sounds.skeleton import classes
from sfdesk.domain.records import Kind

Numbers = NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SPELT, _SPELT_LEAST, _HEARD_LEAST = 12, 6, 3


@dataclass(frozen=True, slots=True)
class Marks:
    """One mark per entry: record `rows[n]` can be found by `values[n]`."""

    rows: NDArray[np.int32]
    values: Numbers

    def of(self, rows: NDArray[np.int32]) -> "Marks":
        """Return the same marks for records that are numbered otherwise: row n is `rows[n]`."""
        return Marks(rows[self.rows], self.values)


def joined(parts: Sequence[Marks]) -> Marks:
    """Put marks together."""
    return Marks(
        np.concatenate([np.zeros(0, np.int32), *(part.rows for part in parts)]),
        np.concatenate([np.zeros(0, np.uint64), *(part.values for part in parts)]),
    )


def marks(f: Features, table: Table, kind: Kind, *, by_sound: bool) -> Marks:
    """Return the marks of all records: words, names, doors, numbers, addresses, external ids.

    `by_sound` adds the consonants of words and names, for lists in several scripts.
    """
    found = []
    others = every_further(table, f, kind) if by_sound else []
    ways = chain(_texts(f, table.keys), _crossed(f), _heard(f, others) if by_sound else ())
    for salt, (rows, values) in enumerate(ways, start=1):
        has = values != 0
        mixed = (values[has] ^ np.uint64(salt)) * _ODD
        found.append(Marks(rows[has], mixed ^ (mixed >> np.uint64(29))))
    return joined(found)


def _texts(
    f: Features, keys: Mapping[str, Sequence[str]]
) -> Iterator[tuple[NDArray[np.int32], Numbers]]:
    rows = np.arange(len(f.name), dtype=np.int32)
    cores = _cores(f)
    split = [
        [*core.split(), *alias.split()] if alias else core.split()
        for core, alias in zip(cores, f.alias, strict=True)
    ]
    spread = np.repeat(rows, np.fromiter(map(len, split), dtype=np.int64, count=len(split)))
    words = _numbers(list(chain.from_iterable(split)))
    yield spread, words
    beside = np.flatnonzero(spread[1:] == spread[:-1])
    yield spread[beside], _both(words[beside], words[beside + 1])
    plain = [core.replace(" ", "") for core in cores]
    yield rows, _numbers(plain)
    yield rows, _numbers([" ".join(sorted(words)) if len(words) > 1 else "" for words in split])
    yield rows, _numbers([_initials(words) for words in split])
    hosts = [a or b for a, b in zip(f.site, f.mail_domain, strict=True)]
    yield rows, _numbers(hosts)
    labels = [host.split(".", 1)[0].replace("-", "") for host in hosts]
    spelt = [_numbers([_spelt(text) for text in texts]) for texts in (labels, plain)]
    yield np.tile(rows, 2), np.concatenate([spelt[0], np.where(spelt[1] == spelt[0], 0, spelt[1])])
    phone, mobile = _numbers(f.phone), _numbers(f.mobile)
    yield np.tile(rows, 2), np.concatenate([phone, np.where(mobile == phone, 0, mobile)])
    for column in (f.email, f.local, f.birth):
        yield rows, _numbers(column)
    for name, values in sorted(keys.items()):
        named = _numbers([name])[0]
        known = _numbers([keyed(name, value) for value in values])
        yield rows, np.where(known == 0, 0, known ^ named)


def _crossed(f: Features) -> Iterator[tuple[NDArray[np.int32], Numbers]]:
    rows = np.arange(len(f.name), dtype=np.int32)
    town = _numbers([code or city for code, city in zip(f.postcode, f.city, strict=True)])
    street, number, account = _numbers(f.street), _numbers(f.number), _numbers(f.account)
    crossed = [(street, town), (number, town), (number, street)]
    crossed += [(_numbers(f.first), account), (_numbers(f.last), account)]
    for one, other in crossed:
        yield rows, _both(one, other)


def _heard(
    f: Features, others: Sequence[tuple[int, str]]
) -> Iterator[tuple[NDArray[np.int32], Numbers]]:
    names = [*_cores(f), *(name for _row, name in others)]
    rows = np.array([*range(len(f.name)), *(row for row, _name in others)], dtype=np.int32)
    heard = sounds(names)
    split = [classes(name).split() for name in heard]
    spread = np.repeat(rows, np.fromiter(map(len, split), dtype=np.int64, count=len(split)))
    words = list(chain.from_iterable(split))
    long = [word if len(word) >= _HEARD_LEAST else "" for word in words]
    whole = [classes(name.replace(" ", "")) for name in heard]
    yield np.append(spread, rows), _numbers([*long, *whole])


def _cores(f: Features) -> list[str]:
    return [
        core or f"{first} {last}".strip()
        for core, first, last in zip(f.core, f.first, f.last, strict=True)
    ]


def _initials(words: Sequence[str]) -> str:
    made = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    return made if 2 <= len(made) <= 6 else ""


def _spelt(text: str) -> str:
    return text[:_SPELT] if len(text) >= _SPELT_LEAST else ""


def _numbers(texts: Sequence[str]) -> Numbers:
    """Number texts; a blank is 0."""
    made = np.fromiter(map(hash, texts), dtype=np.int64, count=len(texts))
    return made.astype(np.uint64)


def _both(one: Numbers, other: Numbers) -> Numbers:
    """Cross two columns; where either is blank, so is the outcome."""
    return np.where((one == 0) | (other == 0), np.uint64(0), one * _ODD ^ other)
