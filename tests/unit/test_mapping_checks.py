"""What speaks against a mapping is said before anything fails for it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.mapping_checks import problems
from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import CrmRecord, Kind, Record, Value

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
A = Kind.ACCOUNT
BARE = (
    FieldPair(A, "Name", "name", Way.BOTH),
    FieldPair(Kind.CONTACT, "LastName", "last_name", Way.BOTH),
)


def schema(*fields: FieldInfo) -> dict[Kind, SobjectInfo]:
    known = (FieldInfo("Name", "Name", "string", 255, updateable=True), *fields)
    return {
        A: SobjectInfo(
            "Account", "Account", createable=True, updateable=True,
            fields={field.name: field for field in known},
        )
    }  # fmt: skip


def theirs(**fields: Value) -> dict[Kind, list[Record]]:
    return {A: [Record(A, "001", fields, NOW, NOW)]}


def ours(**fields: Value) -> dict[Kind, list[CrmRecord]]:
    return {A: [CrmRecord(A, "A-1", fields, NOW)]}


def test_the_default_mapping_is_fine_where_nothing_was_read() -> None:
    assert problems(DEFAULT_MAPPING, {}, {}, {}) == ()


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        (BARE[:1], "fills Last name"),
        ((*BARE, FieldPair(A, "Site", "name", Way.TO_CRM)), "2 Salesforce fields would fill Name"),
        ((*BARE, FieldPair(A, "Name", "city", Way.TO_SALESFORCE)), "written to Name"),
        ((*BARE, FieldPair(A, "Fax", "shoe_size", Way.TO_CRM)), '"shoe_size"'),
        ((*BARE, FieldPair(A, "Id", "salesforce_id", Way.TO_CRM)), "kept by links"),
        ((*BARE, FieldPair(A, "Owner.Name", "owner", Way.BOTH)), "only be read"),
        ((*BARE, FieldPair(A, "BillingAddress", "street", Way.TO_CRM)), "map its parts"),
    ],
)
def test_what_cannot_work_stops_it(pairs: tuple[FieldPair, ...], words: str) -> None:
    address = FieldInfo("BillingAddress", "Billing address", "address")
    found = problems(pairs, schema(address), {}, {})
    assert found[0].stops
    assert words in found[0].text


def test_a_field_that_is_not_there_is_a_note() -> None:
    (note,) = problems((*BARE, FieldPair(A, "Tier__c", "tier", Way.BOTH)), schema(), {}, {})
    assert not note.stops
    assert "Tier__c" in note.text


def test_a_field_that_one_may_not_change_is_a_note() -> None:
    tier = FieldInfo("Tier__c", "Tier", "string")
    pair = FieldPair(A, "Tier__c", "tier", Way.BOTH)
    (note,) = problems((*BARE, pair), schema(tier), {}, {})
    assert (note.stops, note.pair) == (False, pair)
    assert problems((*BARE, replace(pair, way=Way.TO_CRM)), schema(tier), {}, {}) == ()


def test_values_that_do_not_fit_the_crm_are_counted() -> None:
    size = FieldInfo("Size__c", "Size", "string", 20, updateable=True)
    pair = FieldPair(A, "Size__c", "employees", Way.TO_CRM)
    (note,) = problems((*BARE, pair), schema(size), theirs(Size__c="10-50"), {})
    assert "1 of 1 values would not fit Employees" in note.text
    assert problems((*BARE, pair), schema(size), theirs(Size__c="50"), {}) == ()


def test_values_that_salesforce_would_refuse_are_counted() -> None:
    tier = FieldInfo(
        "Tier__c", "Tier", "picklist", 255, updateable=True, restricted=True,
        picklist=(("A", "Top"), ("B", "Good")),
    )  # fmt: skip
    city = FieldInfo("BillingCity", "City", "string", 5, updateable=True)
    pairs = (
        *BARE,
        FieldPair(A, "Tier__c", "tier", Way.BOTH),
        FieldPair(A, "BillingCity", "city", Way.BOTH),
    )
    records = ours(tier="Gold", city="Hamburg")
    texts = [p.text for p in problems(pairs, schema(tier, city), {}, records)]
    assert texts == [
        "1 value is not in Salesforce's list of Tier.",
        "1 values are longer than the 5 characters that City takes.",
    ]
    assert problems(pairs, schema(tier, city), {}, ours(tier="A", city="Oslo")) == ()
