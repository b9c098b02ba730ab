"""What goes to an admin names everything that has to be set, exactly."""

import pytest

from sfdesk.domain.admin_request import AdminRequest, email, sheet
from sfdesk.domain.sign_in_problems import CALLBACKS

KNOWN = AdminRequest(
    who="Anna Berg",
    address="https://acme.my.salesforce.com",
    client_id="3MVG9abc",
    code="E3",
    cause="sfdesk is not installed in your Salesforce yet",
)


@pytest.mark.parametrize("text", [email(KNOWN), sheet(KNOWN), email(AdminRequest())])
def test_the_three_callback_lines_the_scopes_and_the_switches_are_named(text: str) -> None:
    assert all(line in text for line in CALLBACKS)
    for words in ("(api)", "refresh_token", "PKCE", "Require secret for Web Server Flow"):
        assert words in text
    assert "Permitted Users" in text
    assert "Consumer Secret is not needed" in text


def test_what_is_known_is_filled_in() -> None:
    assert "not installed in your Salesforce yet (E3)" in email(KNOWN)
    assert email(KNOWN).endswith("Anna Berg\n")
    assert "| Salesforce | https://acme.my.salesforce.com |" in sheet(KNOWN)
    assert "Install or Unblock" in email(KNOWN)


def test_what_is_not_known_leaves_no_gap() -> None:
    assert "What I see" not in email(AdminRequest())
    assert "About" not in sheet(AdminRequest())
    assert "{" not in email(AdminRequest()) + sheet(AdminRequest())
