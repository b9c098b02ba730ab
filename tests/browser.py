"""A real browser that does what a person does on Salesforce's sign-in pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests import real_parts

_FLAGS = [
    "--no-sandbox",  # tests may run as root or in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 30_000  # milliseconds


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this machine."""
    return real_parts.need("chromium")


@contextmanager
def browsing(chromium: Path, profile: Path) -> Iterator[Page]:
    """Open a window with a new, empty profile in the folder `profile`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, headless=True, args=_FLAGS
        )
        context.set_default_timeout(_PATIENCE)
        try:
            yield context.pages[0]
        finally:
            context.close()


def sign_in(page: Page, address: str, username: str, password: str, *, allow: bool = True) -> str:
    """Go to `address`, log in, allow or deny; return the text of the page where that ends."""
    page.goto(address)
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("#Login")
    page.click("#oaapprove" if allow else "#oadeny")
    page.wait_for_load_state()
    return page.inner_text("body")
