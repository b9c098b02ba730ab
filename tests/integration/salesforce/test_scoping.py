"""What a choice of accounts brings is counted by Salesforce, and its cost is what a run costs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sfdesk.actions.checking import check
from sfdesk.actions.scoping import count_list_view, every_list_view, kept
from sfdesk.actions.syncing import sync
from sfdesk.domain.list_views import ListView, named
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import ListViewUnusable
from sfdesk.salesforce.vault import Vault
from sfdesk.store.cache import Cache
from sfdesk.ticket import Ticket
from tests.practice import ANNA, JULIE, Practice, practice, utc_now

Signed = tuple[OrgInfo, Vault]


@pytest.fixture(scope="module")
def here() -> Iterator[Practice]:
    with practice(accounts=1200, contacts_per_account=2) as made:
        yield made


@pytest.fixture(scope="module")
def anna(here: Practice) -> Signed:
    return here.connect(ANNA)


def view_called(here: Practice, signed: Signed, name: str) -> ListView:
    with here.org(*signed) as org:
        return named(every_list_view(org), name)


@pytest.mark.parametrize(
    ("name", "contacts"), [("My Renewals", True), ("All Accounts", True), ("Where I Help", False)]
)
def test_a_list_view_is_counted_as_it_is_then_brought(
    here: Practice, anna: Signed, tmp_path: Path, name: str, *, contacts: bool
) -> None:
    view = view_called(here, anna, name)
    with here.org(*anna) as org:
        found = count_list_view(org, view)
    chosen = replace(anna[0], scope=Scope.LIST_VIEW, list_view=view)
    assert kept(chosen) == f"List view {name}"
    with Cache(tmp_path / "c.sqlite") as cache, here.org(chosen, anna[1]) as org:
        report = sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)
    assert found.accounts == report.total[Kind.ACCOUNT] > 0
    assert found.contacts == (report.total[Kind.CONTACT] if contacts else None)
    assert found.calls == report.calls


def test_the_other_choices_cost_what_they_say(here: Practice, anna: Signed, tmp_path: Path) -> None:
    with here.org(*anna) as org:
        choices = check(org, Ticket()).choices
    for choice in choices:
        info = replace(anna[0], scope=choice.scope)
        with Cache(tmp_path / choice.scope) as cache, here.org(info, anna[1]) as org:
            report = sync(org, cache, DEFAULT_MAPPING, Ticket(), now=utc_now)
        assert (choice.accounts, choice.contacts) == tuple(report.total.values())
        assert choice.calls == report.calls


def test_a_view_whose_filter_is_refused_is_not_counted(here: Practice, anna: Signed) -> None:
    julie = here.connect(JULIE)
    view = view_called(here, julie, "Large Contracts")
    with here.org(*julie) as org, pytest.raises(ListViewUnusable) as caught:
        count_list_view(org, view)
    assert caught.value.code == "LIST_VIEW_REFUSED"
    refused = [{"errorCode": "INVALID_FIELD", "message": "No such column", "fields": []}]
    here.fail("COUNT", status=400, body=refused)
    with here.org(*anna) as org, pytest.raises(ListViewUnusable):
        count_list_view(org, view)


def test_contacts_that_cannot_be_counted_do_not_stop_the_count(
    here: Practice, anna: Signed
) -> None:
    view = view_called(here, anna, "My Renewals")
    refused = [{"errorCode": "QUERY_TOO_COMPLICATED", "message": "semi join", "fields": []}]
    here.fail("COUNT.*Contact", status=400, body=refused)
    with here.org(*anna) as org:
        found = count_list_view(org, view)
    assert (found.accounts > 0, found.contacts) == (True, None)
