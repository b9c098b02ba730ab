"""Telephone numbers that a spreadsheet or a program took for numbers."""

import pytest

from sfdesk.domain.matching.phone import national


@pytest.mark.parametrize(
    "written",
    ["5035550123.0", "5035550123.00", " 5035550123.0 ", "15035550123.0", "5.035550123E9",
     "5.035550123e+09", "5,035550123E+9", "1.5035550123E10"],
)  # fmt: skip
def test_a_telephone_that_became_a_number_is_the_same_line(written: str) -> None:
    assert national(written) == national("503-555-0123") == "5035550123"


@pytest.mark.parametrize("written", ["9.72417E+11", "5.03555E9", "5E-9", "5E9", "5.035550123E8"])
def test_a_telephone_that_lost_digits_is_blank(written: str) -> None:
    assert not national(written)
