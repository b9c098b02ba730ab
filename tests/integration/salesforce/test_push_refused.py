"""What Salesforce refuses, told in words that help."""

import pytest

from sfdesk.domain.diffing import State
from sfdesk.domain.records import Value
from sfdesk.errors import (
    InputError,
    OrgRefused,
)
from sfdesk.store.crm import BatchState
from tests.integration.salesforce.push_desk import A, Desk


def test_a_field_that_became_read_only_is_named(desk: Desk) -> None:
    desk.ours(phone="ours", city="Bremen")
    desk.here.order("profile", name="System Administrator", locked=["Account.Phone"])
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    assert caught.value.fields == ("Phone",)
    assert "You may not change Account Phone in Salesforce." in caught.value.hint
    assert "Nothing was sent." in caught.value.hint
    assert desk.last() is BatchState.FAILED
    with desk.org() as org:
        desk.cache.store_schema(A, org.describe(A))
    plan = desk.plan()
    assert {c.field: c.state for c in plan.changes}["Phone"] is State.READ_ONLY
    with pytest.raises(InputError):
        plan.only(["Phone"])


def test_a_field_that_vanished_is_left_out(desk: Desk) -> None:
    desk.ours(phone="ours", city="Bremen")
    desk.here.order("profile", name="System Administrator", hidden=["Account.Phone"])
    plan = desk.plan()
    assert "Phone" not in {change.field for change in plan.changes}
    desk.push(plan)


def test_a_record_that_became_read_only_is_said(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.order("profile", name="System Administrator", read_only=True)
    with pytest.raises(OrgRefused):
        desk.push()
    assert desk.last() is BatchState.FAILED


@pytest.mark.parametrize(
    ("code", "fields", "ours", "words"),
    [
        ("REQUIRED_FIELD_MISSING", ["Name"], {"name": "x"}, "Salesforce needs Account Name."),
        (
            "STRING_TOO_LONG",
            ["Phone"],
            {"phone": "1" * 60},
            "60 characters; Salesforce takes 40.",
        ),
        (
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
            ["Tier__c"],
            {"tier": "Z"},
            '"Z" is not in Salesforce\'s list.',
        ),
        (
            "NUMBER_OUTSIDE_VALID_RANGE",
            ["NumberOfEmployees"],
            {"employees": 10**10},
            "Employees: the number is too large for Salesforce.",
        ),
        (
            "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            ["Phone"],
            {"phone": "1"},
            'Your company\'s rule: "said so"',
        ),
        (
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            [],
            {"phone": "1"},
            'An automation in your Salesforce stopped this: "said so".',
        ),
        ("WHATEVER_COMES_NEXT", [], {"phone": "1"}, 'Salesforce says: "said so"'),
    ],
)
def test_a_refusal_is_told_in_our_words(
    desk: Desk, code: str, fields: list[str], ours: dict[str, Value], words: str
) -> None:
    desk.ours(**ours)
    row = {"errorCode": code, "message": "said so", "fields": fields}
    desk.here.fail(desk.record_id, method="PATCH", status=400, body=[row])
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    assert words in caught.value.hint
    assert caught.value.code == code
    assert [refusal.field for refusal in caught.value.refusals] == (fields or [""])
    assert desk.last() is BatchState.FAILED


@pytest.mark.parametrize(
    ("ours", "code", "field"),
    [
        ({"phone": "1" * 60}, "STRING_TOO_LONG", "Phone"),
        ({"tier": "Nowhere"}, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "Tier__c"),
    ],
)
def test_the_org_itself_refuses(desk: Desk, ours: dict[str, Value], code: str, field: str) -> None:
    desk.ours(**ours)
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    assert (caught.value.code, caught.value.fields) == (code, (field,))


def test_a_duplicate_is_named_and_may_be_saved_where_the_rule_allows(desk: Desk) -> None:
    other = sorted(desk.cache.ids(A))[1]
    twin = desk.cache.get(A, other)
    assert twin is not None
    desk.here.set(duplicate_rules="allow")
    desk.ours(name=twin.name)
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    assert caught.value.code == "DUPLICATES_DETECTED"
    assert f'Salesforce thinks this is also "{twin.name}".' in caught.value.hint
    assert caught.value.refusals[0].may_save
    desk.push(allow_duplicate=True)
    assert desk.live("Name") == twin.name


def test_a_rule_that_blocks_duplicates_cannot_be_passed_over(desk: Desk) -> None:
    twin = desk.cache.get(A, sorted(desk.cache.ids(A))[1])
    assert twin is not None
    desk.here.set(duplicate_rules="block")
    desk.ours(name=twin.name)
    with pytest.raises(OrgRefused) as caught:
        desk.push(allow_duplicate=True)
    assert not caught.value.refusals[0].may_save


def test_the_companys_own_rule_speaks_for_itself(desk: Desk) -> None:
    desk.here.set(validation_rules=True)
    desk.ours(phone="1")
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    rule = 'Your company\'s rule: "A phone number needs at least three digits in a row."'
    assert rule in caught.value.hint
    assert caught.value.refusals[0].field == "Phone"


def test_a_value_that_another_record_has_names_that_record(desk: Desk) -> None:
    other = sorted(desk.cache.ids(A))[1]
    twin = desk.cache.get(A, other)
    assert twin is not None
    said = f"duplicate value found: AccountNumber duplicates value on record with id: {other}"
    row = {"errorCode": "DUPLICATE_VALUE", "message": said, "fields": []}
    desk.here.fail(desk.record_id, method="PATCH", status=400, body=[row])
    desk.ours(customer_no="4711", phone="1")
    with pytest.raises(OrgRefused) as caught:
        desk.push()
    words = f'Account Number must be unique; "{twin.name}" has this value.'
    assert words in caught.value.hint
    assert caught.value.fields == ("AccountNumber",)
