"""Three doubtful cases to one that chance picked; the picked ones measure what all are worth."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.matching.asking import Sampled, in_turn, sampled
from sfdesk.domain.matching.model import Band

CASES = [(n / 100, Band.CERTAIN if n > 90 else Band.LIKELY if n > 50 else Band.POSSIBLE)
         for n in range(100)]  # fmt: skip


@given(
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(Band)), max_size=60),
    st.integers(0, 2**32),
)
def test_every_case_is_asked_once_in_the_same_order_for_the_same_seed(
    cases: list[tuple[float, Band]], seed: int
) -> None:
    turns = in_turn(cases, seed)
    assert sorted(turn.place for turn in turns) == list(range(len(cases)))
    assert turns == in_turn(cases, seed)
    assert all(cases[t.place][1] is not Band.POSSIBLE for t in turns if t.drawn)


def test_one_in_four_is_picked_by_chance_and_the_others_are_the_most_doubtful() -> None:
    turns = in_turn(CASES, 7)
    assert [t.drawn for t in turns[:12]] == [False, False, False, True] * 3
    doubts = [abs(CASES[t.place][0] - 0.5) for t in turns if not t.drawn]
    assert doubts == sorted(doubts)


def test_each_case_that_would_be_linked_is_picked_as_often_as_any_other() -> None:
    picked = Counter(t.place for seed in range(2_000) for t in in_turn(CASES, seed)[:8] if t.drawn)
    assert set(picked) == set(range(51, 100))
    expected = 4_000 / 49
    assert all(abs(number - expected) < 5 * expected**0.5 for number in picked.values())


def test_twelve_of_twelve_say_at_least_78_percent() -> None:
    assert Sampled(12, 12).at_least() == pytest.approx(0.05 ** (1 / 12))
    assert Sampled(0, 5).at_least() == 0.0
    assert Sampled().at_least() == 0.0


@pytest.mark.parametrize("share", [0.5, 0.9, 0.97])
def test_the_bound_is_too_bold_in_one_of_twenty_samples_at_most(share: float) -> None:
    too_bold = sum(
        binom.pmf(right, 40, share) for right in range(41) if Sampled(right, 40).at_least() > share
    )
    assert too_bold <= 0.05


def test_only_answers_to_picked_cases_count_each_case_once() -> None:
    picked, other = Shown("likely", drawn=True), Shown("likely", drawn=True, first=False)
    answers = [
        (Outcome.LINK, picked),
        (Outcome.LINK, other),  # the second suggestion was the right one
        (Outcome.NOT_SAME, picked),
        (Outcome.NOT_SAME, other),  # none of these: the first was counted already
        (Outcome.LATER, picked),
        (Outcome.LINK, Shown("likely")),
        (Outcome.LINK, Shown("certain", drawn=True)),
    ]
    assert sampled(answers) == {"likely": Sampled(1, 3), "certain": Sampled(1, 1)}
