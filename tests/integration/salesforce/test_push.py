"""What a push plans, and what of it arrives: every situation has one right outcome."""

from dataclasses import replace
from datetime import datetime

import pytest

from sfdesk.actions import pushing
from sfdesk.domain.diffing import State
from sfdesk.errors import (
    InputError,
    UnknownId,
)
from sfdesk.store.crm import BatchState, Verb
from tests.integration.salesforce.push_desk import NOW, A, Desk


def test_nothing_differs_nothing_is_pushed(desk: Desk) -> None:
    assert set(desk.states().values()) == {State.SAME}
    with pytest.raises(InputError, match="nothing to push"):
        desk.push()


def test_one_field_is_pushed_kept_and_read_back(desk: Desk) -> None:
    old = desk.live("Phone")
    desk.ours(phone="+49 40 5550 199")
    receipt = desk.push()
    assert [(s.field, s.label, s.old, s.new, s.stored) for s in receipt.sent] == [
        ("Phone", "Account Phone", old, "+49 40 5550 199", "+49 40 5550 199")
    ]
    assert desk.live("Phone") == "+49 40 5550 199"
    kept = desk.cache.get(A, desk.record_id)
    assert kept is not None
    assert kept.fields["Phone"] == "+49 40 5550 199"
    assert kept.fields["Owner.Name"]
    batch = desk.crm.batch(receipt.batch_id)
    assert batch is not None
    assert (batch.verb, batch.state, batch.by) == (Verb.PUSH, BatchState.DONE, "anna")
    assert desk.name in batch.summary
    assert "+49 40 5550 199" in batch.summary


def test_only_what_is_ticked_and_differs_is_sent(desk: Desk) -> None:
    desk.ours(phone="1", city="Bremen", website="x.example")
    before = desk.live("BillingCity")
    receipt = desk.push(desk.plan().only(["Phone", "Name"]))
    assert [s.field for s in receipt.sent] == ["Phone"]
    assert desk.live("BillingCity") == before


def test_a_typed_value_goes_instead_of_the_crms(desk: Desk) -> None:
    desk.ours(phone="1")
    desk.push(desk.plan().only(["Phone"], {"Phone": "typed"}))
    assert desk.live("Phone") == "typed"


def test_numbers_and_dates_cross_over(desk: Desk) -> None:
    desk.ours(employees=128, annual_revenue=None, renewal_date=datetime(2027, 3, 31).date())  # noqa: DTZ001
    desk.push(desk.plan().only(["NumberOfEmployees", "Renewal_Date__c", "AnnualRevenue"]))
    assert desk.live("NumberOfEmployees") == 128
    assert desk.live("Renewal_Date__c") == datetime(2027, 3, 31).date()  # noqa: DTZ001
    assert desk.live("AnnualRevenue") is None


def test_both_sides_are_told_apart(desk: Desk) -> None:
    desk.ours(phone="ours", website="")
    desk.theirs(Phone="theirs", BillingCity="Bremen")
    states = desk.states()
    assert states["Phone"] is State.CONFLICT
    assert states["BillingCity"] is State.KEEP
    assert states["Website"] in {State.BLANK, State.SAME}
    assert not desk.plan().ticked
    desk.theirs(Phone="ours")
    assert desk.states()["Phone"] is State.SAME


def test_look_only_pushes_nothing(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.info = replace(desk.info, may_push=False)
    with pytest.raises(InputError) as caught:
        desk.push()
    assert caught.value.code == "LOOK_ONLY"


def test_an_unknown_id_and_an_unlinked_record_are_said(desk: Desk) -> None:
    alone = desk.crm.add(A, {"name": "Alone"}, now=NOW)
    with desk.org() as org:
        with pytest.raises(UnknownId):
            pushing.plan(org, desk.cache, desk.crm, "A-999999", now=NOW)
        with pytest.raises(InputError, match="Alone is not linked"):
            pushing.plan(org, desk.cache, desk.crm, alone, now=NOW)
    with pytest.raises(UnknownId):
        desk.plan().only(["Nowhere"])
