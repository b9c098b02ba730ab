"""Judges how alike two company names are: one number from a handful of views of the pair.

The number is a sum of views with the weights below. They were fitted (logistic regression, each
sign fixed to what the view means) on half of a public list of 16,930 pairs of real names of the
same company and measured on the other half and on a second list; see the help page for figures.
A run bins the number and learns from its own data what each bin is worth.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Prefix
from rapidfuzz.process import cpdist
from scipy import sparse

from sfdesk.domain.matching.coding import Coded, Floats, Ints, Words, coded, words
from sfdesk.domain.matching.grams import grams, row_products, unit_rows

COSINE2, GRAMS, GRAMS2 = 2.5, 1.8, 1.3
MISSED, SHARED = -0.065, 0.015
PREFIX, FIRST, WHOLE_PREFIX = 0.4, 0.85, 0.85
INITIALS, NUMBERS, JOINED, PART = 4.3, -0.8, 2.2, 0.4
_NEAR = 0.8


@dataclass(frozen=True)
class NameBook:
    """Core names and the views of them that the comparison needs, each made when first needed."""

    cores: Sequence[str]

    @cached_property
    def words(self) -> Words:
        """The words of each name."""
        return words(self.cores, 0)

    @cached_property
    def bits(self) -> sparse.csr_matrix:
        """Names by words: log2 of how rare each word is, the bits learnt from seeing it."""
        made = self.words.matrix.copy()
        counts = np.bincount(made.indices, minlength=made.shape[1])
        rarity = np.log2((len(self.cores) + 1.0) / np.maximum(1.0, counts)).astype(np.float32)
        made.data = rarity[made.indices]
        return made

    @cached_property
    def near(self) -> sparse.csr_matrix:
        """Names by words that are a slip away from one of the name's words."""
        return sparse.csr_matrix(self.words.matrix @ near_words(self.words.values))

    @cached_property
    def mass(self) -> Floats:
        """The bits of all words of each name."""
        return np.asarray(self.bits.sum(axis=1)).ravel().astype(np.float64)

    @cached_property
    def pieces(self) -> sparse.csr_matrix:
        """Three-letter pieces of the names, weighed by rarity, rows of length 1."""
        made = grams(self.cores)
        counts = np.bincount(made.indices, minlength=made.shape[1])
        rarity = np.log((len(self.cores) + 1.0) / np.maximum(1.0, counts)).astype(np.float32)
        made.data *= rarity[made.indices]
        return unit_rows(made)

    @cached_property
    def plain(self) -> Coded:
        """The names without spaces."""
        return coded([core.replace(" ", "") for core in self.cores], 0)

    @cached_property
    def first(self) -> Ints:
        """The first word of each name, as a number."""
        return coded([core.split(" ", 1)[0] for core in self.cores], 0).codes

    @cached_property
    def numbers(self) -> Ints:
        """The numbers in each name, as one number; names without any are alike."""
        return coded(numbers_in(self.cores), 0).codes

    @cached_property
    def initials(self) -> tuple[Ints, Ints]:
        """The initials of names of two words and more, and the whole names, on one numbering."""
        spelt = ["".join(w[0] for w in c.split()) if " " in c else "" for c in self.cores]
        codes = coded(
            [*spelt, *self.plain.text(np.arange(len(self.cores), dtype=np.int32))], 0
        ).codes
        return codes[: len(self.cores)], codes[len(self.cores) :]


def likeness(book: NameBook, left: Ints, right: Ints) -> Floats:
    """Return about 0 (nothing in common) to 11 (a long rare name, letter by letter) per pair.

    `left` and `right` are places in the book, of equal length.
    """
    shared = _shared_bits(book, left, right)
    mine, theirs = book.mass[left], book.mass[right]
    least = np.maximum(np.minimum(mine, theirs), 1.0)
    cosine2 = shared * shared / np.maximum(mine * theirs, 1.0)
    pieces = row_products(book.pieces, book.pieces, left, right)
    prefix, shortest = _prefixes(book.plain, left, right)
    equal = book.plain.codes[left] == book.plain.codes[right]
    return np.asarray(
        COSINE2 * cosine2
        + GRAMS * pieces
        + GRAMS2 * pieces * pieces
        + MISSED * np.minimum(least - shared, 40.0)
        + SHARED * np.minimum(shared, 40.0)
        + PREFIX * np.log2(1.0 + prefix)
        + FIRST * (book.first[left] == book.first[right])
        + WHOLE_PREFIX * (prefix == shortest)
        + INITIALS * _are_initials(book, left, right)
        + NUMBERS * (book.numbers[left] != book.numbers[right])
        + JOINED * equal
        + PART * ((shared / least > 0.99) & ~equal)
    )


def _shared_bits(book: NameBook, left: Ints, right: Ints) -> Floats:
    """Return the bits of the words that both have; one with a letter wrong counts four fifths."""
    shared = row_products(book.words.matrix, book.bits, left, right).astype(np.float64)
    near = row_products(book.near, book.bits, left, right)
    room = np.minimum(book.mass[left], book.mass[right]) - shared
    return np.asarray(shared + np.clip(near, 0.0, np.maximum(room, 0.0)))


def near_words(vocabulary: Sequence[str]) -> sparse.csr_matrix:
    """Return words by words: 0.8 where two words of five letters or more are a slip apart.

    A slip is a letter dropped, added, exchanged for another, or two letters swapped: both words
    then share a form with one letter left out.
    """
    forms: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(vocabulary):
        if len(word) >= 5 and word.isalpha():
            forms[word].append(number)
            for at in range(len(word)):
                forms[word[:at] + word[at + 1 :]].append(number)
    pairs = {
        pair
        for group in forms.values()
        if 1 < len(group) <= 20
        for pair in combinations(sorted(set(group)), 2)
    }
    found = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    data = np.full(2 * len(found), _NEAR, dtype=np.float32)
    places = (
        np.concatenate([found[:, 0], found[:, 1]]),
        np.concatenate([found[:, 1], found[:, 0]]),
    )
    return sparse.csr_matrix((data, places), shape=(len(vocabulary), len(vocabulary)))


def _prefixes(plain: Coded, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return how many letters the names begin with in common, and the length of the shorter."""
    common = cpdist(plain.text(left), plain.text(right), scorer=Prefix.similarity, workers=2)
    length = np.array([*map(len, plain.values), 0], dtype=np.int32)[plain.codes]
    return common.astype(np.int32), np.maximum(np.minimum(length[left], length[right]), 1)


def _are_initials(book: NameBook, left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Tell whether one name is made of the initials of the other's words (two at least)."""
    spelt, whole = book.initials
    forth = (spelt[left] == whole[right]) & (spelt[left] >= 0)
    back = (spelt[right] == whole[left]) & (spelt[right] >= 0)
    return np.asarray(forth | back)


ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])


def numbers_in(cores: Sequence[str]) -> list[str]:
    """Return the numbers of each name in a fixed order, "-" where it has none."""
    return [
        " ".join(sorted(w for w in core.split() if w[0].isdigit() or w in ROMAN)) or "-"
        for core in cores
    ]
