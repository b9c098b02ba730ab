import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.gui.review.spans import marked, plain


@pytest.mark.parametrize(
    ("left", "right", "marked_left", "marked_right"),
    [
        ("Nordwind Energie", "Nordwind AG", "Nordwind [Energie]", "Nordwind [AG]"),
        ("nordwind.de", "www.nordwind.de", "nordwind.de", "[www.]nordwind.de"),
        ("+49 40 5550 123", "+49 40 5550 199", "+49 40 5550 [123]", "+49 40 5550 [199]"),
        ("Tarn Valley Ltd", "Alba Group", "[Tarn Valley Ltd]", "[Alba Group]"),
        ("HAMBURG", "Hamburg", "HAMBURG", "Hamburg"),
        ("N-2041", "", "N-2041", ""),
    ],
)
def test_only_words_that_the_other_side_lacks_are_marked(
    left: str, right: str, marked_left: str, marked_right: str
) -> None:
    mine, theirs = marked(left, right)
    assert (plain(mine), plain(theirs)) == (marked_left, marked_right)


@given(st.text(), st.text())
def test_marking_loses_no_character(left: str, right: str) -> None:
    mine, theirs = marked(left, right)
    assert "".join(p.text for p in mine) == left
    assert "".join(p.text for p in theirs) == right


@given(st.text())
def test_a_value_never_differs_from_itself(text: str) -> None:
    assert not any(piece.differs for side in marked(text, text) for piece in side)
