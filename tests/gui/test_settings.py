"""Settings: each change acts at once, what is outward is asked for, and words find a section."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QWidget

from sfdesk import paths
from sfdesk.domain.orgs import Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import ListViewUnusable
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.settings.learning import LearningSection, changed
from sfdesk.gui.settings.refresh import RefreshSection
from sfdesk.gui.settings.screen import SettingsScreen
from sfdesk.gui.widgets.notices import Banner
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, VIEWS, PlainWorkspace


@pytest.fixture
def settings(window: MainWindow) -> SettingsScreen:
    window.navigate(Place.SETTINGS)
    screen = window.screen_of(Place.SETTINGS)
    assert isinstance(screen, SettingsScreen)
    return screen


def press(parent: QWidget, words: str) -> None:
    kinds = (QPushButton, QRadioButton)
    found = [w for kind in kinds for w in parent.findChildren(kind) if w.text() == words]
    found[-1].click()


def refresh_of(settings: SettingsScreen) -> RefreshSection:
    return next(each for each in settings.sections if isinstance(each, RefreshSection))


def shown(settings: SettingsScreen) -> list[str]:
    return [s.title for s in settings.sections if s.isVisibleTo(settings)]


def test_a_section_is_found_by_any_of_its_words(settings: SettingsScreen) -> None:
    settings.search.setText("postgresql")
    assert shown(settings) == ["CRM"]
    settings.search.setText("dark")
    assert shown(settings) == ["Look"]
    settings.search.setText("zzz")
    assert shown(settings) == []
    settings.search.clear()
    assert len(shown(settings)) == 9


def test_the_look_is_kept_and_put_on_at_once(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    told = list[str]()
    window.state.settings_changed.connect(lambda: told.append(workspace.settings.look))
    press(settings, "Dark")
    assert told == ["dark"]
    kept = json.loads((paths.config_folder() / "settings.json").read_text(encoding="utf-8"))
    assert kept["look"] == "dark"


def test_pushing_to_production_is_asked_for_once_more(
    settings: SettingsScreen, window: MainWindow
) -> None:
    press(settings, "I may push")
    org = window.state.org
    assert org is not None
    assert not org.may_push
    press(settings, "Allow pushing to Production")
    org = window.state.org
    assert org is not None
    assert org.may_push
    assert not window.header.rights.isVisible()


def test_what_is_kept_here_can_be_widened(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    press(settings, "All I can see")
    assert window.state.org is not None
    assert window.state.org.scope is Scope.ALL
    assert workspace.asked == ["sync"]


@pytest.mark.parametrize("erase", [False, True])
def test_disconnecting_is_asked_for_and_says_what_was_done(
    settings: SettingsScreen,
    window: MainWindow,
    workspace: PlainWorkspace,
    erase: bool,  # noqa: FBT001 - given by pytest
) -> None:
    press(settings, "Disconnect...")
    assert workspace.asked == []
    box = next(b for b in settings.findChildren(QCheckBox) if "erase" in b.text())
    box.setChecked(erase)
    press(settings, f"Disconnect {ACME.org_name}")
    assert workspace.asked == ["disconnect acme erase" if erase else "disconnect acme"]
    assert window.state.org is None
    assert window.first_run.isVisible()


def test_a_crm_that_does_not_open_is_not_kept(
    settings: SettingsScreen, workspace: PlainWorkspace
) -> None:
    settings.crm.address.setText("nosuchdatabase://db.acme.example/crm")
    press(settings, "Use this CRM")
    assert workspace.settings.crm_url == ""


def test_records_come_in_from_a_file(settings: SettingsScreen, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("name,city\nNordwind,Hamburg\nDelta,Aberdeen\n", encoding="utf-8")
    settings.crm.load(Kind.ACCOUNT, file)
    (banner,) = settings.crm.findChildren(Banner)
    assert banner.title.startswith("2 records added")


def test_what_was_learned_is_shown_switched_off_and_forgotten(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    (section,) = (s for s in settings.sections if isinstance(s, LearningSection))
    assert section.count.text() == "Learned from 42 decisions: 33 accepted, 9 rejected."
    assert "95.7% of cases; without learning in 91.2%" in section.effect.text()
    assert [row.label for row in section.model.rows] == ["Name", "Phone", "Web", "Address"]
    assert changed(section.model.rows[1].factor) == "trusted less × 0.81"
    told = list[bool]()
    window.state.settings_changed.connect(lambda: told.append(workspace.settings.learns))
    section.on.click()
    assert told == [False]
    assert section.count.text().startswith("Learning is off.")
    section.on.click()
    press(settings, "Forget what was learned…")
    assert workspace.asked == []
    press(settings, "Forget what was learned")
    assert workspace.asked == ["forget"]
    assert section.count.text() == "Learning starts at 20 decisions; you have 0."
    assert not section.forget.isEnabled()
    press(settings, "Undo")
    assert workspace.asked == ["forget", "undo b-5"]


def test_what_chance_picks_measured_is_said_for_each_band(settings: SettingsScreen) -> None:
    (section,) = (s for s in settings.sections if isinstance(s, LearningSection))
    certain, likely = section.measured.text().split("\n")
    assert certain == "Certain: Of 4 picked at random 4 were right: at least 47% (95% sure)."
    assert likely.startswith("Likely: Of 12 picked at random 11 were right: at least 66%")


def test_a_list_view_can_be_kept_and_is_read_when_one_goes_there(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    assert workspace.asked == []
    press(settings, "A list view")
    assert workspace.asked == ["list views"]
    row = refresh_of(settings).list_views
    QTest.keyClicks(row.field.typed, "renew")
    QTest.keyClick(row.field.typed, Qt.Key.Key_Return)
    assert workspace.asked == ["list views", "count My Renewals", "sync"]
    org = window.state.org
    assert org is not None
    assert (org.scope, org.list_view) == (Scope.LIST_VIEW, VIEWS[2])
    assert refresh_of(settings).figures.text() == "86 accounts, 430 contacts, about 6 calls"
    press(settings, "My accounts")
    org = window.state.org
    assert org is not None
    assert (org.scope, org.list_view) == (Scope.MINE, None)
    assert row.field.currentText() == ""


def test_a_list_view_that_cannot_be_read_is_not_kept(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    gone = ListViewUnusable('The list view "My Renewals" is gone', "It was deleted.")
    workspace.unreadable[VIEWS[2].id] = gone
    row = refresh_of(settings).list_views
    press(settings, "A list view")
    QTest.keyClicks(row.field.typed, "renew")
    QTest.keyClick(row.field.typed, Qt.Key.Key_Return)
    assert row.note.isVisible()
    org = window.state.org
    assert org is not None
    assert (org.scope, org.list_view) == (Scope.MINE, None)


def test_a_refresh_whose_list_view_is_gone_leads_to_where_another_is_chosen(
    window: MainWindow, workspace: PlainWorkspace
) -> None:
    def gone(_ticket: Ticket) -> None:
        raise ListViewUnusable('The list view "My Renewals" is gone', "It was deleted.")

    workspace.sync_work = gone
    window.state.set_org(replace(ACME, scope=Scope.LIST_VIEW, list_view=VIEWS[2]))
    window.refresher.start()
    (banner,) = window.problems.banners
    assert banner.title == 'The list view "My Renewals" is gone'
    press(banner, "Choose what to keep")
    screen = window.screen_of(Place.SETTINGS)
    assert isinstance(screen, SettingsScreen)
    assert window.here is Place.SETTINGS
    assert refresh_of(screen).list_views.press.hasFocus()
    workspace.sync_work = lambda _ticket: None
    press(screen, "My accounts")
    assert window.problems.banners == []


def test_the_list_view_that_is_kept_is_shown_by_name(
    settings: SettingsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    kept = replace(ACME, scope=Scope.LIST_VIEW, list_view=VIEWS[2])
    window.state.set_org(kept)
    row = refresh_of(settings).list_views
    assert row.press.isChecked()
    assert row.field.currentText() == "My Renewals"
    assert workspace.asked == []
