"""Between copies that score the same, the one that is written like the partner is linked."""

import itertools

import numpy as np
import pytest

from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.suggesting import suggest
from sfdesk.domain.matching.ties import preferred
from sfdesk.domain.records import Kind

NAMES = [f"{a} {b}" for a, b in itertools.product(
    ("Tricoci", "Wemusemo", "Hawidi", "Pukanafo", "Koninu", "Suomy", "Figu"),
    ("Beauty", "Optics", "Foundry", "Marine", "Labs", "Textiles"))]  # fmt: skip


def _row(n: int, street: str, postcode: str) -> dict[str, str]:
    return {"name": NAMES[n], "street": f"{n + 10} {street}", "city": "Peoria", "country": "US",
            "postcode": postcode, "phone": f"309 555 {1000 + 37 * n}"}  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_the_copy_that_is_written_like_the_partner_is_linked(*, turned: bool) -> None:
    copies = [
        party
        for n in range(len(NAMES))
        for party in (
            Party(f"l{n}-short", _row(n, "Oak Street", "61602")),
            Party(f"l{n}-long", _row(n, "Oak St.", "61602-2031")),
        )
    ]
    ways = {"short": ("Oak Street", "61602"), "long": ("Oak St.", "61602-2031")}
    truth = {(f"l{n}-{way}", f"r{n}") for n, way in zip(range(len(NAMES)), itertools.cycle(ways))}
    theirs = [Party(right, _row(int(right[1:]), *ways[left.split("-")[1]]))
              for left, right in sorted(truth)]  # fmt: skip
    mine = copies[::-1] if turned else copies
    assert set(suggest(mine, theirs, Kind.ACCOUNT).assigned) == truth


def test_only_what_is_tied_is_preferred() -> None:
    table = Table.of_parties([
        Party("a", {"name": "Acme Rd"}), Party("b", {"name": "Other"}),
        Party("x", {"name": "Acme Rd"}), Party("y", {"name": "Acme Road"}),
    ])  # fmt: skip
    rows = np.array([0, 0, 1], dtype=np.int32)
    cols = np.array([2, 3, 3], dtype=np.int32)
    worth = preferred(table, rows, cols, np.array([5.0, 5.0, 4.0]))
    assert worth[0] > worth[1] >= 5.0
    assert worth[0] < 5.001
    assert worth[2] == 4.0
