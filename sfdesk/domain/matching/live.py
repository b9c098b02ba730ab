"""Matches again what a sync, an edit or a decision touched, and only that.

A finished run is kept with its weights, lines and rarities. What changed is looked up among all
others, compared, and assigned anew together with what it competes with. The outcome is that of
scoring the whole again by the same weights, but for scores that move by less than anybody is shown.
Where a twentieth of the records has changed, the run should be made anew.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sfdesk.domain.matching.candidates import Pairs
from sfdesk.domain.matching.coding import Ints, Mask
from sfdesk.domain.matching.compare import Outcomes, compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.finding import Finder
from sfdesk.domain.matching.incidence import Places, different
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.listing import HOPELESS_BITS, Listing
from sfdesk.domain.matching.marks import marks
from sfdesk.domain.matching.model import Decided, Line, Party, Reason, Shape, Verdict
from sfdesk.domain.matching.names import NameBook
from sfdesk.domain.matching.normalise import Features, Table, features
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.relating import others
from sfdesk.domain.matching.rows import LEFT, NAMES, RIGHT, Rows
from sfdesk.domain.matching.sounds.scripts import is_strange
from sfdesk.domain.matching.standing import Moved, Standing
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
            table=self._rows.table, fields=run.weights.bits, assigned=run.assigned,
            line=run.lines.linked, shape=run.weights.found(shape), copies=run.weights.copies,
            numbers={"bound": run.bound, "score": run.score, "final": run.final},
        )  # fmt: skip
        self._same, self._never = _sorted_out(decided)
        self._back = {b: a for a, b in self._same.items()}
        self._links = dict(whole.account_links)
        self._shared = dict(whole.shared_contacts)
        self._friends = _by_side(self._shared)
        self._is_unheard = False
        self._changed = 0

    @property
    def stale(self) -> bool:
        """Whether so much has changed that the whole should be matched anew."""
        return self._is_unheard or self._changed > DRIFT * len(self._run.corpus)

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
        known = self._standing.places(*pairs, len(self._rows))
        gone_pairs = different(self._standing.size, gone_pairs, known)
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
        self._friends = _by_side(shared)
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
        if not self._by_sound and len(table):
            # the run weighed no sounds: with the first name in another script it is too old
            part = Corpus(*fresh, kind, len(table))
            self._is_unheard = self._is_unheard or part.sounds is not None
        went = self._rows.take_away(side, [*change.gone, *table.ids, *known])
        self._others.count(self._rows, side, went.tolist(), -1)
        self._changed += len(change.parties) + len(change.gone)
        new = [went[:0]]
        for records, made in (fresh, stays):
            if len(records):
                rows = self._rows.put(side, records, made)
                self._finders[side].add(
                    rows, marks(made, records, kind, by_sound=self._by_sound), self._names(made)
                )
                new.append(rows)
        came = np.concatenate(new)
        self._others.count(self._rows, side, came.tolist(), 1)
        return went, came

    # pairs

    def _found(self, came: Sequence[Ints], forced: Sequence[tuple[str, str]]) -> tuple[Ints, Ints]:
        """Return pairs (left row, right row) to compare: of what came, and those asked for."""
        at, ids = self._rows.at, self._rows.ids
        named = [(a, b) for a, b in forced if a in at[LEFT] and b in at[RIGHT]]
        for side, rows in enumerate(came):
            for record in (ids[row] for row in rows.tolist()):
                others = [one for one in self._friends[side].get(record, ()) if one in at[1 - side]]
                named += [(record, one) if side == LEFT else (one, record) for one in others]
        parts = [(
            np.array([at[LEFT][a] for a, _b in named], dtype=np.int32),
            np.array([at[RIGHT][b] for _a, b in named], dtype=np.int32),
        )]  # fmt: skip
        for side, rows in enumerate(came):
            open_rows = [row for row in rows.tolist() if not self._locked(side, ids[row])]
            near = self._near(side, np.array(open_rows, dtype=np.int32))
            parts.append(near if side == LEFT else near[::-1])
        keys = np.unique(np.concatenate([a.astype(np.int64) << 32 | b for a, b in parts]))
        a, b = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
        if self._same or self._never:
            both = zip(a.tolist(), b.tolist(), strict=True)
            kept = [n for n, (one, other) in enumerate(both) if self._is_open(ids[one], ids[other])]
            a, b = a[kept], b[kept]
        return a, b

    def _near(self, side: int, rows: Ints) -> tuple[Ints, Ints]:
        """Return (row, partner row) for some rows of a side."""
        if not len(rows):
            return rows, rows
        table, made = self._rows.part(rows.tolist())
        query, partners = self._finders[1 - side].nearest(
            marks(made, table, self._run.corpus.kind, by_sound=self._by_sound),
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
        found = self._compared(a, b)
        bound = self._others.bound(self._rows, a.tolist(), b.tolist())
        score = total(self._run.weights, found, len(a)) + bound
        return self._standing.add(a, b, found, bound, score)

    def _compared(self, a: Ints, b: Ints) -> Outcomes:
        """Compare pairs; those of a name in a strange script apart, so that few are spelt out."""
        found: Outcomes = {}
        strange = self._strange(a, b)
        for at in (np.flatnonzero(~strange), np.flatnonzero(strange)):
            corpus, rows, cols = self._corpus(a[at], b[at])
            some = compare(corpus, rows, cols, Ticket()) if len(at) else {}
            for name in some.keys() & self._run.weights.bits.keys():
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

    def _named(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus for lists, in which nothing can be compared."""
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        kind = self._run.corpus.kind
        table = self._rows.names([*left.tolist(), *right.tolist()])
        return Corpus(table, features(Table([], {}, {}, []), kind), kind, len(left)), rows, cols

    def _corpus(self, a: Ints, b: Ints) -> tuple[Corpus, Ints, Ints]:
        """Return a corpus of these rows alone, which knows the rarities of the whole."""
        whole = self._run.corpus
        (left, rows), (right, cols) = (_numbered(side, len(self._rows)) for side in (a, b))
        table, made = self._rows.part([*left.tolist(), *right.tolist()])
        corpus = Corpus(table, made, whole.kind, len(left))
        corpus.among, corpus.shared_contacts = whole, self._shared
        if whole.kind is Kind.CONTACT:
            back = {b: a for a, b in self._links.items()}
            self._others.tell(corpus, self._links, back)
        return corpus, rows, cols

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
        least = self._run.lines.linked - HOPELESS_BITS
        score = np.asarray(standing.column("score")[own], dtype=np.float64)
        hopeful = own[(score >= least) | standing.assigned[own]]
        around = standing.incident(standing.b[hopeful], size)
        # beside what may be shown, the pairs that it competes with
        best = [order[rank < 2] for order, rank in (
            standing.ranked(own, standing.a), standing.ranked(around, standing.b)
        )]  # fmt: skip
        places = different(standing.size, hopeful, *best)
        listing = Listing(self._part(places, named=True))
        wanted = np.isin(different(size, standing.a[places]), rows)
        shown, ranks = listing.shown(MOST, np.flatnonzero(wanted))
        new = np.isin(places[shown], places if compared is None else compared)
        for line in listing.lines(shown, ranks, new.tolist()):
            told[line.left_id].append(line)
        return told

    def _part(self, places: Places, *, named: bool = False) -> Run:
        """Return some pairs as a run of their own; where `named`, only names are known in it."""
        run, standing = self._run, self._standing
        make = self._named if named else self._corpus
        corpus, rows, cols = make(standing.a[places], standing.b[places])
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


def _numbered(rows: Ints, size: int) -> tuple[Places, Ints]:
    """Return the different ones of some rows, in order, and for each row which of them it is."""
    found = different(size, rows)
    number = np.empty(size, dtype=np.int32)
    number[found] = np.arange(len(found), dtype=np.int32)
    return found, number[rows]


def _by_side(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the partners in some pairs, by left and by right id."""
    found: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for a, b in pairs:
        found[LEFT].setdefault(a, []).append(b)
        found[RIGHT].setdefault(b, []).append(a)
    return found


def _sorted_out(decided: Sequence[Decided]) -> tuple[dict[str, str], set[tuple[str, str]]]:
    last = {(d.left_id, d.right_id): d.verdict for d in decided}
    same = {a: b for (a, b), verdict in last.items() if verdict is Verdict.SAME}
    return same, {pair for pair, verdict in last.items() if verdict is Verdict.NOT_SAME}
