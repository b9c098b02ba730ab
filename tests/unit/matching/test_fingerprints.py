"""Numbers in place of texts, which every process makes alike."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.matching.fingerprints import crossed, fingerprints, letters, of_letters, of_sets

TEXTS = st.lists(st.text(max_size=8), max_size=12)


def test_a_text_has_the_same_number_in_every_process() -> None:
    assert fingerprints(["leeds", "Ünye"]).tolist() == [15728113601683526020, 5261678260954708432]


@given(TEXTS)
def test_texts_have_the_same_number_where_they_are_equal_and_only_there(texts: list[str]) -> None:
    numbers = fingerprints(texts).tolist()
    assert len(set(numbers)) == len(set(texts))
    assert [number == 0 for number in numbers] == [not text for text in texts]
    assert numbers == [int(fingerprints([text])[0]) for text in texts]
    assert numbers == of_letters(*letters(texts)).tolist()


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_number_of_a_set_does_not_depend_on_the_order(texts: list[str], chance: object) -> None:
    numbers = fingerprints([text for text in texts if text])
    ends = np.array([0, len(numbers)])
    assert of_sets(numbers, ends) == of_sets(numbers[::-1], ends)


def test_a_pair_in_which_one_is_blank_is_blank() -> None:
    numbers = fingerprints(["leeds", "", "leeds", "graz"])
    both = crossed(numbers, numbers[[2, 0, 1, 0]])
    assert [number == 0 for number in both.tolist()] == [False, True, True, False]
    assert crossed(numbers[:1], numbers[3:]) != crossed(numbers[3:], numbers[:1])
