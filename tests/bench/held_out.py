"""Sets that nothing was fitted on: people by name and address, shops, other scripts, odd sizes.

Small, made afresh from a seed. Each says how many partners a record may have. The truth is every
pair of records that describe the same, whatever the shape.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from tests.bench.held_out_people import Clerk, lists, only
from tests.bench.held_out_scripts import FIRST, accents, companies, people
from tests.bench.synthetic import Lists

ALL = tuple(FIRST)
PERSON = ("given_name", "surname", "street_number", "address_1", "suburb", "postcode")
SHOP = ("business", "addr", "locality", "pcode", "tel_no")


@dataclass(frozen=True, slots=True)
class Case:
    """One set: what its records are, how many partners they may have, and how it is made."""

    kind: Kind
    shape: Shape
    make: Callable[[], Lists]


def _people(
    seed: int, both: int, left: int, right: int, copies: tuple[int, ...] = (1,),
    columns: tuple[str, ...] = PERSON, gaps: float = 0.06, *, kin: bool = False,
) -> Lists:  # fmt: skip
    clerk = Clerk(seed)
    made = lists(
        clerk.person, lambda row: clerk.again(row, gaps=gaps), clerk.rng,
        both=both, left=left, right=right, copies=copies, kin=clerk.housemate if kin else None,
    )  # fmt: skip
    return only(made, columns)


def _shops(
    seed: int, both: int, left: int, right: int, copies: tuple[int, ...] = (1,),
    columns: tuple[str, ...] = SHOP, *, kin: bool = False,
) -> Lists:  # fmt: skip
    clerk = Clerk(seed)
    made = lists(clerk.shop, clerk.again, clerk.rng, both=both, left=left, right=right,
                 copies=copies, kin=clerk.branch if kin else None)  # fmt: skip
    return only(made, columns)


def _one_sided() -> Lists:
    """Return shops of which one list has no telephone and the other no postcode."""
    made = _shops(31, 600, 200, 300)
    for row in made.left:
        del row["tel_no"]
    for row in made.right:
        del row["pcode"]
    return made


def _other_content() -> Lists:
    """Return shops whose telephone column means a switchboard in one list, a line in the other."""
    made = _shops(32, 600, 200, 300)
    for n, row in enumerate(made.right):
        row["tel_no"] = f"1800 {n % 7} 55 {n % 3}00 00"
    return made


def _odd_names() -> Lists:
    """Return shops under column names that say nothing."""
    made = _shops(33, 600, 200, 300)
    names = dict(zip(SHOP, ("Bezeichnung", "Anschrift", "Gemeinde", "Col_7", "Kontakt"),
                     strict=True))  # fmt: skip
    for side in (made.left, made.right):
        side[:] = [{names.get(k, k): v for k, v in row.items()} for row in side]
    return made


def _junk() -> Lists:
    """Return shops of which some rows on both sides are tests and leftovers."""
    made = _shops(34, 500, 100, 150)
    words = ("test", "Test account", "asdf", "n/a", "do not use", "xxx", "DUMMY", "delete me", "-")
    for side, mark in ((made.left, "L"), (made.right, "R")):
        blank = dict.fromkeys(side[0], "")
        for n in range(40):
            row = {**blank, "id": f"{mark}junk{n}", "business": words[n % len(words)]}
            side.append({**row, "locality": "ashby" if n % 3 else ""})
    return made


def _name_city(seed: int, both: int, left: int, right: int) -> Lists:
    made = _shops(seed, both, left, right, columns=("business", "locality"))
    for side in (made.left, made.right):
        for row in side:
            row["country"] = "Australia"
    return made


_A, _C = Kind.ACCOUNT, Kind.CONTACT
_ONE, _N, _MANY = Shape.ONE_TO_ONE, Shape.ONE_TO_MANY, Shape.MANY_TO_MANY
_TOWNS = ("given_name", "surname", "suburb")
_NO_STATE = ("given_name", "surname", "suburb", "postcode")

CASES: dict[str, Case] = {
    "people": Case(_C, _ONE, lambda: _people(1, 3000, 1000, 1500)),
    "people_all_paired": Case(_C, _ONE, lambda: _people(2, 3000, 0, 0)),
    "people_gaps": Case(_C, _ONE, lambda: _people(3, 2000, 700, 700, gaps=0.2)),
    "people_town": Case(_C, _ONE, lambda: _people(4, 2000, 700, 700, columns=_TOWNS)),
    "people_postcode": Case(_C, _ONE, lambda: _people(14, 2000, 700, 700, columns=_NO_STATE)),
    "people_copies": Case(_C, _MANY, lambda: _people(5, 1500, 600, 600, (1, 1, 2, 3))),
    "people_copies_gaps": Case(
        _C, _MANY, lambda: _people(6, 1000, 500, 500, (1, 1, 2, 3), gaps=0.2)
    ),
    "people_families": Case(_C, _ONE, lambda: _people(12, 2500, 1000, 1000, kin=True)),
    "people_families_copies": Case(
        _C, _MANY, lambda: _people(13, 1200, 600, 600, (1, 1, 2), kin=True)
    ),
    "people_replaced_copies": Case(_C, _MANY, lambda: _replaced(71)),
    "people_one_many": Case(_C, _N, lambda: _one_many(7)),
    "people_many_single": Case(_C, _MANY, lambda: _people(8, 2000, 800, 800)),
    "shops": Case(_A, _ONE, lambda: _shops(9, 2000, 700, 900)),
    "shops_branches": Case(_A, _ONE, lambda: _shops(16, 2000, 900, 900, kin=True)),
    "shops_branches_copies": Case(
        _A, _MANY, lambda: _shops(17, 1000, 600, 600, (1, 1, 2), kin=True)
    ),
    "shops_copies": Case(_A, _MANY, lambda: _shops(10, 1000, 400, 500, (1, 1, 2, 3))),
    "shops_town": Case(_A, _ONE, lambda: _name_city(11, 2000, 600, 800)),
    "shops_town_copies": Case(
        _A, _MANY, lambda: _shops(15, 800, 400, 400, (1, 2), ("business", "locality", "tel_no"))
    ),
    "one_sided": Case(_A, _ONE, _one_sided),
    "other_content": Case(_A, _ONE, _other_content),
    "odd_names": Case(_A, _ONE, _odd_names),
    "junk": Case(_A, _ONE, _junk),
    "tiny": Case(_A, _ONE, lambda: _shops(20, 7, 3, 3)),
    "tiny_people": Case(_C, _ONE, lambda: _people(21, 7, 3, 3)),
    "skewed": Case(_A, _ONE, lambda: _shops(22, 40, 10, 30_000)),
    "skewed_people": Case(_C, _ONE, lambda: _people(23, 40, 10, 30_000)),
    "none": Case(_A, _ONE, lambda: _shops(24, 0, 600, 800)),
    "none_people": Case(_C, _ONE, lambda: _people(25, 0, 600, 800)),
    "none_many": Case(_C, _MANY, lambda: _people(26, 0, 600, 800)),
    "few": Case(_A, _ONE, lambda: _shops(27, 15, 800, 900)),
    "few_people": Case(_C, _ONE, lambda: _people(28, 15, 800, 900)),
    "scripts_people": Case(_C, _ONE, lambda: people(40, ALL, split=True)),
    "scripts_people_whole": Case(_C, _ONE, lambda: people(41, ALL, split=False)),
    "scripts_companies": Case(_A, _ONE, lambda: companies(42, ALL, town=True)),
    "scripts_companies_names": Case(_A, _ONE, lambda: companies(43, ALL, town=False)),
    "scripts_russian": Case(_A, _ONE, lambda: companies(44, ("ru",), town=True)),
    "accents": Case(_A, _ONE, lambda: accents(45)),
}


def _replaced(seed: int) -> Lists:
    clerk = Clerk(seed)
    made = lists(clerk.person, clerk.replaced, clerk.rng, both=1200, left=600, right=600,
                 copies=(1, 1, 2))  # fmt: skip
    return only(made, PERSON)


def _one_many(seed: int) -> Lists:
    clerk = Clerk(seed)
    made = lists(clerk.person, clerk.again, clerk.rng, both=1200, left=500, right=400,
                 copies=(1, 1, 2, 3))  # fmt: skip
    first: dict[str, str] = {}
    for mine, theirs in made.truth:
        first.setdefault(theirs, mine)
    kept = set(first.values())
    paired = {mine for mine, _theirs in made.truth}
    made.left = [row for row in made.left if row["id"] in kept or row["id"] not in paired]
    made.truth = [(mine, theirs) for theirs, mine in first.items()]
    return only(made, PERSON)
