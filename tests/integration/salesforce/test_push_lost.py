"""Lost replies, ended sessions, limits and programs that died: nothing is lost or sent twice."""

import pytest

from sfdesk.actions import pushing
from sfdesk.errors import (
    LimitReached,
    OrgError,
    OrgUnreachable,
    SignInNeeded,
)
from sfdesk.store.crm import BatchState
from tests.integration.salesforce.push_desk import NOW, Desk

LIMIT = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
BUSY = [
    {"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "ConcurrentPerOrgLongTxn Limit exceeded."}
]


def test_a_program_that_died_before_its_request_is_settled_as_failed(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    with desk.org() as org:
        org.update = _die  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            pushing.push(plan, org, desk.cache, desk.crm, now=NOW, by="anna")
    assert desk.last() is BatchState.PLANNED
    assert desk.settle() == [BatchState.FAILED]


def _die(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_reply_that_was_lost_after_the_save_is_found_out(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.fail(desk.record_id, method="PATCH", action="drop_reply")
    receipt = desk.push()
    assert receipt.sent[0].stored == "ours"
    assert desk.last() is BatchState.DONE


def test_a_request_that_was_lost_before_the_save_failed(desk: Desk) -> None:
    desk.ours(phone="ours")
    old = desk.live("Phone")
    desk.here.fail(desk.record_id, method="PATCH", action="drop")
    with pytest.raises(OrgUnreachable):
        desk.push()
    assert desk.live("Phone") == old
    assert desk.last() is BatchState.FAILED


@pytest.mark.parametrize(
    ("action", "outcome"), [("drop", BatchState.FAILED), ("drop_reply", BatchState.DONE)]
)
def test_what_nobody_could_tell_is_settled_later(
    desk: Desk, action: str, outcome: BatchState
) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.here.fail(desk.record_id, method="PATCH", action=action)
    desk.here.fail("/query", skip=1, next=4, status=503, body="", media="text/html")
    with pytest.raises(OrgUnreachable) as caught:
        desk.push(plan)
    assert caught.value.code == "UNKNOWN"
    assert desk.last() is BatchState.PLANNED
    assert desk.settle() == [outcome]
    assert desk.last() is outcome
    assert desk.settle() == []


def test_an_expired_session_is_renewed_silently(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.here.order("expire_tokens")
    desk.push(plan)
    assert desk.live("Phone") == "ours"


def test_a_sign_in_that_ended_is_said_and_nothing_is_lost(desk: Desk) -> None:
    desk.ours(phone="ours")
    plan = desk.plan()
    desk.here.order("revoke_tokens")
    with pytest.raises(SignInNeeded):
        desk.push(plan)


def test_the_daily_limit_fails_the_push(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.fail(desk.record_id, method="PATCH", status=403, body=LIMIT)
    with pytest.raises(LimitReached):
        desk.push()
    assert desk.last() is BatchState.FAILED


def test_too_much_at_once_is_told_from_the_daily_limit(desk: Desk) -> None:
    desk.ours(phone="ours")
    desk.here.fail(desk.record_id, method="PATCH", status=403, body=BUSY)
    with pytest.raises(OrgError) as caught:
        desk.push()
    assert not isinstance(caught.value, LimitReached)
    assert caught.value.retry
