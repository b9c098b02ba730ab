"""Windows are built offscreen, from plain rows, in a private folder of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.theme import Theme
from tests.gui.held_jobs import HeldJobs
from tests.gui.samples import ACME, PlainWorkspace


@pytest.fixture(autouse=True)
def _private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SFDESK_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """Delete a test's windows before the next one; outside an event loop Qt puts that off.

    Let go of the keys too: after a click with Ctrl, QtTest leaves Qt with Ctrl held down.
    """
    yield
    QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    assert QApplication.keyboardModifiers() is Qt.KeyboardModifier.NoModifier
    for window in qapp.topLevelWidgets():
        if window.windowType() is not Qt.WindowType.Popup:  # goes with the field it belongs to
            window.close()
            window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[InlineJobs]:
    made = InlineJobs()
    yield made
    made.close()


@pytest.fixture
def held_jobs() -> Iterator[HeldJobs]:
    """Jobs that wait when they are told to; what is named `jobs` in a module is in its windows."""
    made = HeldJobs()
    yield made
    made.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    made.start("light")
    yield made
    made.close()


@pytest.fixture
def workspace() -> PlainWorkspace:
    return PlainWorkspace(ACME)


@pytest.fixture
def opened() -> list[str]:
    """Addresses that went to the browser."""
    return []


@pytest.fixture
def window(
    qtbot: QtBot,
    theme: Theme,
    jobs: InlineJobs,
    workspace: PlainWorkspace,
    opened: list[str],
) -> Iterator[MainWindow]:
    """The main window on a connected Salesforce."""

    def open_url(address: str) -> bool:
        opened.append(address)
        return True

    made = MainWindow(workspace, jobs, open_demo=lambda: opened.append("demo"), open_url=open_url)
    qtbot.addWidget(made)
    made.start()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def accounts(window: MainWindow) -> RecordsScreen:
    """The list of accounts, on top."""
    window.navigate(Place.ACCOUNTS)
    screen = window.screen_of(Place.ACCOUNTS)
    assert isinstance(screen, RecordsScreen)
    return screen
