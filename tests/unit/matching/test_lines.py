"""Where links end: no line in the middle of nowhere, no link out of nothing, no luck of the row."""

import numpy as np
import pytest

from sfdesk.domain.matching import suggest
from sfdesk.domain.matching.live import Changes, Live
from sfdesk.domain.matching.model import Band, Party, Shape
from sfdesk.domain.matching.threshold import Lines
from sfdesk.domain.records import Kind
from tests.unit.matching.rescored import whole_run

TOWNS = ("Leeds", "Porto", "Lyon", "Graz", "Turku")


def _clean(record: str, n: int) -> Party:
    word = "".join("bakelimonurasotivuza"[2 * (n // 10**k % 10) :][:2] for k in range(3))
    fields = {
        "name": f"{word.capitalize()} Trading",
        "street": f"{n % 90} {word[::-1].capitalize()} Street",
        "city": TOWNS[n % 5],
        "phone": f"203555{n:04}",
        "website": f"{word}{n}.com",
    }
    return Party(record, fields)


LEFT = [_clean(f"l{n:03}", n) for n in range(300)]
RIGHT = [_clean(f"r{n:03}", n) for n in range(305)]


def test_in_a_clean_list_a_new_record_that_knows_less_is_linked_at_once() -> None:
    live = Live(whole_run(LEFT, RIGHT, Kind.ACCOUNT))
    fields = dict(RIGHT[302].fields)
    del fields["website"]
    found = live.update(Changes([Party("new", fields)]))["new"]
    assert [line.right_id for line in found][:1] == ["r302"]
    assert found[0].band is not Band.POSSIBLE


def test_two_blank_records_are_no_link() -> None:
    ours = [Party("l1", {"name": "Nordwind", "city": "Hamburg"}), Party("l2", {})]
    theirs = [Party("r1", {"name": "Nordwind", "city": "Hamburg"}), Party("r2", {"name": "Acme"})]
    assert suggest(ours, theirs, Kind.ACCOUNT).assigned == (("l1", "r1"),)
    assert suggest([Party("l", {})], [Party("r", {})], Kind.CONTACT).assigned == ()


@pytest.mark.parametrize("shape", list(Shape))
def test_which_of_equals_are_linked_does_not_depend_on_the_order_of_rows(shape: Shape) -> None:
    twin = {"name": "Acme Widgets", "street": "1 Elm Rd", "city": "Reno", "phone": "5037771234"}
    ours = [*LEFT[:20], Party("t1", twin), Party("t2", twin)]
    theirs = [*RIGHT[:20], Party("u1", twin), Party("u2", twin)]
    there = suggest(ours, theirs, Kind.ACCOUNT, shape=shape)
    again = suggest(ours[::-1], theirs[::-1], Kind.ACCOUNT, shape=shape)
    assert there.assigned == again.assigned
    assert there.items == again.items


def test_below_the_links_that_are_known_a_probability_is_no_less_than_its_bits() -> None:
    lines = Lines(
        20.0, 10.0, np.array([22.0, 40.0]), np.array([0.9995, 0.9995]), 40, 1.0, clear=True
    )
    chances = lines.probability(np.array([-5.0, 0.0, 3.0, 11.3, 20.0, 22.0, 30.0]))
    assert chances[1] == pytest.approx(0.5)
    assert chances[2] == pytest.approx(8.0 / 9.0)
    assert chances[3] > 0.999
    assert (np.diff(chances) >= 0.0).all()


def test_doubt_about_the_lowest_links_goes_on_below_them() -> None:
    lines = Lines(20.0, 1.0, np.array([2.0, 9.0]), np.array([0.2, 0.9]), 40, 0.9, clear=True)
    assert lines.probability(np.array([1.9]))[0] == pytest.approx(0.2)
    assert lines.probability(np.array([-8.0]))[0] < 0.01
