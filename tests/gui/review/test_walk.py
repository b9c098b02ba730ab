from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.review.walk import Said, Show, Walk
from tests.gui.review.cases import case, crm_record, record, review


def names(walk: Walk) -> str:
    return walk.case.crm.name if walk.case else ""


def test_saying_something_goes_to_the_next_case() -> None:
    walk = Walk(review(case(1), case(2)))
    step = walk.say(Outcome.LINK)
    assert step is not None
    assert step.said == (Said("A-000001", case(1).options[0].record.id, Outcome.LINK),)
    assert names(walk) == "Customer 2"
    assert (walk.number, walk.total, walk.left) == (2, 2, 1)


def test_not_the_same_keeps_the_case_while_it_has_other_suggestions() -> None:
    walk = Walk(review(case(1, options=2), case(2)))
    walk.say(Outcome.NOT_SAME)
    assert names(walk) == "Customer 1"
    assert walk.chosen is not None
    assert walk.chosen.record.name == "Account 1.1"
    walk.say(Outcome.NOT_SAME)
    assert names(walk) == "Customer 2"


def test_none_of_these_answers_every_suggestion_at_once() -> None:
    walk = Walk(review(case(1, options=3), case(2)))
    step = walk.none_of_these()
    assert step is not None
    assert [one.outcome for one in step.said] == [Outcome.NOT_SAME] * 3
    assert names(walk) == "Customer 2"


def test_undo_brings_back_the_case_with_the_suggestion_that_was_chosen() -> None:
    walk = Walk(review(case(1, options=3), case(2)))
    assert walk.choose(2)
    walk.say(Outcome.LINK)
    walk.undo()
    assert names(walk) == "Customer 1"
    assert walk.chosen is not None
    assert walk.chosen.record.name == "Account 1.2"


def test_redo_says_it_again_and_asks_for_new_batches() -> None:
    walk = Walk(review(case(1), case(2)))
    made = walk.say(Outcome.LINK)
    assert made is not None
    made.batches.append("B-000001")
    walk.undo()
    again = walk.redo()
    assert again is not None
    assert (again.said, again.batches) == (made.said, [])
    assert names(walk) == "Customer 2"


def test_a_linked_record_is_no_longer_offered_to_another_customer() -> None:
    one, two = case(1), case(2)
    two = replace(two, options=one.options)
    walk = Walk(review(one, two))
    walk.say(Outcome.LINK)
    assert walk.case is None
    walk.undo()
    assert walk.left == 2


def test_in_a_clash_the_chosen_customer_is_linked() -> None:
    rival = crm_record(9, "Rival")
    walk = Walk(review(replace(case(1), rivals=(rival,))))
    walk.next_side()
    step = walk.say(Outcome.LINK)
    assert step is not None
    assert step.said[0].crm_id == rival.id


def test_what_was_put_aside_is_seen_under_later_only() -> None:
    walk = Walk(review(case(1), case(2), case(3, later=True)))
    walk.say(Outcome.LATER)
    assert names(walk) == "Customer 2"
    assert walk.count(Show.LATER) == 2
    walk.filter(Show.LATER)
    assert names(walk) == "Customer 1"
    assert walk.say(Outcome.LATER) is None, "it is put aside already"
    assert names(walk) == "Customer 3"


def test_the_filter_counts_its_own_cases() -> None:
    walk = Walk(review(case(1, Band.CERTAIN), case(2, Band.CERTAIN), case(3, Band.POSSIBLE)))
    walk.filter(Show.CERTAIN)
    assert (walk.number, walk.total) == (1, 2)
    walk.filter(Show.POSSIBLE)
    assert names(walk) == "Customer 3"


def test_bulk_takes_certain_cases_without_dispute_and_is_one_step() -> None:
    disputed = replace(case(2, Band.CERTAIN), rivals=(crm_record(9, "Rival"),))
    warned = replace(case(3, Band.CERTAIN), warning="same name, different country")
    walk = Walk(review(case(1, Band.CERTAIN), disputed, warned, case(4), case(5, Band.CERTAIN)))
    assert [c.crm.name for c in walk.certain()] == ["Customer 1", "Customer 5"]
    step = walk.accept(walk.certain())
    assert step is not None
    assert walk.left == 3
    walk.undo()
    assert walk.left == 5


def test_as_many_certain_ones_are_counted_as_are_offered_whatever_was_said() -> None:
    wanted = record(999, "Wanted by two")
    made = [case(n, Band.CERTAIN, options=2) for n in range(1, 9)]
    for n in (2, 5):
        first, second = made[n].options
        made[n] = replace(made[n], options=(replace(first, record=wanted), second))
    walk = Walk(review(*made, case(20), case(21, Band.CERTAIN, later=True)))
    assert walk.count_certain() == len(walk.certain()) == 7
    said = [Outcome.NOT_SAME, Outcome.LATER, Outcome.LINK, Outcome.LINK, Outcome.NOT_SAME]
    for outcome in said:
        walk.say(outcome)
        assert walk.count_certain() == len(walk.certain())
    walk.go_to(made[5].crm.id)
    walk.say(Outcome.NOT_SAME)
    assert walk.count_certain() == len(walk.certain())
    while walk.undo() is not None:
        assert walk.count_certain() == len(walk.certain())
    assert walk.count_certain() == 7


def test_a_step_that_could_not_be_stored_brings_its_case_back() -> None:
    walk = Walk(review(case(1), case(2)))
    step = walk.say(Outcome.LINK)
    assert step is not None
    walk.drop(step)
    assert names(walk) == "Customer 1"
    assert walk.undo() is None


def test_an_undo_that_could_not_be_stored_stays_done() -> None:
    walk = Walk(review(case(1), case(2)))
    walk.say(Outcome.LINK)
    step = walk.undo()
    assert step is not None
    walk.keep(step)
    assert walk.left == 1


def test_the_tally_counts_cases_and_agreement() -> None:
    walk = Walk(review(case(1, options=2), case(2), case(3), case(4)))
    walk.choose(1)
    walk.say(Outcome.LINK)
    walk.say(Outcome.LINK)
    walk.say(Outcome.NOT_SAME)
    walk.say(Outcome.LATER)
    tally = walk.tally()
    assert (tally.decided, tally.linked, tally.not_same, tally.later) == (4, 2, 1, 1)
    assert tally.agreed == 1


@pytest.mark.parametrize("by", [1, -1])
def test_there_is_no_way_past_the_ends(by: int) -> None:
    walk = Walk(review(case(1)))
    assert not walk.move(by)
    assert names(walk) == "Customer 1"


@given(st.lists(st.sampled_from(["Y", "N", "X", "L", "2", ">", "<"]), max_size=40))
def test_undoing_everything_leads_back_to_the_start(keys: list[str]) -> None:
    walk = Walk(review(*(case(n, options=1 + n % 3) for n in range(1, 9))))
    start = [walk.count(show) for show in Show]
    for key in keys:
        match key:
            case "Y":
                walk.say(Outcome.LINK)
            case "N":
                walk.say(Outcome.NOT_SAME)
            case "X":
                walk.none_of_these()
            case "L":
                walk.say(Outcome.LATER)
            case "2":
                walk.choose(1)
            case _:
                walk.move(1 if key == ">" else -1)
        assert walk.left == len([c for c in walk.review.cases if walk._open.has(c, walk.show)])
    while walk.undo():
        pass
    assert [walk.count(show) for show in Show] == start
