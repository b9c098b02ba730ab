"""Where cases lead beyond their screens: to other cases, other windows, the main window."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.gui.connect.symptoms_dialog import SymptomsDialog
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.settings.network import NetworkWindow
from sfdesk.gui.theme import Theme
from tests.gui.sign_in.looking import child, look_at, texts
from tests.gui.sign_in.signing import Signing, error_of, show


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
