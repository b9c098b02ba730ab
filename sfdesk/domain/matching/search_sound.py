"""Finds partners for names of another script: first by their consonants, then by how they sound."""

import numpy as np

from sfdesk.domain.matching.candidates import Pairs, both_ways, halves
from sfdesk.domain.matching.coding import Floats, Ints, Mask
from sfdesk.domain.matching.compare_sound import heard
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.grams import grams
from sfdesk.domain.matching.sounds.book import SoundBook, skeletons
from sfdesk.ticket import Ticket

BEST = 6
"""Partners kept per record, by sound."""
_LOOKED_AT = 60
_LEAST_LOOKED_AT = 12
_LISTENED = 2_000_000
_BUDGET = 1e9
_ABROAD = 8.0


def by_sound(corpus: Corpus, ticket: Ticket) -> list[Pairs]:
    """Return pairs of names in different scripts that sound alike; none where all are in one."""
    book = corpus.sounds
    if book is None:
        return []
    n = corpus.n_left
    left, right = book.scripts[:n], book.scripts[n:]
    found = []
    for script in np.unique(left).tolist():
        mine, theirs = np.flatnonzero(left == script), np.flatnonzero(right != script)
        if len(mine) and len(theirs):
            found.append(
                _between(corpus, book, mine.astype(np.int32), theirs.astype(np.int32), ticket)
            )
    return found


def _between(corpus: Corpus, book: SoundBook, mine: Ints, theirs: Ints, ticket: Ticket) -> Pairs:
    """Search among some left and some right records, `theirs` counted from the right's start."""
    rows = np.concatenate([mine, theirs + corpus.n_left])
    pieces = grams(skeletons([book.names[row] for row in rows.tolist()]))
    looked_at = int(np.clip(_LISTENED // len(rows), _LEAST_LOOKED_AT, _LOOKED_AT))
    rough = both_ways(*halves(pieces, len(mine), _BUDGET), looked_at, ticket)
    left, right = mine[rough.rows], theirs[rough.cols]
    ticket.check()
    value = heard(book, corpus.kind, left, right + np.int32(corpus.n_left))
    value -= _ABROAD * _abroad(corpus, left, right)
    kept = _best(left, value) | _best(right, value)
    return Pairs(left[kept], right[kept], rough.cosine[kept])


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
