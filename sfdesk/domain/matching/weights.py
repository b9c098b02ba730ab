"""Learns from the data at hand what each level is worth, starting from shipped values.

The model is that of Fellegi and Sunter (1969): a level's bits are log2(m/u), its share among true
pairs over its share among wrong ones. Both shares are estimated by expectation-maximisation over
the candidate pairs. Three things differ from the textbook: the shipped shares count as so many
pairs seen before (a Dirichlet prior), a pair competes with the other partners of its two records,
and wrong pairs are candidates as well as pairs drawn at random (see `background`).

Levels are not forced into a falling order. Pooling those that stood the other way round left most
lists as they were; none gained more than 0.2 points of F1, and one lost 1.6. The shipped shares
keep rare levels in order already, and where much data says that a slip in a name tells more than
none it is so: the search brings up namesakes by the thousand and misspelt ones seldom.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Ints
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.families import Families
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.levels import comparison, shipped
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.matching.rivals import FEW_COPIES, Copies, rival_bits
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

MOST_BITS = 11.0
MOST_RARITY = 3.0
_ROUNDS = 40
_START = -4.0
_DRAWN = {Kind.ACCOUNT: 0.5, Kind.CONTACT: 2.0}


@dataclass(frozen=True)
class Chance:
    """Pairs drawn at random, scaled to count as `mass` pairs: how many of them at each level."""

    mass: float = 0.0
    levels: Mapping[str, Floats] = field(default_factory=dict)


_NONE = Chance()
_SINGLE = 0.02
"""Copies below which records count as having one partner only, whatever they might have."""


@dataclass(frozen=True)
class Weights:
    """`bits[field][level]`, the usual log2 of sharers per level, and the starting odds in bits.

    `copies` tells how likely a further partner is for a record that has one, left and right.
    """

    prior: float
    bits: Mapping[str, Floats]
    usual: Mapping[str, Floats]
    factors: Mapping[str, float] = field(default_factory=dict)
    copies: Copies = FEW_COPIES

    def parts(self, outcomes: Outcomes) -> dict[str, Floats]:
        """Return the bits of every comparison for every pair."""
        return {name: self.part(name, outcomes) for name in outcomes}

    def part(self, name: str, outcomes: Outcomes) -> Floats:
        """Return the bits of one comparison: 0 where blank, more for a rare value."""
        found = outcomes[name]
        bits = np.append(self.bits[name], 0.0)[found.level]
        if not found.rarity_counts:
            return np.asarray(bits * self.factors.get(name, 1.0))
        usual = np.append(self.usual[name], 0.0)[found.level]
        rare = np.clip(usual - found.sharers, -MOST_RARITY, MOST_RARITY)
        worth = bits + np.where(np.isnan(found.sharers), 0.0, rare)
        return np.asarray(worth * self.factors.get(name, 1.0))

    def level_bits(self, name: str, level: int) -> float:
        """Return the bits of a level without regard to how rare the value is."""
        return float(self.bits[name][level]) * self.factors.get(name, 1.0)

    def found(self, shape: Shape) -> Shape:
        """Return the shape that the records show, within the one asked for.

        Where they may have several partners and hardly any has, they compete as if each had one.
        """
        single = shape is Shape.MANY_TO_MANY and max(self.copies) < _SINGLE
        return Shape.ONE_TO_ONE if single else shape

    def corrected(self, taught: Taught) -> "Weights":
        """Return these weights with what decisions taught."""
        if not taught.factors:
            return self
        return replace(self, factors=taught.factors)


def _copies(rows: Ints, cols: Ints, p: Floats) -> Copies:
    """Return how likely a further true pair of a record is, against any record's first.

    0 where records have one partner only, 1 where having one says nothing of having another.
    """
    sure = np.flatnonzero(p >= 0.5)
    found = []
    for side in (rows, cols):
        partners = np.bincount(side[sure], p[sure], int(side.max(initial=-1)) + 1)
        size = max(_different(side), 1)
        total = float(partners.sum()) + 1.0
        further = float(np.maximum(partners * (partners - 1.0), 0.0).sum()) + 0.1
        found.append(float(np.clip(further * size / (total * total), 0.005, 1.0)))
    return found[0], found[1]


def _different(records: Ints) -> int:
    return int(np.count_nonzero(np.bincount(records)))


def probabilities(bits: Floats) -> Floats:
    """Turn bits into probabilities."""
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(bits, -1000.0, 1000.0))))


def learn(
    outcomes: Outcomes, rows: Ints, cols: Ints, shape: Shape, *,
    drawn: Chance = _NONE, ticket: Ticket,
) -> Weights:  # fmt: skip
    """Estimate weights from candidate pairs without any label; `drawn` comes from `background`."""
    if not outcomes:
        return Weights(_START, {}, {})
    sizes = _different(rows), _different(cols)
    strength = max(30.0, 0.02 * min(sizes))
    bits = {field: np.log2(np.divide(*shipped(field))) for field in outcomes}
    usual = {field: _usual(outcomes, field, np.ones(len(rows))) for field in outcomes}
    weights = Weights(_START, bits, usual)
    families = Families(outcomes)
    for _round in range(_ROUNDS):
        ticket.check()
        score = total(weights, outcomes, len(rows))
        p = probabilities(score + rival_bits(rows, cols, score, shape, weights.copies))
        if shape is not Shape.ONE_TO_ONE:
            p = families.parted(p)
        copies = _copies(rows, cols, p) if shape is Shape.MANY_TO_MANY else FEW_COPIES
        made = {
            f: _level_bits(f, outcomes[f].level, p, drawn.levels.get(f, 0.0), strength)
            for f in outcomes
        }
        usual = {field: _usual(outcomes, field, p) for field in outcomes}
        new = Weights(_prior(p, drawn.mass, sizes, shape), made, usual, copies=copies)
        moved = max(float(np.abs(made[f] - weights.bits[f]).max()) for f in outcomes)
        weights = new
        if moved < 0.01:
            break
    return weights


def _prior(p: Floats, drawn: float, sizes: tuple[int, int], shape: Shape) -> float:
    """Return the odds, in bits, that a pair starts with.

    A record that may have one partner starts with so much for every candidate against having none
    at all; the share of records that have none is what the last round found.
    """
    # Half a pair on either side was seen before: a handful of records cannot rule out a match.
    share = np.clip((p.sum() + 0.5) / (len(p) + drawn + 1.0), 1e-6, 0.9)
    alone = [1.0 - share]
    if shape is not Shape.MANY_TO_MANY:
        alone = [1.0 - p.sum() / sizes[1]]
    if shape is Shape.ONE_TO_ONE:
        alone.append(1.0 - p.sum() / sizes[0])
    none = np.exp(np.mean(np.log(np.clip(alone, 0.02, 1.0))))
    return float(np.log2(share / none))


def background(drawn: Outcomes, kind: Kind, candidates: int, others: int) -> Chance:
    """Return how many pairs random pairs add to the wrong candidates.

    The search brings up pairs that share something: among wrong candidates a differing address
    all but implies an equal name, so that the two together would count for less than either. Among
    pairs drawn at random the fields are independent. Neither alone will do: branches of a chain,
    which agree in name and site, are too few to be drawn. `others` is how many pairs are no
    candidates; a list so short that all its pairs are candidates needs none.
    """
    mass = float(min(others, _DRAWN[kind] * candidates))
    found = {}
    for name, one in drawn.items():
        counts = np.bincount(one.level[one.level >= 0], minlength=len(shipped(name)[0]))
        found[name] = np.asarray(counts * (mass / max(len(one.level), 1)), dtype=np.float64)
    return Chance(mass, found)


def total(weights: Weights, outcomes: Outcomes, n_pairs: int) -> Floats:
    """Return the score of every pair in bits, before competition."""
    score = np.full(n_pairs, weights.prior)
    for name in outcomes:
        score += weights.part(name, outcomes)
    return score


def _level_bits(
    field: str, level: NDArray[np.int8], p: Floats, drawn: Floats | float, strength: float,
) -> Floats:  # fmt: skip
    at = level.astype(np.intp) + 1
    true, wrong = shipped(field)
    m = np.bincount(at, p, minlength=len(true) + 1)[1:] + strength * true
    u = np.bincount(at, 1.0 - p, minlength=len(wrong) + 1)[1:] + drawn
    u = u + strength * comparison(field).firm * wrong
    made = np.log2((m / m.sum()) / (u / u.sum()))
    return np.asarray(np.clip(made, -MOST_BITS, MOST_BITS), dtype=np.float64)


def _usual(outcomes: Outcomes, field: str, p: Floats) -> Floats:
    """Return, per level, log2 of the mean of sharers over pairs weighted by their probability.

    Where a share f of records has a value, chance agrees on it f times as often as true pairs do.
    So a level's bits are those of a value that as many have as the mean over true pairs: the mean
    of the counts, not of their logarithms.
    """
    found = outcomes[field]
    if not found.rarity_counts:
        return np.zeros(len(shipped(field)[0]))
    at = np.flatnonzero(~np.isnan(found.sharers))
    size = len(shipped(field)[0])
    weight = np.bincount(found.level[at], p[at], minlength=size)
    value = np.bincount(found.level[at], p[at] * np.exp2(found.sharers[at]), minlength=size)
    return np.asarray(np.log2(np.maximum(value, 1e-9) / np.maximum(weight, 1e-9)))
