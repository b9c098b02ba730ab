"""Records that come and go between two runs, each under a row number that is never used twice."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.normalise import Features, Table
from sfdesk.domain.matching.once import picker

LEFT, RIGHT = 0, 1
NAMES = ("name", "first_name", "last_name")


class Rows:
    """All records of both sides. The first rows are those of the run, in its order."""

    def __init__(self, corpus: Corpus) -> None:
        ids, n = corpus.table.ids, corpus.n_left
        self._whole = corpus
        self.accounts = list(corpus.table.accounts)
        self.table = _copied(corpus.table, self.accounts)
        self.features = _each(corpus.features, list)
        self.ids = list(ids)
        self.at = (
            {record: row for row, record in enumerate(ids[:n])},
            {record: row for row, record in enumerate(ids[n:], start=n)},
        )
        self._alive = np.ones(len(ids) + len(ids) // 8 + 1024, dtype=bool)
        self._readings: dict[int, list[str]] = {}
        if corpus.name_scripts is not None:
            self._read(0, corpus.readings)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def alive(self) -> Mask:
        """Which rows stand for a record as it is now."""
        return self._alive[: len(self.ids)]

    def take_away(self, side: int, ids: Iterable[str]) -> Ints:
        """Let records be gone; return their rows. Unknown ids are passed over."""
        found = [self.at[side].pop(record) for record in ids if record in self.at[side]]
        rows = np.array(found, dtype=np.int32)
        self._alive[rows] = False
        return rows

    def put(self, side: int, some: Corpus) -> Ints:
        """Add records with their features; return their rows."""
        table, made, start = some.table, some.features, len(self.ids)
        size = start + len(table)
        if size > len(self._alive):
            self._alive = np.append(self._alive, np.ones(size, dtype=bool))
        _append(self.table.columns, table.columns, start, size)
        _append(self.table.keys, table.keys, start, size)
        self.ids += table.ids
        self.accounts += table.accounts
        for one in fields(Features):
            mine, theirs = getattr(self.features, one.name), getattr(made, one.name)
            if isinstance(mine, dict):
                _append(mine, theirs, start, size)
            else:
                mine += theirs
        if self._whole.name_scripts is not None:
            self._read(start, some.readings)
        rows = range(start, size)
        self.at[side].update(zip(table.ids, rows, strict=True))
        self._alive[start:size] = True
        return np.arange(start, size, dtype=np.int32)

    def names(self, rows: Sequence[int]) -> Table:
        """Return some records with nothing but their names."""
        pick = picker(rows)
        columns = self.table.columns
        named = {name: pick(columns[name]) for name in NAMES if name in columns}
        return Table(pick(self.ids), named, {}, [""] * len(rows))

    def part(self, rows: Sequence[int], n_left: int) -> Corpus:
        """Return some records with their features, of which the first `n_left` are left ones."""
        pick, known = picker(rows), self._readings
        columns, keys = (
            {name: pick(values) for name, values in some.items()}
            for some in (self.table.columns, self.table.keys)
        )
        table = Table(pick(self.ids), columns, keys, pick(self.table.accounts))
        read = [(n, name) for n, row in enumerate(rows) if row in known for name in known[row]]
        made = _each(self.features, pick)
        return Corpus(table, made, self._whole.kind, n_left, among=self._whole, known_readings=read)

    def _read(self, start: int, readings: Iterable[tuple[int, str]]) -> None:
        for n, name in readings:
            self._readings.setdefault(start + n, []).append(name)

    def of_accounts(self, side: int, accounts: Collection[str]) -> list[str]:
        """Return the people of some accounts."""
        of = self.table.accounts
        return [record for record, row in self.at[side].items() if of[row] in accounts]


def one_side(whole: Corpus, side: int) -> Corpus:
    """Return one side of a run as records of their own, among all."""
    n = whole.n_left
    here = slice(n, len(whole)) if side == RIGHT else slice(n)
    of, start = whole.table, here.start or 0
    columns, keys = (
        {name: values[here] for name, values in some.items()} for some in (of.columns, of.keys)
    )
    table = Table(of.ids[here], columns, keys, of.accounts[here])
    readings = [
        (row - start, name) for row, name in whole.readings if (row >= n) is (side == RIGHT)
    ]
    made = _each(whole.features, lambda values: list(values[here]))
    return Corpus(table, made, whole.kind, len(table), among=whole, known_readings=readings)


def _each(made: Features, do: Callable[[Sequence[str]], list[str]]) -> Features:
    """Return features with something done to each of their lists."""
    changed: dict[str, object] = {}
    for one in fields(Features):
        values = getattr(made, one.name)
        if isinstance(values, dict):
            changed[one.name] = {name: do(column) for name, column in values.items()}
        else:
            changed[one.name] = do(values)
    return replace(made, **changed)  # type: ignore[arg-type]


def _copied(table: Table, accounts: list[str]) -> Table:
    return Table(
        [],
        {name: list(values) for name, values in table.columns.items()},
        {name: list(values) for name, values in table.keys.items()},
        accounts,
    )


def _append(
    mine: Mapping[str, Sequence[str]], theirs: Mapping[str, Sequence[str]], start: int, size: int
) -> None:
    """Append columns of the same name; what either side does not have is blank there."""
    assert isinstance(mine, dict)
    for name in theirs.keys() - mine.keys():
        mine[name] = [""] * start
    for name, column in mine.items():
        column.extend(theirs.get(name) or [""] * (size - start))
