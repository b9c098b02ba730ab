"""Decisions correct the weights, ask for what they need, and measure what they can."""

import numpy as np
import pytest

from sfdesk.domain.matching import Decided, Party, Verdict, suggest
from sfdesk.domain.matching.learn import fit, measured, questions
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


def test_one_question_in_four_is_drawn_by_chance() -> None:
    items = suggest(LEFT, RIGHT, Kind.ACCOUNT).items
    asked = questions(items, 20, seed=1)
    assert [q.drawn for q in asked].count(True) == 5
    assert len({(q.suggestion.left_id, q.suggestion.right_id) for q in asked}) == 20
    assert asked == questions(items, 20, seed=1)


def test_answers_about_drawn_links_give_a_share_and_an_interval() -> None:
    told = measured([True] * 24 + [False])
    assert told.share == pytest.approx(0.96)
    assert 0.80 < told.low < told.share < told.high < 1.0
    assert measured([]).asked == 0
