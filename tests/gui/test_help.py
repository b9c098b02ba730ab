"""Help: each screen has its page, pages are found by their words, links lead to pages."""

import re

import pytest
from PySide6.QtCore import QUrl

from sfdesk.gui.help.window import ORDER, HelpWindow, page_text, page_title
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place


@pytest.fixture
def helping(window: MainWindow) -> HelpWindow:
    window.open_help("accounts")
    made = window.window_called("help accounts")
    assert isinstance(made, HelpWindow)
    return made


@pytest.mark.parametrize("place", list(Place))
def test_each_place_has_a_page(place: Place) -> None:
    assert place.help_page in ORDER
    assert page_text(place.help_page).startswith("# ")


@pytest.mark.parametrize("name", ORDER)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page_text(name)):
        assert target.startswith("https://") or target.removesuffix(".md") in ORDER


def test_the_page_of_the_screen_is_open(helping: HelpWindow) -> None:
    assert helping.text.toPlainText().startswith("Accounts and Contacts")


def test_pages_are_found_by_their_words(helping: HelpWindow) -> None:
    helping.search.setText("keyring")
    assert page_title("privacy") in [
        helping.pages.item(n).text() for n in range(helping.pages.count())
    ]
    helping.search.setText("zzzz")
    assert helping.pages.count() == 0


def test_a_link_turns_to_its_page(helping: HelpWindow) -> None:
    helping._follow(QUrl("push.md"))
    assert helping.text.toPlainText().startswith("Push")
