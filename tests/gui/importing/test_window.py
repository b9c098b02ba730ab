"""The import window: what it shows of a plan, what it applies, and what came back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sfdesk.errors import StoreBusy
from sfdesk.gui.importing.rows import every
from sfdesk.gui.importing.window import ImportWindow
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.places import Registry
from sfdesk.gui.theme import Theme
from sfdesk.gui.widgets.notices import Banner
from tests.gui.importing.desk import ImportWorkspace
from tests.gui.importing.plans import DELTA, KAPPA, NORDA, ORION, SIGMA, plan

Build = Callable[[ImportWorkspace], ImportWindow]


@pytest.fixture
def build(qtbot: QtBot, theme: Theme, jobs: InlineJobs, request: pytest.FixtureRequest) -> Build:
    def make(workspace: ImportWorkspace, *record_ids: str) -> ImportWindow:
        window = MainWindow(
            workspace,
            jobs,
            open_demo=lambda: None,
            open_url=lambda _address: True,
            plugged=Registry({}, import_window=ImportWindow),
        )
        qtbot.addWidget(window)
        request.addfinalizer(window.close)
        window.start()
        window.open_import(record_ids)
        made = window.window_called("import")
        assert isinstance(made, ImportWindow)
        return made

    return make


def ticked(workspace: ImportWorkspace) -> set[str]:
    return {row.record.name for row in every(workspace.applied[-1].rows) if row.ticked}


def notices(window: ImportWindow) -> list[str]:
    QApplication.processEvents()
    return [banner.title for banner in window.findChildren(Banner) if banner.isVisible()]


def test_one_click_imports_what_is_safe(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    assert window.go.text() == "Import 2 accounts and 3 contacts"
    window.go.click()
    assert ticked(workspace) == {"Norda Werke", "Orion Freight", "Ina Holm", "Per Sund", "Ada Moss"}
    assert window.result.said.text() == "Imported 2 accounts and 3 contacts in 0.4 s."


def test_without_ids_every_linked_account_is_compared(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    build(workspace)
    assert workspace.planned == [((), True)]


def test_space_ticks_a_row_and_the_button_follows(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    window.table.go_to(2)
    QTest.keyClick(window.table, Qt.Key.Key_Space)
    assert window.go.text() == "Import 3 accounts and 3 contacts"
    assert window.table.record_at(window.table.row) == DELTA.record.id
    window.go.click()
    assert "Delta Optics" in ticked(workspace)


def test_one_field_can_be_left_out(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    window.fields.go_to(1)
    QTest.keyClick(window.fields, Qt.Key.Key_Space)
    window.go.click()
    norda = next(r for r in workspace.applied[0].rows if r.record.id == NORDA.record.id)
    assert [c.field for c in norda.changes if c.ticked] == ["name", "phone"]


def test_contacts_can_be_left_at_home(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    window.counts.with_contacts.click()
    assert window.go.text() == "Import 2 accounts"


def test_a_look_alike_leads_to_review(build: Build) -> None:
    window = build(ImportWorkspace(plan(KAPPA, ORION)))
    QApplication.processEvents()
    assert window.to_review.isVisible()
    assert window.detail_note.text().startswith("“Kappa Ltd” exists.")


def test_what_came_back_says_why_and_stays_ticked(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    workspace.problems = {ORION.record.id: "Phone is too long"}
    window = build(workspace)
    window.go.click()
    assert notices(window) == [
        "1 record came back. It is still ticked; its reason stands beside it."
    ]
    window.result.back_button.click()
    assert window.go.text() == "Import 1 account"


def test_an_import_can_be_taken_back_and_says_what_stays(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    window.go.click()
    workspace.kept = ("Phone of Orion Freight was edited since. Left alone.",)
    window.result.undo_button.click()
    assert workspace.undone == ["B-000077"]
    assert window.result.said.text() == "Took back 2 accounts and 3 contacts"
    assert notices(window) == ["Phone of Orion Freight was edited since. Left alone."]


def test_a_busy_store_loses_no_tick(build: Build) -> None:
    workspace = ImportWorkspace(plan())
    window = build(workspace)
    workspace.refuse = StoreBusy("The CRM is busy", "Try again in a moment.")
    window.go.click()
    assert notices(window) == ["The CRM is busy"]
    assert window.go.text() == "Import 2 accounts and 3 contacts"
    assert window.go.isEnabled()


def test_nothing_to_do_says_so_instead_of_an_empty_table(build: Build) -> None:
    window = build(ImportWorkspace(plan(SIGMA)))
    assert (window.go.text(), window.go.isEnabled()) == ("Nothing to import", False)
