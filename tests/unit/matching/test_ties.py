"""Between copies that score the same, the one that is written like the partner is linked."""

import csv
import itertools
from pathlib import Path

import numpy as np
import pytest

from sfdesk.actions.matching_files import match_files
from sfdesk.domain.matching.model import Party, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.suggesting import suggest
from sfdesk.domain.matching.ties import preferred
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket

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


def test_what_is_linked_does_not_depend_on_whether_it_is_explained(tmp_path: Path) -> None:
    for side, ways in (("left", ("61602", "61602-2031")), ("right", ("61602-2031",))):
        with (tmp_path / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = [
                {"id": f"{n}-{way}", **_row(n, "Oak St", way)}
                for n in range(len(NAMES))
                for way in ways
            ]
            out = csv.DictWriter(file, list(rows[0]))
            out.writeheader()
            out.writerows(rows)
    made = []
    for explain in (None, tmp_path / "why.jsonl"):
        match_files(
            tmp_path / "left.csv", tmp_path / "right.csv", Kind.ACCOUNT, shape=Shape.ONE_TO_ONE,
            out=tmp_path / "out.csv", explain=explain, columns={}, ticket=Ticket(),
        )  # fmt: skip
        made.append((tmp_path / "out.csv").read_bytes())
    assert made[0] == made[1]
    assert b"0-61602-2031,0-61602-2031" in made[0]


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
