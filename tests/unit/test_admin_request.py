"""What goes to an admin names everything that has to be set, exactly."""

from dataclasses import replace

import pytest

from sfdesk.domain.admin_request import AdminRequest, email, sheet
from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS

KNOWN = AdminRequest(
    who="Anna Berg",
    address="https://acme.my.salesforce.com",
    client_id="3MVG9abc",
    code="E3",
    cause="sfdesk is not installed in your Salesforce yet",
    company="Acme GmbH",
    org_id="00D000000000001EAA",
    username="anna@acme.example",
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


def test_the_links_lead_to_the_companys_own_setup_pages() -> None:
    setup = "https://acme.my.salesforce.com/lightning/setup/"
    for text in (email(KNOWN), sheet(KNOWN)):
        assert f"{setup}ManageExternalClientApplication/home" in text
        assert f"{setup}ConnectedAppsUsage/home" in text
        assert "00D000000000001EAA" in text
    shared = replace(KNOWN, address="https://login.salesforce.com")
    assert "login.salesforce.com/lightning" not in email(shared) + sheet(shared)


def test_the_sheet_is_one_page_of_plain_markdown() -> None:
    page = sheet(KNOWN)
    assert page.startswith("# Setting up SFDesk in Salesforce\n")
    assert "look-only" in page
    assert "sandbox refresh" in page
    assert len(page.splitlines()) < 70


def test_pushing_is_told_where_it_is_allowed() -> None:
    assert "fields that a person ticked" in sheet(replace(KNOWN, may_push=True))


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_cause_gives_a_whole_letter(code: str) -> None:
    asking = AdminRequest(who="Anna", code=code, cause="Refused")
    for text in (email(asking), sheet(asking)):
        assert f"Refused ({code})" in text
        assert "{" not in text
