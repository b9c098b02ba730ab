"""What changed since a run, told by the run's own copy of both sides."""

from collections.abc import Mapping, Sequence

from sfdesk.domain.matching.changes import Changes
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table


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
    ids = before.ids[rows.start : rows.stop]
    row_of = dict(zip(ids, rows, strict=True))
    known = [n for n, party in enumerate(now) if party.id in row_of]
    after = Table.of_parties([now[n] for n in known])
    at = [row_of[record] for record in after.ids]
    differing = {n for n, record in enumerate(now) if record.id not in row_of}
    for mine, theirs in ((before.columns, after.columns), (before.keys, after.keys)):
        for name in mine.keys() | theirs.keys():
            differing.update(known[k] for k in _unequal(mine, theirs, name, at))
    moved = (k for k, row in enumerate(at) if before.accounts[row] != after.accounts[k])
    differing.update(known[k] for k in moved)
    gone = sorted(row_of.keys() - {party.id for party in now})
    return Changes([now[n] for n in sorted(differing)], gone)


def _unequal(
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    name: str,
    at: Sequence[int],
) -> list[int]:
    blank = [""] * len(at)
    old = [before[name][row] for row in at] if name in before else blank
    pairs = zip(old, after.get(name, blank), strict=True)
    return [k for k, (a, b) in enumerate(pairs) if a != b]
