"""Learns from what people accepted and rejected: how far to trust each comparison on this data.

A ridge-logistic correction with the unlabelled weights as its start: every comparison gets a
factor (1 leaves it alone). With few decisions the factors stay near 1. The prior is fitted beside
them and thrown away: people are asked about doubtful pairs, whose share of right ones says nothing
of all pairs; where the line lies is the runners-up's to say.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.model import LEAST

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
