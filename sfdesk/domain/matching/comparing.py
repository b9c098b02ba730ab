"""Compares a few records as they would be compared among all the others."""

from collections.abc import Iterator

import numpy as np

from sfdesk.domain.matching.bonds import Bonds
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.compare import Outcomes, compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.inputs import Inputs, Sets
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.rows import NAMES, Rows
from sfdesk.domain.matching.sounds.scripts import is_strange
from sfdesk.ticket import Ticket

_STRANGE = np.int64(1 << 62)
_MOST_GROUPS = 6


class Comparer:
    """Makes small corpora of pairs (left row, right row), which know the rarities of the whole."""

    def __init__(self, whole: Corpus, rows: Rows, bonds: Bonds, inputs: Inputs) -> None:
        """Compare by what `inputs` lists alone; `whole` is what the run matched."""
        self._whole, self._rows, self._bonds = whole, rows, bonds
        self._inputs, self._by_sound = inputs, whole.name_scripts is not None

    def corpus(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus of these rows alone, which knows the rarities of the whole."""
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        corpus = self._rows.part([*left.tolist(), *right.tolist()], len(left))
        self._bonds.tell(corpus)
        return corpus, rows, cols

    def named(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus for lists, in which nothing can be compared."""
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        kind = self._whole.kind
        table = self._rows.names([*left.tolist(), *right.tolist()])
        return Corpus(table, features(Table([], {}, {}, []), kind), kind, len(left)), rows, cols

    def compared(self, a: Ints, b: Ints, known: Outcomes, anew: Sets) -> Outcomes:
        """Compare pairs by the fields that are said to be `anew`, into what is `known` of them.

        Pairs with a name in a strange script are compared apart, so that few are spelt out.
        """
        for some, at in _groups(np.where(self._strange(a, b), anew | _STRANGE, anew)):
            fields = self._inputs.of(some)
            corpus, rows, cols = self.corpus(a[at], b[at])
            made = compare(corpus, rows, cols, Ticket(), fields) if fields else {}
            for field in fields:
                one = made.get(field)
                known[field].level[at] = -1 if one is None else one.level
                known[field].sharers[at] = np.nan if one is None else one.sharers
        return known

    def _strange(self, a: Ints, b: Ints) -> Mask:
        """Tell which pairs have a name with letters of another script than Latin."""
        if not self._by_sound:
            return np.zeros(len(a), dtype=bool)
        columns = self._rows.table.columns
        names = [columns[name] for name in NAMES if name in columns]
        odd = np.zeros(len(self._rows), dtype=bool)
        rows = np.unique(np.append(a, b)).tolist()
        odd[[row for row in rows if any(is_strange(column[row]) for column in names)]] = True
        return odd[a] | odd[b]


def _numbered(rows: Ints, size: int) -> tuple[Places, Ints]:
    """Return the different ones of some rows, in order, and for each row which of them it is."""
    found = different(size, rows)
    number = np.empty(size, dtype=np.int32)
    number[found] = np.arange(len(found), dtype=np.int32)
    return found, number[rows]


def _groups(sets: Sets) -> Iterator[tuple[int, Places]]:
    """Yield sets of comparisons with the places of those that they are for.

    Each group takes a few milliseconds, however small it is: of many the rare ones go together.
    """
    different_, back, counts = np.unique(sets, return_inverse=True, return_counts=True)
    rare = np.argsort(-counts, kind="stable")[_MOST_GROUPS:]
    united = different_.copy()
    united[rare] = np.bitwise_or.reduce(different_[rare], initial=0)
    for some in np.unique(united).tolist():
        yield some, np.flatnonzero(united[back] == some)
