import pytest

from sfdesk.actions.pushing import PushReceipt, Sent
from sfdesk.domain.diffing import State
from sfdesk.domain.orgs import OrgKind
from sfdesk.domain.records import Kind
from sfdesk.gui.push import wording
from sfdesk.gui.push.rows import Choice, Draft, Row
from tests.gui.push.plans import CITY, EMPLOYEES, INDUSTRY, NOW, PHONE, SAME, TIER, org, plan


def row(draft: Draft, field: str) -> Row:
    return next(r for r in draft.rows() if r.field == field)


def test_what_only_the_crm_changed_is_sent_and_a_conflict_waits_for_a_choice() -> None:
    draft = Draft.of(plan())
    assert draft.sending == ("Phone", "Website")
    assert draft.button() == "Choose 1 first"
    assert not draft.ready


def test_a_settled_conflict_turns_the_button_into_the_deed() -> None:
    draft = Draft.of(plan())
    kept = draft.choose("NumberOfEmployees", Choice.KEEP)
    assert (kept.button(), kept.ready) == ("Push 2 fields to Production", True)
    assert row(kept, "NumberOfEmployees").after == "135"
    used = draft.choose("NumberOfEmployees", Choice.USE)
    assert used.button() == "Push 3 fields to Production"
    assert row(used, "NumberOfEmployees").after == "128"


def test_a_typed_value_must_fit_the_field() -> None:
    draft = Draft.of(plan(EMPLOYEES)).type("NumberOfEmployees", "many")
    assert row(draft, "NumberOfEmployees").problem == "Employees takes a number."
    assert (draft.button(), draft.ready) == ("Choose 1 first", False)
    good = draft.type("NumberOfEmployees", "131")
    assert (row(good, "NumberOfEmployees").after, good.ready) == ("131", True)


def test_typing_what_salesforce_holds_sends_nothing() -> None:
    draft = Draft.of(plan(EMPLOYEES)).type("NumberOfEmployees", "135")
    assert draft.sending == ()
    assert draft.button() == "Nothing to push"


def test_a_blank_erases_only_when_somebody_ticks_it() -> None:
    draft = Draft.of(plan(INDUSTRY))
    assert draft.sending == ()
    ticked = draft.tick("Industry", on=True)
    assert ticked.sending == ("Industry",)
    assert row(ticked, "Industry").word == "will erase"
    assert row(ticked, "Industry").after == "(empty)"


@pytest.mark.parametrize("name", ["Tier__c", "Description"])
def test_what_cannot_be_sent_has_no_box_and_cannot_be_ticked(name: str) -> None:
    draft = Draft.of(plan(TIER, SAME))
    assert row(draft, name).tick is None
    assert draft.tick(name, on=True).sending == ()


def test_a_read_only_field_says_why() -> None:
    assert row(Draft.of(plan(TIER)), "Tier__c").note == "You may not change Tier in Salesforce"


def test_every_state_has_its_own_word_and_mark() -> None:
    rows = Draft.of(plan()).rows()
    words = {r.state: (r.mark, r.word) for r in rows}
    assert set(words) == set(State)
    assert len(set(words.values())) == len(State)


def test_what_needs_a_person_stands_first() -> None:
    states = [r.state for r in Draft.of(plan()).rows()]
    assert states[0] is State.CONFLICT
    assert states[-1] is State.SAME


def test_a_problem_leaves_when_the_field_is_touched() -> None:
    draft = Draft.of(plan(PHONE)).refused({"Phone": "Too long"})
    assert row(draft, "Phone").problem == "Too long"
    assert row(draft.tick("Phone", on=False), "Phone").problem == ""


def test_the_table_can_be_pasted() -> None:
    text = Draft.of(plan(PHONE, CITY)).as_text().splitlines()
    assert text[1] == ("Phone\t+49 40 5550 123\tsame\t+49 40 5550 199\twill push\t+49 40 5550 199")
    assert text[2].split("\t")[4:] == ["keep Salesforce", "Bremen"]


@pytest.mark.parametrize(
    ("kind", "place"),
    [(OrgKind.SANDBOX, "the sandbox"), (OrgKind.DEMO, "the demo")],
)
def test_the_button_names_the_place(kind: OrgKind, place: str) -> None:
    draft = Draft.of(plan(PHONE, info=org(kind=kind)))
    assert draft.button() == f"Push 1 field to {place}"


def test_what_salesforce_made_of_a_value_is_said() -> None:
    sent = (Sent("Phone", "Phone", None, "0405550199", "+49 40 5550199"),)
    receipt = PushReceipt("B-1", Kind.ACCOUNT, "A-1", "001", NOW, sent)
    assert wording.pushed(receipt, "Nordwind AG").startswith("Pushed 1 field to Nordwind AG at ")
    assert wording.stored_differently(receipt.sent) == (
        "Salesforce stored Phone 0405550199 as +49 40 5550199.",
    )
