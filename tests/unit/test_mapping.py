"""How values cross over between Salesforce and the CRM."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from sfdesk.domain.mapping import (
    DEFAULT_MAPPING,
    FIELD_TYPES,
    FieldPair,
    Way,
    crm_value,
    salesforce_value,
    to_type,
)
from sfdesk.domain.records import FieldType, Kind, Value


@pytest.mark.parametrize(
    ("value", "wanted", "kept"),
    [
        ("  x ", FieldType.TEXT, "x"),
        ("   ", FieldType.TEXT, None),
        (12, FieldType.TEXT, "12"),
        ("300.0", FieldType.INTEGER, 300),
        (Decimal("3E+2"), FieldType.INTEGER, 300),
        ("0.50", FieldType.DECIMAL, Decimal("0.5")),
        (0, FieldType.DECIMAL, Decimal(0)),
        ("2027-03-31T10:00:00.000+0000", FieldType.DATE, date(2027, 3, 31)),
        (datetime(2027, 3, 31, 12), FieldType.DATE, date(2027, 3, 31)),  # noqa: DTZ001
        (None, FieldType.DATE, None),
    ],
)
def test_values_are_kept_in_the_type_of_their_field(
    value: object, wanted: FieldType, kept: Value
) -> None:
    assert to_type(value, wanted) == kept


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("x", FieldType.INTEGER),
        ("1.5", FieldType.INTEGER),
        ("NaN", FieldType.DECIMAL),
        ("Infinity", FieldType.DECIMAL),
        ("31.03.2027", FieldType.DATE),
    ],
)
def test_what_does_not_fit_is_refused(value: object, wanted: FieldType) -> None:
    with pytest.raises(ValueError):
        to_type(value, wanted)


def test_a_salesforce_value_that_does_not_fit_counts_as_blank() -> None:
    pair = FieldPair(Kind.ACCOUNT, "NumberOfEmployees", "employees", Way.BOTH)
    assert crm_value(pair, {"NumberOfEmployees": "many"}) is None


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (Decimal(300), 300),
        (Decimal("4.5"), 4.5),
        (date(2027, 3, 31), "2027-03-31"),
        ("  ", None),
        (True, True),
    ],
)
def test_values_go_out_as_json(value: Value, sent: object) -> None:
    assert salesforce_value(value) == sent


def test_the_default_mapping_names_only_fields_that_the_crm_has() -> None:
    assert {(pair.kind, pair.crm) for pair in DEFAULT_MAPPING} <= FIELD_TYPES.keys()
