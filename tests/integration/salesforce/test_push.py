"""Every situation that a push and its undo must survive has one right outcome."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sfdesk.actions import pushing, undoing
from sfdesk.actions.pushing import PushPlan, PushReceipt
from sfdesk.actions.syncing import sync
from sfdesk.domain.diffing import State
from sfdesk.domain.links import Decision, Link, Outcome
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind, Value
from sfdesk.errors import (
    InputError,
    LimitReached,
    OrgError,
    OrgRefused,
    OrgUnreachable,
    RecordGone,
    RecordLocked,
    SignInNeeded,
    UnknownId,
)
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, Verb
from sfdesk.ticket import Ticket
from tests.practice import ADMIN, Practice, utc_now

A = Kind.ACCOUNT
NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
LIMIT = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
BUSY = [
    {"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "ConcurrentPerOrgLongTxn Limit exceeded."}
]


class Desk:
    """A CRM with one account, linked to one of a practice org."""

    def __init__(self, here: Practice, info: OrgInfo, vault: Vault, cache: Cache, crm: Crm) -> None:
        self.here = here
        self.info = info
        self.vault = vault
        self.cache = cache
        self.crm = crm
        self.waits: list[float] = []
        with self.org() as org:
            sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)
        self.record_id = min(cache.ids(A))
        record = cache.get(A, self.record_id)
        assert record is not None
        self.name = record.name
        fields = {
            pair.crm: record.fields.get(pair.salesforce)
            for pair in DEFAULT_MAPPING
            if pair.kind is A
        }
        with crm.writing():
            self.crm_id = crm.add(A, fields, now=NOW)
            batch = crm.add_batch(
                Verb.DECIDE, by="anna", org_id=info.org_id, summary="link", now=NOW
            )
            crm.add_link(info.org_id, Link(A, self.crm_id, self.record_id, NOW, batch))

    def org(self) -> Org:
        return self.here.org(self.info, self.vault, self.waits)

    def ours(self, **fields: Value) -> None:
        self.crm.change(A, self.crm_id, fields, now=NOW)

    def theirs(self, **fields: Any) -> None:
        self.here.order("edit", id=self.record_id, fields=fields)

    def plan(self) -> PushPlan:
        with self.org() as org:
            return pushing.plan(org, self.cache, self.crm, self.crm_id, now=NOW)

    def push(self, plan: PushPlan | None = None, **how: Any) -> PushReceipt:
        chosen = plan or self.plan()
        with self.org() as org:
            return pushing.push(chosen, org, self.cache, self.crm, now=NOW, by="anna", **how)

    def undo(self, batch_id: str) -> PushReceipt:
        with self.org() as org:
            return pushing.undo(batch_id, org, self.cache, self.crm, now=NOW, by="anna")

    def settle(self) -> list[BatchState]:
        with self.org() as org:
            decided = pushing.settle(org, self.cache, self.crm, now=NOW)
        return [batch.state for batch in decided]

    def live(self, field: str) -> Value:
        with self.org() as org:
            return org.retrieve(A, self.record_id, [field]).fields[field]

    def states(self) -> dict[str, State]:
        return {change.field: change.state for change in self.plan().changes}

    def last(self) -> BatchState:
        return self.crm.activity(most=1)[0].state


@pytest.fixture
def desk(org_here: Practice, tmp_path: Path) -> Iterator[Desk]:
    info, vault = org_here.connect(ADMIN)
    with Cache(tmp_path / "cache.sqlite") as cache, Crm(f"sqlite:///{tmp_path}/crm.sqlite") as crm:
        yield Desk(org_here, info, vault, cache, crm)


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


def test_two_pushes_at_once_do_not_overwrite_each_other(desk: Desk, tmp_path: Path) -> None:
    desk.ours(phone="first")
    one = desk.plan().only(["Phone"], {"Phone": "first"})
    two = desk.plan().only(["Phone"], {"Phone": "second"})
    outcomes: list[str] = []

    def go(plan: PushPlan) -> None:
        with (
            Cache(tmp_path / "cache.sqlite") as cache,
            Crm(f"sqlite:///{tmp_path}/crm.sqlite") as crm,
            desk.org() as org,
        ):
            try:
                pushing.push(plan, org, cache, crm, now=NOW, by="anna")
                outcomes.append("sent")
            except (InputError, OrgRefused) as error:
                outcomes.append(error.code)

    desk.push(one)
    thread = threading.Thread(target=go, args=(two,))
    thread.start()
    thread.join()
    assert outcomes == ["CHANGED"]
    assert desk.live("Phone") == "first"


def undo_from_the_list(desk: Desk, batch_id: str) -> undoing.UndoReport:
    with desk.org() as org:
        return undoing.undo(batch_id, desk.crm, lambda: (org, desk.cache), now=utc_now(), by="anna")


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
