"""Judges how alike two company names are: one number from a handful of views of the pair.

The number is a sum of views with the weights below. They were fitted (logistic regression, each
sign fixed to what the view means) on half of a public list of 16,930 pairs of real names of the
same company and measured on the other half and on a second list; see the help page for figures.
Names that one slip of the pen tells apart are at least as alike as their length makes them.
A run bins the number and learns from its own data what each bin is worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, Prefix
from rapidfuzz.process import cpdist
from scipy import sparse

from sfdesk.domain.matching.coding import Coded, Floats, Ints, Words, coded, first_letters, words
from sfdesk.domain.matching.grams import grams, row_products, unit_rows
from sfdesk.domain.matching.once import Check, blocks, never

COSINE2, GRAMS, GRAMS2 = 2.5, 1.8, 1.3
MISSED, SHARED = -0.065, 0.015
PREFIX, FIRST, WHOLE_PREFIX = 0.4, 0.85, 0.85
INITIALS, NUMBERS, JOINED, PART = 4.3, -0.8, 2.2, 0.4
SLIP_FROM, SLIP_START, SLIP_LETTER, SLIP_MOST = 5, 0.9, 0.55, 7.6
_NEAR = 0.8
_AT_ONCE = 50_000


@dataclass(frozen=True)
class NameBook:
    """Core names and the views of them that the comparison needs, each made when first needed."""

    cores: Sequence[str]
    among: "NameBook | None" = None
    check: Check = never

    @cached_property
    def size(self) -> int:
        """How many names rarity is counted over."""
        return len(self.cores) if self.among is None else len(self.among.cores)

    @cached_property
    def word_counts(self) -> Ints:
        """In how many names each word of `words.values` is."""
        if self.among is None:
            return _in_columns(self.words.matrix)
        known = self.among.count_of_word
        return np.array([known.get(word, 1) for word in self.words.values], dtype=np.int32)

    @cached_property
    def count_of_word(self) -> dict[str, int]:
        """In how many names a word is, by word."""
        return dict(zip(self.words.values, self.word_counts.tolist(), strict=True))

    @cached_property
    def piece_counts(self) -> Ints:
        """In how many names each three-letter piece is."""
        return _in_columns(self.pieces) if self.among is None else self.among.piece_counts

    @cached_property
    def words(self) -> Words:
        """The words of each name."""
        return words(self.cores, 0, self.check)

    @cached_property
    def rarity(self) -> NDArray[np.float32]:
        """Log2 of how rare each word of `words.values` is, the bits learnt from seeing it."""
        counts = np.maximum(1.0, self.word_counts)
        return np.log2((self.size + 1.0) / counts).astype(np.float32)

    @cached_property
    def bits(self) -> sparse.csr_matrix:
        """Names by words: the bits of each word."""
        made = self.words.matrix.copy()
        made.data = self.rarity[made.indices]
        return made

    @cached_property
    def near(self) -> sparse.csr_matrix:
        """Names by words that are a slip away from one of the name's words.

        Each is worth the mean of the bits of both words, so that it tells the same both ways.
        """
        slips = near_words(self.words.values)
        here = np.repeat(self.rarity, np.diff(slips.indptr))
        slips.data *= (here + self.rarity[slips.indices]) / 2
        return sparse.csr_matrix(self.words.matrix @ slips)

    @cached_property
    def mass(self) -> Floats:
        """The bits of all words of each name."""
        return np.asarray(self.bits.sum(axis=1)).ravel().astype(np.float64)

    @cached_property
    def pieces(self) -> sparse.csr_matrix:
        """Three-letter pieces of the names, weighed by rarity, rows of length 1."""
        made = grams(self.cores, self.check)
        counts = _in_columns(made) if self.among is None else self.among.piece_counts
        rarity = np.log((self.size + 1.0) / np.maximum(1.0, counts)).astype(np.float32)
        made.data *= rarity[made.indices]
        return unit_rows(made)

    @cached_property
    def plain(self) -> Coded:
        """The names without spaces."""
        return coded(without_spaces(self.cores), 0, self.check)

    @cached_property
    def ends(self) -> tuple[Ints, NDArray[np.str_]]:
        """Length and first letter of each different name in `plain`, then those of a blank."""
        values = self.plain.values
        length = np.array([*map(len, values), 0], dtype=np.int32)
        return length, np.array([*(value[:1] for value in values), "?"])

    @cached_property
    def first(self) -> Ints:
        """The first word of each name, as a number."""
        of = self.words
        found = np.full(len(self.cores), -1, dtype=np.int32)
        some = np.flatnonzero(np.diff(of.starts))
        found[some] = of.codes[of.starts[some]]
        return found

    @cached_property
    def numbers(self) -> Ints:
        """The numbers in each name, as one number; names without any are alike."""
        of = self.words
        number = np.array([w[0].isdigit() or w in ROMAN for w in of.values], dtype=bool)
        has = np.unique(of.rows[number[of.codes]]).tolist() if len(number) else []
        found = np.full(len(self.cores), -1, dtype=np.int32)
        found[has] = coded(numbers_in([self.cores[row] for row in has]), 0).codes
        return found

    @cached_property
    def initials(self) -> "Initials":
        """What the names are by their initials."""
        number = {name: code for code, name in enumerate(self.plain.values)}
        self.check()
        spelt, short = np.empty(len(self.cores), dtype=np.int32), list[str]()
        for part in blocks(len(self.cores), self.check, _AT_ONCE):
            made = zip(first_letters(self.cores[part]), self.cores[part], strict=True)
            both = [(initials if " " in core else "", core) for initials, core in made]
            spelt[part] = [number.get(initials, -1) for initials, _core in both]
            texts = (initials or core for initials, core in both)
            short += [text if 2 <= len(text) <= 6 else "" for text in texts]
        return Initials(spelt, coded(short, 0, self.check).codes)

    def prepare(self) -> None:
        """Make every view, with a look at `check` before each."""
        for view in ("bits", "near", "mass", "pieces", "ends", "first", "numbers", "initials"):
            self.check()
            getattr(self, view)


def _in_columns(matrix: sparse.csr_matrix) -> Ints:
    """Return how many rows have something in each column."""
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Initials:
    """Per name: the name in `NameBook.plain` that its initials are, and what it is searched by.

    `spelt` is -1 for one word and where the initials are no name; `short` numbers initials, or
    whole names of one word, of two to six letters, others are -1.
    """

    spelt: Ints
    short: Ints


def likeness(book: NameBook, left: Ints, right: Ints) -> Floats:
    """Return about 0 (nothing in common) to 11 (a long rare name, letter by letter) per pair.

    `left` and `right` are places in the book, of equal length.
    """
    if len(left):
        book.prepare()
    found = np.empty(len(left), dtype=np.float64)
    for part in blocks(len(left), book.check, _AT_ONCE):
        found[part] = _likeness(book, left[part], right[part])
    return found


def _likeness(book: NameBook, left: Ints, right: Ints) -> Floats:
    shared = _shared_bits(book, left, right)
    mine, theirs = book.mass[left], book.mass[right]
    least = np.maximum(np.minimum(mine, theirs), 1.0)
    cosine2 = shared * shared / np.maximum(mine * theirs, 1.0)
    pieces = row_products(book.pieces, book.pieces, left, right)
    prefix, shortest = _prefixes(book, left, right)
    equal = book.plain.codes[left] == book.plain.codes[right]
    same_numbers = book.numbers[left] == book.numbers[right]
    seen = np.asarray(
        COSINE2 * cosine2
        + GRAMS * pieces
        + GRAMS2 * pieces * pieces
        + MISSED * np.minimum(least - shared, 40.0)
        + SHARED * np.minimum(shared, 40.0)
        + PREFIX * np.log2(1.0 + prefix)
        + FIRST * (book.first[left] == book.first[right])
        + WHOLE_PREFIX * (prefix == shortest)
        + INITIALS * _are_initials(book, left, right)
        + NUMBERS * (~same_numbers)
        + JOINED * equal
        + PART * ((shared / least > 0.99) & ~equal)
    )
    return np.asarray(np.maximum(seen, _slip(book, left, right) * same_numbers))


def _slip(book: NameBook, left: Ints, right: Ints) -> Floats:
    """Return how alike names are that one slip of the pen tells apart, 0 for others.

    The longer a name is, the less likely it is that another company's is so near.
    """
    plain = book.plain
    mine, theirs = plain.codes[left], plain.codes[right]
    length, _first = book.ends
    near = (mine != theirs) & (np.abs(length[mine] - length[theirs]) <= 1)
    shortest = np.minimum(length[mine], length[theirs])
    at = np.flatnonzero(near & (shortest >= SLIP_FROM))
    found = np.zeros(len(left))
    if len(at):
        a, b = plain.text(left[at]), plain.text(right[at])
        slips = cpdist(a, b, scorer=OSA.distance, score_cutoff=1, workers=2)
        value = np.minimum(SLIP_START + SLIP_LETTER * shortest[at], SLIP_MOST)
        found[at] = np.where(slips <= 1, value, 0.0)
    return found


def _shared_bits(book: NameBook, left: Ints, right: Ints) -> Floats:
    """Return the bits of the words that both have; one with a letter wrong counts four fifths."""
    shared = row_products(book.words.matrix, book.bits, left, right).astype(np.float64)
    near = row_products(book.near, book.words.matrix, left, right)
    room = np.minimum(book.mass[left], book.mass[right]) - shared
    return np.asarray(shared + np.clip(near, 0.0, np.maximum(room, 0.0)))


def near_words(vocabulary: Sequence[str]) -> sparse.csr_matrix:
    """Return words by words: 0.8 where two words of five letters or more are a slip apart.

    A slip is a letter dropped, added, exchanged for another, or two letters swapped: both words
    then share a form with one letter left out, or one is such a form of the other.
    """
    of, form = _short_forms(vocabulary)
    order = np.argsort(form, kind="stable")
    of, form = of[order], form[order]
    found = []
    for step in range(1, _MOST_FORMS):
        same = np.flatnonzero(form[step:] == form[:-step])
        if not len(same):
            break
        found.append(np.stack([of[same], of[same + step]]))
    pairs = np.concatenate(found, axis=1) if found else np.zeros((2, 0), dtype=np.int32)
    pairs = pairs[:, pairs[0] != pairs[1]]
    size = len(vocabulary)
    ones = np.ones(2 * pairs.shape[1], dtype=np.float32)
    places = np.concatenate([pairs[0], pairs[1]]), np.concatenate([pairs[1], pairs[0]])
    made = sparse.csr_matrix((ones, places), shape=(size, size))
    made.sum_duplicates()
    made.data[:] = _NEAR
    return made


_MOST_FORMS = 8
_BASE = np.uint64(1_099_511_628_211)


def _short_forms(vocabulary: Sequence[str]) -> tuple[Ints, NDArray[np.uint64]]:
    """Return the word and a fingerprint of every form with one letter or none left out."""
    lengths = np.fromiter(map(len, vocabulary), dtype=np.int32, count=len(vocabulary))
    of: list[Ints] = [np.zeros(0, dtype=np.int32)]
    forms: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)]
    for length in range(5, 25):
        at = np.flatnonzero(lengths == length).astype(np.int32)
        at = at[[vocabulary[n].isalpha() for n in at.tolist()]] if len(at) else at
        if not len(at):
            continue
        text = "".join(vocabulary[n] for n in at.tolist()).encode("ascii", "replace")
        letters = np.frombuffer(text, dtype=np.uint8).reshape(len(at), length).astype(np.uint64)
        for gap in range(length + 1):
            kept = np.delete(letters, gap, axis=1) if gap < length else letters
            mark = np.zeros(len(at), dtype=np.uint64)
            for column in kept.T:
                mark = mark * _BASE + column
            of.append(at)
            forms.append(mark)
    return np.concatenate(of), np.concatenate(forms)


def _prefixes(book: NameBook, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Return how many letters the names begin with in common, and the length of the shorter."""
    plain = book.plain
    mine, theirs = plain.codes[left], plain.codes[right]
    length, first = book.ends
    shortest = np.minimum(length[mine], length[theirs])
    common = np.where(mine == theirs, shortest, 0)
    at = np.flatnonzero((mine != theirs) & (first[mine] == first[theirs]))
    a, b = plain.text(left[at]), plain.text(right[at])
    common[at] = cpdist(a, b, scorer=Prefix.similarity, workers=2) if len(at) else 0
    return common, np.maximum(shortest, 1)


def _are_initials(book: NameBook, left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Tell whether one name is made of the initials of the other's words (two at least)."""
    spelt, whole = book.initials.spelt, book.plain.codes
    forth = (spelt[left] == whole[right]) & (spelt[left] >= 0)
    back = (spelt[right] == whole[left]) & (spelt[right] >= 0)
    return np.asarray(forth | back)


ROMAN = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"])


def numbers_in(cores: Sequence[str]) -> list[str]:
    """Return the numbers of each name in a fixed order."""
    return [
        " ".join(sorted(w for w in core.split() if w[0].isdigit() or w in ROMAN)) for core in cores
    ]


def without_spaces(cores: Sequence[str]) -> list[str]:
    """Return folded names with their words joined."""
    return "\n".join(cores).replace(" ", "").split("\n") if cores else []
