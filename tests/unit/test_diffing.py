"""Three values of a field: last refreshed, Salesforce now, CRM."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.diffing import State, compare, equal, state_of
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way, of_kind
from sfdesk.domain.orgs import FieldInfo
from sfdesk.domain.records import Kind, Value

VALUES = st.one_of(st.none(), st.sampled_from(["a", "b", " ", "a "]), st.integers(0, 2))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "state"),
    [
        ("a", "a", "a", State.SAME),
        ("a", "a", "b", State.PUSH),
        (None, None, "b", State.PUSH),
        ("a", "b", "a", State.KEEP),
        ("a", "b", "c", State.CONFLICT),
        ("a", "b", "b", State.SAME),  # both sides moved to the same value
        ("a", "a", None, State.BLANK),
        ("a", "a", "  ", State.BLANK),
        ("a", None, "a", State.KEEP),
        ("a", None, "b", State.CONFLICT),
        (None, None, None, State.SAME),
        ("a\nb", "a\r\nb", "a\nb", State.SAME),
        (Decimal(300), Decimal("300.0"), 300, State.SAME),
    ],
)
def test_each_combination_asks_for_one_thing(
    base: Value, theirs: Value, ours: Value, state: State
) -> None:
    assert state_of(base, theirs, ours) is state


@given(VALUES, VALUES, VALUES)
def test_a_conflict_means_that_all_three_differ(base: Value, theirs: Value, ours: Value) -> None:
    if state_of(base, theirs, ours) is State.CONFLICT:
        assert not equal(base, theirs)
        assert not equal(base, ours)
        assert not equal(theirs, ours)


@given(VALUES, VALUES)
def test_what_salesforce_has_already_is_never_sent(base: Value, value: Value) -> None:
    assert state_of(base, value, value) is State.SAME


def _info(name: str, *, updateable: bool = True) -> FieldInfo:
    return FieldInfo(name, f"The {name}", "string", updateable=updateable)


def test_a_field_that_may_not_be_written_says_so_and_why() -> None:
    pairs = of_kind(DEFAULT_MAPPING, Kind.ACCOUNT)
    schema = {"Phone": _info("Phone", updateable=False)}
    (change,) = compare(pairs, {"Phone": "1"}, {"Phone": "1"}, {"phone": "2"}, schema)
    assert change.state is State.READ_ONLY
    assert change.reason == "You may not change The Phone in Salesforce"


def test_fields_that_the_user_cannot_see_or_that_only_come_in_are_left_out() -> None:
    pairs = (
        FieldPair(Kind.ACCOUNT, "Phone", "phone", Way.TO_CRM),
        FieldPair(Kind.ACCOUNT, "Website", "website", Way.BOTH),
        FieldPair(Kind.ACCOUNT, "BillingCity", "city", Way.BOTH),
    )
    schema = {"Phone": _info("Phone"), "Website": _info("Website")}
    changes = compare(pairs, {}, {}, {"website": "x.example"}, schema)
    assert [change.field for change in changes] == ["Website"]


def test_numbers_and_dates_are_compared_as_what_they_are() -> None:
    pairs = of_kind(DEFAULT_MAPPING, Kind.ACCOUNT)
    schema = {name: _info(name) for name in ("NumberOfEmployees", "ARR__c")}
    theirs: dict[str, Value] = {"NumberOfEmployees": Decimal("120.0"), "ARR__c": Decimal("4.50")}
    ours: dict[str, Value] = {"employees": 120, "arr": Decimal("4.5")}
    assert {c.state for c in compare(pairs, theirs, theirs, ours, schema)} == {State.SAME}
