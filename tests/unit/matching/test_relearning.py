"""After each decision the weights move, and what is shown still adds up."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sfdesk.domain.matching import Decided, Suggestion, Verdict, suggest
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.relearning import Chances, reweighed, taught
from sfdesk.domain.records import Kind
from tests.unit.matching.test_learn import LEFT, RIGHT

ITEMS = suggest(LEFT, RIGHT, Kind.ACCOUNT).items
SAID = [(item, n % 3 != 2) for n, item in enumerate(ITEMS[:40])]


def test_what_is_learnt_on_the_way_is_what_a_new_run_learns() -> None:
    first = [
        Decided(s.left_id, s.right_id, Verdict.SAME if ok else Verdict.NOT_SAME)
        for s, ok in SAID[:24]
    ]
    found = suggest(LEFT, RIGHT, Kind.ACCOUNT, decided=first)
    assert found.known is not None
    assert taught(found.known, []).factors == pytest.approx(dict(found.learnt))
    assert taught(Known(), SAID[:19]).factors == {}
    assert taught(Known(), SAID).decisions == len(SAID)


def test_a_suggestion_by_other_weights_adds_up_and_goes_back_to_what_it_was() -> None:
    one = replace(ITEMS[0], runner_up=1.0, margin=ITEMS[0].score - 1.0)
    factors = {"name": 1.5, "place": 0.4}
    other = reweighed(one, factors)
    assert other.score == pytest.approx(
        math.fsum([other.prior, *(e.bits for e in other.evidence)]), abs=1e-9
    )
    assert other.margin == pytest.approx(other.score - 1.0)
    assert (other.probability > one.probability) == (other.score > one.score)
    back = reweighed(other, {})
    assert back.score == pytest.approx(one.score)
    assert back.probability == pytest.approx(one.probability)


def test_chances_of_all_are_those_of_each() -> None:
    factors = {"name": 1.3, "place": 0.7}
    assert Chances(ITEMS).by(factors) == pytest.approx(
        [reweighed(one, factors).probability for one in ITEMS]
    )
    assert Chances(ITEMS).by({}) == pytest.approx([one.probability for one in ITEMS])


@pytest.mark.parametrize("decisions", [100, 10_000])
def test_every_decision_counts_however_many_there_are(decisions: int) -> None:
    random = np.random.default_rng(1)
    accepted = (random.random(decisions) < 0.7).astype(float)
    parts = {f"f{n}": random.normal(3 * (2 * accepted - 1), 4.0) for n in range(14)}
    known = Known(parts, sum(parts.values(), np.full(decisions, -4.0)) * 0.3, accepted)
    said: list[tuple[Suggestion, bool]] = [(ITEMS[0], True)]
    assert taught(known, said).decisions == decisions + 1
