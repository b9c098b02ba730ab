"""Accounts and Contacts: finding a row, seeing both sides of it, acting on it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sfdesk.actions.browsing import LinkState
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.columns import state_tone, state_word
from sfdesk.gui.accounts.filtering import Show, Wish, hides_most, matching
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.goals import Goals
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.screens import Place
from sfdesk.gui.widgets.labels import Tone
from tests.gui.samples import ACCOUNTS, PlainWorkspace


def names(screen: RecordsScreen) -> list[str]:
    return [row.name for row in screen.model.rows]


def test_all_words_have_to_occur_anywhere() -> None:
    found = matching(ACCOUNTS, Wish("hamburg NORD"))
    assert [row.name for row in found] == ["Norda Werke AG", "Nordwind AG"]


@pytest.mark.parametrize(
    ("show", "count"),
    [(Show.ALL, 7), (Show.MINE, 6), (Show.LINKED, 2), (Show.UNLINKED, 4), (Show.DELETED, 1)],
)
def test_a_chip_lets_its_rows_through(show: Show, count: int) -> None:
    assert len(matching(ACCOUNTS, Wish(show=show, me="Anna Berg"))) == count


def test_the_filter_that_hides_most_is_named() -> None:
    assert hides_most(ACCOUNTS, Wish("zzz", Show.LINKED)) == "search"
    assert hides_most(ACCOUNTS, Wish("nord", Show.DELETED)) == "chip"


def test_typing_in_the_list_starts_the_search(accounts: RecordsScreen, qtbot: QtBot) -> None:
    QTest.keyClick(accounts.table, Qt.Key.Key_N)
    assert accounts.search.text() == "n"
    qtbot.waitUntil(accounts.search.hasFocus)
    QTest.keyClicks(accounts.search, "ordw")
    assert names(accounts) == ["Nordwind AG", "Nordwind Wind Oy"]
    QTest.keyClick(accounts.search, Qt.Key.Key_Escape)
    assert len(names(accounts)) == 7


def test_the_chosen_row_stays_chosen_while_a_search_keeps_it(accounts: RecordsScreen) -> None:
    accounts.go_to(ACCOUNTS[5].record_id)
    accounts.search.setText("nord")
    assert [row.name for row in accounts.chosen()] == ["Nordwind Wind Oy"]


def test_going_to_a_record_takes_the_filters_off_that_hide_it(accounts: RecordsScreen) -> None:
    accounts.search.setText("orion")
    accounts.chips.choose(Show.MINE)
    accounts.go_to(ACCOUNTS[0].record_id)
    assert [row.name for row in accounts.chosen()] == ["Alba Logistik GmbH"]


def test_a_record_gone_to_is_chosen_alone_whatever_key_is_held_down(
    accounts: RecordsScreen, window: MainWindow
) -> None:
    for key, held in (
        (Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Shift, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.keyPress(window, key, held)
        for record in (ACCOUNTS[4], ACCOUNTS[4], ACCOUNTS[2]):
            accounts.go_to(record.record_id)
            assert [row.record_id for row in accounts.chosen()] == [record.record_id]
        QTest.keyRelease(window, key)


def test_both_sides_are_shown_and_differences_bear_a_word(accounts: RecordsScreen) -> None:
    accounts.go_to(ACCOUNTS[4].record_id)
    model = accounts.panel.fields.model()
    cells = [[model.index(r, c).data() for c in range(3)] for r in range(model.rowCount())]
    assert cells[1] == [
        "Website",
        "nordwind-energie.example",
        "www.nordwind-energie.example\n* differs",
    ]
    assert cells[3] == ["City", "Hamburg", "Hamburg"]


def test_only_a_linked_record_can_be_pushed_and_a_deleted_one_not_imported(
    accounts: RecordsScreen,
) -> None:
    offers = {}
    for row in (ACCOUNTS[0], ACCOUNTS[1], ACCOUNTS[2]):
        accounts.go_to(row.record_id)
        offers[row.link] = [act.isEnabled() for act in accounts.commands]
    assert offers == {
        LinkState.UNLINKED: [False, True, True, False],
        LinkState.LINKED: [True, True, True, True],
        LinkState.DELETED: [False, False, False, True],
    }


def test_a_record_that_is_only_not_kept_here_can_be_opened_and_is_not_struck_through(
    accounts: RecordsScreen, workspace: PlainWorkspace
) -> None:
    outside = replace(ACCOUNTS[1], link=LinkState.OUTSIDE)
    workspace.accounts = (outside,)
    accounts.refresh()
    accounts.go_to(outside.record_id)
    assert [act.isEnabled() for act in accounts.commands] == [False, False, True, True]
    assert state_word(outside) == "Not kept here"
    assert state_tone(outside) is Tone.NEUTRAL
    assert matching([outside], Wish(show=Show.DELETED)) == []


def test_ctrl_o_opens_the_record_in_the_browser(
    accounts: RecordsScreen, window: MainWindow, opened: list[str]
) -> None:
    accounts.go_to(ACCOUNTS[4].record_id)
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert opened == [f"https://acme.my.salesforce.com/{ACCOUNTS[4].record_id}"]


def test_a_search_without_hits_says_so_and_can_be_cleared(accounts: RecordsScreen) -> None:
    accounts.search.setText("zzz")
    button = next(b for b in accounts.findChildren(QPushButton) if b.text() == "Clear filters")
    button.click()
    assert len(names(accounts)) == 7


def test_before_the_first_refresh_the_list_offers_one(
    accounts: RecordsScreen, workspace: PlainWorkspace
) -> None:
    workspace.accounts = ()
    accounts.refresh()
    button = next(b for b in accounts.findChildren(QPushButton) if b.text() == "Refresh now")
    button.click()
    assert workspace.asked == ["sync"]


def test_a_refresh_brings_new_rows_onto_the_screen(
    accounts: RecordsScreen, workspace: PlainWorkspace, window: MainWindow
) -> None:
    workspace.accounts = ACCOUNTS[:2]
    window.desk.refresh()
    assert len(names(accounts)) == 2


def test_contacts_have_their_own_words(window: MainWindow) -> None:
    window.navigate(Place.CONTACTS)
    screen = window.screen_of(Place.CONTACTS)
    assert isinstance(screen, RecordsScreen)
    assert screen.kind is Kind.CONTACT
    spoken = screen.model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Status: In CRM"


def test_a_click_on_a_heading_sorts_and_keeps_the_chosen_row(accounts: RecordsScreen) -> None:
    accounts.go_to(ACCOUNTS[4].record_id)
    header = accounts.table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert names(accounts)[0] == "Orion Freight"
    assert [row.name for row in accounts.chosen()] == ["Nordwind AG"]
    header.setSortIndicator(5, Qt.SortOrder.DescendingOrder)
    assert names(accounts)[0] == "Orion Freight"
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert names(accounts)[0] == "Alba Logistik GmbH"


def test_the_jump_field_finds_records_by_name(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.has_made(Place.CONTACTS))
    field = window.header.jump
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "maeve")
    QTest.keyClick(field, Qt.Key.Key_Return)
    screen = window.screen_of(Place.CONTACTS)
    assert isinstance(screen, RecordsScreen)
    assert window.here is Place.CONTACTS
    assert [row.name for row in screen.chosen()] == ["Maeve Quinn"]


def test_a_text_leads_to_whatever_holds_it_anywhere_what_can_be_done_first(
    accounts: RecordsScreen, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: window.has_made(Place.CONTACTS))
    goals = Goals(window)
    acts, records = goals.words("ACCOUNTS"), goals.words("nordwind AG, Ham")
    assert acts[0] == "Go to Accounts"
    assert records[0] == "Nordwind AG, Hamburg"
    goals.go(records[0])
    assert [row.name for row in accounts.chosen()] == ["Nordwind AG"]


def test_of_many_records_the_field_offers_the_first(
    accounts: RecordsScreen, window: MainWindow, workspace: PlainWorkspace
) -> None:
    workspace.accounts = tuple(
        replace(ACCOUNTS[0], record_id=f"001{n:015d}", name=f"Zoo {n}", searchable=f"zoo {n} kiel")
        for n in range(300)
    )
    accounts.refresh()
    offered = Goals(window).words("zoo")
    assert len(offered) == 100
    assert offered[0].startswith("Zoo 0")


def test_a_wrong_link_is_ended_with_a_reason_after_a_question_and_undone_in_place(
    accounts: RecordsScreen, window: MainWindow, workspace: PlainWorkspace, qtbot: QtBot
) -> None:
    told = list[str]()
    window.state.links_changed.connect(lambda: told.append("links"))
    accounts.go_to(ACCOUNTS[4].record_id)
    window.activateWindow()
    accounts.table.setFocus()
    qtbot.waitUntil(lambda: window.isActiveWindow() and accounts.table.hasFocus())
    QTest.keyClick(accounts.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    reason = accounts.wrong_link.question.reason
    assert reason.hasFocus()
    assert workspace.asked == []
    QTest.keyClicks(reason, "Sold in March")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    assert workspace.asked == ["unlink A-000005 Sold in March"]
    assert told == ["links"]
    next(b for b in accounts.findChildren(QPushButton) if b.text() == "Undo").click()
    assert workspace.asked[1:] == ["undo b-6"]
    assert told == ["links"] * 2


def test_a_wrong_link_is_left_alone_with_escape_and_offered_for_linked_rows_only(
    accounts: RecordsScreen, workspace: PlainWorkspace
) -> None:
    accounts.go_to(ACCOUNTS[3].record_id)
    assert not accounts.acts.wrong.isEnabled()
    accounts.go_to(ACCOUNTS[4].record_id)
    accounts.acts.wrong.trigger()
    QTest.keyClick(accounts.wrong_link.question.reason, Qt.Key.Key_Escape)
    assert workspace.asked == []
    assert accounts.table.hasFocus()
