"""Lists, home and detail say what the stores hold."""

from datetime import date
from decimal import Decimal

import pytest

from sfdesk.actions import browsing
from sfdesk.actions.browsing import LinkState
from sfdesk.domain.links import Link
from sfdesk.domain.records import Kind
from sfdesk.errors import UnknownId
from sfdesk.store.cache import Cache, Run
from sfdesk.store.crm import Crm, Verb
from tests.integration.store.customers import (
    NOW,
    ORG,
    account_id,
    add_account,
    contact_id,
    put_account,
    put_contact,
)


def link(crm: Crm, kind: Kind, crm_id: str, record_id: str) -> None:
    crm.add_link(ORG, Link(kind, crm_id, record_id, NOW, "B-0"))


def test_rows_say_what_became_of_each_record(crm: Crm, cache: Cache) -> None:
    for n, name in enumerate(["orion", "Delta", "Alba", "Kappa"]):
        put_account(cache, n, NOW, **{"Name": name, "BillingCity": "Łódź", "Owner.Name": "Anna"})
    link(crm, Kind.ACCOUNT, "A-1", account_id(0))
    link(crm, Kind.ACCOUNT, "A-2", account_id(1))
    cache.mark_deleted(Kind.ACCOUNT, {account_id(1): account_id(2), account_id(3): None}, at=NOW)
    rows = browsing.rows(cache, crm, ORG, Kind.ACCOUNT)
    assert [(r.name, r.link, r.crm_id, r.merged_into) for r in rows] == [
        ("Alba", LinkState.UNLINKED, "", ""),
        ("Delta", LinkState.DELETED, "A-2", account_id(2)),
        ("orion", LinkState.LINKED, "A-1", ""),
    ]
    assert (rows[0].city, rows[0].owner, rows[0].email) == ("Łódź", "Anna", "")
    assert rows[0].pulled_at == NOW
    assert all(word in rows[0].searchable for word in ("alba", "łódź", "anna"))


def test_a_linked_record_that_is_only_outside_is_not_called_deleted(crm: Crm, cache: Cache) -> None:
    for n, name in enumerate(["Orion", "Delta"]):
        put_account(cache, n, NOW, Name=name)
    link(crm, Kind.ACCOUNT, "A-1", account_id(0))
    cache.mark_outside(Kind.ACCOUNT, [account_id(0), account_id(1)], at=NOW)
    (row,) = browsing.rows(cache, crm, ORG, Kind.ACCOUNT)
    assert (row.name, row.link, row.crm_id) == ("Orion", LinkState.OUTSIDE, "A-1")
    assert browsing.home(cache, crm, ORG).broken == ()


def test_contacts_are_found_by_their_account_and_accounts_by_their_contacts(
    crm: Crm, cache: Cache
) -> None:
    home = put_account(cache, 1, Name="Norda Werke")
    put_contact(cache, 1, home, FirstName="Ina", LastName="Holm", Email="I.Holm@norda.example")
    (person,) = browsing.rows(cache, crm, ORG, Kind.CONTACT)
    assert (person.name, person.account) == ("Ina Holm", "Norda Werke")
    assert "norda werke" in person.searchable
    (account,) = browsing.rows(cache, crm, ORG, Kind.ACCOUNT)
    assert "ina holm i.holm@norda.example" in account.searchable


def test_detail_shows_both_sides_and_the_contacts(crm: Crm, cache: Cache) -> None:
    record_id = put_account(
        cache, 1, Name="Orion", Phone="1", ARR__c=Decimal(48000), Renewal_Date__c=date(2027, 3, 31)
    )
    put_contact(cache, 1, record_id, LastName="Holm")
    put_contact(cache, 2, None, LastName="Lone")
    alone = browsing.detail(cache, crm, ORG, record_id[:15])
    assert alone.crm is None
    assert not any(row.differs for row in alone.rows)

    crm_id = add_account(crm, "Orion", phone="2", arr=Decimal(48000))
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    found = browsing.detail(cache, crm, ORG, record_id)
    assert found.crm is not None
    rows = {row.label: (row.salesforce, row.crm, row.differs) for row in found.rows}
    assert rows["Phone"] == ("1", "2", True)
    assert rows["ARR"] == ("48,000", "48,000", False)
    assert rows["Renewal date"] == ("31 Mar 2027", "", True)
    assert rows["City"] == ("", "", False)
    assert [c.name for c in found.contacts] == ["Holm"]
    assert found.contacts[0].account == "Orion"


@pytest.mark.parametrize("record_id", ["", "x", account_id(7), contact_id(7)])
def test_an_unknown_record_is_said(crm: Crm, cache: Cache, record_id: str) -> None:
    with pytest.raises(UnknownId):
        browsing.detail(cache, crm, ORG, record_id)


def test_home_counts_and_finds_broken_links(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    link(crm, Kind.ACCOUNT, crm_id, put_account(cache, 1, Name="Orion"))
    put_account(cache, 2, Name="Delta")
    cache.mark_deleted(Kind.ACCOUNT, {account_id(1): None}, at=NOW)
    run = Run(NOW, 1.5, {Kind.ACCOUNT: 2}, {Kind.ACCOUNT: 1}, 3, 100)
    cache.add_run(run)
    batch_id = crm.add_batch(Verb.LOAD, by="a", org_id="", summary="Loaded", now=NOW)
    crm.add_batch(Verb.DECIDE, by="a", org_id="another", summary="Not ours", now=NOW)
    found = browsing.home(cache, crm, ORG)
    assert (found.accounts, found.contacts, found.crm_accounts, found.crm_contacts) == (1, 0, 1, 0)
    assert found.linked == {Kind.ACCOUNT: 1, Kind.CONTACT: 0}
    assert [(row.name, row.crm_id) for row in found.broken] == [("Orion", crm_id)]
    assert found.last_run == run
    assert [batch.id for batch in found.activity] == [batch_id]


def test_home_of_an_empty_desk_is_empty(crm: Crm, cache: Cache) -> None:
    found = browsing.home(cache, crm, ORG)
    assert (found.accounts, found.broken, found.last_run, found.activity) == (0, (), None, ())
