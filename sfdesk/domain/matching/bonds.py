"""What is known between records, and what has to be found again when that changes.

Decisions take records out of the search or keep pairs apart, linked accounts speak for their
people and shared people for their accounts, and a stored id excludes all records but its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sfdesk.domain.matching.changes import Changes
from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.model import Decided, Shape, Verdict
from sfdesk.domain.matching.population import Population
from sfdesk.domain.matching.rows import LEFT, RIGHT, Rows
from sfdesk.domain.records import Kind


@dataclass
class Again:
    """Ids whose pairs are to be found and compared anew, and pairs to be compared in any case."""

    ids: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))
    pairs: Sequence[tuple[str, str]] = ()

    def add(self, left: Iterable[str] = (), right: Iterable[str] = ()) -> None:
        """Add ids of either side."""
        self.ids[LEFT].update(left)
        self.ids[RIGHT].update(right)


class Bonds:
    """Decisions, linked accounts and shared contacts as they are now.

    `rows` and `population` are looked at, and belong to whoever changes the records.
    """

    def __init__(
        self,
        corpus: Corpus,
        rows: Rows,
        population: Population,
        decided: Sequence[Decided],
        shape: Shape,
    ) -> None:
        """Begin with what a run knew: `corpus` is what it matched, `decided` its decisions."""
        self._rows, self._population = rows, population
        self._single = shape is Shape.ONE_TO_ONE, shape is not Shape.MANY_TO_MANY
        self._decided = _last(decided)
        self._partners = _partners(self._decided)
        self._links = dict(corpus.account_links)
        self._shared = dict(corpus.shared_contacts)
        self._friends = _by_side(self._shared)

    def take(
        self,
        changes: tuple[Changes, Changes],
        decided: Sequence[Decided] | None,
        account_links: Mapping[str, str] | None,
        shared_contacts: Mapping[tuple[str, str], int] | None,
    ) -> Again:
        """Take in what is known now (None where nothing changed); return what that reaches.

        To be called before the rows of changed records go.
        """
        again = Again()
        self._take_shared(shared_contacts, again)
        self._take_decided(decided, again)
        self._take_links(account_links, again)
        for side, change in enumerate(changes):
            self._free_partners(side, change, again)
        self._free_people(changes, again)
        again.add(left=self._naming(changes[RIGHT]))
        return again

    def undecided(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Return those of the pairs (left row, right row) that decisions leave open."""
        if not self._decided:
            return a, b
        ids, both = self._rows.ids, zip(a.tolist(), b.tolist(), strict=True)
        kept = [n for n, (one, other) in enumerate(both) if self._is_open(ids[one], ids[other])]
        return a[kept], b[kept]

    def locked(self, side: int, record: str) -> bool:
        """Tell whether a record has its partner by decision, and may have no other."""
        there, partners = self._rows.at[1 - side], self._partners[side].get(record, ())
        return self._single[side] and any(one in there for one in partners)

    def friends(self, side: int, record: str) -> list[str]:
        """Return the accounts of the other side that share people with one."""
        there = self._rows.at[1 - side]
        return [one for one in self._friends[side].get(record, ()) if one in there]

    def tell(self, corpus: Corpus) -> None:
        """Let a few records among all others know whom they share, and where they are linked."""
        corpus.shared_contacts = self._shared
        if corpus.kind is Kind.CONTACT:
            back = {b: a for a, b in self._links.items()}
            self._population.tell(corpus, self._links, back)

    def _is_open(self, left: str, right: str) -> bool:
        return (left, right) not in self._decided and not (
            self.locked(LEFT, left) or self.locked(RIGHT, right)
        )

    # what is found again

    def _take_decided(self, decided: Sequence[Decided] | None, again: Again) -> None:
        if decided is None:
            return
        before, self._decided = self._decided, _last(decided)
        self._partners = _partners(self._decided)
        differing = {pair for pair, _said in before.items() ^ self._decided.items()}
        again.add((a for a, _b in differing), (b for _a, b in differing))

    def _take_links(self, links: Mapping[str, str] | None, again: Again) -> None:
        if links is None or links == self._links:
            return
        differing = set(links.items() ^ self._links.items())
        mine, theirs = {a for a, _b in differing}, {b for _a, b in differing}
        again.add(self._rows.of_accounts(LEFT, mine), self._rows.of_accounts(RIGHT, theirs))
        self._links = dict(links)

    def _take_shared(self, shared: Mapping[tuple[str, str], int] | None, again: Again) -> None:
        """Have accounts compared that share more or fewer people than before."""
        if shared is None:
            return
        before, self._shared = self._shared, dict(shared)
        self._friends = _by_side(shared)
        again.pairs = sorted({pair for pair, _count in before.items() ^ self._shared.items()})

    def _free_partners(self, side: int, change: Changes, again: Again) -> None:
        """A record is taken out of the search by its partner only while that partner is there."""
        touched = [*change.gone, *(party.id for party in change.parties)]
        for record in touched:
            again.ids[1 - side].update(self._partners[side].get(record, ()))

    def _free_people(self, changes: Sequence[Changes], again: Again) -> None:
        """An account counts as linked elsewhere while somebody there is known."""
        goes = self._links, {b: a for a, b in self._links.items()} if self._links else {}
        for side, change in enumerate(changes):
            at, accounts = self._rows.at[side], self._rows.accounts
            leaving = [*change.gone, *(party.id for party in change.parties)]
            going = [accounts[at[record]] for record in leaving if record in at]
            coming = [party.account_id for party in change.parties]
            others = self._population.crossing(going, coming) & goes[side].keys()
            if others:
                people = self._rows.of_accounts(1 - side, {goes[side][a] for a in others})
                again.ids[1 - side].update(people)

    def _naming(self, right: Changes) -> list[str]:
        """Return left records that store the id of a right one that comes or goes."""
        at, new = self._rows.at[RIGHT], [party.ids for party in right.parties]
        touched = [*right.gone, *(party.id for party in right.parties)]
        values = [at[record] for record in touched if record in at]
        return self._population.naming(self._rows, values, new)


def _by_side(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the partners in some pairs, by left and by right id."""
    found: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for a, b in pairs:
        found[LEFT].setdefault(a, []).append(b)
        found[RIGHT].setdefault(b, []).append(a)
    return found


def _last(decided: Sequence[Decided]) -> dict[tuple[str, str], Verdict]:
    """Return what was said of each pair; the last word counts."""
    return {(d.left_id, d.right_id): d.verdict for d in decided}


def _partners(
    decided: Mapping[tuple[str, str], Verdict],
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the partners by decision, by left and by right id."""
    return _by_side(pair for pair, verdict in decided.items() if verdict is Verdict.SAME)
