"""Suggestions become cases; what a person says of them binds, and can be said once only."""

import pytest

from sfdesk.actions import reviewing, undoing
from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, InputError, UnknownId
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, Verb
from sfdesk.ticket import Ticket
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_account,
    add_contact,
    put_account,
    put_contact,
)
from tests.integration.store.reviews import review


def say(cache: Cache, crm: Crm, crm_id: str, record_id: str, outcome: Outcome) -> Decision:
    return reviewing.decide(cache, crm, ORG, crm_id, record_id, outcome, now=LATER, by="anna")


@pytest.fixture
def nordwind(crm: Crm, cache: Cache) -> tuple[str, str]:
    """One customer on both sides, and strangers beside it."""
    crm_id = add_account(
        crm, "Nordwind Energie", website="nordwind-energie.de", phone="040 5550 123",
        city="Hamburg", customer_no="N-2041",
    )  # fmt: skip
    record_id = put_account(
        cache, 1, Name="Nordwind AG", Website="https://www.nordwind-energie.de/",
        Phone="+49 40 5550 199", BillingCity="Hamburg",
    )  # fmt: skip
    add_account(crm, "Bluepeak Coffee", city="Leeds")
    put_account(cache, 2, Name="Harbor Dental Group", BillingCity="Portland")
    return crm_id, record_id


def test_a_case_shows_both_sides_with_a_word_about_each_field(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    add_contact(crm, "Ito", account_id=nordwind[0], email="B.Ito@nordwind-energie.de")
    put_contact(cache, 1, nordwind[1], Email="b.ito@nordwind-energie.de")
    put_contact(cache, 2, nordwind[1])
    found = review(cache, crm)
    (case,) = found.cases
    assert (case.crm.id, case.options[0].record.id) == nordwind
    rows = {row.label: (row.crm, row.salesforce, row.word) for row in case.options[0].rows}
    assert rows["Name"] == ("Nordwind Energie", "Nordwind AG", "differs")
    assert rows["Website"][2] == "same"
    assert rows["City"] == ("Hamburg", "Hamburg", "same")
    assert rows["Phone"][2] == "differs"
    assert rows["Customer number"] == ("N-2041", "", "missing")
    assert rows["ARR"] == ("", "", "empty")
    assert rows["Contacts"] == ("1 of 1 have the same e-mail", "2 contacts", "same")
    assert "Industry" not in rows  # was not pulled
    assert found.undecided == 1
    assert sum(found.bands.values()) == 1
    assert set(found.bands) == set(Band)


def test_a_link_takes_the_pair_out_of_the_review(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    decision = say(cache, crm, *nordwind, Outcome.LINK)
    found = review(cache, crm)
    assert (found.cases, found.linked) == ((), 1)
    batch = crm.batch(decision.batch_id)
    assert batch is not None
    assert (batch.verb, batch.org_id, batch.by) == (Verb.DECIDE, ORG, "anna")
    assert batch.summary == "Linked Nordwind Energie to Nordwind AG"
    link = crm.link_of(ORG, Kind.ACCOUNT, crm_id=nordwind[0])
    assert link is not None
    assert (link.record_id, link.batch_id) == (nordwind[1], decision.batch_id)


def test_a_pair_that_is_not_the_same_never_returns(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    decision = say(cache, crm, *nordwind, Outcome.NOT_SAME)
    assert review(cache, crm).cases == ()
    crm.set_batch(decision.batch_id, state=BatchState.UNDONE)
    assert len(review(cache, crm).cases) == 1


def test_a_case_that_was_put_aside_waits_at_the_end(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    say(cache, crm, *nordwind, Outcome.LATER)
    found = review(cache, crm)
    assert [case.later for case in found.cases] == [True]
    assert (found.undecided, found.later, sum(found.bands.values())) == (0, 1, 0)
    say(cache, crm, *nordwind, Outcome.LINK)
    assert review(cache, crm).later == 0
    assert review(cache, crm).linked == 1


def test_a_person_may_change_their_mind(crm: Crm, cache: Cache, nordwind: tuple[str, str]) -> None:
    say(cache, crm, *nordwind, Outcome.NOT_SAME)
    say(cache, crm, *nordwind, Outcome.LATER)
    assert [case.later for case in review(cache, crm).cases] == [True]
    linked = say(cache, crm, *nordwind, Outcome.LINK)
    outcomes = [d.outcome for d in crm.decisions(ORG, Kind.ACCOUNT)]
    assert outcomes == [Outcome.NOT_SAME, Outcome.LATER, Outcome.LINK]
    assert linked.outcome is Outcome.LINK


def test_saying_the_same_twice_adds_nothing(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    first = say(cache, crm, *nordwind, Outcome.LINK)
    assert say(cache, crm, *nordwind, Outcome.LINK) == first
    assert len(crm.activity()) == 1


def test_fifteen_characters_name_the_same_record(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    decision = say(cache, crm, nordwind[0], nordwind[1][:15], Outcome.LINK)
    assert decision.record_id == nordwind[1]


def test_a_linked_side_names_its_partner(crm: Crm, cache: Cache, nordwind: tuple[str, str]) -> None:
    say(cache, crm, *nordwind, Outcome.LINK)
    other = add_account(crm, "Nordwind Energie GmbH")
    with pytest.raises(InputError, match=r"Nordwind AG is linked to Nordwind Energie \(A-000001"):
        say(cache, crm, other, nordwind[1], Outcome.LINK)
    with pytest.raises(InputError, match="Nordwind Energie is linked to Nordwind AG") as told:
        say(cache, crm, nordwind[0], account_id(2), Outcome.LINK)
    assert "B-000001" in told.value.hint
    with pytest.raises(InputError):
        say(cache, crm, *nordwind, Outcome.NOT_SAME)
    assert len(crm.activity()) == 1


@pytest.mark.parametrize(
    ("crm_id", "record_id", "word"),
    [
        ("A-000001", "nonsense", "not a Salesforce id"),
        ("A-000001", "006A0000006Vm9rIAC", "neither"),
        ("A-000001", account_id(9), "not read"),
        ("A-000099", account_id(1), "A-000099"),
        ("C-000001", account_id(1), "C-000001"),
        ("A-000001", account_id(3), "deleted"),
    ],
)
def test_unknown_ids_are_said(
    crm: Crm, cache: Cache, nordwind: tuple[str, str], crm_id: str, record_id: str, word: str
) -> None:
    put_account(cache, 3, Name="Gone")
    cache.mark_deleted(Kind.ACCOUNT, {account_id(3): None}, at=NOW)
    with pytest.raises(UnknownId, match=word):
        say(cache, crm, crm_id, record_id, Outcome.LINK)
    assert crm.activity() == []


def test_two_crm_records_that_want_one_account_are_rivals(crm: Crm, cache: Cache) -> None:
    ids = [
        add_account(crm, "Kappa Logistics", website="kappa.example.com", city="Porto"),
        add_account(crm, "Kappa Logistics", website="kappa.example.com", city="Porto"),
    ]
    put_account(cache, 1, Name="Kappa Logistics", Website="kappa.example.com", BillingCity="Porto")
    found = review(cache, crm)
    assert {case.crm.id: [r.id for r in case.rivals] for case in found.cases} == {
        ids[0]: [ids[1]], ids[1]: [ids[0]],
    }  # fmt: skip
    say(cache, crm, ids[0], account_id(1), Outcome.LINK)
    assert review(cache, crm).cases == ()


def test_people_of_an_account_lend_it_their_domain(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Tatra Works")
    add_contact(crm, "Novak", account_id=crm_id, email="j.novak@tatra-works.com")
    put_account(cache, 1, Name="TW Holding", Website="https://tatra-works.com")
    (case,) = review(cache, crm).cases
    domain = next(e for e in case.options[0].suggestion.evidence if e.field == "domain")
    assert domain.bits > 0


def test_contacts_are_helped_by_the_link_of_their_accounts(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    mine = add_contact(crm, "Lindqvist", first_name="Mara", account_id=nordwind[0])
    person = put_contact(cache, 1, nordwind[1], FirstName="Mara", LastName="Lindqvist")
    say(cache, crm, *nordwind, Outcome.LINK)
    (case,) = review(cache, crm, Kind.CONTACT).cases
    assert (case.crm.id, case.options[0].record.id) == (mine, person)
    row = case.options[0].rows[-1]
    assert (row.label, row.crm, row.salesforce, row.word) == (
        "Account", "Nordwind Energie", "Nordwind AG", "same",
    )  # fmt: skip
    assert say(cache, crm, mine, person, Outcome.LINK).kind is Kind.CONTACT


def test_records_that_were_deleted_in_salesforce_are_not_suggested(
    crm: Crm, cache: Cache, nordwind: tuple[str, str]
) -> None:
    cache.mark_deleted(Kind.ACCOUNT, {nordwind[1]: None}, at=NOW)
    assert review(cache, crm).cases == ()


def test_a_review_can_be_cancelled(crm: Crm, cache: Cache, nordwind: tuple[str, str]) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        review(cache, crm, ticket=ticket)


def pairs(crm: Crm, cache: Cache, number: int) -> list[tuple[str, str]]:
    return [
        (add_account(crm, f"Customer {n}"), put_account(cache, n, Name=f"Customer {n}"))
        for n in range(1, number + 1)
    ]


def test_many_pairs_are_one_step_that_is_undone_as_a_whole(crm: Crm, cache: Cache) -> None:
    wanted = pairs(crm, cache, 3)
    batch_id = reviewing.decide_together(
        cache, crm, ORG, wanted, Outcome.LINK, now=LATER, by="anna"
    )
    (batch,) = crm.activity()
    assert (batch.id, batch.summary) == (batch_id, "Linked 3 pairs together")
    assert {(link.crm_id, link.record_id) for link in crm.links(ORG, Kind.ACCOUNT)} == set(wanted)
    undoing.undo(batch_id, crm, no_org, now=LATER, by="anna")
    assert crm.links(ORG, Kind.ACCOUNT) == []
    assert crm.decisions(ORG, Kind.ACCOUNT) == []


def test_of_many_pairs_none_is_kept_if_one_cannot_be(crm: Crm, cache: Cache) -> None:
    first, second, third = pairs(crm, cache, 3)
    wanted = [first, second, (third[0], first[1])]
    with pytest.raises(InputError, match="linked to"):
        reviewing.decide_together(cache, crm, ORG, wanted, Outcome.LINK, now=LATER, by="anna")
    assert crm.links(ORG, Kind.ACCOUNT) == []
    assert crm.activity() == []


def no_org() -> tuple[Org, Cache]:
    raise AssertionError("undoing a decision asks nobody")
