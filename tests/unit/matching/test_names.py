"""Company names and addresses: what one has beside the other, slips, and how many have a name."""

import numpy as np
import pytest

from sfdesk.domain.matching import compare_company, compare_place
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.model import Party
from sfdesk.domain.matching.names import NameBook, likeness
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.records import Kind

OTHERS = ("Wani Books", "Comet Foundry", "Unity Trust", "Harbor Optics", "Granite Analytics",
          "Falcon Dental", "Maple Brewing", "Silver Robotics")  # fmt: skip
AT = np.zeros(1, dtype=np.int32)


def _corpus(mine: dict[str, str], theirs: dict[str, str]) -> tuple[Corpus, np.ndarray]:
    """Return the two records among others, and the place of the right one."""
    left = [mine, *({"name": name} for name in OTHERS)]
    right = [theirs, *({"name": name} for name in OTHERS)]
    first, second = [
        Table.of_parties([Party(f"{side}{n}", row) for n, row in enumerate(rows)])
        for side, rows in (("l", left), ("r", right))
    ]
    return Corpus.of(first, second, Kind.ACCOUNT), AT + len(left)


def _level(field: str, found: Outcome) -> str:
    level = int(found.level[0])
    return comparison(field).levels[level].name if level >= 0 else ""


def _branch(mine: dict[str, str], theirs: dict[str, str]) -> str:
    corpus, at = _corpus(mine, theirs)
    return _level("branch", compare_company.branch(corpus, AT, at))


def _likeness(mine: str, theirs: str) -> int:
    """Return the level of likeness of two names, 13 for the best."""
    corpus, at = _corpus({"name": mine}, {"name": theirs})
    return int(_level("name", compare_company.name(corpus, AT, at)).removeprefix("alike-"))


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ("Scala Books", "Scala Books", ""),
        ("Scala Books", "Scala Books Inc.", ""),
        ("Scala Books", "Scala Books Holdings", "group"),
        ("Scala Books Group", "Scala Books", "group"),
        ("Scala Books", "Scala Books Printing", "word"),
        ("Scala Books Canada", "Scala Books Europe", "other-place"),
        ("Scala Books", "Comet Group", ""),
        ("Scala Books Group", "Scala Farms", ""),
    ],
)
def test_a_word_tells_a_branch_only_where_the_names_are_the_same_without_it(
    mine: str, theirs: str, told: str
) -> None:
    assert _branch({"name": mine}, {"name": theirs}) == told
    assert _branch({"name": theirs}, {"name": mine}) == told


def test_a_place_in_the_name_is_the_own_one_where_the_other_record_is_there() -> None:
    named = {"name": "Scala Books Peoria", "city": "Salem"}
    assert _branch(named, {"name": "Scala Books", "city": "Peoria"}) == "own-place"
    named = {"name": "Scala Books - Salem", "city": "Salem"}
    assert _branch(named, {"name": "Scala Books", "city": "Chicago"}) == "one-place"


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("Westaflex", "Wesaaflex"),
        ("Arena Pharmaceuticals", "Arean Pharmaceuticals"),
        ("Cutter & Buck", "Ctter & Buck"),
        ("Lunar Services Design", "Luunar Services Design"),
    ],
)
def test_a_slip_of_the_pen_leaves_a_long_name_alike(name: str, slip: str) -> None:
    assert _likeness(name, slip) >= 8


def test_a_slip_says_less_the_shorter_the_name_and_nothing_in_a_number() -> None:
    assert _likeness("Voco", "Vico") < _likeness("Vocolan", "Vicolan")
    assert _likeness("Vocolan", "Vicolan") < _likeness("Vocolanderies", "Vicolanderies")
    assert _likeness("Pier 1234567891", "Pier 1234567892") < _likeness(
        "Piers Imports", "Peirs Imports"
    )


def test_a_slip_in_a_word_says_the_same_from_both_sides_however_common_the_spellings() -> None:
    book = NameBook(["harbor milk", "harbour mill", *["harbor x"] * 60, *["mill y"] * 9])
    assert likeness(book, AT, AT + 1) == pytest.approx(likeness(book, AT + 1, AT))


def test_a_name_that_many_have_says_less_than_one_that_nobody_else_has() -> None:
    rows = [{"name": "Scala Books"}, *[{"name": "Comet Foundry"}] * 6]
    table = Table.of_parties([Party(f"x{n}", row) for n, row in enumerate(rows)])
    corpus = Corpus.of(table, table, Kind.ACCOUNT)
    found = compare_company.name(
        corpus, np.array([0, 1], dtype=np.int32), np.array([7, 8], dtype=np.int32)
    )
    assert found.sharers.tolist() == pytest.approx([np.log2(2), np.log2(7)])


def test_a_street_that_one_side_lacks_is_not_called_another() -> None:
    known = {"name": "Scala Books", "city": "Peoria", "postcode": "61602"}
    corpus, at = _corpus({**known, "street": "12 Oak St"}, known)
    found = compare_place.place(corpus, AT, at)
    assert _level("place", found) == "postcode"
    assert "street" not in comparison("place").levels[int(found.level[0])].text
