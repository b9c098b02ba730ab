"""Learns again after each decision of a sitting, from the evidence that was on the screen.

Milliseconds instead of a run: only the weights move. Who competes with whom, and the words for how
sure a link is, follow with the next run.
"""

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sfdesk.domain.matching.coding import Floats
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.model import Evidence, Suggestion, Weight

_NOT_WEIGHED = frozenset({"rivals", "stored_id"})
"""Evidence that no decision corrects."""


def taught(known: Known, said: Sequence[tuple[Suggestion, bool]]) -> Taught:
    """Learn from what was known when the suggestions were made, and from what was said since."""
    return (known + _as_known(said)).taught()


def _as_known(said: Sequence[tuple[Suggestion, bool]]) -> Known:
    rows = [_raw(suggestion) for suggestion, _accepted in said]
    fields = sorted({name for row in rows for name in row})
    parts = {name: np.array([row.get(name, 0.0) for row in rows]) for name in fields}
    score = np.array([s.prior for s, _accepted in said]) + sum(parts.values(), np.zeros(len(said)))
    return Known(parts, score, np.array([float(accepted) for _s, accepted in said]))


def _raw(suggestion: Suggestion) -> dict[str, float]:
    """Return the bits of each comparison as they were before decisions corrected them."""
    return {e.field: e.bits / e.factor for e in suggestion.evidence if e.field not in _NOT_WEIGHED}


def reweighed(suggestion: Suggestion, factors: Mapping[str, float]) -> Suggestion:
    """Return a suggestion by other factors; its parts add up to its score as before."""
    evidence = tuple(_by(e, factors) for e in suggestion.evidence)
    score = math.fsum([suggestion.prior, *(e.bits for e in evidence)])
    moved = score - suggestion.score
    other = suggestion.runner_up
    return replace(
        suggestion,
        evidence=tuple(sorted(evidence, key=lambda e: (-abs(e.bits), e.field))),
        score=score,
        probability=_moved(suggestion.probability, moved),
        margin=None if other is None else score - other,
    )


def _by(one: Evidence, factors: Mapping[str, float]) -> Evidence:
    if one.field in _NOT_WEIGHED:
        return one
    factor = factors.get(one.field, 1.0)
    bits = one.bits / one.factor * factor
    return replace(one, bits=bits, weight=Weight.of_bits(bits), factor=factor)


def _moved(probability: float, bits: float) -> float:
    inside = min(max(probability, 1e-12), 1.0 - 1e-12)
    odds = math.log2(inside / (1.0 - inside)) + bits
    return 1.0 / (1.0 + math.exp2(-min(max(odds, -1000.0), 1000.0)))


class Chances:
    """How sure many suggestions are, by whatever factors: for the order in which to ask."""

    def __init__(self, suggestions: Iterable[Suggestion]) -> None:
        """Take the bits out of each; none is held on to."""
        place: dict[str, int] = {}
        rows, fields = array("l"), array("l")
        bits, factors, chances = array("d"), array("d"), array("d")
        for n, one in enumerate(suggestions):
            chances.append(one.probability)
            for e in one.evidence:
                if e.field not in _NOT_WEIGHED:
                    rows.append(n)
                    fields.append(place.setdefault(e.field, len(place)))
                    bits.append(e.bits / e.factor)
                    factors.append(e.factor)
        self._fields = list(place)
        self._bits = np.zeros((len(chances), len(place)))
        self._now = np.ones_like(self._bits)
        at = np.array(rows), np.array(fields)
        self._bits[at], self._now[at] = bits, factors
        sure = np.clip(np.array(chances), 1e-12, 1.0 - 1e-12)
        self._odds: Floats = np.log2(sure / (1.0 - sure))

    def by(self, factors: Mapping[str, float]) -> list[float]:
        """Return the chance of each to be right."""
        wanted = np.array([factors.get(name, 1.0) for name in self._fields])
        odds = self._odds + (self._bits * (wanted - self._now)).sum(axis=1)
        sure: list[float] = (1.0 / (1.0 + np.exp2(-np.clip(odds, -1000.0, 1000.0)))).tolist()
        return sure
