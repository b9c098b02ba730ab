"""The cases can be gone through in five orders; chance picks measure across sittings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sfdesk.actions.cases import Case
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.asking import Sampled
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import Kind
from sfdesk.gui.review.measuring import sentence
from sfdesk.gui.review.ordering import Order, arranged, orders
from sfdesk.gui.review.walk import Walk
from tests.gui.review.cases import case, review


def valued(n: int, renewal: date | None, arr: int | None) -> Case:
    made = case(n)
    fields = {**made.crm.fields, "renewal_date": renewal, "arr": Decimal(arr) if arr else None}
    return replace(made, crm=replace(made.crm, fields=fields))


def named(cases: tuple[Case, ...]) -> list[str]:
    return [one.crm.name.removeprefix("Customer ") for one in cases]


def test_renewals_soonest_and_largest_arr_come_first_and_blanks_last() -> None:
    cases = [
        valued(1, None, 5_000),
        valued(2, date(2027, 3, 1), None),
        valued(3, date(2026, 12, 1), 90_000),
        case(4, later=True),
    ]
    assert named(arranged(cases, Order.RENEWAL, 0)[0]) == ["3", "2", "1", "4"]
    assert named(arranged(cases, Order.ARR, 0)[0]) == ["3", "1", "2", "4"]
    assert named(arranged(cases, Order.SURE, 0)[0]) == ["1", "2", "3", "4"]
    assert Order.ARR not in orders(Kind.CONTACT)


def certain_ones(number: int) -> Walk:
    walk = Walk(review(*(case(n, Band.CERTAIN, options=2) for n in range(1, number + 1))))
    walk.arrange(Order.HELPS, seed=5)
    return walk


def test_answers_to_chance_picks_are_counted_and_taken_back_with_undo() -> None:
    walk = certain_ones(16)
    assert len(walk.drawn) == 4
    while walk.case is not None:
        walk.say(Outcome.LINK)
    assert walk.sampled() == {"certain": Sampled(4, 4)}
    assert "Of 4 picked at random 4 were right: at least 47%" in sentence(walk.sampled())
    walk.undo()
    assert walk.sampled() == {"certain": Sampled(3, 3)}


def test_a_pick_that_turned_out_to_be_another_one_counts_as_wrong_once() -> None:
    walk = certain_ones(8)
    while walk.case is not None and walk.case.crm.id not in walk.drawn:
        walk.say(Outcome.LINK)
    walk.say(Outcome.NOT_SAME)
    walk.say(Outcome.LINK)
    assert walk.sampled() == {"certain": Sampled(0, 1)}


def test_what_earlier_sittings_measured_is_kept() -> None:
    found = replace(review(case(1)), sampled={"likely": Sampled(11, 12)})
    assert Walk(found).sampled() == {"likely": Sampled(11, 12)}
    assert sentence({}) == ""


def test_another_order_keeps_what_was_said_and_its_undo() -> None:
    walk = Walk(review(*(case(n) for n in range(1, 9))))
    walk.say(Outcome.LINK)
    walk.say(Outcome.LATER)
    walk.arrange(Order.HELPS, seed=1)
    assert walk.left == 6
    walk.undo()
    walk.undo()
    assert walk.left == 8
    assert walk.case is not None
    assert walk.case.crm.name == "Customer 1"
