"""Which decisions cannot all hold, among themselves or beside the ids that the records store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sfdesk.domain.matching.corpus import keyed
from sfdesk.domain.matching.model import (
    SALESFORCE_ID,
    Clash,
    Contradiction,
    Decided,
    Party,
    Shape,
    Verdict,
)

Pair = tuple[str, str]


def contradictions(
    decided: Sequence[Decided], left: Iterable[Party], right: Iterable[Party], shape: Shape
) -> tuple[Contradiction, ...]:
    """Return every contradiction, each once; an id counts where one record a side has it alone.

    A stored Salesforce id need not be alone on the left: it names its record in any case.
    """
    if not decided:
        return ()
    found = [*_said_both(decided), *_several(decided, shape)]
    for name, (by_left, by_right) in _named(left, right).items():
        for d in decided:
            partner = by_left.get(d.left_id) or d.right_id
            other = by_right.get(d.right_id) or d.left_id
            same = d.verdict is Verdict.SAME
            if same and partner != d.right_id:
                found.append(Contradiction(Clash.ID, (d,), name, (d.left_id, partner)))
            elif same and other != d.left_id:
                found.append(Contradiction(Clash.ID, (d,), name, (other, d.right_id)))
            elif not same and by_left.get(d.left_id) == d.right_id:
                found.append(Contradiction(Clash.ID, (d,), name, (d.left_id, d.right_id)))
    return tuple(found)


def ids_of(party: Party) -> frozenset[tuple[str, str]]:
    """Return the ids of a record as (kind of id, value), without regard to how they are written.

    What contradicts hangs on these alone, and on those only that a decided record has as well.
    """
    found = ((name, keyed(name, value)) for name, value in party.ids.items())
    return frozenset((name, value) for name, value in found if value)


def _said_both(decided: Iterable[Decided]) -> list[Contradiction]:
    said: dict[Pair, dict[Verdict, Decided]] = defaultdict(dict)
    for d in decided:
        said[d.left_id, d.right_id][d.verdict] = d
    return [
        Contradiction(Clash.BOTH, tuple(both[verdict] for verdict in Verdict))
        for _pair, both in sorted(said.items())
        if len(both) > 1
    ]


def _several(decided: Iterable[Decided], shape: Shape) -> list[Contradiction]:
    sides = {Shape.ONE_TO_ONE: (0, 1), Shape.ONE_TO_MANY: (1,), Shape.MANY_TO_MANY: ()}[shape]
    found = []
    for side in sides:
        partners: dict[str, dict[str, Decided]] = defaultdict(dict)
        for d in decided:
            if d.verdict is Verdict.SAME:
                pair = (d.left_id, d.right_id)
                partners[pair[side]][pair[1 - side]] = d
        found += [
            Contradiction(Clash.SEVERAL, tuple(some[key] for key in sorted(some)))
            for _record, some in sorted(partners.items())
            if len(some) > 1
        ]
    return found


def _named(
    left: Iterable[Party], right: Iterable[Party]
) -> dict[str, tuple[Mapping[str, str], Mapping[str, str]]]:
    """Return, by kind of id, which right record it names for a left one, and the other way."""
    sides = _holders(left), _holders(right)
    found: dict[str, tuple[Mapping[str, str], Mapping[str, str]]] = {}
    for name in sides[0].keys() & sides[1].keys():
        mine, theirs = sides[0][name], sides[1][name]
        by_left: dict[str, str] = {}
        by_right: dict[str, str] = {}
        for value in mine.keys() & theirs.keys():
            if len(theirs[value]) > 1 or (len(mine[value]) > 1 and name != SALESFORCE_ID):
                continue
            by_left |= dict.fromkeys(mine[value], theirs[value][0])
            if len(mine[value]) == 1:
                by_right[theirs[value][0]] = mine[value][0]
        found[name] = by_left, by_right
    return found


def _holders(parties: Iterable[Party]) -> dict[str, dict[str, list[str]]]:
    """Return record ids by kind of id and value."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for party in parties:
        for name, value in ids_of(party):
            found[name][value].append(party.id)
    return found
