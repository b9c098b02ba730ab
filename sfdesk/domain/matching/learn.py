"""Learns from what people accepted and rejected: how far to trust each comparison on this data.

A ridge-logistic correction with the unlabelled weights as its start: every comparison gets a
factor (1 leaves it alone). With few decisions the factors stay near 1. The prior is fitted beside
them and thrown away: people are asked about doubtful pairs, whose share of right ones says nothing
of all pairs; where the line lies is the runners-up's to say.
Also says which pairs to ask about, and what the answers to random ones say of the whole.
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.model import LEAST, Suggestion

_RIDGE = 6.0
_RIDGE_PRIOR = 0.05
_UNIT = 8.0
_ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Taught:
    """What decisions taught: a factor per comparison, and from how many."""

    factors: Mapping[str, float] = field(default_factory=dict)
    decisions: int = 0


def fit(parts: Mapping[str, Floats], score: Floats, accepted: Floats) -> Taught:
    """Return the correction for decided pairs.

    `parts[field][n]` are the bits of pair n, `score` their sum with the prior, `accepted` 1.0 or
    0.0. Fewer than `LEAST` pairs, or pairs of one verdict only, teach nothing.
    """
    n = len(accepted)
    if n < LEAST or accepted.min() == accepted.max():
        return Taught(decisions=n)
    return Taught(correction(parts, score, accepted), n)


def correction(parts: Mapping[str, Floats], score: Floats, accepted: Floats) -> dict[str, float]:
    """Return a factor per comparison. Pairs of both verdicts are needed; see `fit` for the rest."""
    n, fields = len(accepted), sorted(parts)
    x = np.column_stack([*(parts[f] / _UNIT for f in fields), np.ones(n)])
    offset = np.clip(score, -20.0, 20.0) * math.log(2.0)
    ridge = np.append(np.full(len(fields), _RIDGE), _RIDGE_PRIOR)
    beta = np.zeros(x.shape[1])
    for _round in range(_ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(offset + x @ beta, -30.0, 30.0)))
        slope = x.T @ (accepted - p) - ridge * beta
        curve = (x * (p * (1.0 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        beta += np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-8:
            break
    bits = beta / math.log(2.0)
    factors = np.clip(1.0 + bits[:-1] / _UNIT, 0.2, 3.0)
    return dict(zip(fields, factors.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Question:
    """A suggestion to ask about; `drawn` says that chance chose it, so that it measures."""

    suggestion: Suggestion
    drawn: bool


def questions(items: Sequence[Suggestion], number: int, seed: int) -> tuple[Question, ...]:
    """Choose what to ask: three of the most uncertain links to one drawn at random.

    Only best partners are asked about. Same items and seed, same questions.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    first = [s for s in items if s.rank == 1]
    drawn = rng.sample(first, min(len(first), math.ceil(number / 4)))
    taken = {(s.left_id, s.right_id) for s in drawn}
    unsure = [s for s in first if (s.left_id, s.right_id) not in taken]
    unsure.sort(key=lambda s: (abs(s.probability - 0.5), s.left_id, s.right_id))
    rest = iter(unsure[: max(0, number - len(drawn))])
    asked: list[Question] = []
    for one in drawn:
        asked += [Question(s, drawn=False) for _n, s in zip(range(3), rest, strict=False)]
        asked.append(Question(one, drawn=True))
    asked += [Question(s, drawn=False) for s in rest]
    return tuple(asked[:number])


@dataclass(frozen=True, slots=True)
class Measured:
    """The share of right links among `asked` drawn ones, with its 95 % interval."""

    share: float
    low: float
    high: float
    asked: int


def measured(answers: Sequence[bool]) -> Measured:
    """Say what answers about drawn links say of all links (Wilson's interval)."""
    n = len(answers)
    if not n:
        return Measured(0.0, 0.0, 1.0, 0)
    share, z = sum(answers) / n, 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Measured(share, max(0.0, middle - half), min(1.0, middle + half), n)
