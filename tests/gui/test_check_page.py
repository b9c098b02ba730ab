"""The Check page: spinners that become marks and words, why something is missing, who gives it."""

import pytest
from pytestqt.qtbot import QtBot

from sfdesk.actions.connecting import CheckLine, Mark, Preflight, Topic
from sfdesk.domain import permission_request, permissions
from sfdesk.domain.permission_request import PermissionRequest
from sfdesk.gui.connect.check_page import CheckPage
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.main_window import MainWindow
from tests.gui.samples import ACME

API = CheckLine(Mark.OK, Topic.API, "API access")
LOCKED = CheckLine(
    Mark.NOTE,
    Topic.WRITE_ACCOUNTS,
    "You may not edit: Tier, ARR - they stay read-only here",
    permissions.on_fields("Accounts", ["Tier", "ARR"], "Edit"),
)
NO_CONTACTS = CheckLine(
    Mark.MISSING,
    Topic.WRITE_CONTACTS,
    "Contacts: write - Push is off for contacts",
    permissions.on_object("Contacts", "Read", "Edit"),
)
FEW = CheckLine(Mark.NOTE, Topic.CALLS, "Calls left today: 3 of 100", permissions.more_calls())


@pytest.fixture
def page(qtbot: QtBot) -> CheckPage:
    made = CheckPage()
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.show()
    made.show_org(ACME)
    return made


def test_everything_that_is_looked_at_stands_there_with_a_spinner(page: CheckPage) -> None:
    assert [each.topic for each in page.rows] == list(Topic)
    assert all(each.spinner.turning for each in page.rows)
    assert [each.text.text() for each in page.rows] == [topic.value for topic in Topic]


def test_a_spinner_becomes_a_mark_and_a_word(page: CheckPage) -> None:
    page.add(API)
    first, *others = page.rows
    assert not first.spinner.turning
    assert first.chip.text() == "OK"
    assert first.chip.isVisible()
    assert first.text.text() == "API access"
    assert not first.why.isVisible()
    assert all(each.spinner.turning for each in others)


def test_a_second_line_of_a_topic_stands_below_the_first(page: CheckPage) -> None:
    page.add(CheckLine(Mark.OK, Topic.WRITE_ACCOUNTS, "Write to Accounts: 41 of 58 fields"))
    page.add(LOCKED)
    shown = [each.found.text if each.found else each.topic.name for each in page.rows]
    assert shown[3:6] == [
        "Write to Accounts: 41 of 58 fields",
        LOCKED.text,
        "WRITE_CONTACTS",
    ]


def test_why_tells_who_can_give_it_and_a_second_press_closes_it(page: CheckPage) -> None:
    page.add(LOCKED)
    row = next(each for each in page.rows if each.found is LOCKED)
    assert not row.request.isVisible()
    row.why.click()
    assert row.explained
    told = " ".join(label.text() for label in row.findChildren(type(row.text)))
    assert "A Salesforce admin can give it" in told
    assert 'field permission "Edit Access" on Tier, ARR' in told
    assert "Setup > Users > Permission Sets" in told
    row.why.click()
    assert not row.explained


def test_request_hands_on_the_line_that_is_meant(page: CheckPage, qtbot: QtBot) -> None:
    page.add(NO_CONTACTS)
    row = next(each for each in page.rows if each.found is NO_CONTACTS)
    with qtbot.waitSignal(page.asked) as caught:
        row.request.click()
    assert caught.args == [NO_CONTACTS]
    assert row.request.accessibleName() == f"Request... {NO_CONTACTS.text}"


def test_what_no_admin_can_give_is_not_asked_for(page: CheckPage) -> None:
    page.add(FEW)
    row = next(each for each in page.rows if each.found is FEW)
    row.why.click()
    assert not [
        b for b in row.findChildren(type(row.why)) if "Request" in b.text() and b.isVisible()
    ]


def test_at_the_end_no_spinner_is_left(page: CheckPage) -> None:
    page.add(API)
    page.show_end(Preflight((API, NO_CONTACTS), (), can_read=True))
    assert [each.found for each in page.rows] == [API]
    labels = [label.text() for label in page.findChildren(type(page.rows[0].text))]
    assert "What is missing does not stop you; it stays off." in labels


def test_the_request_is_filled_with_the_line_and_the_permission(window: MainWindow) -> None:
    assert NO_CONTACTS.permission is not None
    request = PermissionRequest(
        NO_CONTACTS.permission, NO_CONTACTS.text, "Anna Berg", "anna@acme.com", "https://acme"
    )
    opened = RequestWindow(window.desk, request, window)
    mail = opened.mail.toPlainText()
    assert NO_CONTACTS.text in mail
    assert 'object permission "Read" and "Edit" on Contacts' in mail
    assert "Object Settings > Contacts > Edit > Object Permissions: Read, Edit" in mail
    assert "Add Assignment > anna@acme.com" in mail
    assert "Anna Berg" in mail
    assert "Callback" not in mail
    assert opened.subject == permission_request.SUBJECT
    assert "Connection file" not in [
        t.accessibleName() for t in opened.findChildren(type(opened.mail))
    ]
    assert NO_CONTACTS.text in opened.page.toPlainText()
