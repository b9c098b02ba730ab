"""The check says what is there and what is not, in few calls, and never stops for what can wait."""

import json
from dataclasses import replace
from typing import Any

import pytest

from sfdesk import cli
from sfdesk.actions.checking import CheckLine, Mark, Preflight, Topic, check
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, SfdeskError
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.practice import Practice

SUCCESS = "Customer Success"  # Anna's profile


class Checked:
    """Anna's check of one practice org, and what it cost."""

    def __init__(self, here: Practice) -> None:
        self.here = here
        self.info, self.vault = here.connect()
        self.calls = 0

    def deny(self, **rights: Any) -> None:
        self.here.order("profile", name=SUCCESS, **rights)

    def __call__(self, **more: Any) -> Preflight:
        with self.here.org(self.info, self.vault) as org:
            found = check(org, Ticket(), **more)
            self.calls = org.calls
        return found


@pytest.fixture
def checked(org_here: Practice) -> Checked:
    return Checked(org_here)


def _texts(found: Preflight) -> list[str]:
    return [f"{entry.mark.value}: {entry.text}" for entry in found.lines]


def _of(found: Preflight, topic: Topic) -> list[CheckLine]:
    return [entry for entry in found.lines if entry.topic is topic]


def test_a_person_who_may_do_much_reads_these_lines(checked: Checked) -> None:
    found = checked()
    texts = _texts(found)
    with checked.here.org(checked.info, checked.vault) as org:
        own = org.counts(owner_id=checked.info.user_id)
        seen = org.counts()
    assert texts[0] == "OK: API access"
    assert texts[1] == (
        f"OK: Accounts: read {own[Kind.ACCOUNT]} you own ({seen[Kind.ACCOUNT]} you can see)"
    )
    assert texts[2] == f"OK: Contacts: read {own[Kind.CONTACT]}"
    assert texts[3].startswith("OK: Write to Accounts: ")
    assert texts[4] == "NOTE: You may not edit: Tier, ARR - they stay read-only here"
    assert texts[5].startswith("OK: Write to Contacts: ")
    assert texts[6].startswith("OK: Calls left today: 14,9")
    assert "of 15,000 (a full refresh needs about " in texts[6]
    assert len(texts) == 7
    assert found.can_read


def test_the_numbers_of_fields_are_those_of_the_description(checked: Checked) -> None:
    line = _of(checked(), Topic.WRITE_ACCOUNTS)[0]
    with checked.here.org(checked.info, checked.vault) as org:
        fields = org.describe(Kind.ACCOUNT).fields.values()
    writable = sum(field.updateable for field in fields)
    assert line.text == f"Write to Accounts: {writable} of {len(fields)} fields"


@pytest.mark.parametrize("role", [False, True])
def test_it_takes_five_calls_at_most_and_eight_with_the_sign_in(
    checked: Checked, *, role: bool
) -> None:
    if role:
        fields = {"UserRoleId": "00E000000000001EAA"}
        checked.here.order("touch", id=checked.info.user_id, fields=fields)
    checked()
    assert checked.calls == (5 if role else 4)
    asked = [r for r in checked.here.log() if "/services/data" in r["path"]]
    told = [r for r in checked.here.log() if "userinfo" in r["path"]]
    assert 5 <= len(asked) + len(told) <= 8


def test_each_line_comes_as_soon_as_it_is_known(checked: Checked) -> None:
    """The first answer is told while nobody has asked the second question yet."""
    asked: list[int] = []

    def on_line(_line: CheckLine) -> None:
        asked.append(len([r for r in checked.here.log() if "/data/v" in r["path"]]))

    checked.here.order("forget_log")
    checked(on_line=on_line)
    assert asked[0] == 1
    assert asked[-1] >= 3
    assert asked == sorted(asked)


def test_accounts_that_may_not_be_read_are_the_end_of_it(checked: Checked) -> None:
    checked.deny(denied=["Account"])
    found = checked()
    assert not found.can_read
    assert found.choices == ()
    line = found.lines[-1]
    assert (line.mark, line.topic) == (Mark.MISSING, Topic.ACCOUNTS)
    assert line.permission is not None
    assert line.permission.name == 'object permission "Read" on Accounts'
    assert "Setup > Users > Permission Sets" in line.permission.path
    assert "Object Settings > Accounts > Edit > Object Permissions: Read" in line.permission.path


def test_contacts_that_may_not_be_read_stop_nothing(checked: Checked) -> None:
    checked.deny(denied=["Contact"])
    found = checked()
    assert found.can_read
    (line,) = _of(found, Topic.CONTACTS)
    assert line.mark is Mark.MISSING
    assert line.text == "Contacts: you may not read them - only accounts are refreshed"
    assert not _of(found, Topic.WRITE_CONTACTS)
    assert {choice.contacts for choice in found.choices} == {0}


def test_contacts_that_may_not_be_written_keep_push_off_for_them(checked: Checked) -> None:
    checked.deny(unwritable=["Contact"])
    found = checked()
    (line,) = _of(found, Topic.WRITE_CONTACTS)
    assert (line.mark, line.text) == (
        Mark.MISSING,
        "Contacts: write - Push is off for contacts",
    )
    assert line.permission is not None
    assert line.permission.name == 'object permission "Read" and "Edit" on Contacts'
    assert _of(found, Topic.WRITE_ACCOUNTS)[0].mark is Mark.OK
    assert found.can_read


def test_nothing_that_may_be_written_is_said_for_both(checked: Checked) -> None:
    checked.deny(read_only=True)
    marks = {entry.topic: entry.mark for entry in checked().lines}
    assert marks[Topic.WRITE_ACCOUNTS] is marks[Topic.WRITE_CONTACTS] is Mark.MISSING


def test_opportunities_that_may_not_be_read_are_a_note(checked: Checked) -> None:
    checked.deny(denied=["Opportunity"])
    (line,) = _of(checked(), Topic.OPPORTUNITIES)
    assert (line.mark, line.text) == (
        Mark.NOTE,
        "Opportunities: no access - Renewals will be empty",
    )
    assert line.permission is not None
    assert "A Salesforce admin can give it" in line.permission.why


def test_locked_and_hidden_fields_are_named_with_what_would_open_them(checked: Checked) -> None:
    checked.deny(hidden=["Account.Phone", "Contact.Title"], locked=["Account.Website"])
    found = checked()
    account, contact = _of(found, Topic.WRITE_ACCOUNTS), _of(found, Topic.WRITE_CONTACTS)
    assert [entry.text for entry in account[1:]] == [
        "You may not edit: Website - they stay read-only here",
        "You may not see: Phone - they stay empty here",
    ]
    assert [entry.text for entry in contact[1:]] == [
        "You may not see: Title - they stay empty here"
    ]
    locked, hidden = (entry.permission for entry in account[1:])
    assert locked is not None
    assert hidden is not None
    assert locked.name == 'field permission "Edit Access" on Website'
    assert "Field Permissions: Read Access" in hidden.path


def test_a_companys_own_field_that_nobody_mapped_is_not_missed(checked: Checked) -> None:
    checked.deny(hidden=["Account.Tier__c"], locked=[])
    assert not any(entry.mark is Mark.NOTE for entry in checked().lines)
    mapped = (*DEFAULT_MAPPING, FieldPair(Kind.ACCOUNT, "Tier__c", "tier", Way.TO_CRM))
    (line,) = [entry for entry in checked(mapping=mapped).lines if entry.mark is Mark.NOTE]
    assert "Tier__c" in line.text


def test_too_few_calls_are_a_note_that_no_admin_can_help_with(checked: Checked) -> None:
    checked.here.set(daily_limit=100, daily_used=94)
    (line,) = _of(checked(), Topic.CALLS)
    assert line.mark is Mark.NOTE
    assert line.permission is not None
    assert not line.permission.grantable
    assert "Company Information" in line.permission.why


def test_what_is_denied_is_denied_by_the_org_itself(checked: Checked) -> None:
    """The practice org refuses as Salesforce does: what is not there for a user does not exist."""
    checked.deny(denied=["Contact"], unwritable=["Account"])
    with checked.here.org(checked.info, checked.vault) as org:
        account = next(iter(org.pull(Kind.ACCOUNT, ("Name",), Ticket())))[0][0]
        with pytest.raises(SfdeskError) as caught:
            org.update(Kind.ACCOUNT, account.id, {"Phone": "1"})
        assert caught.value.code == "INSUFFICIENT_ACCESS_OR_READONLY"
        with pytest.raises(SfdeskError) as caught:
            org.count(Kind.CONTACT)
        assert caught.value.code == "INVALID_TYPE"
        refused = org.ask(
            [
                "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
                "SELECT Id FROM Case WHERE Contact.Name = 'x'",
                "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact)",
            ]
        )
        assert [getattr(each, "code", "read") for each in refused] == [
            "INVALID_TYPE",
            "INVALID_FIELD",
            "INVALID_TYPE",
        ]


def test_it_can_be_stopped_between_two_lines(checked: Checked) -> None:
    ticket = Ticket()

    def on_line(_line: CheckLine) -> None:
        ticket.cancel()

    with checked.here.org(checked.info, checked.vault) as org, pytest.raises(Cancelled):
        check(org, ticket, on_line=on_line)


@pytest.fixture
def workspace(org_here: Practice) -> Workspace:
    made = Workspace()
    attempt = org_here.begin()
    org_here.browse(attempt)
    made.finish_sign_in(attempt, Ticket())
    return made


def test_it_looks_at_the_fields_that_were_mapped_here(
    org_here: Practice, workspace: Workspace
) -> None:
    org_here.order("profile", name=SUCCESS, hidden=["Account.Tier__c"])
    with workspace.crm() as crm:
        pairs = (FieldPair(Kind.ACCOUNT, "Tier__c", "tier", Way.BOTH),)
        crm.store_mapping(workspace.org().org_id, [*DEFAULT_MAPPING[:1], *pairs])
    # the very pair of the default mapping says nothing about this company; another one does
    changed = (FieldPair(Kind.ACCOUNT, "Tier__c", "tier", Way.TO_CRM),)
    with workspace.crm() as crm:
        crm.store_mapping(workspace.org().org_id, [*DEFAULT_MAPPING[:1], *changed])
    found = workspace.check(Ticket())
    assert any("Tier__c" in entry.text for entry in found.lines)


def test_a_crm_that_cannot_be_opened_does_not_stop_it(workspace: Workspace) -> None:
    broken = replace(workspace.settings, crm_url="postgresql://nobody@localhost:1/nothing")
    workspace.save_settings(broken)
    assert workspace.check(Ticket()).can_read


def test_the_command_line_prints_the_same_lines(
    org_here: Practice, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    org_here.order("profile", name=SUCCESS, unwritable=["Contact"])
    expected = workspace.check(Ticket())
    assert cli.main(["check"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Signed in as Anna Berg (anna.berg@acme.example), Acme GmbH - DEMO\n")
    for entry in expected.lines:
        if entry.topic is not Topic.CALLS:
            assert f"  {entry.mark.value:<9}{entry.text}\n" in said
    assert 'object permission "Read" and "Edit" on Contacts' in " ".join(said.split())
    assert "Setup > Users > Permission Sets" in " ".join(said.split())


def test_a_script_gets_the_lines_as_json_and_an_exit_code(
    org_here: Practice, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--json", "--org", workspace.org().alias]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["can_read"]
    assert told["check"][0] == {
        "mark": "OK", "topic": "api", "text": "API access", "permission": "", "setup": "",
    }  # fmt: skip
    org_here.order("profile", name=SUCCESS, denied=["Account"])
    assert cli.main(["check", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["can_read"]
    assert told["check"][-1]["mark"] == "MISSING"
    org_here.order("revoke_tokens")
    assert cli.main(["check", "--json"]) == 3
