"""The SOQL grammar and its error texts, and the spans of date literals."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfdesk.practice.soql import grammar, periods, tree
from sfdesk.practice.wire import Refusal


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT Id FROM Account",
        "select Id, Name n, Owner.Name from Account a where a.Name like 'x\\'%' limit 5 offset 2",
        "SELECT Id, (SELECT Id FROM Contacts WHERE Email != null LIMIT 3) FROM Account",
        "SELECT COUNT() FROM Account",
        "SELECT Type, COUNT(Id) c FROM Account GROUP BY Type HAVING COUNT(Id) > 1",
        "SELECT FIELDS(ALL) FROM Group LIMIT 200",
        "SELECT Id FROM Account WHERE NOT (Name = 'a' OR Name = 'b') AND IsDeleted = false",
        "SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)",
        "SELECT Id FROM Account WHERE CreatedDate >= 2026-05-01T07:25:37+02:00 FOR VIEW",
        "SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS:30 ORDER BY Name DESC NULLS LAST",
        "SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Event",
        "SELECT Id FROM Success_Plan__c WHERE Topics__c INCLUDES ('a;b', 'c')",
        "SELECT Id FROM Account WHERE AnnualRevenue > USD5000 WITH SECURITY_ENFORCED",
        "SELECT Id FROM Account USING SCOPE mine WHERE Health__c < -1.5e3",
        "SELECT Limit__c, Order__c, Fromage__c FROM Order",
    ],
)
def test_it_takes(statement: str) -> None:
    assert isinstance(grammar.parse(statement), tree.Query)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("SELECT Id FROM", "unexpected token: '<EOF>'"),
        ("SELECT Id FRM Account", "ERROR at Row:1:Column:15\nunexpected token: 'Account'"),
        ("SELECT Id FROM Account WHERE a=1 AND b=2 OR c=3", "unexpected token: 'OR'"),
        ("SELECT Id\nFROM Account WHERE Name = 'a", "ERROR at Row:2:Column:27"),
        ("", "A query string has to be specified"),
        ('SELECT Id FROM Account WHERE Name = "a"', "unexpected token"),
    ],
)
def test_it_refuses_and_points_at_the_place(statement: str, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        grammar.parse(statement)
    assert refused.value.code == "MALFORMED_QUERY"
    assert message in refused.value.message


def test_the_caret_stands_below_the_place() -> None:
    refusal = grammar.at("select count() from XYZZY", 20, "no", "INVALID_TYPE")
    assert refusal.message == (
        "\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\nno"
    )


@settings(max_examples=80)
@given(st.text())
def test_any_text_in_quotes_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    query = grammar.parse(f"SELECT Id FROM Account WHERE Name = '{escaped}'")
    assert isinstance(query.where, tree.Compare)
    assert isinstance(query.where.right, tree.Literal_)
    assert query.where.right.value == text


@settings(max_examples=150)
@given(st.text(alphabet="SELECTFROMWHERE idaN(),.='\\\"%_:0129-+<>!\n", max_size=120))
def test_nonsense_is_refused_and_nothing_else(text: str) -> None:
    assert _outcome("SELECT Id FROM Account WHERE " + text) in ("taken", "MALFORMED_QUERY")


def _outcome(statement: str) -> str:
    try:
        grammar.parse(statement)
    except Refusal as refused:
        return refused.code
    return "taken"


@pytest.mark.parametrize(
    ("literal", "first", "after"),
    [
        ("TODAY", "2026-11-22", "2026-11-23"),
        ("LAST_N_DAYS:30", "2026-10-23", "2026-11-23"),
        ("NEXT_N_DAYS:2", "2026-11-23", "2026-11-25"),
        ("THIS_WEEK", "2026-11-22", "2026-11-29"),
        ("LAST_MONTH", "2026-10-01", "2026-11-01"),
        ("NEXT_QUARTER", "2027-01-01", "2027-04-01"),
        ("THIS_YEAR", "2026-01-01", "2027-01-01"),
        ("LAST_N_MONTHS:2", "2026-09-01", "2026-11-01"),
        ("N_DAYS_AGO:3", "2026-11-19", "2026-11-20"),
        ("LAST_90_DAYS", "2026-08-24", "2026-11-23"),
    ],
)
def test_date_literals_span_what_they_say(literal: str, first: str, after: str) -> None:
    span = periods.span(literal, date(2026, 11, 22))
    assert span == (date.fromisoformat(first), date.fromisoformat(after))


@given(st.text(max_size=30))
def test_a_word_that_is_no_date_literal_has_no_span(text: str) -> None:
    assert periods.span(text + "?", date(2026, 11, 22)) is None
