"""Decisions that cannot both hold are shown with who said them, and one of them can be let go."""

import pytest

from sfdesk.actions import correcting, reviewing, undoing
from sfdesk.domain.links import Decision, Outcome
from sfdesk.domain.matching.suggestions import Clash
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError, UnknownId
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_account,
    no_org,
    put_account,
)
from tests.integration.store.reviews import review


def say(
    cache: Cache, crm: Crm, crm_id: str, record_id: str, outcome: Outcome, by: str = "anna"
) -> Decision:
    return reviewing.decide(cache, crm, ORG, crm_id, record_id, outcome, now=NOW, by=by)


@pytest.fixture
def pair(crm: Crm, cache: Cache) -> tuple[str, str]:
    return (
        add_account(crm, "Nordwind Energie", website="nordwind.example"),
        put_account(cache, 1, Name="Nordwind AG", Website="nordwind.example"),
    )


def test_what_two_people_said_of_one_pair_is_shown_with_who_and_when(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    say(cache, crm, *pair, Outcome.NOT_SAME, by="anna")
    assert review(cache, crm).disputes == ()
    say(cache, crm, *pair, Outcome.LINK, by="ben")
    (dispute,) = review(cache, crm).disputes
    assert dispute.clash is Clash.BOTH
    assert [(s.by, s.at, s.text) for s in dispute.statements] == [
        ("ben", NOW, "Nordwind Energie is linked to Nordwind AG."),
        ("anna", NOW, "Nordwind Energie and Nordwind AG are not the same."),
    ]


def test_letting_the_rejection_go_leaves_what_was_said_with_it(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    other = put_account(cache, 2, Name="Nordwind Oy")
    pairs = [pair, (pair[0], other)]
    reviewing.decide_together(cache, crm, ORG, pairs, Outcome.NOT_SAME, now=NOW, by="anna")
    say(cache, crm, *pair, Outcome.LINK, by="ben")
    correcting.let_go(crm, ORG, Kind.ACCOUNT, *pair, now=LATER, by="ben")
    assert review(cache, crm).disputes == ()
    assert crm.link_of(ORG, Kind.ACCOUNT, crm_id=pair[0]) is not None
    stands = {(d.record_id, d.outcome, d.by) for d in crm.decisions(ORG, Kind.ACCOUNT)}
    assert stands == {(pair[1], Outcome.LINK, "ben"), (other, Outcome.NOT_SAME, "anna")}
    with pytest.raises(UnknownId):
        correcting.let_go(crm, ORG, Kind.ACCOUNT, *pair, now=LATER, by="ben")


def test_ending_the_link_leaves_the_rejection(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    say(cache, crm, *pair, Outcome.NOT_SAME)
    say(cache, crm, *pair, Outcome.LINK, by="ben")
    correcting.unlink(cache, crm, ORG, Kind.ACCOUNT, pair[0], now=LATER, by="anna")
    found = review(cache, crm)
    assert (found.disputes, found.linked, found.cases) == ((), 0, ())


def test_a_wrong_link_ends_with_a_reason_and_undo_makes_it_again(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    made = say(cache, crm, *pair, Outcome.LINK)
    before = crm.links(ORG, Kind.ACCOUNT)
    ended = correcting.unlink(
        cache, crm, ORG, Kind.ACCOUNT, pair[0], reason="Sold in March", now=LATER, by="ben"
    )
    assert crm.links(ORG, Kind.ACCOUNT) == []
    batch = crm.batch(ended.batch_id)
    assert batch is not None
    assert batch.summary == "Wrong link: Nordwind Energie and Nordwind AG (Sold in March)"
    assert crm.decisions(ORG, Kind.ACCOUNT)[-1].shown.note == "Sold in March"
    with pytest.raises(UnknownId):
        correcting.unlink(cache, crm, ORG, Kind.ACCOUNT, pair[0], now=LATER, by="ben")
    undoing.undo(ended.batch_id, crm, no_org, now=LATER, by="ben")
    assert crm.links(ORG, Kind.ACCOUNT) == before
    assert [d.batch_id for d in crm.decisions(ORG, Kind.ACCOUNT)] == [made.batch_id]


def test_undo_does_not_take_a_partner_away_from_a_later_link(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    say(cache, crm, *pair, Outcome.LINK)
    ended = correcting.unlink(cache, crm, ORG, Kind.ACCOUNT, pair[0], now=LATER, by="ben")
    other = add_account(crm, "Nordwind")
    say(cache, crm, other, pair[1], Outcome.LINK)
    (kept,) = undoing.undo(ended.batch_id, crm, no_org, now=LATER, by="ben").kept
    assert "linked to another" in kept
    assert [link.crm_id for link in crm.links(ORG, Kind.ACCOUNT)] == [other]


def test_a_link_against_a_stored_salesforce_id_is_shown(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Nordwind", salesforce_id=account_id(1))
    put_account(cache, 1, Name="Nordwind AG")
    other = put_account(cache, 2, Name="Orion")
    say(cache, crm, crm_id, other, Outcome.LINK)
    (dispute,) = review(cache, crm).disputes
    assert dispute.clash is Clash.ID
    assert [s.text for s in dispute.statements] == [
        "Nordwind is linked to Orion.",
        "Salesforce id says that Nordwind is Nordwind AG.",
    ]


def test_a_rejected_pair_comes_back_when_web_changed_and_says_what_was_said(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    say(cache, crm, *pair, Outcome.NOT_SAME)
    put_account(cache, 1, Name="Nordwind AG", Website="http://www.nordwind.example/", Phone="1")
    assert review(cache, crm).cases == ()
    put_account(cache, 1, Name="Nordwind AG", Website="nordwind-energie.example")
    crm.change(Kind.ACCOUNT, pair[0], {"website": "nordwind-energie.example"}, now=LATER)
    (case,) = review(cache, crm).cases
    again = case.options[0].again
    assert again is not None
    assert (again.by, again.at, again.changed) == ("anna", NOW, ("Website",))
    say(cache, crm, *pair, Outcome.LINK)
    assert review(cache, crm).disputes == ()


def test_a_colleagues_link_can_be_contradicted_and_ones_own_has_to_be_undone(
    crm: Crm, cache: Cache, pair: tuple[str, str]
) -> None:
    say(cache, crm, *pair, Outcome.LINK, by="ben")
    with pytest.raises(InputError, match="is linked to"):
        say(cache, crm, *pair, Outcome.NOT_SAME, by="ben")
    said = say(cache, crm, *pair, Outcome.NOT_SAME, by="anna")
    found = review(cache, crm)
    assert found.linked == 1
    assert [s.by for s in found.disputes[0].statements] == ["ben", "anna"]
    undoing.undo(said.batch_id, crm, no_org, now=LATER, by="anna")
    assert review(cache, crm).disputes == ()
