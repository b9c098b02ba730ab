from sfdesk.actions.importing import ImportReport, RowOutcome, What
from sfdesk.domain.records import Kind
from sfdesk.gui.importing.rows import Draft, came_back, result
from tests.gui.importing.plans import DELTA, KAPPA, NORDA, ORION, SIGMA, plan


def test_new_and_blanks_are_on_and_changes_are_off() -> None:
    ticks = {line.name: line.tick for line in Draft(plan()).lines()}
    assert ticks == {
        "Norda Werke": True,
        "Orion Freight": True,
        "Delta Optics": False,
        "Kappa": None,
        "Sigma Mills": None,
    }


def test_the_button_counts_what_will_be_done() -> None:
    assert Draft(plan()).button() == "Import 2 accounts and 3 contacts"
    assert Draft(plan(SIGMA)).button() == "Nothing to import"
    assert not Draft(plan(SIGMA, KAPPA)).ready


def test_both_sides_of_a_row_are_said_in_words() -> None:
    lines = {line.name: (line.now, line.after) for line in Draft(plan()).lines()}
    assert lines["Norda Werke"] == ("–", "2 fields, 2 contacts")
    assert lines["Orion Freight"] == ("Phone (empty)", "Phone +44 20 5550 101")
    assert lines["Delta Optics"] == ("Renewal date 30 Jun 2027", "Renewal date 31 Mar 2027")
    assert lines["Kappa"] == ("“Kappa Ltd” exists", "Review this first")


def test_ticking_a_row_that_would_change_ticks_its_changes() -> None:
    draft = Draft(plan()).tick(DELTA.record.id, on=True)
    row = draft.row(DELTA.record.id)
    assert row is not None
    assert row.ticked
    assert row.changes[0].ticked
    assert draft.button() == "Import 3 accounts and 3 contacts"


def test_a_new_account_takes_its_contacts_along_both_ways() -> None:
    off = Draft(plan()).tick(NORDA.record.id, on=False)
    assert off.button() == "Import 1 account and 1 contact"
    assert off.tick(NORDA.record.id, on=True).button() == "Import 2 accounts and 3 contacts"


def test_contacts_can_be_left_out_and_taken_back() -> None:
    without = Draft(plan()).with_contacts(on=False)
    assert without.button() == "Import 2 accounts"
    assert without.with_contacts(on=True).button() == "Import 2 accounts and 3 contacts"


def test_contacts_of_an_account_that_stays_out_stay_out() -> None:
    draft = Draft(plan()).tick(NORDA.record.id, on=False).with_contacts(on=True)
    assert draft.button() == "Import 1 account and 1 contact"


def test_a_row_without_any_field_is_off() -> None:
    draft = Draft(plan()).tick_field(ORION.record.id, "phone", on=False)
    row = draft.row(ORION.record.id)
    assert row is not None
    assert not row.ticked


def test_look_alikes_cannot_be_ticked() -> None:
    row = Draft(plan()).tick(KAPPA.record.id, on=True).row(KAPPA.record.id)
    assert row is not None
    assert not row.ticked


def test_all_changes_can_be_ticked_at_once() -> None:
    draft = Draft(plan()).tick_all(What.CHANGE, on=True)
    assert draft.count(Kind.ACCOUNT, What.CHANGE, ticked=True) == 1


def test_rows_that_came_back_stay_chosen_with_their_reason() -> None:
    report = ImportReport(
        "B-000009",
        (
            RowOutcome(Kind.ACCOUNT, NORDA.record.id, "A-1", What.NEW),
            RowOutcome(Kind.ACCOUNT, ORION.record.id, "A-2", What.FILL, "Phone is too long"),
        ),
        0.42,
    )
    assert result(report) == "Imported 1 account in 0.4 s."
    assert came_back(report) == 1
    left = Draft(plan()).after(report)
    assert left.button() == "Import 1 account"
    assert [line.problem for line in left.lines() if line.tick] == ["Phone is too long"]
