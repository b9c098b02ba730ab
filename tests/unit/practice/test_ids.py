"""Record ids, stamps and what is left out of a path in the log."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from sfdesk.practice import faults, ids, moments


@given(st.integers(0, 62**5 - 1))
def test_the_number_in_an_id_comes_back(number: int) -> None:
    made = ids.make("001", number)
    assert ids.number(made) == number
    assert ids.looks_right(made)
    assert ids.wide(made[:15]) == made


def test_the_last_three_characters_tell_the_capitals() -> None:
    assert ids.full("001A0000006Vm9r") == "001A0000006Vm9rIAC"
    assert not ids.looks_right("001A0000006Vm9rIAD")


def test_stamps_are_utc_at_one_second() -> None:
    moment = datetime(2026, 5, 1, 7, 25, 37, 999_000, UTC)
    assert moments.stamp(moment) == "2026-05-01T07:25:37.000+0000"
    for text in (
        "2026-05-01T09:25:37+02:00",
        "2026-05-01T07:25:37Z",
        "2026-05-01T07:25:37.000+0000",
    ):
        assert moments.stamp(moments.moment(text)) == "2026-05-01T07:25:37.000+0000"


def test_the_log_counts_kinds_of_call_and_not_records() -> None:
    assert faults.shortened("/services/data/v60.0/sobjects/Account/001Q80000000001IAA") == (
        "/sobjects/Account/{id}"
    )
    assert faults.shortened("/services/data/v60.0/query/0r8AB-2000") == "/query/{locator}"
