"""Matches again what a sync, an edit or a decision touched, and only that.

A finished run is kept with its weights, lines and rarities. What changed is looked up among all
others, compared, and assigned anew together with what it competes with. The outcome is that of
scoring the whole again by the same weights, but for scores that move by less than a thousandth of
a bit. Where a twentieth of the records has changed, the run should be made anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.finding import Finder
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.listing import Listing
from sfdesk.domain.matching.marks import marks
from sfdesk.domain.matching.model import Decided, Line, Party, Reason, Shape, Verdict
from sfdesk.domain.matching.names import NameBook
from sfdesk.domain.matching.normalise import Features, Table, features
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.relating import others
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.matching.standing import Moved, Places, Standing
from sfdesk.domain.matching.weights import total
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

DRIFT = 0.05
"""Share of records that may change before the rarities of the run are too old."""
_BEST = 8
MOST = 3
"""Suggestions that are told of a left record."""
_SHOWN_BITS = 8.0


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed on one side: records that are new or other than they were, and ids that went."""

    parties: Sequence[Party] = ()
    gone: Collection[str] = ()


NOTHING = Changes()


@dataclass
class _Again:
    """Ids whose pairs are to be found and compared anew."""

    ids: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))

    def add(self, left: Iterable[str] = (), right: Iterable[str] = ()) -> None:
        self.ids[LEFT].update(left)
        self.ids[RIGHT].update(right)


class Live:
    """A finished run that takes changes of both sides, of decisions, and of what accounts share."""

    def __init__(
        self, run: Run, decided: Sequence[Decided] = (), shape: Shape = Shape.ONE_TO_ONE
    ) -> None:
        """Index both sides; takes about two seconds per 100,000 records a side.

        `decided` are the decisions that the run knew.
        """
        self._run, self._shape = run, shape
        whole = run.corpus
        # one comparison lets the corpus count how rare every value is, before rows are added
        one = np.zeros(min(1, len(run.pairs)), dtype=np.int32)
        compare(whole, one, one, Ticket())
        self._rows = Rows(whole)
        self._by_sound = whole.sounds is not None
        self._others = Population(whole.table, whole.n_left)
        self._finders = Finder.both(whole)
        self._standing = Standing(
            run.pairs.rows, (run.pairs.cols + whole.n_left).astype(np.int32), run.outcomes,
            fields=run.weights.bits, assigned=run.assigned, line=run.lines.linked, shape=shape,
            copies=run.weights.copies,
            numbers={"bound": run.bound, "score": run.score, "final": run.final},
        )  # fmt: skip
        self._same, self._never = _sorted_out(decided)
        self._back = {b: a for a, b in self._same.items()}
        self._links = dict(whole.account_links)
        self._shared = dict(whole.shared_contacts)
        self._changed = 0

    @property
    def stale(self) -> bool:
        """Whether so much has changed that the whole should be matched anew."""
        return self._changed > DRIFT * len(self._run.corpus)

    def update(
        self,
        left: Changes = NOTHING,
        right: Changes = NOTHING,
        *,
        decided: Sequence[Decided] | None = None,
        account_links: Mapping[str, str] | None = None,
        shared_contacts: Mapping[tuple[str, str], int] | None = None,
    ) -> dict[str, list[Line]]:
        """Take changes in; return what is suggested now for every left record that they reach.

        A record that has nothing any more comes with an empty list. `decided`, `account_links` and
        `shared_contacts` are all there are now; None where nothing changed.
        """
        changes = left, right
        again = _Again()
        forced = self._take_shared(shared_contacts)
        self._take_decided(decided, again)
        self._take_links(account_links, again)
        for side, change in enumerate(changes):
            self._free_partners(side, change, again)
        self._free_people(changes, again)
        again.add(left=self._naming(right))
        went, came = [], []
        for side, change in enumerate(changes):
            gone, new = self._replace(side, change, again.ids[side])
            went.append(gone)
            came.append(new)
        gone_pairs = self._standing.incident(np.concatenate(went), len(self._rows))
        pairs = self._found(came, forced)
        gone_pairs = np.union1d(gone_pairs, self._standing.places(*pairs, len(self._rows)))
        self._standing.drop(gone_pairs)
        added = self._add(pairs)
        moved = self._standing.settle(gone_pairs, added, len(self._rows))
        rows = self._to_tell(moved, gone_pairs, added, came[LEFT])
        return self._reached([*left.gone, *(self._rows.ids[row] for row in rows.tolist())], added)

    def lines(self, left: Iterable[str]) -> dict[str, list[Line]]:
        """Return what is suggested now for some left records; nothing for unknown ids."""
        return self._reached(left, None)

    def reasons(self, lines: Sequence[Line]) -> list[list[Reason]]:
        """Return what speaks for and against some of the pairs that are suggested now."""
        at = self._rows.at
        a = np.array([at[LEFT][line.left_id] for line in lines], dtype=np.int32)
        b = np.array([at[RIGHT][line.right_id] for line in lines], dtype=np.int32)
        part = self._part(self._standing.places(a, b, len(self._rows)))
        return list(Explainer(part, marked=False).reasons(np.arange(len(lines))))

    def known(self, decided: Sequence[Decided]) -> Known:
        """Return the decided pairs that may be learnt from in numbers, as they are now."""
        at = self._rows.at
        pairs = {
            (at[LEFT][d.left_id], at[RIGHT][d.right_id]): d.verdict
            for d in decided
            if d.teaches and d.left_id in at[LEFT] and d.right_id in at[RIGHT]
        }
        if not pairs:
            return Known()
        a, b = (np.array([pair[n] for pair in pairs], dtype=np.int32) for n in (LEFT, RIGHT))
        corpus, rows, cols = self._corpus(a, b)
        weights = replace(self._run.weights, factors={})
        found = compare(corpus, rows, cols, Ticket())
        found = {name: one for name, one in found.items() if name in weights.bits}
        accepted = [float(verdict is Verdict.SAME) for verdict in pairs.values()]
        return Known(weights.parts(found), total(weights, found, len(a)), np.array(accepted))

    # what changes

    def _take_decided(self, decided: Sequence[Decided] | None, again: _Again) -> None:
        if decided is None:
            return
        same, never = _sorted_out(decided)
        differing = (same.items() ^ self._same.items()) | (never ^ self._never)
        again.add((a for a, _b in differing), (b for _a, b in differing))
        self._same, self._never = same, never
        self._back = {b: a for a, b in same.items()}

    def _take_links(self, links: Mapping[str, str] | None, again: _Again) -> None:
        if links is None or links == self._links:
            return
        differing = set(links.items() ^ self._links.items())
        mine, theirs = {a for a, _b in differing}, {b for _a, b in differing}
        again.add(self._rows.of_accounts(LEFT, mine), self._rows.of_accounts(RIGHT, theirs))
        self._links = dict(links)

    def _take_shared(
        self, shared: Mapping[tuple[str, str], int] | None
    ) -> Sequence[tuple[str, str]]:
        """Return the pairs of accounts that share more or fewer people than before."""
        if shared is None:
            return ()
        before, self._shared = self._shared, dict(shared)
        return sorted({pair for pair, _count in before.items() ^ self._shared.items()})

    def _free_partners(self, side: int, change: Changes, again: _Again) -> None:
        """A record is taken out of the search by its partner only while that partner is there."""
        goes = self._same if side == LEFT else self._back
        touched = [*change.gone, *(party.id for party in change.parties)]
        partners = [goes[record] for record in touched if record in goes]
        if side == LEFT:
            again.add(right=partners)
        else:
            again.add(left=partners)

    def _free_people(self, changes: Sequence[Changes], again: _Again) -> None:
        """An account counts as linked elsewhere while somebody there is known."""
        goes = self._links, {b: a for a, b in self._links.items()} if self._links else {}
        for side, change in enumerate(changes):
            at, accounts = self._rows.at[side], self._rows.accounts
            leaving = [*change.gone, *(party.id for party in change.parties)]
            going = [accounts[at[record]] for record in leaving if record in at]
            coming = [party.account_id for party in change.parties]
            others = self._others.crossing(going, coming) & goes[side].keys()
            if others:
                people = self._rows.of_accounts(1 - side, {goes[side][a] for a in others})
                again.ids[1 - side].update(people)

    def _naming(self, right: Changes) -> list[str]:
        """Return left records that store the id of a right one that comes or goes."""
        at = self._rows.at[RIGHT]
        values = [at[record] for record in right.gone if record in at]
        new = [party.ids for party in right.parties if party.id not in at]
        return self._others.naming(self._rows, values, new)

    def _replace(self, side: int, change: Changes, again: set[str]) -> tuple[Ints, Ints]:
        """Give changed records new rows; return the rows that went and those that came."""
        kind = self._run.corpus.kind
        again = again - {party.id for party in change.parties} - set(change.gone)
        known = [record for record in sorted(again) if record in self._rows.at[side]]
        stays = self._rows.part([self._rows.at[side][record] for record in known])
        table = Table.of_parties(change.parties)
        fresh = table, features(table, kind)
        went = self._rows.take_away(side, [*change.gone, *table.ids, *known])
        self._others.count(self._rows, side, went.tolist(), -1)
        self._changed += len(change.parties) + len(change.gone)
        new = [went[:0]]
        for records, made in (fresh, stays):
            if len(records):
                rows = self._rows.put(side, records, made)
                self._finders[side].add(
                    rows, marks(made, records.keys, by_sound=self._by_sound), self._names(made)
                )
                new.append(rows)
        came = np.concatenate(new)
        self._others.count(self._rows, side, came.tolist(), 1)
        return went, came

    # pairs

    def _found(self, came: Sequence[Ints], forced: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
        """Return pairs (left row, right row) to compare: of what came, and those asked for."""
        at, ids = self._rows.at, self._rows.ids
        known = [(a, b) for a, b in forced if a in at[LEFT] and b in at[RIGHT]]
        pairs = {(at[LEFT][a], at[RIGHT][b]) for a, b in known}
        new = {ids[row] for row in came[LEFT].tolist()}, {ids[row] for row in came[RIGHT].tolist()}
        pairs |= {
            (at[LEFT][a], at[RIGHT][b])
            for a, b in (self._shared if new[LEFT] or new[RIGHT] else ())
            if (a in new[LEFT] or b in new[RIGHT]) and a in at[LEFT] and b in at[RIGHT]
        }
        for side, rows in enumerate(came):
            open_rows = [row for row in rows.tolist() if not self._locked(side, ids[row])]
            mine, theirs = self._near(side, np.array(open_rows, dtype=np.int32))
            both = zip(mine.tolist(), theirs.tolist(), strict=True)
            pairs.update(both if side == LEFT else ((a, b) for b, a in both))
        kept = sorted(pair for pair in pairs if self._is_open(ids[pair[0]], ids[pair[1]]))
        a, b = (np.array([pair[n] for pair in kept], dtype=np.int32) for n in (LEFT, RIGHT))
        return a, b

    def _near(self, side: int, rows: Ints) -> tuple[Ints, Ints]:
        """Return (row, partner row) for some rows of a side."""
        if not len(rows):
            return rows, rows
        table, made = self._rows.part(rows.tolist())
        query, partners = self._finders[1 - side].nearest(
            marks(made, table.keys, by_sound=self._by_sound),
            self._names(made),
            len(rows),
            _BEST,
            self._rows.alive,
        )
        return rows[query], partners

    def _names(self, made: Features) -> NameBook:
        whole = self._run.corpus
        return Corpus(Table([], {}, {}, []), made, whole.kind, 0, among=whole).names

    def _locked(self, side: int, record: str) -> bool:
        """Tell whether a record has its partner by decision, and may have no other."""
        if side == LEFT:
            return (
                self._shape is Shape.ONE_TO_ONE and self._same.get(record) in self._rows.at[RIGHT]
            )
        free = self._shape is Shape.MANY_TO_MANY
        return not free and self._back.get(record) in self._rows.at[LEFT]

    def _is_open(self, left: str, right: str) -> bool:
        return (left, right) not in self._never and not (
            self._locked(LEFT, left) or self._locked(RIGHT, right)
        )

    def _add(self, pairs: tuple[Ints, Ints]) -> Places:
        a, b = pairs
        corpus, rows, cols = self._corpus(a, b)
        found = compare(corpus, rows, cols, Ticket()) if len(a) else {}
        found = {name: one for name, one in found.items() if name in self._run.weights.bits}
        bound = self._others.bound(self._rows, a.tolist(), b.tolist())
        score = total(self._run.weights, found, len(a)) + bound
        return self._standing.add(a, b, found, bound, score)

    def _corpus(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus of these rows alone, which knows the rarities of the whole."""
        whole = self._run.corpus
        left, rows = np.unique(a, return_inverse=True)
        right, cols = np.unique(b, return_inverse=True)
        table, made = self._rows.part([*left.tolist(), *right.tolist()])
        corpus = Corpus(table, made, whole.kind, len(left))
        corpus.among, corpus.shared_contacts = whole, self._shared
        if whole.kind is Kind.CONTACT:
            back = {b: a for a, b in self._links.items()}
            self._others.tell(corpus, self._links, back)
        return corpus, rows.astype(np.int32), cols.astype(np.int32)

    # what is told

    def _to_tell(self, moved: Moved, gone: Places, added: Places, came: Ints) -> Ints:
        """Return the left rows whose suggestions may have changed."""
        standing = self._standing
        final, near = standing.final, self._run.lines.linked - _SHOWN_BITS
        around = standing.incident(moved.rows, len(self._rows)) if len(moved.rows) else added
        places = np.concatenate([moved.places, around])
        most = np.concatenate([moved.most, final[around]])
        shown = (most >= near) | standing.assigned[places]
        # far from the line only relatives are shown, and only that there are any is news
        far = np.union1d(gone, added)
        far = far[final[far] < near]
        rows = [standing.a[places[shown]], standing.a[far[self._related(far)]], came]
        found = np.unique(np.concatenate(rows))
        return np.asarray(found[self._rows.alive[found]], dtype=np.int32)

    def _related(self, places: Places) -> Mask:
        kind = self._run.corpus.kind
        if kind is Kind.CONTACT:
            return np.zeros(len(places), dtype=bool)
        return others(self._standing.outcomes(places), kind, self._standing.assigned[places])

    def _reached(self, left: Iterable[str], compared: Places | None) -> dict[str, list[Line]]:
        """Return the lines of left records; with `compared`, those pairs alone are new."""
        at, standing, size = self._rows.at[LEFT], self._standing, len(self._rows)
        told: dict[str, list[Line]] = {record: [] for record in left}
        rows = np.array(sorted(at[record] for record in told if record in at), dtype=np.int32)
        own = standing.incident(rows, size)
        around = standing.incident(np.unique(standing.b[own]), size)
        order = around[np.lexsort((-standing.final[around], standing.b[around]))]
        rank = np.arange(len(order)) - np.searchsorted(standing.b[order], standing.b[order])
        places = np.union1d(own, order[rank < 2])  # beside its own, what a pair competes with
        listing = Listing(self._part(places))
        wanted = np.isin(np.unique(standing.a[places]), rows)
        shown, ranks = listing.shown(MOST, np.flatnonzero(wanted))
        new = np.isin(places[shown], places if compared is None else compared).tolist()
        for line, on in zip(listing.lines(shown, ranks), new, strict=True):
            told[line.left_id].append(line if on else replace(line, new=False))
        return told

    def _part(self, places: Places) -> Run:
        """Return some pairs as a run of their own."""
        run, standing = self._run, self._standing
        corpus, rows, cols = self._corpus(standing.a[places], standing.b[places])
        score = np.asarray(standing.column("score")[places], dtype=np.float64)
        return Run(
            corpus,
            Pairs(rows, cols, np.zeros(len(places), dtype=np.float32)),
            standing.outcomes(places),
            run.weights,
            np.asarray(standing.column("bound")[places], dtype=np.float64),
            score,
            standing.final[places] - score,
            np.flatnonzero(standing.assigned[places]),
            run.lines,
            (),
            Taught(),
        )


def _sorted_out(decided: Sequence[Decided]) -> tuple[dict[str, str], set[tuple[str, str]]]:
    last = {(d.left_id, d.right_id): d.verdict for d in decided}
    same = {a: b for (a, b), verdict in last.items() if verdict is Verdict.SAME}
    return same, {pair for pair, verdict in last.items() if verdict is Verdict.NOT_SAME}
