"""What speaks against a decision follows the ids of all records, also those nobody decided."""

from collections.abc import Callable

import pytest

from sfdesk.actions import deciding, rematching, reviewing
from sfdesk.actions.rematching import Matcher
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.model import Clash
from sfdesk.domain.records import Kind
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from tests.integration.store.customers import LATER, NOW, ORG, account_id, put_account

Disputes = Callable[[Matcher], int]


@pytest.fixture
def disputes(cache: Cache, crm: Crm, matches: Matches, filled: list[str]) -> Disputes:
    """Forty customers, one linked; matches what changed and counts the disputes."""

    def count(matcher: Matcher) -> int:
        matcher.match(cache, crm, matches, ORG, Ticket())
        found = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
        assert found is not None
        assert {dispute.clash for dispute in found.disputes} <= {Clash.ID}
        return len(found.disputes)

    assert count(Matcher()) == 0
    pair = filled[3], account_id(3)
    deciding.decide(cache, crm, ORG, *pair, Outcome.LINK, now=NOW, by="anna")
    return count


@pytest.mark.parametrize("afresh", [False, True])
def test_an_id_that_comes_to_another_record_and_goes_again(
    crm: Crm, filled: list[str], disputes: Disputes, *, afresh: bool
) -> None:
    matcher = Matcher()
    assert disputes(matcher) == 0
    for value, number in ((account_id(3)[:15], 1), (None, 0)):
        crm.change(Kind.ACCOUNT, filled[5], {"salesforce_id": value}, now=LATER)
        assert disputes(Matcher() if afresh else matcher) == number


def test_a_number_that_comes_to_another_salesforce_record_and_goes_with_it(
    cache: Cache, crm: Crm, filled: list[str], disputes: Disputes
) -> None:
    matcher = Matcher()
    crm.change(Kind.ACCOUNT, filled[3], {"customer_no": "N-2041"}, now=LATER)
    assert disputes(matcher) == 0
    put_account(cache, 60, LATER, Name="Quixote Windmills", AccountNumber="n-2041")
    assert disputes(matcher) == 1
    cache.mark_deleted(Kind.ACCOUNT, {account_id(60): None}, at=LATER)
    assert disputes(matcher) == 0


def test_an_id_that_came_and_went_while_another_program_looked(
    crm: Crm, filled: list[str], disputes: Disputes
) -> None:
    slept = Matcher()
    assert disputes(slept) == 0
    crm.change(Kind.ACCOUNT, filled[5], {"salesforce_id": account_id(3)}, now=LATER)
    assert disputes(Matcher()) == 1
    crm.change(Kind.ACCOUNT, filled[5], {"salesforce_id": None}, now=LATER)
    assert disputes(slept) == 0


def test_an_edit_of_anything_but_an_id_asks_nothing_of_the_decisions(
    crm: Crm, filled: list[str], disputes: Disputes, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = Matcher()
    crm.change(Kind.ACCOUNT, filled[5], {"salesforce_id": account_id(3)}, now=LATER)
    assert disputes(matcher) == 1
    monkeypatch.delattr(rematching, "contradictions")
    crm.change(Kind.ACCOUNT, filled[5], {"phone": "2035550111"}, now=LATER)
    crm.change(Kind.ACCOUNT, filled[6], {"customer_no": "N-7"}, now=LATER)  # nobody decided has it
    assert disputes(matcher) == 1
