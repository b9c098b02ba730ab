"""A change is matched again as scoring the whole anew would, without the whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfdesk.domain.matching import finding
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.compare_company import ONE_PLACE, WORD
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Decided, Line, Party, Verdict
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.unit.matching.rescored import links_of, pairs_of, searched, whole_run
from tests.unit.matching.world import World, account, company

LEFT = [account(f"l{n}", n) for n in range(120)]
RIGHT = [account(f"r{n}", n) for n in range(120)]


def _live(left: Sequence[Party], right: Sequence[Party] = RIGHT) -> Live:
    return Live(whole_run(left, right, Kind.ACCOUNT))


def _best(found: Mapping[str, Sequence[Line]], left: str) -> str:
    return found[left][0].right_id


def test_an_unchanged_record_keeps_the_link_that_the_run_gave_it() -> None:
    assert _best(_live(LEFT).update(Changes([LEFT[7]])), "l7") == "r7"


def test_a_changed_record_gets_another_link_whichever_side_it_is_on() -> None:
    moved = replace(LEFT[7], fields=RIGHT[33].fields)
    live = _live([*LEFT[:33], *LEFT[34:]])
    assert _best(live.update(Changes([moved])), "l7") == "r33"
    back = replace(RIGHT[50], fields=LEFT[7].fields)
    live = _live(LEFT, [*RIGHT[:7], *RIGHT[8:]])
    assert _best(live.update(right=Changes([back])), "l7") == "r50"


def test_what_is_made_ahead_is_there_when_a_change_comes_and_finds_the_same() -> None:
    changes = Changes([replace(LEFT[7], fields=RIGHT[33].fields)]), Changes([], ["r8"])
    waited, ready = _live(LEFT), _live(LEFT)
    assert len(list(ready.ahead())) > len("lr")
    indexes = [finder._index for finder in ready._arrivals._finders]
    assert ready.update(*changes) == waited.update(*changes)
    assert indexes == [finder._index for finder in ready._arrivals._finders]


def test_two_records_that_are_new_on_both_sides_find_each_other() -> None:
    mine = Party("new", {"name": "Quixote Windmills", "city": "Toledo"})
    found = _live(LEFT).update(Changes([mine]), Changes([replace(mine, id="there")]))
    assert _best(found, "new") == "there"


def test_a_new_record_without_anything_in_common_gets_nothing_of_weight() -> None:
    found = _live(LEFT).update(Changes([Party("new", {"name": "Quixote"})]))
    assert all(item.band == "possible" for item in found["new"])


def test_a_deleted_record_is_suggested_no_more_and_frees_its_partner() -> None:
    live = _live(LEFT)
    found = live.update(right=Changes(gone=["r7"]))
    assert all(item.right_id != "r7" for item in found["l7"])
    assert live.update(Changes(gone=["l7"]))["l7"] == []


def test_a_decision_binds_and_frees_again_when_it_is_taken_back() -> None:
    live = _live(LEFT)
    same = Decided("l7", "r7", Verdict.SAME)
    assert live.update(decided=[same])["l7"] == []
    never = Decided("l7", "r7", Verdict.NOT_SAME)
    assert all(item.right_id != "r7" for item in live.update(decided=[never])["l7"])
    assert _best(live.update(decided=[]), "l7") == "r7"


def test_many_changes_make_the_run_stale() -> None:
    live = _live(LEFT)
    live.update(Changes(LEFT[:4]))
    assert not live.stale
    live.update(Changes(LEFT[:20]))
    assert live.stale


NUMBERS = st.integers(0, 44)
SIDE = st.dictionaries(NUMBERS, st.one_of(st.none(), NUMBERS), max_size=4)
DECISIONS = st.dictionaries(st.tuples(NUMBERS, NUMBERS), st.sampled_from(Verdict), max_size=3)
LINKS = st.dictionaries(st.integers(0, 8), st.integers(0, 8), max_size=5)
STEP = st.tuples(SIDE, SIDE, DECISIONS, LINKS)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(Kind), st.sampled_from([5, 200]), st.lists(STEP, min_size=1, max_size=3))
def test_changes_end_where_scoring_everything_by_the_same_weights_would(
    kind: Kind, few: int, steps: Sequence[tuple[dict[int, int | None], ...]]
) -> None:
    before, finding._FEW = finding._FEW, few  # with 5 partners are looked up, with 200 all are
    try:
        world = World(kind)
        for left, right, said, links in steps:
            world.change((left, right), said, links)  # type: ignore[arg-type]
            world.check()
    finally:
        finding._FEW = before


def _changes(
    record: str, n: int, how: int, here: dict[str, Party], there: Sequence[Party]
) -> list[Changes]:
    """Change a record of a side, or add one; return what a live matcher is told of it."""
    if how == 0:
        here.pop(record, None)
        return [Changes(gone=[record])]
    if how == 1 and record in here:  # many copies come, and all but one are cleared away
        copies = [replace(here[record], id=f"{record} {k:02}") for k in range(14)]
        del here[record]
        here[copies[0].id] = copies[0]
        return [Changes(copies), Changes(gone=[record, *(one.id for one in copies[1:])])]
    new = _changed(company(record, n), how, there[(n * 7) % len(there)])
    here[new.id] = new
    return [Changes([new])]


def _changed(before: Party, how: int, twin: Party) -> Party:
    """A record that was edited, blanked, made the twin of another, or that is new."""
    if how == 2:
        return replace(before, fields={**before.fields, "phone": f"20355502{before.id[1:]:0>3}"})
    if how == 3:
        return replace(before, fields={"name": before.fields["name"]})
    return Party(before.id if how == 4 else f"new {before.id}", twin.fields)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("lr"), st.integers(0, 299), st.integers(0, 5)),
        min_size=1,
        max_size=24,
    )
)
def test_the_links_after_changes_are_those_that_a_search_through_everything_finds(
    changes: Sequence[tuple[str, int, int]],
) -> None:
    sides = {s: {f"{s}{n}": company(f"{s}{n}", n) for n in range(300)} for s in "lr"}
    live = Live(whole_run(list(sides["l"].values()), list(sides["r"].values()), Kind.ACCOUNT))
    for letter, n, how in changes:
        there = list(sides["r" if letter == "l" else "l"].values())
        for change in _changes(f"{letter}{n}", n, how, sides[letter], there):
            live.update(*((change, Changes()) if letter == "l" else (Changes(), change)))
    mine = links_of(live)
    whole = searched(live, list(sides["l"].values()), list(sides["r"].values()))
    assert len(mine & whole) >= 0.99 * len(mine | whole)


def test_the_first_name_in_another_script_makes_a_run_too_old_that_weighed_no_sounds() -> None:
    live = _live(LEFT, [account(f"r{n}", n) for n in range(120) if n % 17])
    live.update(Changes([Party("l7", {"name": "Bakeli Trading 7"})]))
    assert not live.stale
    live.update(Changes([Party("l7", {"name": "Бакели Трейдинг"})]))
    assert live.stale


def test_a_town_stays_a_town_where_nobody_who_is_compared_is_in_it() -> None:
    head, part = (
        Party("l", {"name": "Zavuki Traders"}),
        Party("r", {"name": "Zavuki Traders Leeds"}),
    )
    few = Corpus.of(Table.of_parties([head]), Table.of_parties([part]), Kind.ACCOUNT)
    first = np.zeros(1, dtype=np.int32)
    assert compare(few, first, first, Ticket())["branch"].level.tolist() == [WORD]
    few.among = Corpus.of(Table.of_parties(LEFT), Table.of_parties(RIGHT), Kind.ACCOUNT)
    assert compare(few, first, first, Ticket())["branch"].level.tolist() == [ONE_PLACE]


def test_a_record_that_says_less_than_before_is_looked_for_among_all_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "_FEW", 5)
    same = RIGHT[9].fields
    left, right = (
        [Party(f"{side}{n}", {**same, "phone": f"2035550{n:04}"}) for n in range(60)]
        for side in ("m", "t")
    )
    mine = Party("mine", {**same, "phone": "20355501007"})
    live = _live([*left, mine], [*RIGHT, *right])
    before = {b for a, b in pairs_of(live) if a == "mine"}
    there = next(one for one in RIGHT if "phone" in one.fields and one.id not in before)
    moved_to = {**same, "phone": there.fields["phone"]}
    live.update(Changes([replace(mine, fields=moved_to)]))
    moved = {b for a, b in pairs_of(live) if a == "mine"}
    live.update(Changes([replace(mine, fields={"name": same["name"]})]))
    after = {b for a, b in pairs_of(live) if a == "mine"}
    assert moved - before == {there.id}
    assert len(after - moved) > 1
