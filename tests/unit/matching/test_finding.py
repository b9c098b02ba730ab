"""Who is gone stands in nobody's way when partners are looked for after a change."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sfdesk.domain.matching import finding
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Party
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import pairs_of, whole_run
from tests.unit.matching.world import account

LEFT = [account(f"l{n}", n) for n in range(60)]
RIGHT = [account(f"r{n}", n) for n in range(60)]
TWINS = [replace(RIGHT[7], id=f"twin {n:02}") for n in range(20)]
NEW = replace(LEFT[7], id="new")


@pytest.fixture(autouse=True)
def _looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_FEW", 5)


def _live(right: Sequence[Party]) -> Live:
    return Live(whole_run([*LEFT[:7], *LEFT[8:]], right, Kind.ACCOUNT))


def _partners(live: Live) -> set[str]:
    live.update(Changes([NEW]))
    return {right for left, right in pairs_of(live) if left == NEW.id}


@pytest.mark.parametrize("stays", [0, 9, 19])
def test_the_last_of_many_copies_is_found_once_the_others_are_cleared_away(stays: int) -> None:
    live = _live([*RIGHT[:7], *TWINS, *RIGHT[8:]])
    live.update(right=Changes(gone=[one.id for one in TWINS if one is not TWINS[stays]]))
    assert TWINS[stays].id in _partners(live)


@pytest.mark.parametrize("stays", [0, 9, 19])
def test_so_is_the_last_of_copies_that_came_since(stays: int) -> None:
    live = _live([*RIGHT[:7], *RIGHT[8:]])
    live.update(right=Changes(TWINS))
    live.update(right=Changes(gone=[one.id for one in TWINS if one is not TWINS[stays]]))
    assert TWINS[stays].id in _partners(live)


def test_copies_that_came_and_went_leave_the_first_where_it_was() -> None:
    live = _live(RIGHT)
    live.update(right=Changes([replace(RIGHT[7], id="moved")], [RIGHT[7].id]))
    live.update(right=Changes(TWINS))
    live.update(right=Changes(gone=[one.id for one in TWINS]))
    assert "moved" in _partners(live)


def test_a_copy_that_is_gone_does_not_end_the_search_for_names_alike() -> None:
    spelt = Party("spelt", {"name": "Quibotewindmills"})
    whole = Party("whole", {"name": "Quixotewindmills", "phone": "2035559999"})
    live = _live([*RIGHT, spelt, whole])
    live.update(right=Changes(gone=[whole.id]))
    live.update(Changes([replace(whole, id=NEW.id)]))
    assert (NEW.id, spelt.id) in pairs_of(live)
