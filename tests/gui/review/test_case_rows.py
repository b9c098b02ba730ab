from dataclasses import replace

from sfdesk.actions.cases import FieldRow
from sfdesk.domain.matching.suggestions import Relation, Weight
from sfdesk.gui.review import wording
from sfdesk.gui.review.case_rows import lines, reasons
from tests.gui.review.cases import case, crm_record, evidence, option, record

CRM = crm_record(1, "Nordwind Energie", phone="040 5550 123")
ROWS = (
    FieldRow("Name", "Nordwind Energie", "Nordwind AG", "differs"),
    FieldRow("City", "Hamburg", "Hamburg", "same"),
    FieldRow("Customer number", "N-2041", "", "missing"),
    FieldRow("State", "", "", "same"),
)


def test_fields_blank_on_both_sides_are_shown_on_demand_only() -> None:
    one = replace(case(1), options=(option(CRM, record(1, "Nordwind AG"), ROWS),))
    assert [line.label for line in lines(one, one.options[0])] == [
        "Name",
        "City",
        "Customer number",
    ]
    assert len(lines(one, one.options[0], every=True)) == 4


def test_a_row_is_read_aloud_with_both_values_and_what_is_found() -> None:
    one = replace(case(1), options=(option(CRM, record(1, "Nordwind AG"), ROWS),))
    assert lines(one, one.options[0])[0].spoken == (
        "Name. CRM Nordwind [Energie]. Salesforce Nordwind [AG]. Differs."
    )


def test_a_rival_has_its_own_column() -> None:
    rival = crm_record(2, "Nordwind", phone="040 1")
    one = replace(case(1), crm=CRM, rivals=(rival,), options=(option(CRM, record(1, "N"), ROWS),))
    assert [p.text for p in lines(one, one.options[0])[0].crm[1]] == ["Nordwind"]
    assert wording.headline(one, Relation.SAME) == "2 CRM records want N"


def test_what_says_nothing_comes_last_and_only_if_wanted() -> None:
    found = option(
        CRM,
        record(1, "Nordwind AG"),
        reasons=(
            evidence("Customer number is empty in Salesforce", 0.0, Weight.NONE),
            evidence("Phone differs in the last two digits", -1.5, Weight.WEAK),
            evidence("Same web domain", 7.0, Weight.STRONG),
        ),
    )
    assert [(r.mark, r.weight) for r in reasons(found, every=True)] == [
        ("+", "strong"),
        ("−", "weak, against"),
        ("·", "no evidence"),
    ]
    assert len(reasons(found)) == 2


def test_strong_evidence_against_is_said_first() -> None:
    one = replace(case(1), warning="same name, different country")
    assert wording.headline(one, Relation.SAME) == "same name, different country"


def test_what_speaks_against_is_among_the_first_three_however_strong_the_rest_is() -> None:
    crm = crm_record(1, "Nordwind")
    strong = tuple(evidence(f"For {n}", 9.0 - n, Weight.STRONG) for n in range(4))
    against = evidence("Phone differs", -0.8, Weight.WEAK)
    said = reasons(option(crm, record(1, "Nordwind"), reasons=(*strong, against)))
    assert [r.text for r in said] == ["For 0", "For 1", "Phone differs", "For 2", "For 3"]
