"""A sign-in that ends while one works: sign in again in place, and what was interrupted goes on."""

import threading
from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.actions.syncing import SyncReport
from sfdesk.demo.pages import sign_in
from sfdesk.domain.orgs import Scope
from sfdesk.domain.records import Kind
from sfdesk.domain.sign_in_problems import WayOn, problem
from sfdesk.errors import Secret
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.jobs import Jobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.settings.connection import ConnectionSection
from sfdesk.gui.theme import Theme
from sfdesk.salesforce.vault import SessionVault
from sfdesk.ticket import Progress, Ticket
from sfdesk.workspace import Workspace
from tests.practice import ANNA, BEN, Practice, practice

# Each sign-in here takes one of the three ports for the answer; a test elsewhere takes all of them.
pytestmark = pytest.mark.xdist_group("callback ports")

ACCOUNTS = 850


class Watched(SessionVault):
    """A keyring that knows who calls it, and can be locked."""

    def __init__(self) -> None:
        super().__init__()
        self.callers: list[threading.Thread] = []
        self.locked = False

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        self._called()
        super().save(org_id, user_id, token)

    def load(self, org_id: str, user_id: str) -> Secret:
        self._called()
        return super().load(org_id, user_id)

    def remove(self, org_id: str, user_id: str) -> None:
        self._called()
        super().remove(org_id, user_id)

    def _called(self) -> None:
        self.callers.append(threading.current_thread())
        if self.locked:
            raise problem("E28", backend="locked")


@pytest.fixture
def here() -> Iterator[Practice]:
    with practice({"page_size": 200}, accounts=ACCOUNTS, contacts_per_account=0) as made:
        yield made


@pytest.fixture
def vault() -> Watched:
    return Watched()


@pytest.fixture
def at_work(
    qtbot: QtBot, theme: Theme, here: Practice, vault: Watched, opened: list[str]
) -> Iterator[MainWindow]:
    """The window of Anna, who is connected, with real lanes."""
    workspace = Workspace(vault=vault)
    attempt = here.begin()
    here.browse(attempt)
    info = workspace.finish_sign_in(attempt, Ticket())
    workspace.choose_scope(Scope.ALL, info.alias)
    vault.callers.clear()  # what the test itself did
    jobs = Jobs()

    def open_url(address: str) -> bool:
        opened.append(address)
        return True

    made = MainWindow(workspace, jobs, open_demo=lambda: None, open_url=open_url)
    qtbot.addWidget(made)
    made.start()
    qtbot.waitUntil(lambda: made.state.org is not None)
    yield made
    jobs.close()
    made.close()


def _press(window: MainWindow, words: str, qtbot: QtBot) -> None:
    def found() -> list[QPushButton]:
        buttons = window.problems.findChildren(QPushButton)
        return [b for b in buttons if b.text() == words and b.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=15_000)
    found()[0].click()


def _come_back(
    window: MainWindow, here: Practice, qtbot: QtBot, opened: list[str], who: str = ANNA
) -> ConnectWizard:
    """Sign in in the browser that the wizard opens."""
    wizard = window.window_called("connect")
    assert isinstance(wizard, ConnectWizard)
    qtbot.waitUntil(lambda: bool(opened) and wizard.flow.waiting)
    arguments = (opened[-1], who, here.password(who))
    threading.Thread(target=sign_in, args=arguments).start()
    return wizard


def test_a_refresh_goes_on_where_it_was_after_signing_in_again(
    at_work: MainWindow, here: Practice, qtbot: QtBot, opened: list[str]
) -> None:
    reports: list[SyncReport] = []
    at_work.state.synced.connect(reports.append)
    workspace, ended = at_work.desk.workspace, list[Progress]()
    sync = workspace.sync

    def end(progress: Progress) -> None:
        if progress.done and not ended:
            ended.append(progress)
            here.order("revoke_tokens")

    def ending(ticket: Ticket, alias: str = "", *, full: bool = False) -> SyncReport:
        """Refresh; what `end` does is done between two pages, however busy the window is."""
        return sync(Ticket(end), alias, full=full)

    workspace.sync = ending  # type: ignore[method-assign]
    at_work.desk.refresh()
    qtbot.waitUntil(lambda: bool(at_work.problems.banners), timeout=15_000)
    info = at_work.state.org
    assert info is not None
    with workspace.cache(info) as cache:
        before = cache.count(Kind.ACCOUNT)
    assert 0 < before < ACCOUNTS
    here.order("forget_log")
    _press(at_work, WayOn.SIGN_IN_AGAIN.value, qtbot)
    _come_back(at_work, here, qtbot, opened)
    qtbot.waitUntil(lambda: bool(reports), timeout=15_000)
    qtbot.waitUntil(lambda: at_work.window_called("connect") is None)
    asked = [
        unquote_plus(r["target"]) for r in here.log() if "FROM Account" in unquote_plus(r["target"])
    ]
    assert "SystemModstamp >= " in asked[0]
    with workspace.cache(info) as cache:
        assert cache.count(Kind.ACCOUNT) == ACCOUNTS
    assert reports[0].pulled[Kind.ACCOUNT] == ACCOUNTS - before
    assert at_work.problems.banners == []


def test_somebody_elses_sign_in_lets_nothing_go_on(
    at_work: MainWindow, here: Practice, qtbot: QtBot, opened: list[str]
) -> None:
    went_on: list[str] = []
    at_work.desk.sign_in_again(lambda: went_on.append("refresh"))
    wizard = _come_back(at_work, here, qtbot, opened, BEN)
    qtbot.waitUntil(lambda: wizard.page is wizard.problem, timeout=15_000)
    assert BEN in wizard.problem.text.text()
    new = next(b for b in wizard.problem.buttons if b.text() == WayOn.CONNECT_NEW.value)
    new.click()
    qtbot.waitUntil(lambda: wizard.page is wizard.check, timeout=15_000)
    assert went_on == []
    assert {o.username for o in at_work.desk.workspace.orgs()} == {ANNA, BEN}


def test_a_locked_keyring_can_be_opened_and_the_refresh_goes_on(
    at_work: MainWindow, vault: Watched, here: Practice, qtbot: QtBot
) -> None:
    reports: list[SyncReport] = []
    at_work.state.synced.connect(reports.append)
    _lock(at_work, vault, here)
    at_work.desk.refresh()
    qtbot.waitUntil(lambda: bool(at_work.problems.banners), timeout=15_000)
    vault.locked = False
    _press(at_work, WayOn.UNLOCK.value, qtbot)
    qtbot.waitUntil(lambda: bool(reports), timeout=15_000)


def test_without_a_keyring_this_session_only_goes_on_too(
    at_work: MainWindow, vault: Watched, here: Practice, qtbot: QtBot, opened: list[str]
) -> None:
    reports: list[SyncReport] = []
    at_work.state.synced.connect(reports.append)
    _lock(at_work, vault, here)
    at_work.desk.refresh()
    _press(at_work, WayOn.SESSION_ONLY.value, qtbot)
    _come_back(at_work, here, qtbot, opened)
    qtbot.waitUntil(lambda: bool(reports), timeout=15_000)
    assert vault.locked  # and was needed no more


def _lock(window: MainWindow, vault: Watched, here: Practice) -> None:
    """Lock the keyring when the access token is over as well."""
    info = window.state.org
    assert info is not None
    here.order("expire_tokens")
    vault.access.drop(info.org_id, info.user_id)
    vault.locked = True


def test_the_keyring_is_never_called_on_the_windows_own_thread(
    at_work: MainWindow, vault: Watched, here: Practice, qtbot: QtBot, opened: list[str]
) -> None:
    """A locked one would hold the window still until somebody answers it."""
    reports: list[SyncReport] = []
    at_work.state.synced.connect(reports.append)
    here.order("expire_tokens")
    at_work.desk.refresh()
    qtbot.waitUntil(lambda: bool(reports), timeout=15_000)
    at_work.desk.sign_in_again(lambda: None)
    _come_back(at_work, here, qtbot, opened)
    qtbot.waitUntil(lambda: at_work.window_called("connect") is None, timeout=15_000)
    saved = len(vault.callers)
    section = ConnectionSection(at_work.desk)
    qtbot.addWidget(section)
    section.show_orgs(at_work.desk.workspace.orgs())
    for words in ("Disconnect...", "Disconnect Acme GmbH"):
        _button(section, words).click()
    qtbot.waitUntil(lambda: len(vault.callers) >= saved + 2, timeout=15_000)
    assert threading.main_thread() not in vault.callers


def _button(section: ConnectionSection, words: str) -> QPushButton:
    return next(b for b in section.findChildren(QPushButton) if b.text() == words)
