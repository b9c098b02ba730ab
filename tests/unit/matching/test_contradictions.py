"""Decisions that cannot all hold are found, and so are those that an id speaks against."""

from sfdesk.domain.matching.contradictions import contradictions
from sfdesk.domain.matching.model import (
    Clash,
    Contradiction,
    Decided,
    Party,
    Shape,
    Verdict,
)

SAME, APART = Verdict.SAME, Verdict.NOT_SAME
ONE = Shape.ONE_TO_ONE


def of(*decided: Decided, left: tuple[Party, ...] = (), right: tuple[Party, ...] = ()) -> list[
    Contradiction
]:  # fmt: skip
    return list(contradictions(decided, left, right, ONE))


def test_the_same_and_not_the_same_cannot_both_hold() -> None:
    said = Decided("l1", "r1", APART), Decided("l1", "r1", SAME)
    assert of(*said, Decided("l2", "r2", SAME)) == [Contradiction(Clash.BOTH, (said[1], said[0]))]


def test_a_record_has_one_partner_on_either_side() -> None:
    a, b, c = Decided("l1", "r1", SAME), Decided("l1", "r2", SAME), Decided("l3", "r2", SAME)
    assert of(a, b, c) == [
        Contradiction(Clash.SEVERAL, (a, b)),
        Contradiction(Clash.SEVERAL, (b, c)),
    ]
    assert list(contradictions([a, b], (), (), Shape.ONE_TO_MANY)) == []
    assert list(contradictions([a, b, c], (), (), Shape.MANY_TO_MANY)) == []


def ids(record: str, **values: str) -> Party:
    return Party(record, {}, values)


LEFT = (ids("l1", salesforce_id="001A0000006V001", customer_no="N-1"), ids("l2"))
RIGHT = (
    ids("r1", salesforce_id="001A0000006V001IAB"),
    ids("r2", salesforce_id="001A0000006V002IAB", customer_no="n-1"),
)


def test_a_link_against_a_stored_salesforce_id_is_told_from_either_side() -> None:
    other, taken = Decided("l1", "r2", SAME), Decided("l2", "r1", SAME)
    assert of(other, left=LEFT[:1], right=(RIGHT[0], ids("r2"))) == [
        Contradiction(Clash.ID, (other,), "salesforce_id", ("l1", "r1"))
    ]
    assert of(taken, left=LEFT, right=RIGHT[:1]) == [
        Contradiction(Clash.ID, (taken,), "salesforce_id", ("l1", "r1"))
    ]


def test_a_rejection_against_an_id_that_only_these_two_have_is_told() -> None:
    apart = Decided("l1", "r2", APART)
    (found,) = of(apart, left=LEFT, right=RIGHT[1:])
    assert (found.clash, found.id_name, found.id_pair) == (Clash.ID, "customer_no", ("l1", "r2"))


def test_an_id_that_several_records_share_speaks_for_nobody() -> None:
    shared = (*RIGHT[1:], ids("r3", customer_no="N-1"))
    assert of(Decided("l1", "r3", SAME), left=LEFT[:1], right=shared) == []
    agreeing = Decided("l1", "r1", SAME)
    assert of(agreeing, left=LEFT[:1], right=RIGHT[:1]) == []


def test_an_id_is_the_same_however_it_is_written_and_a_blank_one_is_none() -> None:
    apart = Decided("l1", "r1", APART)
    left, right = ids("l1", customer_no=" N-1 "), ids("r1", customer_no="n-1")
    assert of(apart, left=(left,), right=(right,)) == [
        Contradiction(Clash.ID, (apart,), "customer_no", ("l1", "r1"))
    ]
    blank = ids("l1", customer_no=" "), ids("r1", customer_no="  ")
    assert of(apart, left=blank[:1], right=blank[1:]) == []
