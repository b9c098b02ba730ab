"""Connection files: what an admin hands out is read exactly, and nothing else passes for one."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.connection_file import Connection, from_text, to_text
from sfdesk.errors import InputError

ACME = Connection("https://acme.my.salesforce.com", "3MVG9abc.DEF_123", "Acme")
GOOD = {"sfdesk": 1, "login": "acme.my.salesforce.com", "client_id": "3MVG9abc.DEF_123"}


def test_what_was_written_is_read() -> None:
    assert from_text(to_text(ACME)) == ACME


def test_any_address_of_the_company_will_do() -> None:
    text = json.dumps(GOOD | {"login": "https://acme.lightning.force.com/lightning/page/home"})
    assert from_text(text).login == "https://acme.my.salesforce.com"


@pytest.mark.parametrize(
    "changed",
    [
        {"sfdesk": 2},
        {"client_id": ""},
        {"client_id": "two words"},
        {"client_id": 7},
        {"login": ""},
        {"login": "https://acme.example.com"},
        {"client_secret": "hush"},
        {"refresh_token": "hush"},
        {"login": ["a"]},
    ],
)
def test_what_is_wrong_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(InputError):
        from_text(json.dumps(GOOD | changed))


def test_a_long_file_is_refused_unread() -> None:
    with pytest.raises(InputError):
        from_text(json.dumps(GOOD | {"name": "x" * 20_000}))


@given(st.text() | st.from_regex(r'\{"sfdesk": 1,.*\}'))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(InputError):
        assert from_text(text).client_id
