"""What changes without a trace on the records: sharing, fields, and the middle of a run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, SignInNeeded
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket
from tests.integration.salesforce.pull_desk import PullDesk as Desk
from tests.practice import practice

A, C = Kind.ACCOUNT, Kind.CONTACT


@pytest.fixture
def desk(pull_desk: Desk) -> Desk:
    return pull_desk


def _share(desk: Desk, record_id: str, *, seen: bool) -> None:
    desk.here.order("share", user=desk.info.username, id=record_id, seen=seen)


def _queries(desk: Desk) -> list[str]:
    return [r["target"] for r in desk.here.log() if "/query" in r["path"] and "?q=" in r["target"]]


def test_a_record_that_is_unshared_goes_with_the_next_plain_run(desk: Desk) -> None:
    record_id = desk.first()
    _share(desk, record_id, seen=False)
    report = desk.sync()
    assert not report.full
    assert report.deleted[A] == 1
    assert record_id not in desk.cache.ids(A)


def test_a_record_that_is_newly_shared_comes_with_the_next_plain_run(desk: Desk) -> None:
    record_id = desk.first()
    _share(desk, record_id, seen=False)
    desk.sync()
    _share(desk, record_id, seen=True)
    report = desk.sync()
    assert (report.full, report.pulled[A]) == (False, 1)
    record = desk.cache.get(A, record_id)
    assert record is not None
    assert not record.is_deleted
    assert record.fields["Name"]


def test_as_many_shared_as_unshared_are_seen_by_a_full_run(desk: Desk) -> None:
    leaving, coming = desk.first(A, 0), desk.first(A, 1)
    _share(desk, coming, seen=False)
    desk.sync()
    _share(desk, coming, seen=True)
    _share(desk, leaving, seen=False)
    assert desk.sync().pulled[A] == 0
    desk.sync(full=True)
    assert coming in desk.cache.ids(A)
    assert leaving not in desk.cache.ids(A)


def test_looking_for_them_costs_one_call_while_nothing_changed(desk: Desk) -> None:
    desk.here.order("forget_log")
    report = desk.sync()
    counted = [r for r in desk.here.log() if r["path"].endswith("/composite")]
    assert len(counted) == 1
    assert report.calls == 5  # two descriptions, two questions for changes, one count
    assert report.pulled == {A: 0, C: 0}


def test_contacts_that_may_not_be_read_any_more_are_no_change(desk: Desk) -> None:
    before = desk.cache.count(C)
    gone = [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]
    desk.here.fail("/sobjects/Contact/describe", status=404, body=gone)
    report = desk.sync()
    assert report.notes == ("Contacts: you may not read them in Salesforce.",)
    assert desk.cache.count(C) == before


TIER = FieldPair(A, "Tier__c", "tier", Way.BOTH)


def test_a_renamed_field_is_left_out_and_said_once(desk: Desk) -> None:
    desk.here.order("field", name="Account.Tier__c", rename="Level__c")
    report = desk.sync()
    assert report.complete
    assert [note for note in report.notes if "Tier__c" in note] == list(report.notes)
    assert len(report.notes) == 1
    assert desk.sync().notes == ()
    there = desk.cache.schema(A)
    assert there is not None
    assert "Level__c" in there.fields


def test_a_renamed_field_comes_back_under_its_new_name(desk: Desk) -> None:
    desk.here.order("field", name="Account.Tier__c", rename="Level__c")
    mapping = tuple(pair for pair in DEFAULT_MAPPING if pair.salesforce != TIER.salesforce)
    desk.sync(mapping=(*mapping, FieldPair(A, "Level__c", "tier", Way.BOTH)))
    assert any(record.fields["Level__c"] for record in desk.cache.records(A))


def test_a_removed_field_is_left_out_and_said_once(desk: Desk) -> None:
    desk.here.order("field", name="Account.Website")
    assert ["Website" in note for note in desk.sync().notes] == [True]
    assert desk.sync(full=True).notes == ()


def test_a_retyped_field_is_read_anew_for_every_record(desk: Desk) -> None:
    """No stamp moves for it, so a plain run alone would keep the old values for ever."""
    before = {r.id: r.fields["NumberOfEmployees"] for r in desk.cache.records(A)}
    assert any(isinstance(value, int) for value in before.values())
    desk.here.order("field", name="Account.NumberOfEmployees", type="string", length=80)
    assert desk.sync().complete
    after = {r.id: r.fields["NumberOfEmployees"] for r in desk.cache.records(A)}
    assert after == {i: None if value is None else str(value) for i, value in before.items()}
    desk.here.order("forget_log")
    assert desk.sync().pulled[A] == 0
    assert len(_queries(desk)) == 2  # only what changed, once more


def test_a_hidden_field_that_is_shown_again_is_read_for_every_record(desk: Desk) -> None:
    desk.here.order("profile", name="Customer Success", hidden=["Account.Website"])
    desk.sync(full=True)
    assert all("Website" not in record.fields for record in desk.cache.records(A))
    desk.here.order("profile", name="Customer Success", hidden=[])
    desk.sync()
    assert all("Website" in record.fields for record in desk.cache.records(A))


@pytest.fixture
def long_read(tmp_path: Path) -> Iterator[Desk]:
    """A copy that is still empty, of an org whose accounts take six pages."""
    with practice({"page_size": 200}, accounts=1150, contacts_per_account=0) as here:
        info, vault = here.connect()
        with Cache(tmp_path / "cache.sqlite") as cache:
            yield Desk(here, info, vault, cache)


def test_a_token_that_dies_between_two_pages_is_renewed_and_no_record_is_lost(
    long_read: Desk,
) -> None:
    desk = long_read
    expired = [{"errorCode": "INVALID_SESSION_ID", "message": "Session expired or invalid"}]
    desk.here.fail("/query/", skip=1, status=401, body=expired)
    report = desk.sync()
    assert report.complete
    with desk.org() as org:
        assert desk.cache.count(A) == org.count(A) == report.pulled[A] == 1150
    log = desk.here.log()
    assert sum(r["path"].endswith("/token") for r in log) == 2  # the code, one renewal
    pages = [r["target"] for r in log if "/query/" in r["path"] and r["status"] == 200]
    assert len(pages) == len(set(pages))  # each page was fetched once, the refused one again


def test_a_sign_in_that_ends_between_two_pages_keeps_them_and_goes_on_there(
    long_read: Desk,
) -> None:
    desk = long_read

    def end(progress: object) -> None:
        if getattr(progress, "done", 0) == 600:
            desk.here.order("revoke_tokens")

    with pytest.raises(SignInNeeded):
        desk.sync(ticket=Ticket(end))
    assert desk.cache.count(A) == 600
    desk.info, desk.vault = desk.here.connect()
    desk.here.order("forget_log")
    report = desk.sync()
    assert report.complete
    with desk.org() as org:
        assert desk.cache.count(A) == org.count(A) == 1150
    assert desk.cache.reached(A) is None
    assert report.pulled[A] == 550
    assert "SystemModstamp%20%3E%3D" in _queries(desk)[0].replace("+", "%20")


def test_what_happens_while_a_run_is_stopped_is_not_missed(long_read: Desk) -> None:
    desk = long_read
    ticket = Ticket(lambda progress: ticket.cancel() if progress.done >= 600 else None)
    with pytest.raises(Cancelled):
        desk.sync(ticket=ticket)
    changed, deleted, hidden = (desk.first(A, n) for n in range(3))
    desk.here.order("edit", id=changed, fields={"Phone": "meanwhile"})
    desk.here.order("delete", id=deleted)
    _share(desk, hidden, seen=False)
    desk.sync()
    assert desk.phone(changed) == "meanwhile"
    assert {deleted, hidden}.isdisjoint(desk.cache.ids(A))
    with desk.org() as org:
        assert desk.cache.count(A) == org.count(A) == 1148
