"""Compares names that are written in different scripts, by how they sound.

The value of a pair is in bits as two letters' are (see `sounds.alphabet`): long names that fit
sound by sound reach 40 and more, a name of one syllable cannot reach 10, whatever it is.
"""

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import row_products
from sfdesk.domain.matching.outcome import Outcome, outcome
from sfdesk.domain.matching.sounds.align import Spelt, fits
from sfdesk.domain.matching.sounds.alphabet import Writing, beside
from sfdesk.domain.matching.sounds.book import COMMON_BITS, SoundBook
from sfdesk.domain.matching.sounds.scripts import Script
from sfdesk.domain.records import Kind

BINS = np.array([44.0, 36.0, 30.0, 25.0, 21.0, 18.0, 15.0, 12.0, 9.5, 7.0, 4.5, 2.0, -1.0, -5.0])
"""Lower edges of the levels, best first; a last level takes what is below."""
_MOST_WORDS = 8
_MOST_TURNS = 4
_SAME_WORD, _SAME_LONGER = 0.5, 0.3
_CONFLICT = 12.0
_COMMON_WORD, _COMMON_CONFLICT = 0.3, 7.0
"""How much a common word counts that only one of two names has; bits against two that differ."""
_EXTRA = {Kind.ACCOUNT: 4.0, Kind.CONTACT: 1.5}
_LONG = 45.0
_LACKS, _UNLIKE = 0.2, -3.0
_EXACT, _NEARLY, _NEARLY_SHARE = 14.0, 3.0, 0.93


def across(corpus: Corpus, left: Ints, right: Ints) -> Mask:
    """Tell which pairs have names in two scripts, both known."""
    book = corpus.sounds
    if book is None:
        return np.zeros(len(left), dtype=bool)
    known = np.diff(book.words.starts)[: book.size] > 0
    return np.asarray(
        (book.scripts[left] != book.scripts[right]) & known[left] & known[right], dtype=bool
    )


def sound(corpus: Corpus, left: Ints, right: Ints, apart: Mask) -> Outcome:
    """Compare names of two scripts by their sound, where `apart`; other pairs are blank."""
    level = np.full(len(left), -1, dtype=np.int64)
    at = np.flatnonzero(apart)
    if corpus.sounds is not None and len(at):
        rows, place = np.unique(np.append(left[at], right[at]), return_inverse=True)
        mine, theirs = np.split(place.astype(np.int32), 2)
        value = heard(corpus.sounds.part(rows), corpus.kind, mine, theirs)
        level[at] = np.searchsorted(-BINS, -value, side="left")
    return outcome(level)


def heard(book: SoundBook, kind: Kind, left: Ints, right: Ints) -> Floats:
    """Return the bits that speak for names of two scripts being one, for places in the book."""
    swapped = book.scripts[left] < book.scripts[right]
    own, latin, pair = _every_reading(
        book, np.where(swapped, right, left), np.where(swapped, left, right)
    )
    value = np.empty(len(own))
    writing = np.array([script.writing for script in Script], dtype=np.int8)[book.scripts[own]]
    for one in np.unique(writing).tolist():
        at = np.flatnonzero(writing == one)
        value[at] = _heard(book, kind, own[at], latin[at], Writing(one))
    best = np.full(len(left), -np.inf)
    np.maximum.at(best, pair, value)
    return best


def _every_reading(book: SoundBook, own: Ints, latin: Ints) -> tuple[Ints, Ints, NDArray[np.intp]]:
    """Return each reading of one beside each of the other, and which pair it is of."""
    if not len(book.owners):
        return own, latin, np.arange(len(own))
    mine, first = book.readings(own)
    theirs, second = book.readings(latin[first])
    return mine[second], theirs, first[second]


def _heard(book: SoundBook, kind: Kind, own: Ints, latin: Ints, writing: Writing) -> Floats:
    whole = fits(book.whole, book.whole, own, latin, writing)
    sizes = np.diff(book.words.starts)
    if kind is Kind.CONTACT:
        whole = _turned(book, own, latin, writing, whole)
    whole = np.where(whole > 0, whole * np.minimum(book.tells[own], book.tells[latin]), whole)
    whole = whole + _common(book, own, latin)
    at = np.flatnonzero((sizes[own] > 1) | (sizes[latin] > 1))
    at = at[(sizes[own[at]] <= _MOST_WORDS) & (sizes[latin[at]] <= _MOST_WORDS)]
    if len(at):
        by_words = _by_words(book, own[at], latin[at], writing, _EXTRA[kind])
        whole[at] = np.maximum(whole[at], by_words)
    # Half of a very long name is worth no more than half of a long one.
    least = np.minimum(book.most[own], book.most[latin])
    fair = np.where(whole > 0, whole * np.minimum(1.0, _LONG / np.maximum(least, 1.0)), whole)
    return _less_what_lacks(book, own, latin, fair + _bonus(book, own, latin, whole))


def _common(book: SoundBook, own: Ints, latin: Ints) -> Floats:
    """Return what the common words beside two names' own ones say for the pair, or against it."""
    if not book.common:
        return np.zeros(len(own))
    has = book.beside
    counts = np.asarray(has.sum(axis=1)).ravel()
    shared = row_products(has, has, own, latin).astype(np.float64)
    mine, theirs = counts[own] - shared, counts[latin] - shared
    least = np.minimum(mine, theirs)
    extra = _COMMON_WORD * _EXTRA[Kind.ACCOUNT] * (np.maximum(mine, theirs) - least)
    return np.asarray(COMMON_BITS * shared - _COMMON_CONFLICT * least - extra)


def _less_what_lacks(book: SoundBook, own: Ints, latin: Ints, value: Floats) -> Floats:
    """Take off a part of what the longer name could reach and this pair does not.

    A true pair of long names seldom leaves much of them unheard, a wrong one that shares a word or
    an ending with another always does: as many bits say less of long names than of short ones.
    What lacks can leave two names unlike, but not tell them apart as other sounds do.
    """
    lacks = np.maximum(np.maximum(book.most[own], book.most[latin]) - value, 0.0)
    return np.where(value > 0, np.maximum(value - _LACKS * lacks, _UNLIKE), value)


def _bonus(book: SoundBook, own: Ints, latin: Ints, value: Floats) -> Floats:
    """Return what agreement sign by sign is worth beyond its sounds: others only sound alike."""
    most = np.maximum(book.most[own], book.most[latin])
    exact = book.letters[own] == book.letters[latin]
    return np.where(exact, _EXACT, np.where(value >= _NEARLY_SHARE * most, _NEARLY, 0.0))


def _turned(book: SoundBook, own: Ints, latin: Ints, writing: Writing, straight: Floats) -> Floats:
    """Take names of people as they are, or from another word on: Li Xiaoming, Xiaoming Li."""
    best = straight.copy()
    sizes = np.diff(book.words.starts)
    for turn in range(1, _MOST_TURNS):
        for turned in (False, True):
            mine, theirs = sizes[own], sizes[latin]
            more = mine if turned else theirs
            at = np.flatnonzero(
                (more > turn) & (more <= _MOST_TURNS) & ((mine == 1) | (theirs == 1))
            )
            if len(at):
                sides: tuple[Spelt, Spelt] = (book.whole, book.turned(turn))
                if turned:
                    sides = sides[1], sides[0]
                best[at] = np.maximum(best[at], fits(*sides, own[at], latin[at], writing))
    return best


def _by_words(
    book: SoundBook, own: Ints, latin: Ints, writing: Writing, extra_word: float
) -> Floats:
    """Pair each word with the one of the other name that it sounds most like.

    Words without a counterpart count against the pair where both names have some, and little
    where one is only longer than the other.
    """
    starts = book.words.starts
    mine, theirs = (np.diff(starts)[rows].astype(np.int64) for rows in (own, latin))
    pair, place = _grid(mine * theirs)
    first, second = place // theirs[pair], place % theirs[pair]
    a = book.words.codes[starts[own][pair] + first]
    b = book.words.codes[starts[latin][pair] + second]
    value = _word_fits(book, a, b, writing)
    sides = []
    for words, sizes, which in ((a, mine, first), (b, theirs, second)):
        row, _place = _grid(sizes)
        at = (np.cumsum(sizes) - sizes)[pair] + which
        best = np.zeros(len(row))
        np.maximum.at(best, at, value)
        tells, counts = np.zeros(len(row)), np.ones(len(row))
        tells[at] = book.telling[words]
        counts[at] = np.where(book.is_common[words], _COMMON_WORD, 1.0)
        met = np.bincount(row, best * tells, len(own))
        sides.append((met, np.bincount(row, counts * (best <= 0), len(own))))
    (met, open_), (others_met, others_open) = sides
    least = np.minimum(open_, others_open)
    extra = np.maximum(open_, others_open) - least
    return np.asarray((met + others_met) / 2.0 - _CONFLICT * least - extra_word * extra)


def _word_fits(book: SoundBook, a: Ints, b: Ints, writing: Writing) -> Floats:
    """Return the bits of each pair of words, 0 where they are not one word; each pair once."""
    keys, back = np.unique(a.astype(np.int64) << 32 | b, return_inverse=True)
    mine, theirs = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
    spelt = book.spelt_words
    value = fits(spelt, spelt, mine, theirs, writing)
    most = np.maximum(spelt.most[mine], spelt.most[theirs])
    least = np.minimum(spelt.most[mine], spelt.most[theirs])
    # An initial is as good as what it begins.
    initial = np.minimum(spelt.lengths[mine], spelt.lengths[theirs]) == 1
    value = np.where(initial, beside()[spelt.signs[0, mine], spelt.signs[0, theirs]], value)
    least = np.where(initial, 0.1, least)
    most = np.where(initial, 0.1, most)
    same = (value >= _SAME_WORD * least) & (value >= _SAME_LONGER * most)
    return np.where(same, value, 0.0)[back]


def _grid(sizes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for so many places per row, the row of each place and its number in the row."""
    row = np.repeat(np.arange(len(sizes)), sizes)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
