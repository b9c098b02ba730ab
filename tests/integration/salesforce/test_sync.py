"""Every situation that a pull must survive has one right outcome."""

import json
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from sfdesk.actions.checking import check
from sfdesk.actions.syncing import SyncReport, sync
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.orgs import Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, InputError, OrgUnreachable, SignInNeeded
from sfdesk.store.cache import Cache
from sfdesk.ticket import Progress, Ticket
from tests.integration.salesforce.pull_desk import PullDesk as Desk
from tests.practice import ADMIN, practice, utc_now

A, C = Kind.ACCOUNT, Kind.CONTACT
_KILLED = Path(__file__).with_name("killed.py")


@pytest.fixture
def desk(pull_desk: Desk) -> Desk:
    return pull_desk


def test_the_first_run_brings_everything(desk: Desk) -> None:
    with desk.org() as org:
        assert desk.cache.count(A) == org.count(A) > 0
        assert desk.cache.count(C) == org.count(C) > 0
    record = desk.cache.get(A, desk.first())
    assert record is not None
    assert record.fields["Owner.Name"]
    assert record.fields["Name"]
    assert desk.cache.runs()[0].pulled[A] == desk.cache.count(A)


def test_nothing_new_is_nothing_pulled(desk: Desk) -> None:
    report = desk.sync()
    assert (report.pulled, report.deleted) == ({A: 0, C: 0}, {A: 0, C: 0})
    assert not report.full
    assert report.total[A] == desk.cache.count(A)


def test_an_update_arrives_twice_in_a_second_too(desk: Desk) -> None:
    record_id = desk.first()
    desk.here.order("edit", id=record_id, fields={"Phone": "1"})
    assert desk.sync().pulled[A] == 1
    desk.here.order("edit", id=record_id, fields={"Phone": "2"})
    desk.sync()
    assert desk.phone(record_id) == "2"


def test_an_automations_touch_arrives(desk: Desk) -> None:
    record_id = desk.first()
    desk.here.order("touch", id=record_id, fields={"Phone": "robot"})
    desk.sync()
    assert desk.phone(record_id) == "robot"


def test_a_late_commit_with_an_older_stamp_arrives(desk: Desk) -> None:
    record_id = desk.first()
    desk.here.order("clock", seconds=-300)
    desk.here.order("edit", id=record_id, fields={"Phone": "late"})
    desk.here.order("clock", seconds=0)
    desk.sync()
    assert desk.phone(record_id) == "late"


def test_a_new_record_arrives(desk: Desk) -> None:
    made = desk.here.order("create", sobject="Account", fields={"Name": "Fresh GmbH"})["id"]
    desk.sync()
    record = desk.cache.get(A, made)
    assert record is not None
    assert record.name == "Fresh GmbH"


def test_a_deleted_account_goes_with_its_contacts_and_comes_back(desk: Desk) -> None:
    record_id = desk.first()
    contacts = len(desk.cache.contacts_of([record_id])[record_id])
    desk.here.order("delete", id=record_id)
    report = desk.sync()
    assert report.deleted == {A: 1, C: contacts}
    assert record_id not in desk.cache.ids(A)
    desk.here.order("undelete", id=record_id)
    desk.sync()
    assert record_id in desk.cache.ids(A)
    assert len(desk.cache.contacts_of([record_id])[record_id]) == contacts


def test_a_purged_record_leaves_with_the_full_run(desk: Desk) -> None:
    record_id = desk.first(C)
    desk.here.order("delete", id=record_id)
    desk.here.order("purge", id=record_id)
    desk.sync()
    report = desk.sync(full=True)
    assert report.full
    assert record_id not in desk.cache.ids(C)


@pytest.mark.parametrize("full", [False, True])
def test_a_chain_of_merges_leads_to_the_last_winner(desk: Desk, *, full: bool) -> None:
    one, two, three = (desk.first(A, n) for n in range(3))
    desk.here.order("merge", winner=two, losers=[one])
    if not full:
        desk.sync()
    desk.here.order("merge", winner=three, losers=[two])
    desk.sync(full=full)
    assert desk.cache.merged_into(A, one) == three
    assert {one, two}.isdisjoint(desk.cache.ids(A))


def test_unshared_records_go_and_newly_shared_ones_come_with_a_full_run(desk: Desk) -> None:
    record_id = desk.first()
    desk.here.order("share", user=desk.info.username, id=record_id, seen=False)
    desk.sync(full=True)
    assert record_id not in desk.cache.ids(A)
    desk.here.order("share", user=desk.info.username, id=record_id, seen=True)
    desk.sync(full=True)
    assert record_id in desk.cache.ids(A)


def test_a_field_that_is_hidden_breaks_nothing(desk: Desk) -> None:
    desk.here.order("profile", name="Customer Success", hidden=["Account.Website"])
    report = desk.sync()
    assert any("Website" in note for note in report.notes)
    record = desk.cache.get(A, desk.first())
    assert record is not None
    assert not desk.sync().notes


def test_a_new_mapped_field_is_read_for_every_record(desk: Desk) -> None:
    pair = FieldPair(A, "Fax", "description", Way.TO_CRM)
    report = desk.sync(mapping=(*DEFAULT_MAPPING, pair))
    assert report.total[A] == desk.cache.count(A)
    assert all("Fax" in record.fields for record in desk.cache.records(A))


def test_a_field_that_no_org_has_is_left_out(desk: Desk) -> None:
    pair = FieldPair(A, "Nowhere__c", "tier", Way.BOTH)
    assert not desk.sync(mapping=(*DEFAULT_MAPPING, pair)).notes


def test_my_accounts_come_and_go_with_their_owner(desk: Desk) -> None:
    desk.info = replace(desk.info, scope=Scope.MINE)
    desk.sync()
    mine = desk.cache.ids(A)
    with desk.org() as org:
        assert len(mine) == org.count(A, owner_id=desk.info.user_id) > 0
        assert desk.cache.count(C) == org.count(C, owner_id=desk.info.user_id)
    leaving = min(mine)
    other = next(r for r in _all_owners(desk) if r != desk.info.user_id)
    desk.here.order("edit", id=leaving, fields={"OwnerId": other})
    desk.sync()
    assert leaving not in desk.cache.ids(A)
    assert not desk.cache.contacts_of([leaving]).get(leaving)
    desk.here.order("edit", id=leaving, fields={"OwnerId": desk.info.user_id})
    desk.sync()
    assert leaving in desk.cache.ids(A)
    with desk.org() as org:
        assert desk.cache.count(C) == org.count(C, owner_id=desk.info.user_id)


def _all_owners(desk: Desk) -> set[object]:
    return {record.fields["OwnerId"] for record in desk.cache.records(A, with_deleted=True)}


def test_cancelling_keeps_what_came_and_the_next_run_repeats(desk: Desk) -> None:
    before = desk.cache.watermark(A)
    desk.here.order("edit", id=desk.first(), fields={"Phone": "again"})
    ticket = Ticket(lambda progress: ticket.cancel() if progress.done else None)
    with pytest.raises(Cancelled):
        desk.sync(ticket=ticket)
    assert desk.cache.watermark(A) == before
    desk.sync()
    assert desk.phone(desk.first()) == "again"


def test_the_daily_limit_ends_the_run_with_a_note(desk: Desk) -> None:
    limit = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
    before = desk.cache.watermark(C)
    desk.here.fail("FROM%20Contact|FROM\\+Contact", status=403, body=limit)
    report = desk.sync()
    assert not report.complete
    assert "daily calls are used up" in report.notes[0]
    assert desk.cache.watermark(C) == before
    assert desk.sync().complete


def test_a_token_that_dies_on_the_way_is_renewed_once(desk: Desk) -> None:
    desk.here.order("expire_tokens")
    report = desk.sync()
    assert report.complete
    renewed = [r for r in desk.here.log() if r["path"].endswith("/token")]
    assert len(renewed) == 2  # the code, then one renewal


def test_a_revoked_sign_in_asks_for_a_new_one(desk: Desk) -> None:
    desk.here.order("revoke_tokens")
    with pytest.raises(SignInNeeded) as caught:
        desk.sync()
    assert caught.value.code == "E22"


def test_a_passing_failure_is_waited_out(desk: Desk) -> None:
    desk.here.fail("/query", next=2, status=503, body="<html>Maintenance</html>", media="text/html")
    assert desk.sync().complete
    assert desk.waits == [1.0, 2.0]


def test_a_lasting_failure_is_said(desk: Desk) -> None:
    desk.here.fail("/query", next=9, status=503, body="<html>Maintenance</html>", media="text/html")
    with pytest.raises(OrgUnreachable) as caught:
        desk.sync()
    assert caught.value.code == "E29"


@pytest.mark.parametrize("action", ["drop", "drop_reply", "truncate"])
def test_a_connection_that_breaks_is_tried_again(desk: Desk, action: str) -> None:
    desk.here.fail("/query", action=action)
    assert desk.sync(full=True).complete


def test_two_thousand_records_on_a_few_stamps_all_arrive(tmp_path: Path) -> None:
    with practice(accounts=2086) as here:
        here.set(page_size=500)
        info, vault = here.connect()
        with Cache(tmp_path / "cache.sqlite") as cache:
            desk = Desk(here, info, vault, cache)
            here.fail("/query/", action="drop", skip=3)
            steps: list[Progress] = []
            report = desk.sync(ticket=Ticket(steps.append))
            with desk.org() as org:
                assert cache.count(A) == org.count(A) == report.pulled[A]
                assert cache.count(C) == org.count(C)
            assert steps[-1].done == steps[-1].total
            desk.here.order("drop_cursors")
            here.fail(
                "/query/",
                skip=2,
                status=400,
                body=[{"errorCode": "INVALID_QUERY_LOCATOR", "message": "invalid query locator"}],
            )
            assert desk.sync(full=True).complete
            assert cache.count(A) == report.pulled[A]


def test_a_damaged_cache_is_pulled_anew_and_told_once(desk: Desk, tmp_path: Path) -> None:
    total = desk.cache.count(A)
    desk.cache.close()
    (tmp_path / "cache.sqlite").write_bytes(b"no database any more " * 500)
    desk.cache = Cache(tmp_path / "cache.sqlite")
    try:
        report = desk.sync()
        assert "damaged" in report.notes[0]
        assert (desk.cache.count(A), report.full) == (total, True)
        assert desk.sync().notes == ()
    finally:
        desk.cache.close()


def test_two_runs_at_once_do_no_harm(desk: Desk, tmp_path: Path) -> None:
    record_id = desk.first()
    desk.here.order("edit", id=record_id, fields={"Phone": "both"})
    reports: list[SyncReport] = []

    def go() -> None:
        with Cache(tmp_path / "cache.sqlite") as cache, desk.org() as org:
            reports.append(sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now, full=True))

    threads = [threading.Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reports) == 3
    assert desk.phone(record_id) == "both"
    assert desk.sync().pulled == {A: 0, C: 0}


@pytest.mark.parametrize("skip", [1, 3])
def test_a_program_killed_on_the_way_repeats_safely(desk: Desk, tmp_path: Path, skip: int) -> None:
    desk.here.set(page_size=200)
    with Cache(tmp_path / "cache.sqlite") as cache, desk.org() as org:
        expected = {kind: org.count(kind) for kind in Kind}
        assert cache.count(A) == expected[A]
    folder = tmp_path / "killed"
    folder.mkdir()
    desk.here.fail("/services/data", action="slow", skip=skip, seconds=60)
    arguments = [str(folder / "cache.sqlite"), _org_as_json(desk)]
    with subprocess.Popen([sys.executable, _KILLED, *arguments], stdin=subprocess.PIPE) as program:
        assert program.stdin is not None
        access = desk.vault.access.get(desk.info.org_id, desk.info.user_id)
        assert access is not None
        program.stdin.write(access.token.reveal().encode())
        program.stdin.close()
        while desk.here.faults() and program.poll() is None:
            pass
        assert program.poll() is None
        program.kill()
    with Cache(folder / "cache.sqlite") as cache, desk.org() as org:
        assert cache.watermark(C) is None
        report = sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)
        assert report.complete
        assert {kind: cache.count(kind) for kind in Kind} == expected


def _org_as_json(desk: Desk) -> str:
    return json.dumps({**asdict(desk.info), "connected_at": desk.info.connected_at.isoformat()})


def test_a_record_that_moved_to_another_account_moves_here(desk: Desk) -> None:
    contact, target = desk.first(C), desk.first(A, 3)
    desk.here.order("edit", id=contact, fields={"AccountId": target})
    desk.sync()
    assert contact in {record.id for record in desk.cache.contacts_of([target])[target]}


def test_person_accounts_are_told_from_companies(tmp_path: Path) -> None:
    with practice({"person_accounts": True}, accounts=12, contacts_per_account=2) as here:
        info, vault = here.connect(ADMIN)
        with Cache(tmp_path / "cache.sqlite") as cache:
            desk = Desk(here, info, vault, cache)
            assert desk.sync().complete
            assert all("IsPersonAccount" in r.fields for r in cache.records(A))


def test_a_retyped_field_arrives_as_what_it_is_now(desk: Desk) -> None:
    """A field that an admin turned from number into text: the value is what the org says."""
    record_id = desk.first()
    row = {
        "attributes": {"type": "Account"},
        "Id": record_id,
        "IsDeleted": False,
        "SystemModstamp": "2999-01-01T00:00:00.000+0000",
        "Name": "Retyped",
        "NumberOfEmployees": "about a hundred",
    }
    body = {"totalSize": 1, "done": True, "records": [row]}
    desk.here.fail("FROM(\\+|%20)Account", status=200, body=body)
    assert desk.sync().complete
    record = desk.cache.get(A, record_id)
    assert record is not None
    assert record.fields["NumberOfEmployees"] == "about a hundred"


def test_a_teams_accounts_are_those_of_everybody_in_the_role(desk: Desk) -> None:
    role = "00E000000000001EAA"
    ben = next(owner for owner in _all_owners(desk) if owner != desk.info.user_id)
    with desk.org() as org:
        assert org.role() is None
        assert [c.scope for c in check(org, Ticket()).choices] == [Scope.MINE, Scope.ALL]
        desk.info = replace(desk.info, scope=Scope.TEAM)
    with pytest.raises(InputError, match="no role"):
        desk.sync()
    for person in (desk.info.user_id, ben):
        desk.here.order("touch", id=person, fields={"UserRoleId": role})
    desk.sync()
    owners = {record.fields["OwnerId"] for record in desk.cache.records(A)}
    assert owners == {desk.info.user_id, ben}
    with desk.org() as org:
        choice = check(org, Ticket()).choices[1]
    assert (choice.scope, choice.accounts) == (Scope.TEAM, desk.cache.count(A))
    assert choice.contacts == desk.cache.count(C)
