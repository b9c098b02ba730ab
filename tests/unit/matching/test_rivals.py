"""What a pair loses to the other partners of its records."""

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest

from sfdesk.domain.matching.model import Shape
from sfdesk.domain.matching.rivals import rival_bits
from sfdesk.domain.matching.weights import probabilities

STRONG = 16.0


def _chances(pairs: Sequence[tuple[int, int, float]]) -> list[float]:
    """Return how likely each pair (row, column, bits) is once they have competed."""
    rows, cols = (np.array([pair[at] for pair in pairs], dtype=np.int32) for at in (0, 1))
    score = np.array([pair[2] for pair in pairs])
    made = probabilities(score + rival_bits(rows, cols, score, Shape.ONE_TO_ONE))
    return [float(chance) for chance in made]


def _exact(pairs: Sequence[tuple[int, int, float]], size: int) -> list[float]:
    """Return the same by summing over every one-to-one choice among a few records."""
    odds = {(row, col): 2.0**bits for row, col, bits in pairs}
    won, whole = dict.fromkeys(odds, 0.0), 0.0
    # columns from `size` on stand for nobody, in one order
    chosen = {
        tuple(col if col < size else -1 for col in some)
        for some in permutations(range(2 * size), size)
    }
    for some in chosen:
        links = [(row, col) for row, col in enumerate(some) if col >= 0]
        worth = float(np.prod([odds.get(link, 0.0) for link in links]))
        whole += worth
        for link in links:
            if link in odds:
                won[link] += worth
    return [worth / whole for worth in won.values()]


@pytest.mark.parametrize("size", [2, 3])
def test_equal_records_on_both_sides_are_each_as_likely_to_be_anothers(size: int) -> None:
    block = [(row, col, STRONG) for row in range(size) for col in range(size)]
    assert _chances(block) == pytest.approx([1.0 / size] * len(block), abs=0.01)


def test_of_two_equal_partners_each_is_as_likely_as_not() -> None:
    assert _chances([(0, 0, STRONG), (0, 1, STRONG)]) == pytest.approx([0.5, 0.5], abs=0.01)


def test_a_rival_that_is_sure_to_go_to_another_takes_nothing_away() -> None:
    own, theirs, between = _chances([(0, 0, 3.0), (1, 1, 20.0), (0, 1, 3.0)])
    assert own == pytest.approx(8.0 / 9.0, abs=0.001)
    assert theirs > 0.999
    assert between < 0.001


def test_a_pair_whose_records_each_have_another_as_good_is_all_but_ruled_out() -> None:
    first, middle, last = _chances([(0, 0, STRONG), (1, 0, STRONG), (1, 1, STRONG)])
    assert first == last > 0.99
    assert middle < 0.001


def test_what_is_lost_is_near_what_a_sum_over_all_choices_says() -> None:
    rng = np.random.default_rng(4)
    off = []
    for _again in range(40):
        places = [(row, col) for row in range(4) for col in range(4) if rng.random() < 0.5]
        pairs = [(row, col, float(rng.uniform(-6.0, 12.0))) for row, col in places]
        off += np.abs(np.subtract(_chances(pairs), _exact(pairs, 4))).tolist()
    assert np.mean(off) < 0.02
