"""Columns whose names say nothing are known by what stands in them."""

import pytest

from sfdesk.domain.matching.guessing import guessed
from sfdesk.domain.matching.headers import recognise
from sfdesk.domain.records import Kind


def _meant(columns: dict[str, list[str]], kind: Kind = Kind.ACCOUNT) -> dict[str, str]:
    headers = list(columns)
    found = guessed(recognise(headers, kind, {}), list(columns.values()), kind)
    return {headers[at[0]]: name for name, at in found.fields.items()}


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        (["+49 40 5550-123", "(503) 555-0142", "040/5550123", ""], "phone"),
        (["info@nordwind.de", "m.lindqvist@bluepeak.co.uk"], "email"),
        (["www.nordwind.de", "https://bluepeak.uk/a", "acme.com"], "website"),
    ],
)
def test_phone_mail_and_web_are_known_by_their_form(values: list[str], meant: str) -> None:
    assert _meant({"id": ["1"], "name": ["A"], "col_7": values})["col_7"] == meant


@pytest.mark.parametrize(
    "values", [["2024-01-02", "2023-11-30"], ["20095", "97205"], ["1,200.50", "80.00"], ["", ""]]
)
def test_dates_postcodes_and_sums_are_no_telephones(values: list[str]) -> None:
    assert "col_7" not in _meant({"id": ["1"], "name": ["A"], "col_7": values})


def test_where_nothing_is_called_a_name_the_least_repeated_words_are_one() -> None:
    columns = {
        "id": ["1", "2", "3", "4"],
        "Col_1": ["retail", "retail", "food", "retail"],
        "Col_2": ["Nordwind Energie", "Bluepeak Coffee", "Harbor Dental", "Acme"],
        "Col_3": ["12 High St", "5 Oak Rd", "77 Elm Ave", "9 Main St"],
    }
    assert _meant(columns) == {"Col_2": "name"}


def test_a_column_that_is_called_a_name_stays_the_name() -> None:
    columns = {"id": ["1", "2"], "name": ["A", "A"], "notes": ["Nordwind", "Bluepeak"]}
    assert _meant(columns) == {"name": "name"}


def test_people_with_a_surname_need_no_other_name() -> None:
    columns = {"id": ["1", "2"], "surname": ["Lindqvist", "Reyes"], "notes": ["Nordwind", "Blue"]}
    assert _meant(columns, Kind.CONTACT) == {"surname": "last_name"}


def test_the_order_of_the_rows_does_not_matter() -> None:
    contacts = [f"n{n}@nordwind.de" for n in range(300)]
    contacts += [f"+49 40 555 {n:04}" for n in range(600)]
    rows = [(str(n), f"Firm {n}", contact) for n, contact in enumerate(contacts)]
    found = [
        _meant(
            dict(zip(("id", "name", "kontakt"), map(list, zip(*some, strict=True)), strict=True))
        )
        for some in (rows, rows[::-1], sorted(rows))
    ]
    assert found[0] == found[1] == found[2]
    assert "kontakt" not in found[0]
