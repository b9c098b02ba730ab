"""What Salesforce shows in a real browser is understood when a person pastes or answers it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from sfdesk.actions import connecting
from sfdesk.actions.connecting import Login, SignIn
from sfdesk.domain.sign_in_problems import PROBLEMS
from sfdesk.errors import SfdeskError
from sfdesk.salesforce.vault import SessionVault
from sfdesk.ticket import Ticket
from tests import browser
from tests.practice import ANNA, Practice, utc_now

pytestmark = pytest.mark.real_part("chromium")

NOTHING: dict[str, object] = {}
PAGES: list[tuple[str, dict[str, object], dict[str, object], str]] = [
    ("E1", {"app_blocked": True}, NOTHING, "OAUTH_APP_BLOCKED"),
    ("E3", {"app_admin_approved": False}, NOTHING, "OAUTH_APPROVAL_ERROR_GENERIC"),
    ("E6", {"app_installed": False}, NOTHING, "OAUTH_EC_APP_NOT_FOUND"),
    ("E7", NOTHING, {"elsewhere": True}, "Cross-org OAuth flows are not supported"),
]


@pytest.fixture
def page(chromium: Path, tmp_path: Path) -> Iterator[Page]:
    with browser.browsing(chromium, tmp_path / "profile") as made:
        yield made


def _told(do: Callable[[], object]) -> SfdeskError:
    with pytest.raises(SfdeskError) as caught:
        do()
    return caught.value


def _pasted(page: Page, attempt: SignIn) -> SfdeskError:
    """Open the page of an attempt, and paste what it shows."""
    page.goto(attempt.address)
    said = _told(lambda: attempt.paste(page.inner_text("body")))
    attempt.close()
    return said


def test_every_error_page_leads_to_its_case(page: Page, org_here: Practice) -> None:
    first = org_here.begin()
    browser.sign_in(page, first.address, ANNA, org_here.password(ANNA))
    assert connecting.finish(first, SessionVault(), Ticket(), now=utc_now).username == ANNA
    for code, switches, app, shown in PAGES:
        org_here.set(**switches)
        org_here.order("app", **app)
        assert _pasted(page, org_here.begin()).code == code
        assert shown in page.inner_text("#error")
        org_here.set(**{name: not value for name, value in switches.items()})
        org_here.order("app", elsewhere=False)
    other = Login(org_here.address.login, org_here.address.client_id)
    assert _pasted(page, connecting.begin(other, ports=(0,))).code == "E5"
    assert _pasted(page, org_here.begin(client_id="3MVG9-mistyped")).code == "E6"


def test_a_refusal_that_comes_back_is_told_on_the_last_page_too(
    page: Page, org_here: Practice
) -> None:
    org_here.order("app", profiles=["System Administrator"])
    attempt = org_here.begin()
    page.goto(attempt.address)
    page.fill("input[name=username]", ANNA)
    page.fill("input[name=password]", org_here.password(ANNA))
    page.click("#Login")
    page.wait_for_url("**/done")
    assert page.inner_text("h1") == page.title() == PROBLEMS["E2"].title
    assert page.inner_text("p") == PROBLEMS["E2"].text
    error = _told(lambda: connecting.finish(attempt, SessionVault(), Ticket(), now=utc_now))
    assert error.code == "E2"


def test_a_browser_that_comes_by_https_is_noticed(page: Page, org_here: Practice) -> None:
    attempt = org_here.begin()
    with pytest.raises(Error, match=r"ERR_SSL_PROTOCOL_ERROR|ERR_EMPTY|ERR_CONNECTION"):
        page.goto(attempt.listener.callback.replace("http:", "https:") + "?code=x&state=y")
    assert attempt.hint.startswith("The browser came back with https")
    attempt.close()
