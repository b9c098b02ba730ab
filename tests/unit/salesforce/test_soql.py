"""Whatever a value holds, it stays inside its quotes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.records import Kind
from sfdesk.salesforce import soql

_BACK = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _read_literal(quoted: str) -> str:
    """Read a SOQL text literal as Salesforce does; fail if it ends before its end."""
    assert quoted[0] == quoted[-1] == "'"
    inside, read, at = quoted[1:-1], "", 0
    while at < len(inside):
        assert inside[at] not in "'\n\r"
        if inside[at] == "\\":
            at += 1
            read += _BACK.get(inside[at], inside[at])
        else:
            read += inside[at]
        at += 1
    return read


@given(st.text())
def test_a_text_comes_back_as_it_went_in(value: str) -> None:
    assert _read_literal(soql.text(value)) == value


def test_a_quote_does_not_end_the_literal() -> None:
    assert soql.text("x' OR Name != '") == r"'x\' OR Name != \''"


@pytest.mark.parametrize("name", ["", "Name, Id", "Name FROM User", "1x", "a..b", "a.b.", "ä"])
def test_what_is_no_field_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        soql.path(name)


def test_a_query_asks_in_the_order_that_can_be_resumed() -> None:
    where = soql.conditions(
        Kind.CONTACT,
        since=datetime(2026, 5, 1, 7, 25, 37, tzinfo=UTC),
        until=datetime(2026, 5, 2, tzinfo=UTC),
        owner_id="005A0000000aaaaIAA",
    )
    assert soql.select(("Id", "Owner.Name"), Kind.CONTACT, where) == (
        "SELECT Id, Owner.Name FROM Contact WHERE SystemModstamp >= 2026-05-01T07:25:37Z"
        " AND SystemModstamp < 2026-05-02T00:00:00Z AND Account.OwnerId = '005A0000000aaaaIAA'"
        " ORDER BY SystemModstamp, Id"
    )
