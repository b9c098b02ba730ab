"""What is linked when a record may have several partners, and when nobody has one."""

import pytest

from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import run
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.suggesting import suggest
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.bench.held_out_people import Clerk, lists
from tests.bench.parties import parties
from tests.bench.scoring import f1_of


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("kind", list(Kind))
def test_lists_with_nobody_in_common_are_not_linked(kind: Kind, shape: Shape) -> None:
    clerk = Clerk(5)
    make = clerk.person if kind is Kind.CONTACT else clerk.shop
    made = lists(make, clerk.again, clerk.rng, both=0, left=250, right=300)
    found = suggest(parties(made.left, kind), parties(made.right, kind), kind, shape=shape)
    assert len(found.assigned) <= 1
    assert not [s for s in found.items if s.band == "certain"]


def test_copies_in_both_lists_are_all_found() -> None:
    clerk = Clerk(6)
    made = lists(clerk.person, clerk.again, clerk.rng, both=300, left=150, right=150,
                 copies=(1, 1, 2, 3))  # fmt: skip
    mine, theirs = parties(made.left, Kind.CONTACT), parties(made.right, Kind.CONTACT)
    found = suggest(mine, theirs, Kind.CONTACT, shape=Shape.MANY_TO_MANY)
    links, truth = set(found.assigned), set(made.truth)
    assert f1_of(links, truth) > 0.88
    assert len(links & truth) / len(links) > 0.96
    certain = {(s.left_id, s.right_id) for s in found.items if s.band == "certain"}
    assert len(certain & truth) >= 0.995 * len(certain)
    assert len(certain) > 0.6 * len(truth)


def test_records_without_copies_compete_even_where_several_partners_are_allowed() -> None:
    clerk = Clerk(33)
    made = lists(clerk.person, clerk.again, clerk.rng, both=400, left=200, right=200)
    mine, theirs = parties(made.left, Kind.CONTACT), parties(made.right, Kind.CONTACT)
    many, one = (
        set(suggest(mine, theirs, Kind.CONTACT, shape=shape).assigned)
        for shape in (Shape.MANY_TO_MANY, Shape.ONE_TO_ONE)
    )
    assert many == one


def test_a_family_at_one_address_is_not_one_person_written_down_several_times() -> None:
    clerk = Clerk(14)
    made = lists(clerk.person, clerk.again, clerk.rng, both=400, left=200, right=200,
                 copies=(1, 1, 2), kin=clerk.housemate)  # fmt: skip
    mine, theirs = parties(made.left, Kind.CONTACT), parties(made.right, Kind.CONTACT)
    found = suggest(mine, theirs, Kind.CONTACT, shape=Shape.MANY_TO_MANY)
    links, truth = set(found.assigned), set(made.truth)
    assert len(links & truth) > 0.9 * len(links)
    assert f1_of(links, truth) > 0.87


def test_a_first_name_may_be_wrong_where_last_names_are_wrong_as_often() -> None:
    clerk = Clerk(71)
    made = lists(clerk.person, clerk.replaced, clerk.rng, both=400, left=200, right=200,
                 copies=(1, 1, 2))  # fmt: skip
    mine, theirs = parties(made.left, Kind.CONTACT), parties(made.right, Kind.CONTACT)
    found = suggest(mine, theirs, Kind.CONTACT, shape=Shape.MANY_TO_MANY)
    links, truth = set(found.assigned), set(made.truth)
    assert len(links & truth) > 0.97 * len(links)
    assert f1_of(links, truth) > 0.94


@pytest.mark.parametrize(
    ("shape", "copies"), [*((s, (1,)) for s in Shape), (Shape.MANY_TO_MANY, (1, 1, 2))]
)
def test_the_precision_is_estimated_to_a_point_or_so(shape: Shape, copies: tuple[int, ...]) -> None:
    clerk = Clerk(52)
    made = lists(clerk.shop, clerk.again, clerk.rng, both=500, left=200, right=300, copies=copies)
    tables = [Table.of_parties(parties(side, Kind.ACCOUNT)) for side in (made.left, made.right)]
    done = run(Corpus.of(tables[0], tables[1], Kind.ACCOUNT), (), shape, Ticket())
    ids, n = done.corpus.table.ids, done.corpus.n_left
    places = zip(done.pairs.rows[done.assigned], done.pairs.cols[done.assigned], strict=True)
    links = {(ids[row], ids[n + col]) for row, col in places}
    right = len(links & set(made.truth)) / len(links)
    assert done.lines.precision == pytest.approx(right, abs=0.015)
