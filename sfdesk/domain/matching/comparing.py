"""Compares a few records as they would be compared among all the others."""

from collections.abc import Collection

import numpy as np

from sfdesk.domain.matching.bonds import Bonds
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.compare import Outcomes, compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.rows import NAMES, Rows
from sfdesk.domain.matching.sounds.scripts import is_strange
from sfdesk.ticket import Ticket


class Comparer:
    """Makes small corpora of pairs (left row, right row), which know the rarities of the whole."""

    def __init__(self, whole: Corpus, rows: Rows, bonds: Bonds, fields: Collection[str]) -> None:
        """Compare by `fields` alone; `whole` is what the run matched."""
        self._whole, self._rows, self._bonds = whole, rows, bonds
        self._fields, self._by_sound = fields, whole.name_scripts is not None

    def corpus(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus of these rows alone, which knows the rarities of the whole."""
        whole = self._whole
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        table, made = self._rows.part([*left.tolist(), *right.tolist()])
        corpus = Corpus(table, made, whole.kind, len(left))
        corpus.among = whole
        self._bonds.tell(corpus)
        return corpus, rows, cols

    def named(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus for lists, in which nothing can be compared."""
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        kind = self._whole.kind
        table = self._rows.names([*left.tolist(), *right.tolist()])
        return Corpus(table, features(Table([], {}, {}, []), kind), kind, len(left)), rows, cols

    def compared(self, a: Ints, b: Ints) -> Outcomes:
        """Compare pairs; those of a name in a strange script apart, so that few are spelt out."""
        found: Outcomes = {}
        strange = self._strange(a, b)
        for at in (np.flatnonzero(~strange), np.flatnonzero(strange)):
            corpus, rows, cols = self.corpus(a[at], b[at])
            some = compare(corpus, rows, cols, Ticket()) if len(at) else {}
            for name in some.keys() & self._fields:
                if name not in found:
                    blank = np.full(len(a), -1, dtype=np.int8)
                    found[name] = Outcome(blank, np.full(len(a), np.nan, dtype=np.float32))
                found[name].level[at] = some[name].level
                found[name].sharers[at] = some[name].sharers
        return found

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
