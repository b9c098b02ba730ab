"""Dates are the same however people and programs write them."""

import pytest

from sfdesk.domain.matching.dates import day
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table, features
from sfdesk.domain.matching.suggesting import explain
from sfdesk.domain.records import Kind


def _said_of_births(mine: str, theirs: str) -> str:
    ours = {"first_name": "Anna", "last_name": "Schmidt"}
    left, right = (Party(side, {**ours, "birth_date": side}) for side in (mine, theirs))
    told = explain(left, right, Kind.CONTACT)
    return next(e.level for e in told.evidence if e.field == "birth_date")


@pytest.mark.parametrize(
    "written",
    ["1980-03-12", "1980-3-12", "1980/03/12", "1980.03.12", "19800312", "19800312.0",
     "1980-03-12 00:00:00", "1980-03-12T00:00:00Z", "1980-03-12 00:00:00.000+01",
     "1980-03-12+01:00", "12.03.1980", "12.3.1980", "12. 3. 1980", "12.03.1980 00:00",
     "12.03.80", "12-03-1980", "3/12/1980", "03/12/1980", "3/12/80",
     "3/12/1980 12:00:00 AM", "12-Mar-1980", "12-MAR-80", "March 12, 1980", "12th of March 1980",
     "Mar. 12 1980", "Wed Mar 12 1980 00:00:00 GMT+0100 (CET)", "12. März 1980", "12 mars 1980",
     "12 de marzo de 1980", "1980年3月12日", "١٢.٠٣.١٩٨٠"],
)  # fmt: skip
def test_a_birth_date_is_the_same_however_it_is_written(written: str) -> None:
    assert day(written) == "19800312"
    assert _said_of_births("1980-03-12", written) == "same"


@pytest.mark.parametrize(
    ("written", "read"),
    [("31/12/1980", "19801231"), ("12/31/1980", "19801231"), ("12.31.1980", "19801231"),
     ("1.2.05", "20050201"), ("1.2.29", "20290201"), ("1.2.30", "19300201"),
     ("août 3, 1999", "19990803"), ("3 juillet 1999", "19990703"), ("3 juin 1999", "19990603")],
)  # fmt: skip
def test_the_order_of_day_and_month_gives_way_where_there_is_no_such_month(
    written: str, read: str
) -> None:
    assert day(written) == read


def test_day_and_month_of_doubtful_order_count_as_exchanged_and_not_as_different() -> None:
    assert _said_of_births("1980-03-12", "12/03/1980") == "close"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1980", "1980"), ("March 1980", "march1980"), ("1980-13-32", "19801332"), ("40", "40"),
     ("12.03.980", "1203980"), ("mardi 12 mai 1980", "mardi12mai1980"), ("in spring", "inspring"),
     ("29295", "29295"), ("unknown", ""), ("", ""), (" " * 9_000, "")],
)  # fmt: skip
def test_what_cannot_be_read_as_a_date_stays_as_it_was_typed(written: str, kept: str) -> None:
    table = Table([""], {"birth_date": [written]}, {}, [""])
    assert features(table, Kind.CONTACT).birth == [kept]
