"""Finds partners for names of another script: first by their consonants, then by how they sound."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sfdesk.domain.matching.candidates import Pairs, best, halves, merged
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.compare_sound import heard
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import grams
from sfdesk.domain.matching.once import blocks
from sfdesk.domain.matching.sounds.book import SoundBook
from sfdesk.domain.matching.sounds.skeleton import skeletons
from sfdesk.ticket import Ticket

BEST = 6
"""Partners kept per record, by sound."""
_LOOKED_AT = 60
_LEAST_LOOKED_AT = 12
_LISTENED = 1_000_000
_LARGER = 3
_FLOOR = 0.02
_AT_ONCE = 5_000
_BUDGET = 1e9
_ABROAD = 8.0


def by_sound(
    corpus: Corpus, far: tuple[NDArray[np.intp], NDArray[np.intp]], ticket: Ticket
) -> list[Pairs]:
    """Return pairs of names in different scripts that sound alike; none where all are in one.

    Only records that are `far` from any partner found so far are looked at, left and right.
    """
    book = corpus.sounds
    if book is None:
        return []
    n = corpus.n_left
    left, right = book.scripts[:n][far[0]], book.scripts[n:][far[1]]
    found = []
    for script in np.unique(left).tolist():
        mine, theirs = far[0][left == script], far[1][right != script]
        if len(mine) and len(theirs):
            found.append(
                _between(corpus, book, mine.astype(np.int32), theirs.astype(np.int32), ticket)
            )
    return found


def _between(corpus: Corpus, book: SoundBook, mine: Ints, theirs: Ints, ticket: Ticket) -> Pairs:
    """Search among some left and some right records, `theirs` counted from the right's start.

    Of a side that is several times as large most records have no partner in the other script.
    """
    book = book.part(np.append(mine, theirs + np.int32(corpus.n_left)))
    ticket.check()
    size = np.int32(len(mine))
    own, whose = book.readings(np.arange(size, dtype=np.int32))
    other, whose_other = book.readings(np.arange(size, size + len(theirs), dtype=np.int32))
    rows = np.concatenate([own, other]).tolist()
    parts = [
        grams(skeletons([book.own[row] for row in rows[part]]))
        for part in blocks(len(rows), ticket.check)
    ]
    pieces = sparse.csr_matrix(sparse.vstack(parts, format="csr"))
    sides = halves(pieces, len(own), _BUDGET)
    found = []
    if len(mine) <= _LARGER * len(theirs):
        found.append(best(*sides, _looked_at(mine), _FLOOR, ticket))
    if len(theirs) <= _LARGER * len(mine):
        found.append(best(*sides[::-1], _looked_at(theirs), _FLOOR, ticket).T.tocsr())
    rough = merged([_pairs(one, whose, whose_other) for one in found])
    left, right = mine[rough.rows], theirs[rough.cols]
    book.prepare(ticket.check)
    value = np.zeros(len(left))
    for part in blocks(len(left), ticket.check, _AT_ONCE):
        value[part] = heard(book, corpus.kind, rough.rows[part], rough.cols[part] + size)
    value -= _ABROAD * _abroad(corpus, left, right)
    kept = np.zeros(len(value), dtype=bool)
    if len(mine) <= _LARGER * len(theirs):
        kept |= _best(left, value)
    if len(theirs) <= _LARGER * len(mine):
        kept |= _best(right, value)
    return Pairs(left[kept], right[kept], rough.cosine[kept])


def _pairs(found: sparse.csr_matrix, mine: NDArray[np.intp], theirs: NDArray[np.intp]) -> Pairs:
    """Return pairs of readings as pairs of the records that they are of."""
    pairs = found.tocoo()
    return Pairs(mine[pairs.row].astype(np.int32), theirs[pairs.col].astype(np.int32), pairs.data)


def _looked_at(records: Ints) -> int:
    return int(np.clip(_LISTENED // len(records), _LEAST_LOOKED_AT, _LOOKED_AT))


def _abroad(corpus: Corpus, left: Ints, right: Ints) -> Floats:
    country = corpus.coded("country").codes
    mine, theirs = country[left], country[right + corpus.n_left]
    return np.asarray((mine >= 0) & (theirs >= 0) & (mine != theirs), dtype=np.float64)


def _best(records: Ints, value: Floats) -> Mask:
    """Tell which pairs are among the best of their record."""
    order = np.lexsort((-value, records))
    sorted_ = records[order]
    kept = np.zeros(len(records), dtype=bool)
    kept[order[np.arange(len(order)) - np.searchsorted(sorted_, sorted_) < BEST]] = True
    return kept
