"""What must hold for any two lists, however strange."""

import math
import os
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sfdesk.domain.matching import Party, Shape, explain, suggest
from sfdesk.domain.matching.compare import compare
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled
from sfdesk.ticket import Ticket
from tests.bench.synthetic import ROOT

_WORDS = st.sampled_from(
    ["Nordwind", "Energie", "AG", "Ltd", "Harbor", "Dental", "Group", "2", "Kaffee", "Львів",
     "Müller", "株式会社", "المدينة", "😀", "\x00", "a", "IBM", "-", "Acme"]
)  # fmt: skip
_SLIPPED = st.sampled_from(["Harbor", "Harbor", "Harbour", "Harbro"])
"""Spellings of one word, which are not equally common."""
_WORDS |= _SLIPPED
_TEXT = st.lists(_WORDS, min_size=0, max_size=4).map(" ".join) | st.text(max_size=12)
_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": _TEXT, "alias": _TEXT, "street": _TEXT, "city": _SLIPPED | _TEXT, "postcode": _TEXT,
        "country": _TEXT, "industry": _TEXT, "first_name": _TEXT, "last_name": _TEXT,
        "phone": st.sampled_from(["040 5550 123", "+49 40 5550199", "1", "9.7E+11", "x"]),
        "website": st.sampled_from(["nordwind.de", "http://acme.com/x", "facebook.com/a", ".."]),
        "email": st.sampled_from(["a@acme.com", "info@acme.com", "b@gmail.com", "@", "x"]),
        "birth_date": st.sampled_from(["1980-01-02", "02.01.1980", "?"]),
        "colour": _TEXT,
    },
)  # fmt: skip
_SIDE = st.lists(_FIELDS, min_size=0, max_size=6)
_BY_COUNTS = ("name", "domain", "phone", "email", "account", "first_name", "last_name")
"""Comparisons that ask how many records have a value or a word."""
_KIND = st.sampled_from(list(Kind))
_ALIKE = (Shape.ONE_TO_ONE, Shape.MANY_TO_MANY)
"""Contracts that treat both sides alike."""
_FAST = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking a run of the engine is slow
    database=None,
)


def _parties(prefix: str, rows: Sequence[dict[str, str]]) -> list[Party]:
    return [
        Party(f"{prefix}{n}", {k: v for k, v in row.items() if v}) for n, row in enumerate(rows)
    ]


@_FAST
@given(left=_SIDE, right=_SIDE, kind=_KIND, shape=st.sampled_from(list(Shape)))
def test_scores_are_finite_and_are_the_sum_of_their_parts(
    left: list[dict[str, str]], right: list[dict[str, str]], kind: Kind, shape: Shape
) -> None:
    found = suggest(_parties("l", left), _parties("r", right), kind, shape=shape)
    for item in found.items:
        assert math.isfinite(item.score)
        assert 0.0 <= item.probability <= 1.0
        parts = math.fsum([item.prior, *(e.bits for e in item.evidence)])
        assert abs(parts - item.score) < 1e-9
        assert item.sentence.endswith(".")


@_FAST
@given(left=_SIDE, right=_SIDE, kind=_KIND, shape=st.sampled_from(_ALIKE))
def test_exchanging_the_sides_exchanges_the_links(
    left: list[dict[str, str]], right: list[dict[str, str]], kind: Kind, shape: Shape
) -> None:
    mine, theirs = _parties("l", left), _parties("r", right)
    there = suggest(mine, theirs, kind, shape=shape, most=9).items
    again = suggest(theirs, mine, kind, shape=shape, most=9).items
    forth = {(i.left_id, i.right_id): i.score for i in there}
    back = {(i.right_id, i.left_id): i.score for i in again}
    for pair in forth.keys() & back.keys():
        assert forth[pair] == pytest.approx(back[pair], abs=1e-6)
    assert forth.keys() == back.keys()


@settings(_FAST, max_examples=60)
@given(left=_SIDE, right=_SIDE, kind=_KIND)
def test_what_counts_how_many_have_a_value_says_the_same_from_both_sides(
    left: list[dict[str, str]], right: list[dict[str, str]], kind: Kind
) -> None:
    mine, theirs = Table.of_parties(_parties("l", left)), Table.of_parties(_parties("r", right))
    a, b = np.indices((len(left), len(right)), dtype=np.int32).reshape(2, -1)
    forth = compare(Corpus.of(mine, theirs, kind), a, b, Ticket(), _BY_COUNTS)
    back = compare(Corpus.of(theirs, mine, kind), b, a, Ticket(), _BY_COUNTS)
    assert forth.keys() == back.keys()
    for field, one in forth.items():
        assert one.level.tolist() == back[field].level.tolist(), field
        assert one.sharers == pytest.approx(back[field].sharers, nan_ok=True), field


@_FAST
@given(left=_SIDE, right=_SIDE, kind=_KIND, data=st.data())
def test_the_order_of_rows_does_not_matter(
    left: list[dict[str, str]], right: list[dict[str, str]], kind: Kind, data: st.DataObject
) -> None:
    mine, theirs = _parties("l", left), _parties("r", right)
    shuffled = data.draw(st.permutations(theirs))
    first = suggest(mine, theirs, kind, most=9).items
    second = suggest(mine, shuffled, kind, most=9).items
    scores = {(i.left_id, i.right_id): i.score for i in first}
    again = {(i.left_id, i.right_id): i.score for i in second}
    assert scores.keys() == again.keys()
    assert all(abs(scores[pair] - again[pair]) < 1e-6 for pair in scores)


@_FAST
@given(left=_SIDE, right=_SIDE, kind=_KIND, shape=st.sampled_from(list(Shape)))
def test_no_record_has_more_partners_than_the_shape_allows(
    left: list[dict[str, str]], right: list[dict[str, str]], kind: Kind, shape: Shape
) -> None:
    links = suggest(_parties("l", left), _parties("r", right), kind, shape=shape).assigned
    mine, theirs = [a for a, _b in links], [b for _a, b in links]
    assert shape is not Shape.ONE_TO_ONE or len(set(mine)) == len(mine)
    assert shape is Shape.MANY_TO_MANY or len(set(theirs)) == len(theirs)
    assert len(set(links)) == len(links)


@_FAST
@given(left=_FIELDS, right=_FIELDS, kind=_KIND)
def test_any_pair_can_be_explained(left: dict[str, str], right: dict[str, str], kind: Kind) -> None:
    (mine,), (theirs,) = _parties("l", [left]), _parties("r", [right])
    told, turned = explain(mine, theirs, kind), explain(theirs, mine, kind)
    assert told.score == pytest.approx(turned.score, abs=1e-6)
    for evidence in told.evidence:
        assert all(0 <= s.start < s.end <= len(evidence.left) for s in evidence.left_spans)
        assert all(0 <= s.start < s.end <= len(evidence.right) for s in evidence.right_spans)


def test_the_same_run_twice_says_the_same() -> None:
    mine = _parties("l", [{"name": f"Harbor {n % 7} Dental {n}"} for n in range(80)])
    theirs = _parties("r", [{"name": f"Harbor {n % 5} Dental {n}"} for n in range(80)])
    assert suggest(mine, theirs, Kind.ACCOUNT) == suggest(mine, theirs, Kind.ACCOUNT)


@pytest.mark.parametrize("size", [0, 1, 2, 600])
def test_equal_values_everywhere_give_an_answer(size: int) -> None:
    same = [{"name": "Acme", "city": "Leeds"}] * size
    found = suggest(_parties("l", same), _parties("r", same), Kind.ACCOUNT)
    assert len({pair[0] for pair in found.assigned}) == len(found.assigned)


_RUN = """
import sys
from sfdesk.domain.matching import Shape, suggest
from sfdesk.domain.records import Kind
from tests.bench.held_out_people import Clerk, lists
from tests.bench.parties import parties
clerk = Clerk(3)
made = lists(clerk.person, clerk.again, clerk.rng, both=150, left=60, right=60, copies=(1, 2))
mine, theirs = parties(made.left, Kind.CONTACT), parties(made.right, Kind.CONTACT)
for shape in Shape:
    sys.stdout.write(repr(suggest(mine, theirs, Kind.CONTACT, shape=shape)))
"""


def test_the_outcome_is_the_same_byte_for_byte_in_any_process() -> None:
    told = []
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _RUN]
        done = subprocess.run(command, check=True, capture_output=True, env=environment)
        told.append(done.stdout)
    assert len(told[0]) > 10_000
    assert told[0] == told[1]


def test_a_cancelled_ticket_stops_the_run() -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        suggest(_parties("l", [{"name": "A"}]), _parties("r", [{"name": "A"}]), Kind.ACCOUNT,
                ticket=ticket)  # fmt: skip
