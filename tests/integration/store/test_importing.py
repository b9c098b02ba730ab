"""Every situation of an import has one right outcome."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sfdesk.actions import importing, reviewing, undoing
from sfdesk.actions.importing import FieldChange, ImportPlan, ImportReport, ImportRow, What
from sfdesk.domain.links import Link, Outcome
from sfdesk.domain.mapping import FieldPair, Way
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, UnknownId
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, Verb
from sfdesk.ticket import Progress, Ticket
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_account,
    add_contact,
    contact_id,
    contents,
    no_org,
    put_account,
    put_contact,
)


def plan(cache: Cache, crm: Crm, *record_ids: str, linked: bool = False) -> ImportPlan:
    return importing.plan(cache, crm, ORG, Ticket(), record_ids=record_ids, linked=linked)


def apply(crm: Crm, plan: ImportPlan) -> ImportReport:
    return importing.apply(plan, crm, Ticket(), now=LATER, by="anna")


def only_row(plan: ImportPlan) -> ImportRow:
    (row,) = plan.rows
    return row


def link(crm: Crm, kind: Kind, crm_id: str, record_id: str) -> None:
    crm.add_link(ORG, Link(kind, crm_id, record_id, NOW, "B-0"))


def problems(report: ImportReport) -> list[str]:
    return [o.problem for o in report.outcomes if o.problem]


def test_a_new_account_comes_with_its_contacts_and_a_link(crm: Crm, cache: Cache) -> None:
    record_id = put_account(
        cache, 1, Name="Norda Werke", ARR__c=Decimal(90000), Renewal_Date__c=date(2027, 6, 30)
    )
    person = put_contact(cache, 1, record_id, FirstName="Ina", LastName="Holm")
    found = only_row(plan(cache, crm, record_id[:15]))
    assert (found.what, found.ticked, found.crm_id) == (What.NEW, True, "")
    assert [(c.what, c.ticked) for c in found.contacts] == [(What.NEW, True)]
    assert contents(crm) == {}

    report = apply(crm, plan(cache, crm, record_id))
    assert (report.count(Kind.ACCOUNT, What.NEW), report.count(Kind.CONTACT, What.NEW)) == (1, 1)
    account, contact = contents(crm)["A-000001"], contents(crm)["C-000001"]
    assert (account["name"], account["arr"]) == ("Norda Werke", Decimal(90000))
    assert (contact["last_name"], contact["account_id"]) == ("Holm", "A-000001")
    for kind, crm_id, wanted in (
        (Kind.ACCOUNT, "A-000001", record_id), (Kind.CONTACT, "C-000001", person),
    ):  # fmt: skip
        made = crm.link_of(ORG, kind, crm_id=crm_id)
        assert made is not None
        assert (made.record_id, made.batch_id) == (wanted, report.batch_id)
    batch = crm.batch(report.batch_id)
    assert batch is not None
    assert (batch.verb, batch.state) == (Verb.IMPORT, BatchState.DONE)
    assert batch.summary == "Imported 1 account and 1 contact"


def test_blanks_are_filled_and_other_values_wait_for_a_tick(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion", city="Leeds")
    record_id = put_account(cache, 1, Name="Orion", Phone="+44 20 1", BillingCity="York")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    found = plan(cache, crm, record_id)
    row = only_row(found)
    assert (row.what, row.crm_id, row.ticked) == (What.CHANGE, crm_id, False)
    assert set(row.changes) == {
        FieldChange("phone", "Phone", None, "+44 20 1", ticked=True),
        FieldChange("city", "City", "Leeds", "York", ticked=False),
    }
    unticked = apply(crm, found)
    assert (unticked.batch_id, unticked.outcomes) == ("", ())
    assert contents(crm)[crm_id]["phone"] is None

    fill = replace(found, rows=(replace(row, ticked=True),))
    apply(crm, fill)
    assert (contents(crm)[crm_id]["phone"], contents(crm)[crm_id]["city"]) == ("+44 20 1", "Leeds")
    report = apply(crm, plan(cache, crm, record_id).only({record_id[:15]}))
    assert report.count(Kind.ACCOUNT, What.CHANGE) == 1
    assert contents(crm)[crm_id]["city"] == "York"
    assert only_row(plan(cache, crm, record_id)).what is What.SAME


def test_only_blanks_to_fill_is_ticked(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    record_id = put_account(cache, 1, Name="Orion", Phone="1")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    row = only_row(plan(cache, crm, linked=True))
    assert (row.what, row.ticked) == (What.FILL, True)


def test_a_blank_in_salesforce_erases_nothing(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion", phone="1")
    record_id = put_account(cache, 1, Name="Orion", Phone=None)
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    row = only_row(plan(cache, crm, record_id))
    assert (row.what, row.ticked, row.changes) == (What.SAME, False, ())
    assert not any(r.ticked for r in plan(cache, crm, record_id).only({record_id}).rows)


def test_fields_that_go_to_salesforce_only_are_not_imported(crm: Crm, cache: Cache) -> None:
    crm.store_mapping(ORG, [
        FieldPair(Kind.ACCOUNT, "Name", "name", Way.TO_CRM),
        FieldPair(Kind.ACCOUNT, "Phone", "phone", Way.TO_SALESFORCE),
        FieldPair(Kind.ACCOUNT, "Fax", "city", Way.BOTH),
    ])  # fmt: skip
    record_id = put_account(cache, 1, Phone="1")
    assert [c.field for c in only_row(plan(cache, crm, record_id)).changes] == ["name"]


def test_an_account_that_looks_like_a_crm_record_is_reviewed_first(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Kappa Ltd", website="kappa.example.com", city="Porto")
    record_id = put_account(
        cache, 1, Name="Kappa", Website="kappa.example.com", BillingCity="Porto"
    )
    put_contact(cache, 1, record_id)
    found = plan(cache, crm, record_id)
    row = only_row(found)
    assert (row.what, row.crm_id, row.ticked) == (What.LOOKS_LIKE, crm_id, False)
    assert "Kappa Ltd" in row.note
    assert [(c.ticked, "Kappa" in c.note) for c in row.contacts] == [(False, True)]
    assert not found.only({record_id}).rows[0].ticked
    # a person says that they are two: then it is new
    reviewing.decide(cache, crm, ORG, crm_id, record_id, Outcome.NOT_SAME, now=NOW, by="a")
    assert only_row(plan(cache, crm, record_id)).what is What.NEW


def test_a_linked_crm_record_is_nobodys_double(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Kappa", website="kappa.example.com")
    link(crm, Kind.ACCOUNT, crm_id, put_account(cache, 1, Name="Kappa"))
    other = put_account(cache, 2, Name="Kappa", Website="kappa.example.com")
    assert only_row(plan(cache, crm, other)).what is What.NEW


@pytest.mark.parametrize(
    ("mine", "theirs", "what"),
    [
        ({"email": "I.Holm@norda.example"}, {"Email": "i.holm@norda.example"}, What.LOOKS_LIKE),
        ({"first_name": "Ina"}, {"FirstName": "INA"}, What.LOOKS_LIKE),
        ({"first_name": "Ida"}, {"FirstName": "Ina"}, What.NEW),
    ],
)
def test_contacts_of_a_linked_account_are_compared_with_those_there(
    crm: Crm, cache: Cache, mine: dict[str, Any], theirs: dict[str, Any], what: What
) -> None:
    crm_id = add_account(crm, "Norda")
    record_id = put_account(cache, 1, Name="Norda")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    there = add_contact(crm, "Holm", account_id=crm_id, **mine)
    put_contact(cache, 1, record_id, LastName="Holm", **theirs)
    (person,) = only_row(plan(cache, crm, record_id)).contacts
    assert person.what is what
    assert person.crm_id == (there if what is What.LOOKS_LIKE else "")


def test_the_same_name_at_another_account_is_another_person(crm: Crm, cache: Cache) -> None:
    elsewhere = add_account(crm, "Elsewhere")
    add_contact(crm, "Holm", first_name="Ina", account_id=elsewhere)
    record_id = put_account(cache, 1, Name="Norda Werke")
    put_contact(cache, 1, record_id, FirstName="Ina", LastName="Holm")
    (person,) = only_row(plan(cache, crm, record_id)).contacts
    assert person.what is What.NEW


def test_a_second_click_doubles_nothing(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda", Phone="1")
    put_contact(cache, 1, record_id)
    same = plan(cache, crm, record_id)
    apply(crm, same)
    before = contents(crm)
    report = apply(crm, same)
    assert [(o.what, o.crm_id, o.problem) for o in report.outcomes] == [
        (What.SAME, "A-000001", ""), (What.SAME, "C-000001", ""),
    ]  # fmt: skip
    assert report.batch_id == ""
    assert contents(crm) == before
    assert len(crm.activity()) == 1


def test_a_late_second_click_keeps_what_was_edited_between(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda", Phone="1", BillingCity="Kiel")
    same = plan(cache, crm, record_id)
    apply(crm, same)
    crm.change(Kind.ACCOUNT, "A-000001", {"phone": "mine", "city": None}, now=LATER)
    report = apply(crm, same)
    assert [o.what for o in report.outcomes] == [What.FILL]
    fields = contents(crm)["A-000001"]
    assert (fields["phone"], fields["city"]) == ("mine", "Kiel")


def test_a_link_that_was_removed_meanwhile_is_a_problem(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    record_id = put_account(cache, 1, Name="Orion", Phone="1")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    found = plan(cache, crm, record_id)
    crm.remove_link(ORG, Kind.ACCOUNT, crm_id)
    report = apply(crm, found)
    assert "not linked" in problems(report)[0]
    assert contents(crm)[crm_id]["phone"] is None
    link(crm, Kind.ACCOUNT, add_account(crm, "Other"), record_id)
    assert "not linked" in problems(apply(crm, found))[0]


def test_an_edit_since_the_plan_is_not_overwritten(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion", tier="A")
    record_id = put_account(cache, 1, Name="Orion", Phone="1", BillingCity="York")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    found = plan(cache, crm, record_id)
    crm.change(Kind.ACCOUNT, crm_id, {"phone": "mine", "tier": "B"}, now=NOW)
    report = apply(crm, found)
    assert "Phone" in problems(report)[0]
    assert "City" not in problems(report)[0]
    fields = contents(crm)[crm_id]
    assert (fields["phone"], fields["city"]) == ("mine", None)
    assert crm.activity() == []


def test_an_edit_to_the_very_same_value_is_no_problem(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    record_id = put_account(cache, 1, Name="Orion", Phone="1", BillingCity="York")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    found = plan(cache, crm, record_id)
    crm.change(Kind.ACCOUNT, crm_id, {"phone": "1"}, now=NOW)
    assert problems(apply(crm, found)) == []
    assert contents(crm)[crm_id]["city"] == "York"


def test_a_contact_without_account_is_imported_alone(crm: Crm, cache: Cache) -> None:
    person = put_contact(cache, 1, None, LastName="Lone")
    row = only_row(plan(cache, crm, person))
    assert (row.kind, row.what, row.ticked) == (Kind.CONTACT, What.NEW, True)
    apply(crm, plan(cache, crm, person))
    assert contents(crm)["C-000001"]["account_id"] is None


def test_a_contact_waits_for_its_account(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda Werke")
    person = put_contact(cache, 1, record_id)
    found = plan(cache, crm, person)
    row = only_row(found)
    assert (row.kind, row.ticked) == (Kind.CONTACT, False)
    assert "Norda Werke" in row.note
    report = apply(crm, found.only({person}))
    assert len(problems(report)) == 1
    assert contents(crm) == {}
    # named together they are one row, and go together
    both = only_row(plan(cache, crm, person, record_id))
    assert both.kind is Kind.ACCOUNT
    assert [c.record.id for c in both.contacts] == [person]


def test_contacts_of_an_account_that_was_left_out_stay_out(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda")
    person = put_contact(cache, 1, record_id)
    report = apply(crm, plan(cache, crm, record_id).only({person}))
    assert "Norda" in problems(report)[0]
    assert contents(crm) == {}


def test_one_bad_row_stops_no_other(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda")
    put_contact(cache, 1, record_id, LastName="Abel")
    bad = put_contact(cache, 2, record_id, LastName="Broken", Title="a\0b")
    put_contact(cache, 3, record_id, LastName="Cole")
    other = put_account(cache, 2, Name="Broken too", Phone="1\0")
    last = put_account(cache, 3, Name="Sund")
    report = apply(crm, plan(cache, crm, record_id, other, last))
    assert {o.record_id for o in report.outcomes if o.problem} == {bad, other}
    assert sorted(str(r["name"]) for k, r in contents(crm).items() if k[0] == "A") == [
        "Norda", "Sund",
    ]  # fmt: skip
    assert {r["last_name"] for k, r in contents(crm).items() if k[0] == "C"} == {"Abel", "Cole"}
    assert report.count(Kind.CONTACT, What.NEW) == 2
    batch = crm.batch(report.batch_id)
    assert batch is not None
    assert batch.summary == "Imported 2 accounts and 2 contacts"


def test_a_contact_without_a_last_name_is_said_before(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda")
    put_contact(cache, 1, record_id, LastName=None, FirstName="Cher")
    row = only_row(plan(cache, crm, record_id))
    assert row.ticked
    assert [(c.ticked, c.note[:9]) for c in row.contacts] == [(False, "Last name")]


def test_when_every_row_is_bad_nothing_is_left_behind(crm: Crm, cache: Cache) -> None:
    record_id = put_account(cache, 1, Name="Norda", Phone="\0")
    report = apply(crm, plan(cache, crm, record_id))
    assert len(problems(report)) == 1
    assert report.batch_id == ""
    assert crm.activity() == []


def test_a_cancelled_import_keeps_whole_accounts_as_one_batch(crm: Crm, cache: Cache) -> None:
    ids = [put_account(cache, n, Name=f"Account {n}") for n in range(1, 4)]
    for n, record_id in enumerate(ids, 1):
        put_contact(cache, n, record_id)

    def after_first(progress: Progress) -> None:
        if progress.done == 1:
            ticket.cancel()

    ticket = Ticket(after_first)
    found = plan(cache, crm, *ids)
    with pytest.raises(Cancelled):
        importing.apply(found, crm, ticket, now=LATER, by="a")
    assert set(contents(crm)) == {"A-000001", "C-000001", "A-000002", "C-000002"}
    (batch,) = crm.activity()
    assert batch.state is BatchState.DONE
    assert batch.summary.endswith("then stopped")
    assert problems(apply(crm, found)) == []
    assert crm.count(Kind.ACCOUNT) == 3


def test_linked_accounts_that_were_deleted_there_are_passed_over(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    record_id = put_account(cache, 1, Name="Orion", Phone="1")
    link(crm, Kind.ACCOUNT, crm_id, record_id)
    cache.mark_deleted(Kind.ACCOUNT, {record_id: None}, at=NOW)
    assert plan(cache, crm, linked=True).rows == ()
    with pytest.raises(UnknownId, match="deleted"):
        plan(cache, crm, record_id)


def test_a_linked_contact_follows_its_account(crm: Crm, cache: Cache) -> None:
    homes = [add_account(crm, name) for name in ("Norda", "Orion")]
    for n, home in enumerate(homes):
        link(crm, Kind.ACCOUNT, home, put_account(cache, n, Name=f"{n}"))
    for n, before in enumerate((homes[0], None)):
        crm_id = add_contact(crm, f"Person {n}", account_id=before)
        link(crm, Kind.CONTACT, crm_id, put_contact(cache, n, account_id(1)))
    moved, homeless = only_row(plan(cache, crm, account_id(1))).contacts
    assert [(c.field, c.now, c.after, c.ticked) for c in moved.changes] == [
        ("account_id", homes[0], homes[1], False)
    ]
    assert (moved.what, homeless.what) == (What.CHANGE, What.FILL)
    report = apply(crm, plan(cache, crm, account_id(1)).only({contact_id(0), contact_id(1)}))
    assert not problems(report)
    assert {c["account_id"] for k, c in contents(crm).items() if k[0] == "C"} == {homes[1]}


def test_an_import_that_is_undone_while_it_runs_goes_on_in_a_batch_of_its_own(
    crm: Crm, cache: Cache
) -> None:
    ids = [put_account(cache, n, Name=f"Account {n}") for n in range(1, 4)]

    def undo_what_is_done(progress: Progress) -> None:
        if progress.done == 2:
            undoing.undo("B-000001", crm, no_org, now=LATER, by="b")

    found = plan(cache, crm, *ids)
    report = importing.apply(found, crm, Ticket(undo_what_is_done), now=LATER, by="a")
    assert report.batch_id == "B-000003"
    assert [r["name"] for r in contents(crm).values()] == ["Account 3"]
    assert crm.activity()[0].summary == "Imported 1 account"
    assert {b.id: b.state for b in crm.activity()} == {
        "B-000001": BatchState.UNDONE, "B-000002": BatchState.DONE, "B-000003": BatchState.DONE,
    }  # fmt: skip


@pytest.mark.parametrize("record_id", ["x", account_id(9), contact_id(9), "006A0000006Vm9rIAC"])
def test_unknown_ids_are_said(crm: Crm, cache: Cache, record_id: str) -> None:
    with pytest.raises(UnknownId):
        plan(cache, crm, record_id)
