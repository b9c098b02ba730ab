"""What the matcher says of a handful of invented customers."""

import math

from sfdesk.domain.matching import Band, Decided, Party, Relation, Verdict, explain, suggest
from sfdesk.domain.matching.contacts import shared_contacts
from sfdesk.domain.records import Kind

NORDWIND = Party(
    "c1",
    {"name": "Nordwind Energie", "website": "nordwind-energie.de", "city": "Hamburg",
     "phone": "040 5550 123"},
)  # fmt: skip
NORDWIND_SF = Party(
    "001A0000006Vm9rIAC",
    {"name": "Nordwind AG", "website": "https://www.nordwind-energie.de/", "city": "Hamburg",
     "phone": "+49 40 5550 199"},
)  # fmt: skip
OTHERS = [
    Party("c2", {"name": "Bluepeak Coffee", "city": "Leeds"}),
    Party("c3", {"name": "Harbor Dental Group", "city": "Portland", "phone": "503 555 0142"}),
]


def test_a_shared_domain_and_city_make_a_suggestion() -> None:
    found = suggest([NORDWIND, *OTHERS], [NORDWIND_SF], Kind.ACCOUNT)
    assert [(s.left_id, s.right_id) for s in found.items] == [("c1", NORDWIND_SF.id)]
    assert found.items[0].evidence[0].bits > 0
    assert found.assigned == (("c1", NORDWIND_SF.id),)


def test_the_parts_add_up_to_the_score() -> None:
    told = explain(NORDWIND, NORDWIND_SF, Kind.ACCOUNT)
    total = math.fsum([told.prior, *(e.bits for e in told.evidence)])
    assert abs(total - told.score) < 1e-9


def test_a_stored_salesforce_id_binds() -> None:
    mine = Party("c9", {"name": "Old name"}, {"salesforce_id": "001A0000006Vm9r"})
    theirs = Party("001A0000006Vm9rIAC", {"name": "New name"}, {"salesforce_id": NORDWIND_SF.id})
    found = suggest([mine, NORDWIND], [theirs], Kind.ACCOUNT)
    assert found.items[0].left_id == "c9"
    assert found.items[0].band is Band.CERTAIN


def test_a_pair_said_to_be_different_does_not_come_back() -> None:
    said = Decided("c1", NORDWIND_SF.id, Verdict.NOT_SAME)
    assert suggest([NORDWIND], [NORDWIND_SF], Kind.ACCOUNT, decided=[said]).items == ()


def test_contacts_of_linked_accounts_support_each_other() -> None:
    mine = Party("p1", {"first_name": "Mara", "last_name": "Lindqvist"}, account_id="c1")
    theirs = Party("003x", {"first_name": "Mara", "last_name": "Lindqvist"}, account_id="001x")
    found = suggest([mine], [theirs], Kind.CONTACT, account_links={"c1": "001x"})
    assert "Their accounts are linked" in [e.text for e in found.items[0].evidence]


def test_people_known_at_both_accounts_speak_for_them() -> None:
    mine = [Party("p1", {"last_name": "Lindqvist", "email": "mara@nordwind.de"}, account_id="c1")]
    theirs = [Party("003", {"last_name": "Lindqvist", "email": "Mara@nordwind.de"}, account_id="x")]
    shared = shared_contacts(mine, theirs)
    assert shared == {("c1", "x"): 1}
    right = Party("x", {"name": "Nordwind Trading"})
    found = suggest([NORDWIND, *OTHERS], [right], Kind.ACCOUNT, shared_contacts=shared)
    best = next(s for s in found.items if s.left_id == "c1")
    assert "One contact is the same person" in [e.text for e in best.evidence if e.bits > 0]


def test_a_role_mailbox_is_nobody() -> None:
    mine = [Party("p1", {"email": "info@nordwind.de"}, account_id="c1")]
    theirs = [Party("003", {"email": "info@nordwind.de"}, account_id="x")]
    assert shared_contacts(mine, theirs) == {}


def test_a_mailbox_that_a_team_reads_ties_no_two_people() -> None:
    def level(mine: str, theirs: str) -> str:
        told = explain(Party("p", {"email": mine}), Party("q", {"email": theirs}), Kind.CONTACT)
        return next(e.level for e in told.evidence if e.field == "email")

    assert level("kirsten@berg.no", "kirsten@berg.no") == "own"
    assert level("info@berg.no", "info@berg.no") == "shared"
    assert level("kirsten@berg.no", "kirsten@fjord.no") == "local"
    assert level("contact@berg.no", "contact@fjord.no") == "differs"


def test_a_person_who_changed_jobs_has_moved() -> None:
    person = {"first_name": "Mara", "last_name": "Lindqvist", "mobile": "+49 171 555 0101"}
    mine = Party("p1", {**person, "email": "mara@nordwind.de"}, account_id="c1")
    theirs = Party("003", {**person, "email": "m.lindqvist@bluepeak.uk"}, account_id="x9")
    other = Party("004", {"first_name": "Jon", "last_name": "Reyes"}, account_id="x1")
    found = suggest([mine], [theirs, other], Kind.CONTACT, account_links={"c1": "x1", "c2": "x9"})
    assert found.items[0].relation is Relation.MOVED
