"""A changed record is matched again as a whole run would, without the run."""

from dataclasses import replace

from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import run
from sfdesk.domain.matching.live import Live
from sfdesk.domain.matching.model import Party, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")
SOUNDS = ("ba", "ke", "li", "mo", "nu", "ra", "so", "ti", "vu", "za")


def _name(n: int) -> str:
    return "".join(SOUNDS[n // 10**k % 10] for k in range(3)).capitalize() + " Trading"


LEFT = [
    Party(f"l{n}", {"name": _name(n), "city": TOWNS[n % 5], "phone": f"20355501{n:03}"})
    for n in range(120)
]
RIGHT = [
    Party(f"r{n}", {"name": _name(n) + " Ltd", "city": TOWNS[n % 5], "phone": f"20355501{n:03}"})
    for n in range(120)
]


def _live(left: list[Party]) -> Live:
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(RIGHT), Kind.ACCOUNT)
    return Live(run(corpus, (), Shape.ONE_TO_ONE, Ticket()))


def test_an_unchanged_record_gets_the_link_that_the_run_gave_it() -> None:
    best = _live(LEFT).rematch([LEFT[7]])[0]
    assert (best.left_id, best.right_id) == ("l7", "r7")


def test_a_changed_record_gets_another_link() -> None:
    changed = replace(LEFT[7], fields={**RIGHT[33].fields})
    live = _live([*LEFT[:33], *LEFT[34:]])
    best = live.rematch([changed])[0]
    assert (best.left_id, best.right_id) == ("l7", "r33")
    assert not live.stale


def test_a_new_record_without_anything_in_common_gets_nothing() -> None:
    assert _live(LEFT).rematch([Party("new", {"name": "Quixote"})]) == []


def test_many_changes_make_the_run_stale() -> None:
    live = _live(LEFT)
    live.rematch(LEFT[:20])
    assert live.stale
