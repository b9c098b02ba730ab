from random import Random

from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.review.sampling import Sample
from tests.gui.review.cases import case

CASES = [case(n, Band.CERTAIN, score=10.0 + n) for n in range(1, 44)]


def test_nothing_may_be_accepted_before_the_whole_sample_was_looked_at() -> None:
    sample = Sample.draw(CASES, Random(7))
    assert len(sample.looked_at) == 10
    for looked in sample.looked_at:
        assert not sample.may_accept
        sample = sample.judged(looked.crm.id, right=True)
    assert sample.may_accept
    assert sample.verdict() == "10 of 10 right"


def test_one_wrong_one_stops_the_bulk_and_is_counted_up() -> None:
    sample = Sample.draw(CASES, Random(7))
    for n, looked in enumerate(sample.looked_at):
        sample = sample.judged(looked.crm.id, right=n != 0)
    assert not sample.may_accept
    assert sample.verdict() == (
        "One of 10 was wrong. About 4 of the 43 may be. Decide them one by one?"
    )
    wrong = sample.wrong[0].options[0].suggestion.score
    assert all(c.options[0].suggestion.score > wrong for c in sample.stricter())
    assert len(sample.stricter()) == 43 - (int(wrong) - 10)


def test_few_cases_are_all_looked_at() -> None:
    assert len(Sample.draw(CASES[:3], Random(1)).looked_at) == 3
    assert not Sample.draw([], Random(1)).may_accept
