"""While one decides, the open cases are weighed anew; the order of doubt follows."""

from collections.abc import Callable
from dataclasses import replace

from sfdesk.actions.cases import Case, Review
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import LEAST, Evidence, Weight
from sfdesk.gui.review.learner import Learner
from sfdesk.gui.review.ordering import Order
from sfdesk.gui.review.walk import Walk
from tests.gui.review.cases import case, review


def weighed(n: int, name: float, city: float) -> Case:
    """A case whose score is made of a name and a city."""
    evidence = tuple(
        Evidence(field, field.title(), "", "", "x", bits, Weight.of_bits(bits), field)
        for field, bits in (("name", name), ("city", city))
    )
    made = case(n)
    score = -3.0 + name + city
    suggestion = replace(
        made.options[0].suggestion,
        prior=-3.0,
        score=score,
        probability=1 / (1 + 2**-score),
        evidence=evidence,
    )
    return replace(made, options=(replace(made.options[0], brief=suggestion),))


def misleading(number: int) -> Review:
    """Cases in which the name tells right from wrong, and the city the other way round."""
    return review(
        *(weighed(n, 4.0 if n % 2 else -4.0, -4.0 if n % 2 else 4.0) for n in range(1, number))
    )


def decide(walk: Walk, number: int) -> None:
    for _n in range(number):
        case = walk.case
        assert case is not None
        walk.say(Outcome.LINK if int(case.crm.id[-3:]) % 2 else Outcome.NOT_SAME)


def test_from_the_twentieth_decision_on_what_misleads_counts_less() -> None:
    found = misleading(60)
    walk = Walk(found, Learner(found))
    decide(walk, LEAST - 1)
    assert walk.learner is not None
    assert not walk.learner.learns
    decide(walk, 1)
    assert walk.learner.decisions == LEAST
    assert walk.learner.factors["city"] < 1.0 < walk.learner.factors["name"]
    option = walk.chosen
    assert option is not None
    assert {e.factor for e in option.suggestion.evidence} != {1.0}
    walk.undo()
    assert not walk.learner.learns


def test_the_most_doubtful_are_found_anew_after_each_decision() -> None:
    found = misleading(60)
    walk = Walk(found, Learner(found))
    walk.arrange(Order.DOUBT)
    decide(walk, LEAST + 4)
    assert walk.learner is not None
    rest = [c for c in walk.review.cases if c.crm.id not in walk._memory.touched]
    chance = walk.learner.chances()
    doubts = [abs(chance(c) - 0.5) for c in rest]
    assert doubts == sorted(doubts)
    assert sorted(c.crm.id for c in walk.review.cases) == sorted(c.crm.id for c in found.cases)


def test_an_order_that_comes_late_gives_way_to_what_was_learnt_since_and_keeps_the_case() -> None:
    late: list[Callable[[], None]] = []
    found = misleading(60)
    walk = Walk(found, Learner(found), lambda make, use: late.append(lambda: use(make())))
    walk.arrange(Order.DOUBT)
    decide(walk, LEAST)
    before = walk.review.cases
    decide(walk, 1)
    walk.move(1)
    here = walk.case
    assert here is not None
    for ready in late[:-1]:
        ready()
        assert walk.review.cases == before
    late[-1]()
    assert walk.review.cases != before
    assert sorted(c.crm.id for c in walk.review.cases) == sorted(c.crm.id for c in before)
    assert walk.case == here


def test_chance_picks_keep_their_places_while_the_doubtful_move() -> None:
    found = misleading(60)
    walk = Walk(found, Learner(found))
    walk.arrange(Order.HELPS, seed=4)
    places = [c.crm.id in walk.drawn for c in walk.review.cases]
    decide(walk, LEAST + 4)
    assert [c.crm.id in walk.drawn for c in walk.review.cases] == places
    assert walk.left == 59 - LEAST - 4


def test_switched_off_nothing_moves() -> None:
    walk = Walk(misleading(60))
    decide(walk, 30)
    assert walk.chosen is not None
    assert {e.factor for e in walk.chosen.suggestion.evidence} == {1.0}
