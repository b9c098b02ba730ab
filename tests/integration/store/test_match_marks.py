"""What is stored as matched was matched with what both stores said, whoever wrote meanwhile."""

from collections.abc import Iterator

import pytest

from sfdesk.actions import reviewing
from sfdesk.actions.rematching import Matcher
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import Kind, Record
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from tests.integration.store.customers import ORG


def _townless(crm: Crm) -> tuple[FieldPair, ...]:
    return tuple(pair for pair in crm.mapping(ORG) if pair.crm != "city")


def _compared(cache: Cache, crm: Crm, matches: Matches) -> set[str]:
    """Return what the suggestions for accounts speak of."""
    found = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
    assert found is not None
    some = (option.suggestion for case in found.cases for option in case.options)
    return {evidence.field for suggestion in some for evidence in suggestion.evidence}


@pytest.mark.usefixtures("filled")
def test_a_mapping_that_is_stored_while_it_is_matched_is_seen_by_the_next_match(
    cache: Cache, crm: Crm, matches: Matches, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = crm.mapping

    def meanwhile(org_id: str) -> tuple[FieldPair, ...]:
        monkeypatch.undo()
        before = read(org_id)
        crm.store_mapping(org_id, _townless(crm))
        return before

    monkeypatch.setattr(crm, "mapping", meanwhile)
    matcher = Matcher()
    matcher.match(cache, crm, matches, ORG, Ticket())
    assert "place" in _compared(cache, crm, matches)
    assert matcher.match(cache, crm, matches, ORG, Ticket()).whole == tuple(Kind)
    assert "place" not in _compared(cache, crm, matches)


@pytest.mark.usefixtures("filled")
def test_what_is_matched_anew_is_read_anew(
    cache: Cache, crm: Crm, matches: Matches, monkeypatch: pytest.MonkeyPatch
) -> None:
    matcher = Matcher()
    matcher.match(cache, crm, matches, ORG, Ticket())
    every, read = cache.records, set[Kind]()

    def noted(kind: Kind) -> Iterator[Record]:
        read.add(kind)
        return every(kind)

    monkeypatch.setattr(cache, "records", noted)
    matcher.match(cache, crm, matches, ORG, Ticket(), anew=True)
    assert read == set(Kind)
