"""Decisions teach from the twentieth on, until they are forgotten; they bind all the while."""

from collections.abc import Callable

import pytest

from sfdesk.actions import learning, reviewing, undoing
from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.matching.suggestions import LEAST
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm, Verb
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    add_account,
    no_org,
    put_account,
)
from tests.integration.store.reviews import review

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
Say = Callable[[int, Outcome], None]


@pytest.fixture
def say(crm: Crm, cache: Cache) -> Say:
    """Forty customers on both sides; says of one of them whether it is the right one."""
    names = [f"Harbor {n * 7919 % 1000} Trading" for n in range(40)]
    ours = [add_account(crm, name, city=TOWNS[n % 5]) for n, name in enumerate(names)]
    theirs = [
        put_account(cache, n, Name=f"{name} Ltd", BillingCity=TOWNS[n % 3])
        for n, name in enumerate(names)
    ]

    def make(n: int, outcome: Outcome) -> None:
        other = theirs[n] if outcome is Outcome.LINK else theirs[n + 1]
        reviewing.decide(
            cache, crm, ORG, ours[n], other, outcome, now=LATER, by="anna",
            shown=Shown("likely", drawn=n == 0),
        )  # fmt: skip

    return make


def decide_all(say: Say, number: int) -> None:
    for n in range(number):
        say(n, Outcome.NOT_SAME if n % 4 == 3 else Outcome.LINK)


def test_nineteen_decisions_teach_nothing_and_twenty_do(crm: Crm, cache: Cache, say: Say) -> None:
    decide_all(say, LEAST - 1)
    told = review(cache, crm).learned
    assert (told.decisions, told.after) == (LEAST - 1, None)
    assert {lesson.factor for lesson in told.lessons} == {1.0}
    say(LEAST - 1, Outcome.NOT_SAME)
    told = review(cache, crm).learned
    assert (told.accepted, told.rejected) == (15, 5)
    assert told.after is not None
    assert any(lesson.factor != 1.0 for lesson in told.lessons)


def test_switched_off_it_changes_no_weight_but_decisions_bind(
    crm: Crm, cache: Cache, say: Say
) -> None:
    decide_all(say, 24)
    off = review(cache, crm, learning=False)
    assert {lesson.factor for lesson in off.learned.lessons} == {1.0}
    assert off.learned.decisions == 24
    assert off.linked == 18


def test_what_was_forgotten_teaches_no_more_but_binds_and_can_be_brought_back(
    crm: Crm, cache: Cache, say: Say
) -> None:
    decide_all(say, 24)
    before = review(cache, crm)
    batch_id = learning.forget(crm, ORG, now=LATER, by="anna")
    after = review(cache, crm)
    assert (after.learned.decisions, after.learned.after) == (0, None)
    assert after.linked == before.linked
    assert crm.activity()[0].verb is Verb.FORGET
    with pytest.raises(InputError, match="nothing to forget"):
        learning.forget(crm, ORG, now=LATER, by="anna")
    say(30, Outcome.LINK)
    assert review(cache, crm).learned.decisions == 1
    undoing.undo(batch_id, crm, no_org, now=LATER, by="anna")
    assert review(cache, crm).learned.decisions == 25


def test_a_decision_remembers_how_the_pair_stood(crm: Crm, cache: Cache, say: Say) -> None:
    decide_all(say, 2)
    first, second = crm.decisions(ORG, Kind.ACCOUNT)
    assert (first.by, first.shown.drawn, second.shown.drawn) == ("anna", True, False)
    assert first.shown.band == "likely"
    assert first.seen["salesforce.name"] == "Harbor 0 Trading Ltd"
    assert first.seen["crm.name"] == "Harbor 0 Trading"
    assert first.at == LATER != NOW
