"""Signing in with real parts: a browser that clicks, a keyring that keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess
from tests import browser
from tests.e2e.program import Connecting, sfdesk
from tests.secret_service import SecretService

# Each holds one of the three ports for the answer; some tests take all of them.
pytestmark = pytest.mark.xdist_group("callback ports")


@pytest.fixture
def org() -> Iterator[PracticeAddress]:
    """Fresh for each test: who allowed the app once is not asked again."""
    with PracticeProcess() as address:
        yield address


def _words(org: PracticeAddress) -> list[str]:
    return ["--login", org.login, "--client-id", org.client_id, "--timeout", "60"]


@pytest.mark.real_part("chromium")
def test_a_person_clicks_through_the_sign_in(
    org: PracticeAddress, chromium: Path, tmp_path: Path
) -> None:
    user = org.users[0]
    with Connecting(_words(org)) as connecting, browser.browsing(chromium, tmp_path / "p") as page:
        text = browser.sign_in(page, connecting.address, user.username, user.password)
        here = page.url
        answer = connecting.finish()
    assert "Signed in. You can close this tab and go back to sfdesk." in text
    assert "code=" not in here
    assert answer.json["username"] == user.username
    assert answer.json["check"][0]["text"] == "API access"


@pytest.mark.real_part("chromium")
def test_deny_is_told_in_the_browser_and_in_the_program(
    org: PracticeAddress, chromium: Path, tmp_path: Path
) -> None:
    user = org.users[0]
    with Connecting(_words(org)) as connecting, browser.browsing(chromium, tmp_path / "p") as page:
        text = browser.sign_in(page, connecting.address, user.username, user.password, allow=False)
        answer = connecting.finish(code=1)
    assert answer.title == "You pressed Deny"
    assert "You pressed Deny" in text
    assert sfdesk("orgs").json["orgs"] == []


@pytest.mark.real_part("chromium")
@pytest.mark.real_part("secret service")
def test_the_sign_in_survives_in_a_real_keyring(
    org: PracticeAddress, chromium: Path, secret_service: SecretService, tmp_path: Path
) -> None:
    user, env = org.users[0], dict(secret_service.env)
    env["SFDESK_HOME"] = str(tmp_path / "home")
    with (
        Connecting(_words(org), env) as connecting,
        browser.browsing(chromium, tmp_path / "p") as page,
    ):
        browser.sign_in(page, connecting.address, user.username, user.password)
        connecting.finish()
    assert sfdesk("sync", env=env).json["accounts"]["total"] > 0  # another process, same keyring
    for file in (tmp_path / "home").rglob("*"):
        if file.is_file():
            assert b"5Aep" not in file.read_bytes(), file
    alias = sfdesk("orgs", env=env).json["orgs"][0]["alias"]
    sfdesk("disconnect", alias, env=env)
    assert sfdesk("sync", env=env, code=3).title
