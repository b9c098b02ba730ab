"""What the columns and cells of somebody's table mean to the CRM."""

from datetime import date
from decimal import Decimal

import pytest

from sfdesk.domain.columns import BadCell, meant_by, to_cell, values_of
from sfdesk.domain.records import CRM_FIELDS, Kind, Value
from sfdesk.errors import InputError


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_is_known_by_its_name(kind: Kind) -> None:
    names = [field.name for field in CRM_FIELDS[kind]]
    assert meant_by(kind, ["id", *names]).fields == ("id", *names)


@pytest.mark.parametrize(
    ("kind", "header", "fields"),
    [
        (Kind.ACCOUNT, ["Company name", "ZIP", "Web-Site"], ("name", "postcode", "website")),
        (Kind.ACCOUNT, ["NAME", "Renewal date", "shoe"], ("name", "renewal_date", None)),
        (Kind.CONTACT, ["Surname", "E-Mail", "Company"], ("last_name", "email", "account")),
        (Kind.CONTACT, ["last_name", "Account", "Cell phone"], ("last_name", "account", "mobile")),
    ],
)
def test_labels_and_common_words_are_known(
    kind: Kind, header: list[str], fields: tuple[str | None, ...]
) -> None:
    assert meant_by(kind, header).fields == fields


def test_a_required_column_that_lacks_is_named() -> None:
    with pytest.raises(InputError, match="Last name"):
        meant_by(Kind.CONTACT, ["first_name", "email"])


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(InputError, match="Company, Name"):
        meant_by(Kind.ACCOUNT, ["Company", "Name"])


def test_cells_become_values() -> None:
    columns = meant_by(Kind.ACCOUNT, ["name", "employees", "arr", "renewal", "phone", "x"])
    cells = [" Orion ", "120", "48000.50", "31.03.2027", " ", "left out", ""]
    assert values_of(columns, cells) == {
        "name": "Orion",
        "employees": 120,
        "arr": Decimal("48000.5"),
        "renewal_date": date(2027, 3, 31),
        "phone": None,
    }
    assert columns.ignored == ("x",)


@pytest.mark.parametrize(
    ("header", "cells", "column", "word"),
    [
        (["name", "employees"], ["a", "12.5"], "employees", "whole number"),
        (["name", "ARR"], ["a", "48,000"], "ARR", "48000.50"),
        (["name", "ARR"], ["a", "inf"], "ARR", "not a number"),
        (["name", "employees"], ["a", "9" * 19], "employees", "too large"),
        (["name", "renewal"], ["a", "03/31/2027"], "renewal", "2027-03-31"),
        (["name", "renewal"], ["a", "2027-02-30"], "renewal", "not a date"),
        (["Name", "city"], [" ", "b"], "Name", "empty"),
        (["name", "city"], ["a"], "", "1 cells where the first line has 2"),
        (["name", "city"], ["a", "b", "c"], "", "3 cells"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    header: list[str], cells: list[str], column: str, word: str
) -> None:
    found = values_of(meant_by(Kind.ACCOUNT, header), cells)
    assert isinstance(found, BadCell)
    assert found.column == column
    assert word in found.reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("arr", Decimal("1E+3")),
        ("arr", Decimal("-0.05")),
        ("employees", 0),
        ("renewal_date", date(1999, 1, 2)),
        ("phone", None),
        ("phone", "=1+1"),
    ],
)
def test_a_value_survives_its_cell(field: str, value: Value) -> None:
    columns = meant_by(Kind.ACCOUNT, ["name", field])
    assert values_of(columns, ["a", to_cell(value)]) == {"name": "a", field: value}
