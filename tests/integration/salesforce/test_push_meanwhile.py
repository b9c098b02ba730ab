"""What others did between the look and the push, or while it ran."""

from pathlib import Path

import pytest

from sfdesk.actions import pushing
from sfdesk.errors import (
    InputError,
    RecordGone,
    RecordLocked,
)
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm
from tests.integration.salesforce.push_desk import NOW, A, Desk


def test_what_changed_between_plan_and_push_stops_it(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.theirs(Phone="meanwhile")
    with pytest.raises(InputError) as caught:
        desk.push(plan)
    assert caught.value.code == "CHANGED"
    assert desk.live("Phone") == "meanwhile"


def test_another_field_that_changed_meanwhile_stops_nothing(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.theirs(BillingCity="Bremen")
    desk.push(plan)
    assert desk.live("Phone") == "ours"


def test_a_link_that_moved_meanwhile_stops_it(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.crm.remove_link(desk.info.org_id, A, desk.crm_id)
    with pytest.raises(InputError, match="not linked"):
        desk.push(plan)


@pytest.mark.parametrize("purge", [False, True])
def test_a_deleted_record_is_said(desk: Desk, *, purge: bool) -> None:
    desk.here.order("delete", id=desk.record_id)
    if purge:
        desk.here.order("purge", id=desk.record_id)
    with pytest.raises(RecordGone):
        desk.plan()
    assert desk.record_id not in desk.cache.ids(A)


def test_a_record_deleted_between_plan_and_push_is_said(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.here.order("delete", id=desk.record_id)
    with pytest.raises(RecordGone):
        desk.push(plan)


def test_a_merged_record_names_its_winner(desk: Desk) -> None:
    winner = sorted(desk.cache.ids(A))[1]
    desk.here.order("merge", winner=winner, losers=[desk.record_id])
    with pytest.raises(RecordGone) as caught:
        desk.plan()
    kept = desk.cache.get(A, winner)
    assert kept is not None
    assert kept.name in caught.value.hint
    assert desk.cache.merged_into(A, desk.record_id) == winner


def test_the_org_itself_refuses_what_changed_after_the_look(desk: Desk) -> None:
    desk.ours(phone="ours")
    gone = [{"errorCode": "PRECONDITION_FAILED", "message": "412"}]
    desk.here.fail(desk.record_id, method="PATCH", status=412, body=gone)
    with pytest.raises(InputError) as caught:
        desk.push()
    assert caught.value.code == "CHANGED"
    assert desk.last() is BatchState.FAILED
    asked = [r for r in desk.here.log() if r["method"] == "PATCH"]
    assert len(asked) == 1


def test_a_lock_that_is_released_is_waited_for(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.order("lock", id=desk.record_id, times=1)
    desk.push()
    assert desk.waits == [2.0]
    assert desk.live("Phone") == "ours"


def test_a_lock_that_stays_is_said(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.order("lock", id=desk.record_id, times=99)
    with pytest.raises(RecordLocked):
        desk.push()
    assert desk.waits == [2.0, 2.0, 2.0]
    assert desk.last() is BatchState.FAILED


def test_what_an_automation_made_of_it_is_told_and_undone(desk: Desk) -> None:
    old = desk.live("Phone")
    desk.here.set(automation=True)
    desk.ours(phone="0405550199")
    receipt = desk.push()
    assert receipt.sent[0].new == "0405550199"
    assert receipt.sent[0].stored == desk.live("Phone") != "0405550199"
    desk.here.set(automation=False)
    desk.undo(receipt.batch_id)
    assert desk.live("Phone") == old


def test_a_push_from_an_older_look_does_not_overwrite_a_newer_one(
    desk: Desk, tmp_path: Path
) -> None:
    desk.ours(phone="first")
    one = desk.plan().only(["Phone"], {"Phone": "first"})
    two = desk.plan().only(["Phone"], {"Phone": "second"})
    desk.push(one)
    with (
        Cache(tmp_path / "cache.sqlite") as cache,
        Crm(f"sqlite:///{tmp_path}/crm.sqlite") as crm,
        desk.org() as org,
        pytest.raises(InputError) as caught,
    ):
        pushing.push(two, org, cache, crm, now=NOW, by="anna")
    assert caught.value.code == "CHANGED"
    assert desk.live("Phone") == "first"
