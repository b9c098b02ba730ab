"""Suggestions follow what changes, whoever changed it, and outlast the program that made them."""

from datetime import timedelta
from pathlib import Path

import pytest

from sfdesk.actions import deciding, learning, reviewing, undoing
from sfdesk.actions.match_requests import MatchReport
from sfdesk.actions.rematching import Matcher
from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.matching.suggestions import Band, Suggestion
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_contact,
    no_org,
    put_account,
    put_contact,
    put_customer,
)
from tests.integration.store.reviews import scratch


def _match(
    matcher: Matcher, cache: Cache, crm: Crm, matches: Matches, **options: bool
) -> MatchReport:
    return matcher.match(cache, crm, matches, ORG, Ticket(), **options)


def _best(cache: Cache, crm: Crm, matches: Matches, kind: Kind = Kind.ACCOUNT) -> dict[str, str]:
    found = reviewing.recall(cache, crm, matches, ORG, kind, Ticket())
    assert found is not None
    return {case.crm.id: case.options[0].record.id for case in found.cases}


def test_what_was_learned_is_told_without_reading_any_case(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    assert learning.look_back(crm, matches, ORG, Kind.ACCOUNT) is None
    _match(Matcher(), cache, crm, matches)
    drawn = Shown(Band.CERTAIN.value, drawn=True)
    pair = filled[3], account_id(3)
    deciding.decide(cache, crm, ORG, *pair, Outcome.LINK, shown=drawn, now=NOW, by="anna")
    _match(Matcher(), cache, crm, matches)
    review = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
    told = learning.look_back(crm, matches, ORG, Kind.ACCOUNT)
    assert review is not None
    assert told is not None
    assert told == learning.Lookback(review.learned, review.sampled)
    assert told.learned.decisions == 1
    assert told.sampled[Band.CERTAIN.value].right == 1


def test_what_was_matched_is_there_for_whoever_asks_next(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    assert reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket()) is None
    assert _match(Matcher(), cache, crm, matches).whole == tuple(Kind)
    assert _best(cache, crm, matches)[filled[7]] == account_id(7)
    review = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
    assert review is not None
    kept = [option.suggestion for case in review.cases for option in case.options]
    made = scratch(cache, crm, Kind.ACCOUNT)
    assert {_said(one) for one in kept} == {_said(one) for one in made.values()}
    assert [case.warning for case in review.cases] == [
        made[case.crm.id, case.options[0].record.id].warning for case in review.cases
    ]
    assert review.learned.decisions == 0
    assert review.learned.lessons


def _said(one: Suggestion) -> tuple[object, ...]:
    evidence = tuple((e.field, e.level, round(e.bits, 6), e.text) for e in one.evidence)
    return one.left_id, one.right_id, one.rank, one.band, one.sentence, evidence


def test_where_nothing_changed_nothing_is_done(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    assert not _match(matcher, cache, crm, matches).anything
    assert not _match(Matcher(), cache, crm, matches).anything  # a program that starts afresh


@pytest.mark.parametrize("afresh", [False, True])
def test_an_edit_a_sync_and_a_deletion_reach_only_what_they_touch(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str], *, afresh: bool
) -> None:
    for n in range(100, 300):  # among few, all are rivals of all
        put_customer(cache, crm, n)
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    matcher = Matcher() if afresh else matcher
    crm.change(Kind.ACCOUNT, filled[7], {"name": "Quixote Windmills"}, now=LATER)
    put_account(cache, 60, at=LATER, Name="Quixote Windmills", BillingCity="Graz")
    done = _match(matcher, cache, crm, matches)
    assert not done.whole
    assert 0 < done.touched < 60
    assert _best(cache, crm, matches)[filled[7]] == account_id(60)
    matcher = Matcher() if afresh else matcher
    cache.mark_deleted(Kind.ACCOUNT, {account_id(60): None}, at=LATER)
    assert _match(matcher, cache, crm, matches).touched
    assert _best(cache, crm, matches).get(filled[7]) != account_id(60)


@pytest.mark.parametrize("afresh", [False, True])
def test_a_decision_and_its_undo_are_taken_in(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str], *, afresh: bool
) -> None:
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    matcher = Matcher() if afresh else matcher
    said = deciding.decide(
        cache, crm, ORG, filled[7], account_id(7), Outcome.LINK, now=LATER, by="anna"
    )
    assert filled[7] not in _best(cache, crm, matches)  # at once, before it is matched again
    assert not _match(matcher, cache, crm, matches).whole
    assert filled[7] not in _best(cache, crm, matches)
    undoing.undo(said.batch_id, crm, no_org, now=LATER, by="anna")
    assert not _match(matcher, cache, crm, matches).whole
    assert _best(cache, crm, matches)[filled[7]] == account_id(7)


def test_what_one_program_took_away_another_brings_back(
    tmp_path: Path, cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    one = Matcher()
    _match(one, cache, crm, matches)
    for asked in (Matcher(), one):  # a program that starts afresh, and one that slept meanwhile
        said = deciding.decide(
            cache, crm, ORG, filled[7], account_id(7), Outcome.LINK, now=LATER, by="anna"
        )
        _match(Matcher(), cache, crm, matches)
        assert filled[7] not in _best(cache, crm, matches)
        undoing.undo(said.batch_id, crm, no_org, now=LATER, by="anna")
        _match(asked, cache, crm, matches)
        assert _best(cache, crm, matches)[filled[7]] == account_id(7)


def test_linking_two_accounts_brings_their_people_together(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    deciding.decide(cache, crm, ORG, filled[0], account_id(0), Outcome.LINK, now=LATER, by="anna")
    _match(matcher, cache, crm, matches)
    found = reviewing.recall(cache, crm, matches, ORG, Kind.CONTACT, Ticket())
    assert found is not None
    (kept,) = (option.suggestion for case in found.cases for option in case.options)
    (made,) = scratch(cache, crm, Kind.CONTACT).values()
    assert {e.field: e.level for e in kept.evidence} == {e.field: e.level for e in made.evidence}


def test_people_who_become_known_at_both_speak_for_their_accounts(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    for n in (1, 2):
        add_contact(crm, f"Sato{n}", account_id=filled[n], email=f"sato{n}@x.example")
        put_contact(cache, 10 + n, account_id(n), Email=f"sato{n}@x.example")
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    contact = add_contact(crm, "Mori", account_id=filled[3], email="mori@y.example")
    put_contact(cache, 20, account_id(3), at=LATER, Email="mori@y.example")
    assert Kind.ACCOUNT not in _match(matcher, cache, crm, matches).whole
    found = reviewing.recall(cache, crm, matches, ORG, Kind.ACCOUNT, Ticket())
    assert found is not None
    case = next(case for case in found.cases if case.crm.id == filled[3])
    told = {e.field: e.level for e in case.options[0].suggestion.evidence}
    assert told["contacts"] == "one"
    crm.remove(Kind.CONTACT, contact)
    _match(matcher, cache, crm, matches)


def test_another_mapping_and_many_changes_have_all_matched_anew(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    for n in range(10):
        crm.change(Kind.ACCOUNT, filled[n], {"phone": f"20355501{n:02}"}, now=LATER)
    assert Kind.ACCOUNT in _match(matcher, cache, crm, matches).whole
    crm.store_mapping(ORG, DEFAULT_MAPPING[:-1], now=LATER)
    assert _match(matcher, cache, crm, matches).whole == tuple(Kind)
    assert _match(matcher, cache, crm, matches, learning=False).whole == tuple(Kind)
    assert _match(matcher, cache, crm, matches, learning=False, anew=True).whole == tuple(Kind)


def test_two_programs_on_one_file_stay_together(
    tmp_path: Path, cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    one, two = Matcher(), Matcher()
    _match(one, cache, crm, matches)
    with Matches(tmp_path / "matches.sqlite") as again:
        crm.change(Kind.ACCOUNT, filled[7], {"name": "Quixote Windmills"}, now=LATER)
        assert _match(two, cache, crm, again).touched
        _match(two, cache, crm, again, anew=True)
        put_account(cache, 60, at=LATER, Name="Quixote Windmills", BillingCity="Graz")
        assert not _match(one, cache, crm, matches).whole  # on the other's run, read from the file
    assert _best(cache, crm, matches)[filled[7]] == account_id(60)


def test_a_cancelled_match_leaves_what_was_there(
    cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    matcher = Matcher()
    _match(matcher, cache, crm, matches)
    before = _best(cache, crm, matches)
    ticket = Ticket(lambda progress: ticket.cancel() if "reasons" in progress.text else None)
    with pytest.raises(Cancelled):
        matcher.match(cache, crm, matches, ORG, ticket, anew=True)
    assert _best(cache, crm, matches) == before
    crm.change(Kind.ACCOUNT, filled[7], {"name": "Quixote Windmills"}, now=NOW + timedelta(hours=2))
    assert not _match(matcher, cache, crm, matches).whole


def test_a_damaged_file_is_made_anew(
    tmp_path: Path, cache: Cache, crm: Crm, filled: list[str]
) -> None:
    path = tmp_path / "matches.sqlite"
    with Matches(path) as matches:
        _match(Matcher(), cache, crm, matches)
    for one in tmp_path.glob("matches.sqlite*"):
        one.write_bytes(b"not a database, but long enough to look like one" * 100)
    with Matches(path) as matches:
        assert matches.head(Kind.ACCOUNT) is None
        assert _match(Matcher(), cache, crm, matches).whole == tuple(Kind)
    assert not list(tmp_path.glob("matches.sqlite.damaged*"))


def test_a_run_that_cannot_be_read_is_made_anew(
    tmp_path: Path, cache: Cache, crm: Crm, matches: Matches, filled: list[str]
) -> None:
    _match(Matcher(), cache, crm, matches)
    matches._db.execute("UPDATE run SET body = x'0000000000000004deadbeef'")
    crm.change(Kind.ACCOUNT, filled[7], {"name": "Quixote Windmills"}, now=LATER)
    assert _match(Matcher(), cache, crm, matches).whole == tuple(Kind)
