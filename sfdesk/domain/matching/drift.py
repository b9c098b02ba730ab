"""What changed since a run, told by the run's own copy of both sides."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import ne

from sfdesk.domain.matching.changes import Changes
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.once import picker


def changes_since(
    run: Run, left: Sequence[Party], right: Sequence[Party]
) -> tuple[Changes, Changes]:
    """Return the records of either side that a run did not see as they are now, and those gone."""
    table, n = run.corpus.table, run.corpus.n_left
    return (
        _changes(table, range(n), left),
        _changes(table, range(n, len(table)), right),
    )


def _changes(before: Table, rows: range, now: Sequence[Party]) -> Changes:
    row_of = dict(zip(before.ids[rows.start : rows.stop], rows, strict=True))
    there = [party for party in now if party.id in row_of]
    pick = picker([row_of[party.id] for party in there])
    new = [
        _unequal(before.columns, pick, [party.fields for party in there]),
        _unequal(before.keys, pick, [party.ids for party in there]),
        map(ne, pick(before.accounts), [party.account_id for party in there]),
    ]
    same = {party.id for party, *is_new in zip(there, *new, strict=True) if not any(is_new)}
    gone = sorted(row_of.keys() - {party.id for party in now})
    return Changes([party for party in now if party.id not in same], gone)


def _unequal(
    before: Mapping[str, Sequence[str]],
    pick: Callable[[Sequence[str]], list[str]],
    now: Sequence[Mapping[str, str]],
) -> Iterator[bool]:
    """Tell of each record whether it is another now; record by record, as they lie in memory."""
    names = sorted(before.keys() | set[str]().union(*now))
    if not names:
        return repeat(False, len(now))
    blank = [""] * len(now)
    old = zip(*(pick(before[name]) if name in before else blank for name in names), strict=True)
    return map(ne, old, (tuple([some.get(name, "") for name in names]) for some in now))
