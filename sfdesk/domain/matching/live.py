"""Matches again what a sync or an edit touched, and only that.

A finished run is kept with an index from tokens to records. Changed records are compared with the
partners that the index finds and with those partners' other candidates, by the weights and the
rarities of the whole run. When a twentieth of the records has changed, the run should be made anew.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sfdesk.domain.matching import assign
from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run, bound_bits
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.model import Party, Shape, Suggestion
from sfdesk.domain.matching.normalise import Features, Table, features, joined
from sfdesk.domain.matching.weights import rival_bits, total
from sfdesk.ticket import Ticket

_MOST_SHARERS = 300
_BEST = 8
_RIVALS = 6
DRIFT = 0.05
"""Share of records that may change before the rarities of the run are too old."""


class Live:
    """A finished run that can take changes on its left side (swap the sides for the right)."""

    def __init__(self, run: Run, shape: Shape = Shape.ONE_TO_ONE) -> None:
        """Index the right side; takes about a second per 100,000 records."""
        self._run, self._shape = run, shape
        self._changed: set[str] = set()
        corpus = run.corpus
        self._row = {record: n for n, record in enumerate(corpus.table.ids[: corpus.n_left])}
        self._index: dict[str, list[int]] = defaultdict(list)
        for row in range(corpus.n_left, len(corpus)):
            for token in set(_tokens(corpus.features, row)):
                self._index[token].append(row - corpus.n_left)
        order = np.argsort(run.pairs.cols, kind="stable")
        self._by_col = run.pairs.rows[order]
        self._starts = np.searchsorted(run.pairs.cols[order], np.arange(corpus.n_right + 1))

    @property
    def stale(self) -> bool:
        """Whether so much has changed that the whole should be matched anew."""
        return len(self._changed) > DRIFT * len(self._run.corpus)

    def rematch(self, changed: Sequence[Party], most: int = 3) -> list[Suggestion]:
        """Return the suggestions for changed or new left records, best first per record."""
        if not changed:
            return []
        self._changed.update(party.id for party in changed)
        run, whole = self._run, self._run.corpus
        table = Table.of_parties(changed)
        found = features(table, whole.kind)
        cols = [self._partners(found, row) for row in range(len(table))]
        wanted = sorted({col for some in cols for col in some})
        rivals = self._rivals(wanted, {party.id for party in changed})
        left = joined(table, _part(whole.table, sorted({row for row, _col in rivals})))
        right = _part(whole.table, [col + whole.n_left for col in wanted])
        corpus = Corpus.of(left, right, whole.kind, whole.account_links)
        corpus.among, corpus.shared_contacts = whole, whole.shared_contacts
        at = {col: n for n, col in enumerate(wanted)}
        lower = {row: n + len(table) for n, row in enumerate(sorted({r for r, _c in rivals}))}
        pairs = [(row, at[col]) for row, some in enumerate(cols) for col in some]
        pairs += [(lower[row], at[col]) for row, col in rivals]
        small = _scored(run, corpus, sorted(pairs), self._shape)
        names = {party.id for party in changed}
        return [s for s in Explainer(small).suggestions(most) if s.left_id in names]

    def _partners(self, found: Features, row: int) -> list[int]:
        score: dict[int, float] = defaultdict(float)
        size = self._run.corpus.n_right + 1.0
        for token in sorted(set(_tokens(found, row))):
            cols = self._index.get(token, ())
            if 0 < len(cols) <= _MOST_SHARERS:
                worth = math.log2(size / len(cols))
                for col in cols:
                    score[col] += worth
        return sorted(score, key=lambda col: (-score[col], col))[:_BEST]

    def _rivals(self, cols: Sequence[int], changed: set[str]) -> list[tuple[int, int]]:
        ids = self._run.corpus.table.ids
        return [
            (row, col)
            for col in cols
            for row in self._by_col[self._starts[col] : self._starts[col + 1]].tolist()[:_RIVALS]
            if ids[row] not in changed
        ]


def _scored(run: Run, corpus: Corpus, pairs: Sequence[tuple[int, int]], shape: Shape) -> Run:
    """Score pairs of a part by the weights and the lines of the whole."""
    rows, cols = (np.array([pair[n] for pair in pairs], dtype=np.int32) for n in (0, 1))
    made = Pairs(rows, cols, np.zeros(len(rows), dtype=np.float32))
    found = compare(corpus, rows, cols, Ticket())
    found = {name: one for name, one in found.items() if name in run.weights.bits}
    bound = bound_bits(corpus, made)
    score = total(run.weights, found, len(made)) + bound
    rivals = rival_bits(rows, cols, score, shape) if len(made) else score
    chosen = assign.assign(rows, cols, score + rivals, run.lines.linked, shape)
    return Run(
        corpus, made, found, run.weights, bound, score, rivals, chosen, run.lines, (), Taught()
    )


def _part(table: Table, rows: Sequence[int]) -> Table:
    return replace(
        table,
        ids=[table.ids[row] for row in rows],
        columns={name: [values[row] for row in rows] for name, values in table.columns.items()},
        keys={name: [values[row] for row in rows] for name, values in table.keys.items()},
        accounts=[table.accounts[row] for row in rows],
    )


def _tokens(f: Features, row: int) -> Iterator[str]:
    """Yield what a record can be found by."""
    core = f.core[row] or f"{f.first[row]} {f.last[row]}".strip()
    yield from (f"w {word}" for word in core.split())
    yield from (f"w {word}" for word in f.alias[row].split())
    plain = core.replace(" ", "")
    if plain:
        yield f"n {plain}"
    domain = f.site[row] or f.mail_domain[row]
    if domain:
        yield f"d {domain}"
    for number in (f.phone[row], f.mobile[row]):
        if number:
            yield f"p {number}"
    for mark, value in (("e", f.email[row]), ("l", f.local[row]), ("b", f.birth[row])):
        if value:
            yield f"{mark} {value}"
    town = f.postcode[row] or f.city[row]
    if f.street[row]:
        yield f"s {f.street[row]} {town}"
        yield f"a {f.number[row]} {town}"
