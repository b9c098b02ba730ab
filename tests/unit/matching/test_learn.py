"""Decisions correct the weights, as far as there are enough of them."""

import numpy as np

from sfdesk.domain.matching import Decided, Party, Verdict, suggest
from sfdesk.domain.matching.learn import fit
from sfdesk.domain.matching.model import LEAST
from sfdesk.domain.records import Kind

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
LEFT = [
    Party(f"l{n}", {"name": f"Harbor {n * 7919 % 1000} Trading", "city": TOWNS[n % 5]})
    for n in range(60)
]
RIGHT = [
    Party(f"r{n}", {"name": f"Harbour {n * 7919 % 1000} Trading Ltd", "city": TOWNS[n % 3]})
    for n in range(60)
]


def test_few_decisions_teach_nothing() -> None:
    bits = np.ones(LEAST - 1)
    assert fit({"name": bits}, bits, bits).factors == {}


def test_a_comparison_that_misleads_loses_weight() -> None:
    right = np.array([1.0, 0.0] * 40)
    told = fit({"good": 4 * (2 * right - 1), "bad": -6 * (2 * right - 1)}, -2 * right + 1, right)
    assert told.factors["bad"] < 1.0 < told.factors["good"]


def test_learning_can_be_turned_off() -> None:
    said = [
        Decided(f"l{n}", f"r{n + n % 2}", Verdict.NOT_SAME if n % 2 else Verdict.SAME)
        for n in range(30)
    ]
    assert suggest(LEFT, RIGHT, Kind.ACCOUNT, decided=said).learnt
    assert not suggest(LEFT, RIGHT, Kind.ACCOUNT, decided=said, learning=False).learnt
