"""The wizard, against a practice org on loopback: the sign-in itself, and how it goes wrong."""

import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sfdesk.actions.connecting import Login
from sfdesk.demo.pages import sign_in
from sfdesk.domain.orgs import OrgKind, Scope
from sfdesk.domain.sign_in_problems import CALLBACKS, PROBLEMS, SYMPTOMS, WayOn, problem
from sfdesk.errors import ConnectError, Secret
from sfdesk.gui.connect.paste_dialog import PasteDialog
from sfdesk.gui.connect.symptoms_dialog import SymptomsDialog
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.jobs import Jobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.theme import Theme
from sfdesk.gui.words import left
from sfdesk.practice.options import Address
from sfdesk.practice.server import running
from sfdesk.salesforce.vault import SessionVault
from sfdesk.workspace import Workspace

# Each sign-in here takes one of the three ports for the answer; a test elsewhere takes all of them.
pytestmark = pytest.mark.xdist_group("callback ports")


@pytest.fixture(scope="module")
def org() -> Iterator[Address]:
    with running() as address:
        yield address


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def newcomer(qtbot: QtBot, theme: Theme, opened: list[str]) -> Iterator[MainWindow]:
    """The window of somebody who has connected nothing, with real lanes."""
    jobs = Jobs()

    def open_url(address: str) -> bool:
        opened.append(address)
        return True

    made = MainWindow(
        Workspace(vault=SessionVault()), jobs, open_demo=lambda: None, open_url=open_url
    )
    qtbot.addWidget(made)
    made.start()
    yield made
    jobs.close()
    made.close()


@pytest.fixture
def wizard(newcomer: MainWindow) -> ConnectWizard:
    newcomer.first_run.connect_button.click()
    window = newcomer.window_called("connect")
    assert isinstance(window, ConnectWizard)
    return window


def begin(wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]) -> str:
    """Go to the sign-in page and return the address that the browser got."""
    wizard.where.address.setText(org.login)
    wizard.where.client_id.setText(org.client_id)
    wizard.go.click()
    qtbot.waitUntil(lambda: bool(opened) and wizard.flow.waiting)
    return opened[-1]


def callback(address: str, **answer: str) -> str:
    """Return the address that Salesforce would send the browser to."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    query = urllib.parse.urlencode({"state": asked["state"], **answer})
    return f"{asked['redirect_uri']}?{query}"


def visit(address: str) -> None:
    """Open an address as a browser does, beside us."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def go() -> None:
        with opener.open(address, timeout=10):
            pass

    threading.Thread(target=go).start()


def test_from_first_run_to_accounts(
    newcomer: MainWindow, wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    username = org.users[0][0]
    connect(wizard, org, 0, qtbot, opened)
    wizard.go.click()
    assert wizard.page is wizard.choose
    assert wizard.choose.scope is Scope.MINE
    wizard.go.click()
    qtbot.waitUntil(lambda: newcomer.state.calls_left is not None, timeout=15_000)
    info = newcomer.state.org
    assert info is not None
    assert (info.username, info.kind, info.may_push) == (username, OrgKind.DEMO, False)
    assert newcomer.header.badge.text() == "DEMO"


def test_a_list_view_is_found_counted_and_brought(
    newcomer: MainWindow, wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    connect(wizard, org, 0, qtbot, opened)
    wizard.go.click()
    row = wizard.choose.list_views
    qtbot.waitUntil(lambda: row.field.count() > 0, timeout=15_000)
    assert "Ben's Watchlist" not in [row.field.itemText(n) for n in range(row.field.count())]
    QTest.keyClicks(row.field.typed, "renew")
    QTest.keyClick(row.field.typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(row.cells.time.text()), timeout=15_000)
    counted = int(row.cells.accounts.text())
    wizard.go.click()
    qtbot.waitUntil(lambda: newcomer.state.calls_left is not None, timeout=15_000)
    home = newcomer.desk.workspace.home()
    assert home.accounts == counted > 0


def test_a_denied_consent_says_so_and_a_new_attempt_is_one_click(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    visit(callback(begin(wizard, org, qtbot, opened), error="access_denied"))
    qtbot.waitUntil(lambda: wizard.page is wizard.problem)
    assert wizard.problem.title.text() == "You pressed Deny"
    assert [b.text() for b in wizard.problem.buttons] == ["Try again", "Cancel"]
    opened.clear()
    wizard.problem.buttons[0].click()
    qtbot.waitUntil(lambda: bool(opened))
    assert wizard.page is wizard.sign_in


def test_a_pasted_address_without_an_answer_is_refused_at_the_field(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    begin(wizard, org, qtbot, opened)
    wizard.open_paste()
    dialog = wizard.findChild(PasteDialog)
    assert dialog is not None
    dialog.field.setText("https://example.com/")
    dialog.field.returnPressed.emit()
    assert dialog.field.accessibleDescription().startswith("There is no answer in that address")
    assert dialog.isVisible()


def test_a_pasted_error_is_shown_in_words(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    address = begin(wizard, org, qtbot, opened)
    wizard.open_paste()
    dialog = wizard.findChild(PasteDialog)
    assert dialog is not None
    dialog.field.setText(callback(address, error="OAUTH_APP_BLOCKED"))
    dialog.field.returnPressed.emit()
    assert wizard.problem.title.text() == PROBLEMS["E1"].title


def test_the_page_comes_up_again_without_a_new_attempt(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    address = begin(wizard, org, qtbot, opened)
    wizard.sign_in.again.click()
    wizard.sign_in.copy.click()
    assert opened == [address, address]
    assert QGuiApplication.clipboard().text() == address


def test_five_more_minutes(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    begin(wizard, org, qtbot, opened)
    attempt = wizard.flow.attempt
    assert attempt is not None
    before = attempt.seconds_left
    wizard.sign_in.more.click()
    assert attempt.seconds_left > before + 290


def test_seconds_are_shown_as_a_clock() -> None:
    assert [left(s) for s in (292, 60, 59.6, 0, -3)] == ["4:52", "1:00", "1:00", "0:00", "0:00"]


@pytest.mark.parametrize(("words", "code"), SYMPTOMS)
def test_what_people_see_leads_to_what_to_do(wizard: ConnectWizard, words: str, code: str) -> None:
    wizard.open_symptoms()
    dialog = wizard.findChild(SymptomsDialog)
    assert dialog is not None
    assert dialog.choices[code].accessibleName() == words
    dialog.choices[code].click()
    dialog.go.click()
    assert wizard.problem.title.text() == PROBLEMS[code].title


def test_the_three_callback_lines_are_copied_exactly(wizard: ConnectWizard) -> None:
    wizard.show_problem(problem("E5"))
    button = next(b for b in wizard.problem.buttons if b.text() == WayOn.COPY_LINES.value)
    button.click()
    assert QGuiApplication.clipboard().text().splitlines() == list(CALLBACKS)


def test_details_hold_the_code_and_no_secret(wizard: ConnectWizard) -> None:
    wizard.show_problem(ConnectError("No", "So.", code="E30", details="?code=aPrxSECRET12345"))
    wizard.problem.copy()
    copied = QGuiApplication.clipboard().text()
    assert "E30" in copied
    assert "SECRET" not in copied


def test_an_address_that_is_not_salesforces_is_refused_at_its_field(
    wizard: ConnectWizard,
) -> None:
    wizard.where.client_id.setText("3MVG9")
    wizard.where.address.setText("acme.example.com")
    wizard.go.click()
    assert wizard.page is wizard.where
    assert wizard.where.address.property("wrong") == "true"
    assert "salesforce.com" in wizard.where.address.accessibleDescription()


def test_a_pasted_lightning_address_becomes_the_one_to_sign_in_at(wizard: ConnectWizard) -> None:
    wizard.where.address.setText("https://acme.lightning.force.com/lightning/r/Account/001/view")
    assert wizard.where.company.isChecked()
    assert wizard.where.address.accessibleDescription() == "Using acme.my.salesforce.com"


def test_a_missing_client_id_is_asked_for_at_its_field(wizard: ConnectWizard) -> None:
    wizard.go.click()
    assert wizard.page is wizard.where
    assert wizard.where.client_id.property("wrong") == "true"


def test_push_stays_off_unless_it_is_allowed(wizard: ConnectWizard) -> None:
    wizard.where.client_id.setText("3MVG9")
    assert wizard.where.wanted() == Login(address="production", client_id="3MVG9")
    wizard.where.look_only.setChecked(False)
    wizard.where.sandbox.setChecked(True)
    wanted = wizard.where.wanted()
    assert wanted == replace(Login(address="sandbox", client_id="3MVG9"), may_push=True)


def test_closing_ends_the_attempt_and_frees_the_port(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    begin(wizard, org, qtbot, opened)
    attempt = wizard.flow.attempt
    assert attempt is not None
    wizard.close()
    QApplication.processEvents()
    assert wizard.flow.attempt is None


def test_with_all_ports_taken_the_sign_in_goes_on_by_paste(
    wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    begin(wizard, org, qtbot, opened)
    wizard.show_problem(problem("E15"))
    opened.clear()
    wizard.problem.buttons[0].click()
    qtbot.waitUntil(lambda: bool(opened) and wizard.flow.waiting)
    answer = sign_in(opened[0], *org.users[0][:2], stop_at="http://localhost:17171/")
    dialog = wizard.findChild(PasteDialog)
    assert dialog is not None
    dialog.field.setText(answer)
    dialog.field.returnPressed.emit()
    qtbot.waitUntil(lambda: wizard.page is wizard.check, timeout=15_000)


def test_somebody_else_is_not_taken_for_the_one_who_was_connected(
    newcomer: MainWindow, wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    connect(wizard, org, 0, qtbot, opened)
    wizard.close()
    qtbot.waitUntil(lambda: newcomer.window_called("connect") is None)
    opened.clear()
    newcomer.desk.sign_in_again()
    again = newcomer.window_called("connect")
    assert isinstance(again, ConnectWizard)
    qtbot.waitUntil(lambda: bool(opened) and again.flow.waiting)
    walk(opened[-1], org, 1)
    qtbot.waitUntil(lambda: again.page is again.problem, timeout=15_000)
    assert again.problem.title.text() == PROBLEMS["E12"].title
    assert "ben.ito@acme.example" in again.problem.text.text()
    next(b for b in again.problem.buttons if b.text() == WayOn.CONNECT_NEW.value).click()
    qtbot.waitUntil(lambda: again.page is again.check, timeout=15_000)
    assert len(newcomer.desk.workspace.orgs()) == 2


class _NoKeyring(SessionVault):
    """A keyring that is locked."""

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        raise problem("E28", backend="locked")


def test_without_a_keyring_one_may_stay_connected_for_this_session(
    newcomer: MainWindow, wizard: ConnectWizard, org: Address, qtbot: QtBot, opened: list[str]
) -> None:
    newcomer.desk.workspace.vault = _NoKeyring()
    walk(begin(wizard, org, qtbot, opened), org, 0)
    qtbot.waitUntil(lambda: wizard.page is wizard.problem, timeout=15_000)
    assert wizard.problem.title.text() == PROBLEMS["E28"].title
    assert wizard.problem.buttons[0].text() == WayOn.SESSION_ONLY.value
    wizard.problem.buttons[0].click()
    qtbot.waitUntil(lambda: wizard.page is wizard.check, timeout=15_000)


def walk(address: str, org: Address, user: int) -> None:
    """Sign in beside us, as the browser would."""
    username, password, _profile = org.users[user]
    threading.Thread(target=sign_in, args=(address, username, password)).start()


def connect(
    wizard: ConnectWizard, org: Address, user: int, qtbot: QtBot, opened: list[str]
) -> None:
    walk(begin(wizard, org, qtbot, opened), org, user)
    qtbot.waitUntil(lambda: wizard.page is wizard.check and wizard.go.isEnabled(), timeout=15_000)
