"""Decisions bind as many records as they name, in each shape as a whole run has it."""

from collections.abc import Sequence

import pytest

from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Decided, Party, Shape, Verdict
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import pairs_of, whole_run

LEFT = [Party(f"l{n}", {"name": "Kemora Trading", "city": "Leeds"}) for n in range(5)]
RIGHT = [Party(f"r{n}", {"name": "Kemora Trading", "city": "Leeds"}) for n in range(5)]
TWO_RIGHT = [Decided("l3", "r3", Verdict.SAME), Decided("l3", "r4", Verdict.SAME)]
TWO_LEFT = [Decided("l3", "r3", Verdict.SAME), Decided("l4", "r3", Verdict.SAME)]


@pytest.mark.parametrize("decided", [TWO_RIGHT, TWO_LEFT])
@pytest.mark.parametrize("shape", Shape)
def test_what_is_decided_stays_so_when_its_records_change(
    shape: Shape, decided: Sequence[Decided]
) -> None:
    run = whole_run(LEFT, RIGHT, Kind.ACCOUNT, decided=decided, shape=shape)
    knew = Live(run, decided, shape)
    heard = Live(whole_run(LEFT, RIGHT, Kind.ACCOUNT, shape=shape), (), shape)
    before = pairs_of(knew)
    for live in (knew, heard):
        live.update(Changes(LEFT), Changes(RIGHT), decided=decided)
        assert pairs_of(live) == before


def test_a_record_is_free_when_the_last_of_its_decided_partners_has_gone() -> None:
    live = Live(whole_run(LEFT, RIGHT, Kind.ACCOUNT, decided=TWO_LEFT), TWO_LEFT)
    assert _partners(live) == set()
    live.update(Changes(gone=["l4"]))
    assert _partners(live) == set()
    live.update(Changes(gone=["l3"]))
    assert _partners(live) == {"l0", "l1", "l2"}
    live.update(Changes([LEFT[4]]))
    assert _partners(live) == set()


def test_a_decision_that_is_taken_back_leaves_the_others_as_they_were() -> None:
    live = Live(whole_run(LEFT, RIGHT, Kind.ACCOUNT, decided=TWO_LEFT), TWO_LEFT)
    live.update(decided=TWO_LEFT[:1])
    assert _partners(live) == set()
    live.update(decided=[])
    assert _partners(live) == {one.id for one in LEFT}


def _partners(live: Live) -> set[str]:
    return {left for left, right in pairs_of(live) if right == "r3"}
