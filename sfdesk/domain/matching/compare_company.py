"""Compares company names: how alike they are, and whether what differs tells a branch or parent."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.coding import Ints, words
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import row_products
from sfdesk.domain.matching.names import likeness
from sfdesk.domain.matching.outcome import Outcome, outcome
from sfdesk.domain.matching.words import GROUP_WORDS

BINS = np.array([9.5, 8.6, 7.8, 7.0, 6.2, 5.4, 4.7, 4.0, 3.3, 2.6, 1.9, 1.2, 0.5])
"""Lower edges of the levels of likeness, best first; a last level takes what is below."""
EXACT_BONUS = 1.0
ALIAS_PENALTY = 0.5
OTHER_PLACE, OWN_PLACE, ONE_PLACE, GROUP, WORD = range(5)


def name(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare names, and each name with the other's alias where there is one.

    How many have the name counts where it is the same, legal forms aside.
    """
    core = corpus.coded("core").codes
    value = likeness(corpus.names, left, right)
    same = np.flatnonzero((core[left] == core[right]) & (core[left] >= 0))
    whole = corpus.features.name
    pairs = zip(left[same].tolist(), right[same].tolist(), strict=True)
    exact = np.fromiter((whole[a] == whole[b] for a, b in pairs), dtype=bool, count=len(same))
    value[same[exact]] += EXACT_BONUS
    alias = corpus.coded("alias").codes
    with_alias = np.flatnonzero((alias[left] >= 0) | (alias[right] >= 0))
    if len(with_alias):
        other = corpus.names_and_aliases
        a, b = left[with_alias], right[with_alias]
        n = len(corpus)
        crossed = [
            likeness(other, x, y) - ALIAS_PENALTY
            for x, y in ((a + n, b), (a, b + n), (a + n, b + n))
        ]
        value[with_alias] = np.maximum(value[with_alias], np.max(crossed, axis=0))
    level = np.searchsorted(-BINS, -value, side="left")
    known = (core[left] >= 0) & (core[right] >= 0)
    rarity = np.full(len(left), np.nan, dtype=np.float32)
    sharers = corpus.coded("core").sharers[core[left[same]]]
    rarity[same] = np.log2(sharers.astype(np.float32) + 1.0)
    return outcome(np.where(known, level, -1), rarity)


def branch(corpus: Corpus, left: Ints, right: Ints) -> Outcome:
    """Compare what one name has beside the other.

    Levels: both have words of place or group beside what they share; one has the place where the
    other is, or another place, or a word such as "Holding" or "International", or any other word.
    Names that are the same, or differ in more than that, say nothing of it.
    """
    vocabulary = corpus.names.words.values
    city = corpus.coded("city")
    cities = words([*city.values, ""], 0, corpus.check)
    towns = (corpus.among or corpus).towns
    geo = np.array([w in towns for w in vocabulary], dtype=bool)
    group = np.array([w in GROUP_WORDS for w in vocabulary], dtype=bool)
    has = corpus.names.words.matrix
    shared = row_products(has, has, left, right, corpus.check)
    mine, theirs = _sizes(has)[left] - shared, _sizes(has)[right] - shared
    one, both = (mine > 0) ^ (theirs > 0), (mine > 0) & (theirs > 0)
    level = np.where((shared > 0) & one, WORD, -1)
    kin = _only(has, group | geo)
    known = _sizes(kin)
    # Names without such words have none beside another, and few names have any.
    all_kin = both & (known[left] >= mine) & (known[right] >= theirs)
    some_kin = one & (known[left] + known[right] > 0)
    at = np.flatnonzero((shared > 0) & (all_kin | some_kin))
    a, b = left[at], right[at]
    found = level[at]
    found[np.any(_beside(_only(has, group), a, b), axis=0) & one[at]] = GROUP
    home = _cities_as_words(corpus, cities.values, cities.matrix[city.codes])
    places = _only(has, geo)
    placed = _beside(places, a, b)
    found[np.any(placed, axis=0) & one[at]] = ONE_PLACE
    there = row_products(places, home, a, b), row_products(home, places, a, b)
    found[(np.where(placed[0] > 0, *there) > 0) & one[at]] = OWN_PLACE
    beside = _beside(kin, a, b)
    found[both[at] & (beside[0] == mine[at]) & (beside[1] == theirs[at])] = OTHER_PLACE
    level[at] = found
    return outcome(level)


def _only(has: sparse.csr_matrix, which: NDArray[np.bool_]) -> sparse.csr_matrix:
    kept = has.copy()
    kept.data = which[has.indices].astype(np.float32)
    kept.eliminate_zeros()
    return kept


def _sizes(has: sparse.csr_matrix) -> NDArray[np.float32]:
    """Return how many words each name has."""
    return np.asarray(has.sum(axis=1), dtype=np.float32).ravel()


def _beside(
    has: sparse.csr_matrix, left: Ints, right: Ints
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how many words only the left name has, and how many only the right one."""
    shared, sizes = row_products(has, has, left, right), _sizes(has)
    return sizes[left] - shared, sizes[right] - shared


def _cities_as_words(
    corpus: Corpus, names: list[str], matrix: sparse.csr_matrix
) -> sparse.csr_matrix:
    """Return rows by words of company names, 1.0 where the word is of the record's own city."""
    place = {word: n for n, word in enumerate(corpus.names.words.values)}
    pairs = [(n, place[word]) for n, word in enumerate(names) if word in place]
    rows, cols = zip(*pairs, strict=True) if pairs else ((), ())
    turn = sparse.csr_matrix(
        (np.ones(len(pairs), dtype=np.float32), (rows, cols)), shape=(len(names), len(place))
    )
    return sparse.csr_matrix(matrix @ turn)
