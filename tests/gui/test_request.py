"""The request for an admin, and the connection file that comes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from sfdesk.domain.connection_file import Connection, from_text, to_text
from sfdesk.domain.sign_in_problems import WayOn, problem
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from tests.gui.samples import ACME, PlainWorkspace

FILE = Connection("https://acme.my.salesforce.com", "3MVG9abc", "Acme")


@pytest.fixture
def newcomer(window: MainWindow) -> MainWindow:
    window.state.set_org(None)
    return window


@pytest.fixture
def request_window(newcomer: MainWindow) -> RequestWindow:
    newcomer.first_run.request_button.click()
    made = newcomer.window_called("request")
    assert isinstance(made, RequestWindow)
    return made


def test_the_email_can_be_copied_and_opened(
    request_window: RequestWindow, opened: list[str]
) -> None:
    request_window.copy_mail()
    assert "http://localhost:17171/callback" in QGuiApplication.clipboard().text()
    request_window.open_mail()
    assert opened[0].startswith("mailto:?subject=Please%20allow%20SFDesk")


def test_the_page_is_saved_as_a_pdf(request_window: RequestWindow, tmp_path: Path) -> None:
    request_window.save_pdf(tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "page.pdf").stat().st_size > 5_000


def test_a_folder_that_cannot_be_written_to_is_said(
    request_window: RequestWindow, tmp_path: Path
) -> None:
    for save in (request_window.save_pdf, lambda path: request_window.save_text(path, "x")):
        save(tmp_path / "gone" / "page")
        assert request_window.note.text().startswith("page cannot be written: No such file")


def test_a_request_from_a_connected_person_says_which_salesforce_it_is_on_one_page(
    window: MainWindow, tmp_path: Path
) -> None:
    window.windows.open_request("E9", "API access is off")
    made = window.window_called("request")
    assert isinstance(made, RequestWindow)
    made.save_pdf(tmp_path / "page.pdf")
    assert b"/Count 1" in (tmp_path / "page.pdf").read_bytes()
    for known in (ACME.org_name, ACME.org_id, ACME.username, "API access is off (E9)"):
        assert known in made.mail.toPlainText()


def test_a_problem_is_named_in_the_request(newcomer: MainWindow) -> None:
    newcomer.open_connect()
    wizard = newcomer.window_called("connect")
    assert isinstance(wizard, ConnectWizard)
    wizard.show_problem(problem("E3"))
    next(b for b in wizard.problem.buttons if b.text() == WayOn.ASK_ADMIN.value).click()
    made = wizard.findChild(RequestWindow)
    assert made is not None
    assert "not installed in your Salesforce yet (E3)" in made.mail.toPlainText()


def test_a_template_for_the_admin_becomes_a_file_once_the_key_is_in(
    request_window: RequestWindow,
) -> None:
    text = request_window.file.toPlainText()
    filled = text.replace("the Consumer Key of the app", "3MVG9abc")
    assert from_text(filled).client_id == "3MVG9abc"


def test_a_dropped_connection_file_opens_the_wizard_filled(
    newcomer: MainWindow, workspace: PlainWorkspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "acme.sfdesk-org"
    path.write_text(to_text(FILE), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    none = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none
    )
    newcomer.first_run.dropEvent(drop)
    wizard = newcomer.window_called("connect")
    assert isinstance(wizard, ConnectWizard)
    assert wizard.where.client_id.text() == "3MVG9abc"
    assert workspace.logins == [("https://acme.my.salesforce.com", "3MVG9abc")]


def test_a_file_that_is_none_is_refused_in_words(newcomer: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "acme.sfdesk-org"
    path.write_bytes(b"\xff\xfe rubbish")
    newcomer.windows.open_connection_file(path)
    (banner,) = newcomer.problems.banners
    assert banner.title == "acme.sfdesk-org cannot be used"
    assert banner.isVisible()
