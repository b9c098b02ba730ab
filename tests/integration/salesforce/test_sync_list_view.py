"""What a list view shows comes, what it no longer shows goes, whatever brought that about."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sfdesk.actions.syncing import SyncReport, sync
from sfdesk.domain.list_views import ListView, named
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, ListViewUnusable, OrgUnreachable
from sfdesk.salesforce import list_views
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket
from tests.practice import ANNA, BEN, JULIE, Practice, practice, utc_now

A, C = Kind.ACCOUNT, Kind.CONTACT


class Desk:
    """One person's cache of what one list view of a practice org shows."""

    def __init__(self, here: Practice, info: OrgInfo, vault: Vault, cache: Cache) -> None:
        self.here = here
        self.info = info
        self.vault = vault
        self.cache = cache

    def org(self) -> Org:
        return self.here.org(self.info, self.vault)

    def choose(self, name: str) -> ListView:
        with self.org() as org:
            view = named(list_views.every(org), name)
        self.info = replace(self.info, scope=Scope.LIST_VIEW, list_view=view)
        return view

    def make(self, condition: str, **more: object) -> str:
        """Let a colleague save a list view, and choose it; return its id."""
        made = str(self.here.order("list_view", name="Chosen", condition=condition, **more)["id"])
        self.choose(made)
        return made

    def sync(self, *, full: bool = False) -> SyncReport:
        with self.org() as org:
            return sync(org, self.cache, DEFAULT_MAPPING, Ticket(), now=utc_now, full=full)

    def shown(self) -> set[str]:
        """The ids that Salesforce's own results page shows of the view."""
        assert self.info.list_view is not None
        with self.org() as org:
            path = f"sobjects/Account/listviews/{self.info.list_view.id}/results?limit=2000"
            rows = org.get(path)["records"]
        cells = (cell for row in rows for cell in row["columns"])
        return {cell["value"] for cell in cells if cell["fieldNameOrPath"] == "Id"}

    def is_what_the_view_shows(self) -> bool:
        """Tell whether accounts and contacts here are those of the view, no more and no less."""
        accounts = self.cache.ids(A)
        with self.org() as org:
            everybody = org.pull(C, ("AccountId",), Ticket())
            wanted = {
                record.id
                for page, _total in everybody
                for record in page
                if record.fields["AccountId"] in accounts
            }
        return accounts == self.shown() and self.cache.ids(C) == wanted

    def some(self, number: int = 0) -> str:
        return sorted(self.cache.ids(A))[number]


@pytest.fixture(scope="module")
def shared() -> Iterator[Practice]:
    with practice(accounts=60, contacts_per_account=3) as made:
        yield made


@pytest.fixture
def desk(shared: Practice, tmp_path: Path) -> Iterator[Desk]:
    info, vault = shared.connect(ANNA)
    with Cache(tmp_path / "cache.sqlite") as cache:
        yield Desk(shared, info, vault, cache)


@pytest.mark.parametrize(
    "name", ["All Accounts", "My Accounts", "My Renewals", "Germany and Austria", "Where I Help"]
)
@pytest.mark.parametrize("full", [False, True])
def test_the_accounts_of_a_view_come_with_their_contacts(
    desk: Desk, name: str, *, full: bool
) -> None:
    desk.choose(name)
    report = desk.sync()
    assert report.total[A] == len(desk.shown()) > 0
    assert desk.is_what_the_view_shows()
    again = desk.sync(full=full)
    assert (again.pulled, again.deleted) == ({A: 0, C: 0}, {A: 0, C: 0})
    assert desk.is_what_the_view_shows()


def test_an_account_that_is_edited_out_of_the_view_goes_and_comes_back(desk: Desk) -> None:
    desk.make("BillingCountry = 'Germany'")
    desk.sync()
    one = desk.some()
    contacts = len(desk.cache.contacts_of([one])[one])
    desk.here.order("edit", id=one, fields={"BillingCountry": "Norway"})
    report = desk.sync()
    assert report.deleted == {A: 1, C: contacts}
    assert one not in desk.cache.ids(A)
    assert list(desk.cache.gone(A, [one])) == []  # it lives on in Salesforce
    desk.here.order("edit", id=one, fields={"BillingCountry": "Germany"})
    assert desk.sync().pulled == {A: 1, C: contacts}
    assert desk.is_what_the_view_shows()


def test_a_deleted_account_goes_and_a_merged_one_is_followed(desk: Desk) -> None:
    desk.make("BillingCountry = 'Germany' AND Name != 'Nobody'")
    desk.sync()
    gone, loser, winner = (desk.some(n) for n in range(3))
    desk.here.order("delete", id=gone)
    desk.here.order("merge", winner=winner, losers=[loser])
    desk.sync()
    assert {gone, loser}.isdisjoint(desk.cache.ids(A))
    assert {line[0] for line in desk.cache.gone(A, [gone, loser])} == {gone, loser}
    assert desk.cache.merged_into(A, loser) == winner
    assert desk.is_what_the_view_shows()


def test_a_changed_filter_takes_effect_although_no_account_was_touched(desk: Desk) -> None:
    view_id = desk.make("BillingCountry = 'Germany'")
    desk.sync()
    before = desk.cache.ids(A)
    desk.here.order("list_view", id=view_id, condition="BillingCountry = 'France'")
    report = desk.sync()
    assert not report.full
    assert desk.cache.ids(A).isdisjoint(before)
    assert desk.cache.ids(A)
    assert desk.is_what_the_view_shows()


def test_a_team_that_one_joins_and_leaves_takes_effect(desk: Desk) -> None:
    """Membership of a team moves no stamp of the account, and contacts are asked for by account."""
    desk.choose("Where I Help")
    desk.sync()
    left, helped = desk.some(), desk.cache.ids(A)
    with desk.org() as org:
        everything = {r.id for page, _total in org.pull(A, (), Ticket()) for r in page}
    joined = min(everything - helped)
    desk.here.order("team", id=left, user=ANNA, on=False)
    desk.here.order("team", id=joined, user=ANNA)
    desk.sync()
    assert desk.cache.ids(A) == helped - {left} | {joined}
    assert desk.is_what_the_view_shows()


def test_a_contact_that_comes_or_leaves_is_noticed(desk: Desk) -> None:
    desk.choose("Where I Help")
    desk.sync()
    account = desk.some()
    with desk.org() as org:
        everything = {r.id for page, _total in org.pull(A, (), Ticket()) for r in page}
    outside = min(everything - desk.cache.ids(A))
    moved = desk.cache.contacts_of([account])[account][0].id
    desk.here.order("edit", id=moved, fields={"AccountId": outside})
    new = {"LastName": "Fresh", "AccountId": account}
    made = desk.here.order("create", sobject="Contact", fields=new)["id"]
    desk.sync()
    assert made in desk.cache.ids(C)
    assert moved not in desk.cache.ids(C)
    assert desk.is_what_the_view_shows()


def test_another_view_is_read_anew(desk: Desk) -> None:
    desk.choose("My Accounts")
    desk.sync()
    desk.choose("Tier A")
    assert desk.sync().full
    assert desk.is_what_the_view_shows()
    desk.info = replace(desk.info, scope=Scope.ALL, list_view=None)
    desk.sync()
    with desk.org() as org:
        assert desk.cache.count(A) == org.count(A)


@pytest.mark.parametrize(
    "order", [{"do": "delete_list_view"}, {"do": "list_view", "private_to": BEN}]
)
def test_a_view_that_is_gone_stops_the_run_and_takes_nothing_away(
    desk: Desk, order: dict[str, str]
) -> None:
    view_id = desk.make("BillingCountry = 'Germany'")
    desk.sync()
    here, mark = desk.cache.ids(A) | desk.cache.ids(C), desk.cache.watermark(A)
    desk.here.order(**{**order, "id": view_id})
    for full in (False, True):
        with pytest.raises(ListViewUnusable) as caught:
            desk.sync(full=full)
        assert caught.value.code == "LIST_VIEW_GONE"
        assert caught.value.title == 'The list view "Chosen" is gone'
        assert "Choose another list view" in caught.value.hint
    assert desk.cache.ids(A) | desk.cache.ids(C) == here
    assert desk.cache.watermark(A) == mark
    if order["do"] == "list_view":
        desk.here.order("list_view", id=view_id, private_to=None)
        assert desk.sync().complete
        desk.here.order("delete_list_view", id=view_id)


def test_a_view_whose_field_is_hidden_says_so(shared: Practice, tmp_path: Path) -> None:
    info, vault = shared.connect(JULIE)
    with Cache(tmp_path / "cache.sqlite") as cache:
        desk = Desk(shared, info, vault, cache)
        desk.choose("Large Contracts")
        with pytest.raises(ListViewUnusable) as caught:
            desk.sync()
        assert caught.value.code == "LIST_VIEW_REFUSED"
        assert "hidden from you" in caught.value.hint
        desk.choose("My Accounts")
        assert desk.sync().complete


def test_a_filter_that_can_be_described_but_not_run_says_so(desk: Desk) -> None:
    desk.choose("Tier A")
    refused = [{"errorCode": "INVALID_FIELD", "message": "No such column", "fields": []}]
    desk.here.fail("Tier__c", status=400, body=refused, next=2)
    with pytest.raises(ListViewUnusable) as caught:
        desk.sync()
    assert caught.value.code == "LIST_VIEW_REFUSED"
    assert desk.cache.count(A) == 0


def test_contacts_are_had_by_account_where_salesforce_refuses_the_inner_query(desk: Desk) -> None:
    desk.choose("Germany and Austria")
    refused = [{"errorCode": "MALFORMED_QUERY", "message": "semi join too large", "fields": []}]
    desk.here.fail(r"FROM(\+|%20)Contact.*SELECT", status=400, body=refused)
    assert desk.sync().complete
    assert desk.here.faults() == []
    assert desk.is_what_the_view_shows()


def test_a_count_of_contacts_that_is_refused_does_not_stop_a_run(desk: Desk) -> None:
    desk.choose("Germany and Austria")
    desk.sync()
    refused = [{"errorCode": "QUERY_TOO_COMPLICATED", "message": "semi join", "fields": []}]
    desk.here.fail("COUNT.*Contact", status=400, body=refused)
    assert desk.sync().complete
    assert desk.here.faults() == []


def test_a_daily_limit_that_is_used_up_ends_the_run_with_a_note(desk: Desk) -> None:
    desk.choose("Germany and Austria")
    desk.sync()
    limit = [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]
    desk.here.fail("listviews", status=403, body=limit)
    before = desk.cache.watermark(A)
    report = desk.sync()
    assert not report.complete
    assert "daily calls are used up" in report.notes[0]
    assert desk.cache.watermark(A) == before


def test_two_runs_at_once_do_no_harm(desk: Desk, tmp_path: Path) -> None:
    view_id = desk.make("BillingCountry = 'Germany'")
    desk.sync()
    desk.here.order("list_view", id=view_id, condition="BillingCountry IN ('France', 'Germany')")

    def go() -> None:
        with Cache(tmp_path / "cache.sqlite") as cache, desk.org() as org:
            sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)

    threads = [threading.Thread(target=go) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.is_what_the_view_shows()
    assert desk.sync().pulled == {A: 0, C: 0}


def test_a_run_that_is_stopped_goes_on_and_ends_with_what_the_view_shows(desk: Desk) -> None:
    """The filter changes while nothing runs: what was read before it is looked at again."""
    view_id = desk.make("Name != 'Nobody'")
    ticket = Ticket(lambda progress: ticket.cancel() if progress.done else None)
    with pytest.raises(Cancelled), desk.org() as org:
        sync(org, desk.cache, DEFAULT_MAPPING, ticket, now=utc_now)
    assert desk.cache.count(A) > 0
    desk.here.order("list_view", id=view_id, condition="BillingCountry = 'Germany'")
    assert desk.sync().complete
    assert desk.is_what_the_view_shows()


@pytest.mark.parametrize(
    "body",
    [
        {"query": "SELECT Id FROM Account ORDER BY LastViewedDate LIMIT 5", "scope": None},
        {"query": None, "scope": None},
        {},
    ],
)
def test_a_view_that_no_query_can_say_is_told_apart(desk: Desk, body: dict[str, object]) -> None:
    view = desk.choose("Tier A")
    desk.here.fail("listviews/.*/describe", status=200, body=body)
    with pytest.raises(ListViewUnusable) as caught:
        desk.sync()
    assert caught.value.code == "LIST_VIEW_NO_QUERY"
    desk.info = replace(desk.info, list_view=replace(view, usable=False))
    with pytest.raises(ListViewUnusable, match="cannot be used here"):
        desk.sync()


def test_the_list_is_read_to_its_end_and_without_what_is_private(desk: Desk) -> None:
    for number in range(30):
        desk.here.order("list_view", name=f"Of a colleague {number:02}", private_to=ANNA)
    with desk.org() as org:
        found = list_views.every(org)
    assert len(found) > 30
    assert [v.name.lower() for v in found] == sorted(v.name.lower() for v in found)
    assert "Ben's Watchlist" not in {v.name for v in found}


@pytest.mark.parametrize("following", ["https://evil.example/x", "/services/other", "//evil/x"])
def test_a_next_page_that_is_not_the_apis_is_not_asked_for(desk: Desk, following: str) -> None:
    body = {"done": False, "listviews": [], "nextRecordsUrl": following}
    desk.here.fail("listviews", status=200, body=body)
    with desk.org() as org, pytest.raises(OrgUnreachable):
        list_views.every(org)


def test_a_view_of_two_thousand_accounts_is_exact_and_cheap(tmp_path: Path) -> None:
    with practice(accounts=2400, contacts_per_account=1) as here:
        info, vault = here.connect(ANNA)
        with Cache(tmp_path / "cache.sqlite") as cache:
            desk = Desk(here, info, vault, cache)
            view_id = desk.make("Name != 'Nobody'")
            first = desk.sync()
            assert first.total[A] == 2400
            quiet = desk.sync()
            assert (quiet.pulled[A], quiet.full) == (0, False)
            assert quiet.calls <= 10
            desk.here.order("list_view", id=view_id, condition="Name = 'Nobody'")
            assert desk.sync().total == {A: 0, C: 0}
            desk.here.order("list_view", id=view_id, condition="Name != 'Nobody'")
            back = desk.sync()
            assert back.full
            assert back.total == first.total
