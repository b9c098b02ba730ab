"""Sign in on Salesforce's own pages: in Chromium where there is one, else by filling in the forms.

Only ever for a Salesforce on this computer; a person signs in by hand.
"""

import os
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

from sfdesk.demo import pages
from sfdesk.gui.tour.stage import Stage

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 45_000  # milliseconds
_FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def browser() -> str:
    """Return the path of a Chromium that can be driven here, "" where there is none."""
    if find_spec("playwright") is None:
        return ""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


def by_browser(program: str, address: str, stage: Stage, picture: Path) -> str:
    """Log in and press Allow in a new, empty browser; keep a picture of the page that asks.

    Return which browser it was.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional, and slow to load

    flags = [*_FLAGS, *(["--no-sandbox"] if _is_root() else [])]
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            headless=True,
            args=flags,
            viewport={"width": 1180, "height": 760},
        )
        context.set_default_timeout(_PATIENCE)
        try:
            page = context.pages[0]
            page.goto(address)
            page.fill("input[name=username]", stage.username)
            page.fill("input[name=password]", stage.password)
            page.click("#Login")
            page.wait_for_selector("#oaapprove")
            page.screenshot(path=picture)
            page.click("#oaapprove")
            page.wait_for_load_state()
            agent = str(page.evaluate("navigator.userAgent"))
        finally:
            context.close()
    version = agent.partition("Chrome/")[2].partition(" ")[0]
    return f"Chromium {version}".strip()


def by_forms(address: str, stage: Stage) -> str:
    """Fill in the same pages without a browser."""
    pages.sign_in(address, stage.username, stage.password)
    return "plain HTTP: no Chromium that can be driven was found"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
