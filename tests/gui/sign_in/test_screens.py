"""The thirty screens: each says its words, shows nothing cut, and each button does what it says."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, WayOn
from sfdesk.gui.connect.paste_dialog import PasteDialog
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.settings.network import NetworkWindow
from sfdesk.gui.theme import Theme
from tests.gui.sign_in.looking import child, cut, look_at, texts
from tests.gui.sign_in.screens import SCREENS
from tests.gui.sign_in.signing import ANNA, Signing, error_of, reconnecting, show
from tests.sign_in_cases import CASES


def way_of(words: str) -> WayOn:
    return next(way for way in WayOn if words == way.value or words.startswith(f"{way.value} as "))


def test_the_table_is_whole_and_agrees_with_the_cases_and_the_program() -> None:
    assert list(SCREENS) == list(PROBLEMS)
    assert set(SCREENS) == {case.code for case in CASES}
    for code, screen in SCREENS.items():
        error = error_of(code)
        assert (error.title, error.hint) == (screen.title, screen.text), code
        assert tuple(map(way_of, screen.buttons)) == PROBLEMS[code].ways, code


@pytest.mark.parametrize("where", ["problem", "check", "waiting"])
def test_every_screen_says_its_words_and_cuts_none(
    wizard: ConnectWizard, theme: Theme, qtbot: QtBot, where: str
) -> None:
    for code, screen in SCREENS.items():
        if screen.where != where:
            continue
        page = show(wizard, code)
        assert wizard.page is page, code
        wizard.resize(wizard.minimumSize())
        if where == "problem":
            says_its_words(wizard, qtbot, code)
            look_at(qtbot, wizard, theme, code)
            tells_an_admin(wizard, qtbot, code)
        else:
            attempt = wizard.flow.attempt
            assert attempt is not None
            if where == "check":
                wizard.check.more.click()
                qtbot.waitUntil(lambda: not wizard.check.details.visibleRegion().isEmpty())
            said = " ".join(texts(page))
            assert screen.title in said or f"localhost:{attempt.port}" in said
            look_at(qtbot, wizard, theme, code)


def says_its_words(wizard: ConnectWizard, qtbot: QtBot, code: str) -> None:
    page, screen = wizard.problem, SCREENS[code]
    qtbot.waitUntil(lambda: all(b.isVisible() for b in page.buttons))
    assert page.title.text() == screen.title
    assert page.text.text().split() == screen.text.split()
    assert [b.text() for b in page.buttons] == list(screen.buttons), code


def tells_an_admin(wizard: ConnectWizard, qtbot: QtBot, code: str) -> None:
    page = wizard.problem
    page.more.click()
    qtbot.waitUntil(lambda: page.details.isVisible() and cut(page) == [])
    shown = texts(page.details)[0].splitlines()
    assert shown[0] == code
    assert any(line.startswith("localhost:") for line in shown)


@pytest.mark.parametrize("code", [code for code, screen in SCREENS.items() if screen.buttons])
def test_each_button_does_what_it_says(
    window: MainWindow, workspace: Signing, opened: list[str], qtbot: QtBot, code: str
) -> None:
    for words in SCREENS[code].buttons:
        wizard = reconnecting(window)
        show(wizard, code)
        workspace.asked.clear()
        workspace.begun.clear()
        opened.clear()
        if code == "E24":
            wizard.problem.now = lambda: time.monotonic() + 301
            wizard.problem.count_down()
        done = expected(wizard, window, workspace, opened, code)[way_of(words)]
        next(b for b in wizard.problem.buttons if b.text() == words).click()
        assert done(), words
        wizard.close()
        qtbot.waitUntil(lambda: window.window_called("connect") is None)


def expected(
    wizard: ConnectWizard, window: MainWindow, workspace: Signing, opened: list[str], code: str
) -> dict[WayOn, Callable[[], bool]]:
    """Return how to tell that each way on was gone from a case."""
    attempt, title = wizard.flow.attempt, SCREENS[code].title
    assert attempt is not None

    def began() -> bool:
        return len(workspace.begun) == 1

    def finished(who: str) -> bool:
        return workspace.asked == [f"finish as {who}"] and not workspace.begun

    def pasting() -> bool:
        return child(wizard, PasteDialog).isVisible()

    def network() -> bool:
        return child(wizard, NetworkWindow).isVisible()

    def closed() -> bool:
        return not wizard.isVisible()

    again = {
        "E9": lambda: workspace.asked == ["check"],  # the sign-in is kept: it only looks again
        "E25": lambda: finished(ANNA.username),  # the answer is here, only the way there was not
        "E29": lambda: finished(ANNA.username),
    }.get(code, began)
    if code in {"E25", "E29"}:
        attempt.listener.offer(f"code=x&state={attempt.challenge.state.reveal()}")
    return {
        WayOn.ASK_ADMIN: lambda: title in child(wizard, RequestWindow).mail.toPlainText(),
        WayOn.TRY_AGAIN: again,
        WayOn.TRY_NOW: again,
        WayOn.START_AGAIN: began,
        WayOn.CANCEL: closed,
        WayOn.LATER: closed,
        WayOn.PASTE: pasting,
        WayOn.SIGN_IN_AND_PASTE: lambda: pasting() and not workspace.begun[0][1],
        WayOn.DEMO: lambda: closed() and opened[-1] == "demo",
        WayOn.COPY_LINES: lambda: clipboard().splitlines() == list(CALLBACKS),
        WayOn.CHECK_CLIENT_ID: lambda: wizard.focusWidget() is wizard.where.client_id,
        WayOn.CHANGE_ADDRESS: lambda: wizard.focusWidget() is wizard.where.address,
        WayOn.SHOW_PAGE: lambda: opened == [attempt.address] and wizard.page is wizard.sign_in,
        WayOn.SIGN_IN_AGAIN: lambda: began() and workspace.begun[0][0].anew,
        WayOn.CONNECT_NEW: lambda: finished("anybody"),
        WayOn.COPY_LINK: lambda: clipboard() == attempt.address,
        WayOn.OTHER_BROWSER: lambda: menu(wizard).isVisible(),
        WayOn.PROXY: network,
        WayOn.SETTINGS: network,
        WayOn.COPY_DETAILS: lambda: code in clipboard() and title in clipboard(),
        WayOn.SESSION_ONLY: lambda: workspace.asked == ["memory", f"finish as {ANNA.username}"],
        WayOn.UNLOCK: lambda: finished(ANNA.username),
        WayOn.WHY: lambda: window.window_called("help sign-in") is not None,
    }


def menu(wizard: ConnectWizard) -> QMenu:
    made = wizard.sign_in.other.menu()
    assert [a.text() for a in made.actions()][-1] == "Another program..."
    return made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()
