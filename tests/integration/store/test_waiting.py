"""The number that waits is that of the cases in the review, whatever happened since the match."""

import pytest

from sfdesk.actions import reviewing
from sfdesk.actions.rematching import Matcher
from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.records import Kind
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_account,
    put_account,
)


class Desk:
    """Forty customers on both sides, matched."""

    def __init__(self, cache: Cache, crm: Crm, matches: Matches, ours: list[str]) -> None:
        self._stores, self.ours, self._matcher = (cache, crm, matches), ours, Matcher()
        self.match()

    def match(self) -> None:
        self._matcher.match(*self._stores, ORG, Ticket())

    def say(self, n: int, outcome: Outcome, note: str = "") -> None:
        cache, crm, _matches = self._stores
        shown = Shown(note=note)
        pair = self.ours[n], account_id(n)
        reviewing.decide(cache, crm, ORG, *pair, outcome, now=NOW, by="anna", shown=shown)

    def waiting(self) -> set[str]:
        """Return the CRM records that wait, which is as many as is said."""
        found = reviewing.recall(*self._stores, ORG, Kind.ACCOUNT, Ticket())
        assert found is not None
        assert reviewing.waiting(*self._stores, ORG, Kind.ACCOUNT) == found.undecided
        return {case.crm.id for case in found.cases if not case.later}


@pytest.fixture
def desk(cache: Cache, crm: Crm, matches: Matches, filled: list[str]) -> Desk:
    return Desk(cache, crm, matches, filled)


def test_a_pair_that_is_up_for_a_second_look_waits(desk: Desk, cache: Cache, crm: Crm) -> None:
    desk.say(7, Outcome.NOT_SAME)
    desk.match()
    assert desk.ours[7] not in desk.waiting()
    named = {"name": "Quixote Windmills", "website": "quixote.example"}
    crm.change(Kind.ACCOUNT, desk.ours[7], named, now=LATER)
    put_account(cache, 7, LATER, Name=named["name"], Website=named["website"])
    desk.match()
    assert desk.ours[7] in desk.waiting()


def test_a_partner_of_a_record_that_was_removed_waits_for_another(desk: Desk, crm: Crm) -> None:
    record = crm.get(Kind.ACCOUNT, desk.ours[9])
    assert record is not None
    desk.say(9, Outcome.LINK)
    twin = add_account(crm, record.name)
    desk.match()
    crm.remove(Kind.ACCOUNT, desk.ours[9])
    desk.match()
    assert twin in desk.waiting()


def test_what_is_gone_waits_no_more_even_before_the_next_match(
    desk: Desk, cache: Cache, crm: Crm
) -> None:
    crm.remove(Kind.ACCOUNT, desk.ours[3])
    assert desk.ours[3] not in desk.waiting()
    cache.mark_deleted(Kind.ACCOUNT, {account_id(4): None}, at=LATER)
    desk.waiting()


@pytest.mark.parametrize("last", list(Outcome))
def test_the_last_word_about_a_pair_counts(desk: Desk, last: Outcome) -> None:
    for outcome in (Outcome.NOT_SAME, Outcome.LATER, last):
        desk.say(5, outcome)
        desk.waiting()
    desk.match()
    assert desk.ours[5] not in desk.waiting()


def test_what_was_written_when_a_case_was_put_aside_is_there_when_it_is_looked_at_again(
    desk: Desk, cache: Cache, crm: Crm, matches: Matches
) -> None:
    desk.say(5, Outcome.LATER, "Ask Ben first")
    found = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
    assert found is not None
    assert [(c.crm.id, c.note) for c in found.cases if c.later] == [(desk.ours[5], "Ask Ben first")]
