"""A list view is named as a person names it; where that is not clear, the answer helps on."""

import pytest

from sfdesk.domain.list_views import ListView, named
from sfdesk.errors import UnknownId

_MINE = ListView("00BD0000005WcCNMA0", "My Accounts", "MyAccounts")
_RENEWALS = ListView("00BD0000005WcBeMAK", "My Renewals", "My_Renewals")
_TWINS = (ListView("00BD0000005WcBp", "Twin", "Twin"), ListView("00BD0000005WcBq", "Twin", "Twin1"))
_ALL = (_MINE, _RENEWALS, *_TWINS)


@pytest.mark.parametrize(
    "text",
    ["My Renewals", "my renewals", " MY_RENEWALS ", "00BD0000005WcBeMAK", "00BD0000005WcBe"],
)
def test_a_view_is_known_by_name_developer_name_or_id(text: str) -> None:
    assert named(_ALL, text) is _RENEWALS


def test_the_exact_name_goes_before_others_that_differ_in_case() -> None:
    shouting = ListView("00BD0000005Wxxx", "MY RENEWALS", "Other")
    assert named((*_ALL, shouting), "My Renewals") is _RENEWALS
    assert named((*_ALL, shouting), "MY RENEWALS") is shouting


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownId) as caught:
        named(_ALL, "My Renewal")
    assert 'no list view "My Renewal"' in caught.value.title
    assert caught.value.hint.startswith("The nearest names are: My Renewals")


def test_a_name_like_no_other_is_answered_with_what_there_is() -> None:
    with pytest.raises(UnknownId, match="My Accounts, My Renewals, Twin"):
        named(_ALL, "zzz")
    with pytest.raises(UnknownId, match="You have no list views for accounts"):
        named((), "zzz")


def test_two_of_one_name_have_to_be_told_by_their_ids() -> None:
    with pytest.raises(UnknownId) as caught:
        named(_ALL, "Twin")
    assert caught.value.title == '2 list views are called "Twin"'
    assert "00BD0000005WcBp (Twin), 00BD0000005WcBq (Twin1)" in caught.value.hint
