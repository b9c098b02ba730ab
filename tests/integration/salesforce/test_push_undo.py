"""An undo writes back what is still ours to write back, and says what is not."""

import pytest

from sfdesk.actions import undoing
from sfdesk.domain.links import Decision, Outcome
from sfdesk.errors import (
    InputError,
    RecordGone,
    UnknownId,
)
from sfdesk.store.crm import BatchState, Verb
from tests.integration.salesforce.push_desk import NOW, A, Desk
from tests.practice import utc_now


def undo_from_the_list(desk: Desk, batch_id: str) -> undoing.UndoReport:
    with desk.org() as org:
        return undoing.undo(batch_id, desk.crm, lambda: (org, desk.cache), now=utc_now(), by="anna")


def test_an_undo_writes_the_old_values_back(desk: Desk) -> None:
    old = desk.live("Phone")
    desk.ours(phone="ours")
    receipt = desk.push()
    back = desk.undo(receipt.batch_id)
    assert desk.live("Phone") == old
    assert back.left_alone == ()
    pushed, undone = desk.crm.batch(receipt.batch_id), desk.crm.batch(back.batch_id)
    assert pushed is not None
    assert undone is not None
    assert (pushed.state, undone.verb, undone.undoes) == (
        BatchState.UNDONE,
        Verb.UNDO,
        receipt.batch_id,
    )
    with pytest.raises(InputError, match="cannot be undone"):
        desk.undo(receipt.batch_id)


def test_an_undo_leaves_alone_what_somebody_changed_since(desk: Desk) -> None:
    city = desk.live("BillingCity")
    desk.ours(phone="ours", city="Bremen")
    receipt = desk.push()
    desk.theirs(Phone="theirs", Website="new.example")
    back = desk.undo(receipt.batch_id)
    assert back.left_alone == ("Account Phone was changed by Sales Ops since. Left alone.",)
    assert desk.live("Phone") == "theirs"
    assert desk.live("BillingCity") == city


def test_an_undo_with_nothing_left_to_do_writes_nothing(desk: Desk) -> None:
    desk.ours(phone="ours")
    receipt = desk.push()
    desk.theirs(Phone="theirs")
    back = desk.undo(receipt.batch_id)
    assert (back.sent, len(back.left_alone)) == ((), 1)
    assert desk.live("Phone") == "theirs"


def test_an_undo_of_a_record_that_is_gone_is_said(desk: Desk) -> None:
    desk.ours(phone="ours")
    receipt = desk.push()
    desk.here.order("delete", id=desk.record_id)
    with pytest.raises(RecordGone):
        desk.undo(receipt.batch_id)


def test_an_undo_needs_a_push(desk: Desk) -> None:
    with pytest.raises(UnknownId):
        desk.undo("B-999999")
    with pytest.raises(InputError, match="not a push"):
        desk.undo(desk.crm.activity()[0].id)


def test_a_push_is_undone_from_the_activity_list(desk: Desk) -> None:
    before = desk.live("Phone")
    desk.ours(phone="1", city="Bremen")
    pushed = desk.push().batch_id
    desk.theirs(BillingCity="Oslo")
    report = undo_from_the_list(desk, pushed)
    assert (desk.live("Phone"), desk.live("BillingCity")) == (before, "Oslo")
    assert report.undone == pushed
    assert len(report.kept) == 1
    with pytest.raises(InputError, match="already"):
        undo_from_the_list(desk, pushed)
    with pytest.raises(InputError, match="undo itself"):
        undo_from_the_list(desk, report.batch_id)


def test_a_push_of_which_nothing_is_left_says_so(desk: Desk) -> None:
    desk.ours(phone="1")
    pushed = desk.push().batch_id
    desk.theirs(Phone="2")
    with pytest.raises(InputError, match=f"Nothing of {pushed}") as told:
        undo_from_the_list(desk, pushed)
    assert "Phone" in told.value.hint
    assert desk.live("Phone") == "2"


def test_an_undone_link_tells_which_push_used_it(desk: Desk) -> None:
    desk.ours(phone="1")
    pushed = desk.push().batch_id
    link = desk.crm.link_of(desk.info.org_id, A, crm_id=desk.crm_id)
    assert link is not None
    desk.crm.add_decision(
        desk.info.org_id,
        Decision(link.batch_id, A, desk.crm_id, desk.record_id, Outcome.LINK, NOW),
    )
    (kept,) = undo_from_the_list(desk, link.batch_id).kept
    assert pushed in kept
    assert desk.crm.link_of(desk.info.org_id, A, crm_id=desk.crm_id) is None
