"""The thirty screens: each says its words, shows nothing cut, and each button does what it says."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sfdesk.actions import connecting
from sfdesk.actions.connecting import CheckLine, Login, Preflight, SignIn, SignInState
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, WayOn, problem
from sfdesk.errors import Cancelled, Secret, SfdeskError
from sfdesk.gui.connect.paste_dialog import PasteDialog
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.symptoms_dialog import SymptomsDialog
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.settings.network import NetworkWindow
from sfdesk.gui.theme import Theme
from sfdesk.salesforce.oauth import Grant
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, PlainWorkspace
from tests.gui.sign_in_screens import FILLING, MINUTES, SCREENS
from tests.sign_in_cases import CASES

W = TypeVar("W", bound=QWidget)
ANNA = replace(ACME, username="anna@acme.example")


class Signing(PlainWorkspace):
    """Begins real attempts on any free port, and remembers how each was to be finished."""

    def __init__(self, *orgs: OrgInfo) -> None:
        super().__init__(*orgs)
        self.begun: list[tuple[Login, bool]] = []

    def begin_sign_in(self, login: Login, *, timeout: float = 300, listen: bool = True) -> SignIn:
        self.begun.append((login, listen))
        return connecting.begin(login, ports=(0,), listen=listen)

    def finish_sign_in(
        self,
        attempt: SignIn,
        ticket: Ticket,
        *,
        on_state: Callable[[SignInState], None] = lambda _state: None,
        expect: OrgInfo | None = None,
    ) -> OrgInfo:
        self.asked.append(f"finish as {expect.username if expect else 'anybody'}")
        raise Cancelled

    def check(
        self,
        ticket: Ticket,
        alias: str = "",
        *,
        on_line: Callable[[CheckLine], None] = lambda _line: None,
    ) -> Preflight:
        self.asked.append("check")
        raise Cancelled

    def keep_sign_ins_in_memory(self) -> None:
        self.asked.append("memory")


@pytest.fixture
def workspace() -> Signing:
    return Signing(ANNA)


@pytest.fixture
def wizard(window: MainWindow) -> ConnectWizard:
    return reconnecting(window)


def reconnecting(window: MainWindow) -> ConnectWizard:
    """Open a wizard that waits for Anna to sign in again."""
    window.desk.sign_in_again()
    made = window.window_called("connect")
    assert isinstance(made, ConnectWizard)
    return made


def error_of(code: str) -> SfdeskError:
    return problem(code, details="HTTP 400", minutes=MINUTES.get(code), **FILLING)


def texts(page: QWidget) -> list[str]:
    found: list[QLabel] = page.findChildren(QLabel)
    return [label.text() for label in found if label.isVisible()]


def show(wizard: ConnectWizard, code: str) -> QWidget:
    """Bring a case up as a sign-in does; return the page that it stands on."""
    attempt = wizard.flow.attempt
    assert attempt is not None
    if code in {"E12", "E28"}:
        attempt.grant = Grant(Secret("a"), None, ANNA.instance_url, ANNA.org_id, "005", None)
    if code in {"E9", "E16"} and not wizard.signed_in:
        wizard.flow.connected.emit(ANNA)
    if code == "E16":
        return wizard.check
    wizard.show_problem(error_of(code))
    return wizard.sign_in if code == "E18" else wizard.problem


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


def look_at(qtbot: QtBot, shown: QWidget, theme: Theme, name: str) -> None:
    """See that nothing is cut; keep pictures, light and dark, where somebody wants to look."""
    qtbot.waitUntil(lambda: cut(shown) == [])
    if folder := os.environ.get("SFDESK_PICTURES"):
        for look in ("light", "dark"):
            theme.set_look(look)
            assert shown.grab().save(str(Path(folder) / f"{name}-{look}.png"))


def cut(page: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    parts: list[QLabel | QPushButton] = [
        *page.findChildren(QLabel),
        *page.findChildren(QPushButton),
    ]
    for part in parts:
        if not part.isVisible() or not part.text():
            continue
        room, metrics = part.contentsRect(), part.fontMetrics()
        if isinstance(part, QLabel) and part.wordWrap():
            fits = part.height() >= part.heightForWidth(part.width())
        else:
            fits = room.width() >= metrics.horizontalAdvance(part.text())
        if not fits or room.height() < metrics.height():
            found.append(part.text())
    return found


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


def child(wizard: ConnectWizard, kind: type[W]) -> W:
    (found,) = wizard.findChildren(kind)
    return found


def menu(wizard: ConnectWizard) -> QMenu:
    made = wizard.sign_in.other.menu()
    assert [a.text() for a in made.actions()][-1] == "Another program..."
    return made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_pause_counts_down_and_then_the_button_turns_on(wizard: ConnectWizard) -> None:
    now = time.monotonic()
    wizard.problem.now = lambda: now
    show(wizard, "E24")
    (again,) = wizard.problem.buttons
    assert (again.isEnabled(), wizard.problem.countdown.text()) == (False, "In 5:00.")
    now += 61
    wizard.problem.count_down()
    assert (again.isEnabled(), wizard.problem.countdown.text()) == (False, "In 3:59.")
    now += 239
    wizard.problem.count_down()
    assert again.isEnabled()
    assert not wizard.problem.countdown.isVisible()


def test_when_salesforce_is_down_the_same_answer_is_tried_again_by_itself(
    wizard: ConnectWizard, workspace: Signing
) -> None:
    now = time.monotonic()
    wizard.problem.now = lambda: now
    attempt = wizard.flow.attempt
    assert attempt is not None
    attempt.listener.offer(f"code=x&state={attempt.challenge.state.reveal()}")
    show(wizard, "E29")
    workspace.asked.clear()
    assert wizard.problem.countdown.text() == "Tries again by itself in 0:30."
    now += 31
    wizard.problem.count_down()
    assert workspace.asked == [f"finish as {ANNA.username}"]
    assert len(workspace.begun) == 1  # no second page in the browser


def test_nothing_happens_by_itself_after_somebody_went_another_way(
    wizard: ConnectWizard, workspace: Signing, qtbot: QtBot
) -> None:
    show(wizard, "E29")
    workspace.asked.clear()
    wizard.back.click()
    assert not wizard.problem._second.isActive()
    assert workspace.asked == []


def test_words_of_the_browser_that_we_know_lead_to_their_case(
    wizard: ConnectWizard, theme: Theme, qtbot: QtBot
) -> None:
    for seen, code in (
        ("invalid_client_id : client identifier invalid", "E6"),
        ("LICENSE_GONE : no seat", "E30"),
    ):
        wizard.open_symptoms()
        dialog = wizard.findChildren(SymptomsDialog)[-1]
        assert isinstance(dialog, SymptomsDialog)
        dialog.other.click()
        look_at(qtbot, dialog, theme, "symptoms")
        assert not dialog.go.isEnabled()
        dialog.seen.setText(seen)
        dialog.seen.textEdited.emit(seen)
        dialog.go.click()
        assert wizard.problem.code == code
    assert "LICENSE_GONE : no seat" in wizard.problem.text.text()


def test_a_hint_stands_quietly_in_the_waiting_page(
    wizard: ConnectWizard, theme: Theme, qtbot: QtBot
) -> None:
    attempt = wizard.flow.attempt
    assert attempt is not None
    wizard.turn_to(wizard.sign_in)
    attempt.listener.by_https = True
    wizard.sign_in._tick()
    assert wizard.page is wizard.sign_in
    said = texts(wizard.sign_in)
    assert any(text.startswith("The browser came back with https") for text in said)
    look_at(qtbot, wizard, theme, "E14-hint")


def test_the_way_to_salesforce_is_set_in_a_window_of_its_own(
    wizard: ConnectWizard,
    workspace: Signing,
    theme: Theme,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://anna:secret@proxy.acme.example:8080")
    show(wizard, "E26")
    wizard.problem.buttons[0].click()
    section = child(wizard, NetworkWindow).section
    assert section.now.text().startswith("The system's proxy: proxy.acme.example:8080. ")
    assert section.computer.isChecked()
    section.computer.click()
    assert workspace.settings.certificates == "public"
    section.computer.click()
    assert workspace.settings.certificates == "computer"
    section.proxy.setText("anna:secret@proxy:1")
    section.use.click()
    assert section.proxy.property("wrong") == "true"
    assert workspace.settings.proxy == ""
    look_at(qtbot, child(wizard, NetworkWindow), theme, "network")
    section.proxy.setText("proxy.acme.example:3128")
    section.proxy.returnPressed.emit()
    assert workspace.settings.proxy == "http://proxy.acme.example:3128"


def test_a_connected_window_offers_the_ways_of_a_case_as_well(
    window: MainWindow, workspace: Signing
) -> None:
    window.show_problem(error_of("E22"))
    (banner,) = window.problems.banners
    offered = {b.text(): b for b in banner.findChildren(QPushButton)}
    assert [words for words in offered if words] == ["Sign in again", "Later", "Details"]
    offered["Later"].click()
    assert window.problems.banners == []
    window.refresher.failed.emit(error_of("E25"))
    offered = {b.text(): b for b in window.problems.banners[0].findChildren(QPushButton)}
    offered["Proxy settings"].click()
    assert window.findChildren(NetworkWindow)[0].isVisible()
    offered["Try again"].click()
    assert workspace.asked[-1] == "sync"


def test_a_refresh_that_reached_nobody_is_tried_again_after_longer_and_longer_pauses(
    window: MainWindow, workspace: Signing
) -> None:
    def nobody(_ticket: Ticket) -> None:
        raise error_of("E29")

    workspace.sync_work = nobody
    again, pauses = window.refresher.again, []
    window.refresher.start()
    for _ in range(7):
        assert again.isActive()
        pauses.append(again.interval() // 1000)
        again.timeout.emit()
    assert pauses == [30, 60, 120, 240, 480, 900, 900]
    workspace.sync_work = lambda _ticket: None
    again.timeout.emit()
    assert not again.isActive()
    workspace.sync_work = nobody
    window.refresher.start()
    assert again.interval() == 30_000
    window.state.set_org(None)
    assert not again.isActive()
