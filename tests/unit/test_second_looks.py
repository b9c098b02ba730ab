"""A rejected pair comes back when something telling changed, not when it is spelt otherwise."""

from sfdesk.domain.records import Kind
from sfdesk.domain.second_looks import changed, seen

OURS = {"name": "Nordwind", "website": "nordwind.example", "city": "Hamburg"}
THEIRS = {"name": "Nordwind AG", "website": None, "customer_no": "N-1"}
BEFORE = seen(Kind.ACCOUNT, OURS, THEIRS)


def test_name_web_and_customer_number_are_kept_and_no_more() -> None:
    assert BEFORE == {
        "crm.name": "Nordwind",
        "crm.website": "nordwind.example",
        "salesforce.name": "Nordwind AG",
        "salesforce.website": "",
        "salesforce.customer_no": "N-1",
    }


def test_another_value_on_either_side_is_named() -> None:
    now = seen(Kind.ACCOUNT, {**OURS, "name": "Südwind"}, {**THEIRS, "website": "x.example"})
    assert changed(Kind.ACCOUNT, BEFORE, now) == ("Name", "Website")


def test_another_spelling_and_other_fields_are_no_change() -> None:
    ours = {"name": "NORDWIND ", "website": "https://www.nordwind.example/", "city": "Kiel"}
    assert changed(Kind.ACCOUNT, BEFORE, seen(Kind.ACCOUNT, ours, THEIRS)) == ()


def test_a_field_that_was_not_kept_or_is_not_there_says_nothing() -> None:
    assert changed(Kind.ACCOUNT, {}, BEFORE) == ()
    assert changed(Kind.ACCOUNT, BEFORE, {}) == ()
