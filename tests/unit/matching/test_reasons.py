"""What is said of a pair is true, reads well, and is the same in the file and on the screen."""

from collections.abc import Mapping, Sequence

import pytest

from sfdesk.domain.matching.brief import Brief
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.engine import run
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.model import Party, Shape, Suggestion
from sfdesk.domain.matching.normalise import Features, Table, features
from sfdesk.domain.matching.phrases import rivals_text, sentence
from sfdesk.domain.matching.wording import level_text, name_text
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.bench.held_out_people import Clerk, lists
from tests.bench.parties import parties


def _links(
    left: Sequence[Party], right: Sequence[Party], kind: Kind
) -> Mapping[tuple[str, str], tuple[str, Suggestion]]:
    """Return, per link, the sentence of the file of links and the full account."""
    corpus = Corpus.of(Table.of_parties(left), Table.of_parties(right), kind)
    done = run(corpus, (), Shape.ONE_TO_ONE, Ticket())
    said, explainer = Brief(done).reasons(done.assigned), Explainer(done)
    full = [explainer.suggestion(place) for place in done.assigned.tolist()]
    both = zip(said, full, strict=True)
    return {(one.left_id, one.right_id): (text, one) for text, one in both}


def _names(mine: str, theirs: str) -> Features:
    table = Table(["1", "2"], {"name": [mine, theirs]}, {}, ["", ""])
    return features(table, Kind.ACCOUNT)


@pytest.mark.parametrize("kind", Kind)
def test_the_file_of_links_says_what_the_full_account_says(kind: Kind) -> None:
    clerk = Clerk(8)
    make = clerk.person if kind is Kind.CONTACT else clerk.shop
    made = lists(make, clerk.again, clerk.rng, both=150, left=60, right=60, copies=(1, 1, 2))
    found = _links(parties(made.left, kind), parties(made.right, kind), kind)
    assert len(found) > 90
    assert all(text == full.sentence for text, full in found.values())


@pytest.mark.parametrize(
    ("mine", "theirs", "says"),
    [("Zebra Foods", "Kappa Tools", "different names"),
     ("Subway #1234", "Subway #1243", "names differ in a number"),
     ("Zebra Foods", "Zebra Foods", "Same name")],
)  # fmt: skip
def test_a_link_by_telephone_says_how_the_names_stand(mine: str, theirs: str, says: str) -> None:
    other = {"name": "Northwind Traders", "phone": "503 222 1234"}
    left, right = (
        [Party("1", {"name": name, "phone": "503 777 1234"}), Party("2", other)]
        for name in (mine, theirs)
    )
    text, full = _links(left, right, Kind.ACCOUNT)["1", "1"]
    assert text == full.sentence
    assert says in text


@pytest.mark.parametrize(
    ("mine", "theirs", "level", "good", "bad"),
    [("Acme Ltd", "ACME Ltd.", 2, "Same name", "The name is a common one"),
     ("Acme Ltd", "Acme Inc", 2, "Name agrees apart from legal form or punctuation",
      "The name is a common one"),
     ("Acme Widgets", "Acme", 4, "Name agrees apart from “widgets”",
      "Names differ in “widgets”"),
     ("Acme Widgets", "Acme Foods", 8, "Names share “acme”, which is in 1 record",
      "Names share “acme” only"),
     ("Acme 7", "Acme 8", 4, "Similar names, apart from a number", "Names differ in a number"),
     ("Bliss", "Blist", 7, "Similar names", "Names are only similar"),
     ("Bliss", "Orkan", 13, "Different names", "Different names")],
)  # fmt: skip
def test_names_agree_where_they_speak_for_a_pair_and_differ_where_against(
    mine: str, theirs: str, level: int, good: str, bad: str
) -> None:
    made = _names(mine, theirs)
    assert name_text(made, 0, 1, {}, level, against=False) == good
    assert name_text(made, 0, 1, {}, level, against=True) == bad


def test_no_level_of_likeness_that_counts_against_calls_names_alike() -> None:
    for n, level in enumerate(comparison("name").levels):
        said = level_text("name", n, against=True)
        assert said != level.text or said == "Different names"


def test_what_little_agrees_is_no_praise_where_it_counts_against() -> None:
    levels = [level.name for level in comparison("place").levels]
    for name, says in (("postcode", "Same postcode"), ("city-only", "Same city")):
        assert level_text("place", levels.index(name)) == says
        assert level_text("place", levels.index(name), against=True).startswith("Little more")


@pytest.mark.parametrize(
    ("bits", "margin", "says"),
    [(0.0, None, "No other record comes close"),
     (0.0, 9.0, "No other record comes close"),
     (-10.4, 19.7, "Another record would fit too, though less well"),
     (-1.5, 3.0, "Another record fits nearly as well"),
     (-1.0, 0.0, "Another record fits just as well"),
     (-9.0, -2.0, "Another record fits better")],
)  # fmt: skip
def test_what_is_said_of_rivals_follows_from_how_they_compare(
    bits: float, margin: float | None, says: str
) -> None:
    assert rivals_text(bits, margin) == says


def test_no_record_is_said_to_fit_better_than_the_one_with_the_same_mail() -> None:
    smith = {"first_name": "John", "last_name": "Smith", "account": "Acme Widgets Inc",
             "city": "Toledo"}  # fmt: skip
    own = {**smith, "email": "john.smith@acmewidgets.com"}
    other = {**smith, "email": "jsmith2@acmewidgets.com"}
    found = _links([Party("i", own), Party("j", other)], [Party("59", own)], Kind.CONTACT)
    text, full = found["i", "59"]
    assert text == full.sentence
    assert text.endswith("but another record would fit too, though less well.")


@pytest.mark.parametrize(
    ("reasons", "says"),
    [(["Same name", "Same city"], "Same name and same city, but phone differs."),
     (["Same e-mail, and nobody else has it", "Same city"],
      "Same e-mail, and nobody else has it; same city, but phone differs."),
     ([], "Phone differs.")],
)  # fmt: skip
def test_reasons_are_joined_so_that_each_is_whole(reasons: list[str], says: str) -> None:
    assert sentence(reasons, ["Phone differs"]) == says
