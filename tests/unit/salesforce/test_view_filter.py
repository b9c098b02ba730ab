"""A list view's filter is taken over as it is, or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.records import Kind
from sfdesk.salesforce import soql
from sfdesk.salesforce.view_filter import ViewFilter, read

_ME = "005A0000000aaaaIAA"
_HEAD = "SELECT name, tolabel(type), owner.alias, id FROM Account"
_TAIL = " ORDER BY Name ASC NULLS FIRST, Id ASC NULLS FIRST"


def taken(rest: str, scope: str | None = None, tail: str = _TAIL) -> ViewFilter:
    return read(f"{_HEAD}{rest}{tail}", scope, "Account", owner_id=_ME)


def test_a_view_of_everything_has_no_filter() -> None:
    assert taken("") == ViewFilter()
    assert taken("", "everything") == ViewFilter("everything")
    assert taken("", tail="") == ViewFilter()


def test_mine_is_whose_it_is() -> None:
    assert taken(" USING SCOPE mine") == ViewFilter("mine", "", _ME)
    assert taken("", "mine") == ViewFilter("mine", "", _ME)
    assert taken(" USING SCOPE Team WHERE Name != null") == ViewFilter("team", "Name != null")


@pytest.mark.parametrize(
    "condition",
    [
        "CreatedDate = THIS_WEEK",
        "Renewal_Date__c = NEXT_N_DAYS:120",
        "(Type IN ('Customer', 'Partner') OR NOT (Name LIKE '%test%')) AND ns__ARR__c >= 5e3",
        "Name = 'It\\'s ORDER BY (here'",
        "Site = ') ORDER BY Name'",
        "Region__c INCLUDES ('a;b','c') AND CreatedDate > 2026-01-01T00:00:00.000+0000",
        "DISTANCE(Billing__c, GEOLOCATION(37.7, -122.4), 'mi') < 20",
        "ARR__c > USD5000 AND Owner.UserRole.Name <> 'Sales'",
        "toLabel(Industry) = 'Banking'",
    ],
)
def test_a_condition_is_taken_as_it_stands(condition: str) -> None:
    assert taken(f" WHERE {condition}").condition == condition
    assert taken(f" using scope mine where {condition}", tail=" order by Name").condition == (
        condition
    )
    assert taken(f" WHERE {condition}", tail="").condition == condition


def test_a_condition_with_a_query_inside_does_not_join() -> None:
    nested = taken(" WHERE Id IN (SELECT AccountId FROM Opportunity WHERE IsWon = true)")
    assert nested.nested
    assert not nested.joins
    assert not taken(" USING SCOPE team").joins
    assert taken(" USING SCOPE mine WHERE Name != null").joins


@pytest.mark.parametrize(
    "query",
    [
        "",
        "DELETE FROM Account",
        "SELECT Id FROM Contact",
        "SELECT Id FROM Account, Contact",
        "SELECT Id FROM Account a",
        "SELECT Id FROM Account WHERE",
        "SELECT Id FROM Account WHERE ORDER BY Name",
        "SELECT Id FROM Account WHERE (Name = 'x'",
        "SELECT Id FROM Account WHERE Name = 'x') OR (Id != null",
        "SELECT Id FROM Account WHERE Name = 'x",
        "SELECT Id FROM Account WHERE Name = 'x' LIMIT 10",
        "SELECT Id FROM Account ORDER BY LastViewedDate LIMIT 10",
        "SELECT Id FROM Account WHERE Name = 'x' ORDER BY Name OFFSET 3",
        "SELECT Id FROM Account WHERE Name = 'x' WITH DATA CATEGORY a__c AT b__c",
        "SELECT Id FROM Account WHERE Name = 'x' GROUP BY Name",
        "SELECT Id FROM Account WHERE Name = 'x' FOR VIEW",
        "SELECT Id FROM Account USING SCOPE",
        "SELECT Id FROM Account USING SCOPE (mine)",
        "SELECT Id FROM Account; DELETE",
        "SELECT Id FROM Account WHERE Name = :bound",
        'SELECT Id FROM Account WHERE Name = "x"',
    ],
)
def test_what_is_not_plainly_a_filter_is_refused(query: str) -> None:
    with pytest.raises(ValueError):
        read(query, None, "Account", owner_id=_ME)


def test_a_scope_that_is_no_word_is_refused() -> None:
    with pytest.raises(ValueError):
        read("SELECT Id FROM Account", "mine WHERE Id != null", "Account", owner_id=_ME)


@given(
    st.lists(
        st.sampled_from(
            ["(", ")", "'a'", "'('", "Name", "=", "AND", "ORDER", "BY", "LIMIT", "5", "SELECT", ","]
        )
    )
)
def test_no_text_breaks_out_of_the_parentheses_around_it(words: list[str]) -> None:
    try:
        found = taken(f" WHERE {' '.join(words)}", tail="").condition
    except ValueError:
        return
    bare = re.sub(r"'[^']*'", "", found)
    depth = 0
    for letter in bare:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        assert depth >= 0
    assert depth == 0


def test_accounts_are_asked_for_in_the_views_own_words() -> None:
    view = taken(" USING SCOPE mine WHERE Tier__c = 'A' OR Tier__c = 'B'")
    where = soql.conditions(Kind.ACCOUNT, view=view, among=("Id", ("001",)))
    assert soql.count(Kind.ACCOUNT, where) == (
        "SELECT COUNT() FROM Account USING SCOPE mine "
        "WHERE (Tier__c = 'A' OR Tier__c = 'B') AND Id IN ('001')"
    )


def test_contacts_are_those_of_the_accounts_that_the_view_shows() -> None:
    view = taken(" USING SCOPE mine WHERE Tier__c = 'A' OR Tier__c = 'B'")
    assert soql.conditions(Kind.CONTACT, view=view) == (
        " WHERE AccountId IN (SELECT Id FROM Account "
        f"WHERE OwnerId = '{_ME}' AND (Tier__c = 'A' OR Tier__c = 'B'))"
    )
    assert soql.conditions(Kind.CONTACT, view=taken("")) == (
        " WHERE AccountId IN (SELECT Id FROM Account)"
    )
    with pytest.raises(ValueError):
        soql.conditions(Kind.CONTACT, view=taken(" USING SCOPE team"))
