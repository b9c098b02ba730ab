"""Parents, branches and records that nobody means are told from the customer itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfdesk.domain.matching import Band, Party, Relation, Suggestion, suggest
from sfdesk.domain.matching.junk import are_junk, is_junk
from sfdesk.domain.records import Kind

ACME = {"name": "Tricoci Beauty", "street": "12 Oak St", "city": "Peoria", "postcode": "61602",
        "phone": "309 555 0142", "website": "tricoci.com"}  # fmt: skip
STRANGERS = [
    {"name": f"{word} Beauty", "city": city, "street": f"{n} Elm St", "phone": f"503 555 01{n}2"}
    for n, (word, city) in enumerate(
        [("Harbor", "Salem"), ("Granite", "Portland"), ("Falcon", "Eugene"), ("Maple", "Bend")]
    )
]


def _found(*others: dict[str, str]) -> dict[str, Suggestion]:
    """Return what is said of Tricoci and each of `others`, by id; its own record is r0."""
    mine = [Party("l0", ACME), *(Party(f"s{n}", row) for n, row in enumerate(STRANGERS))]
    theirs = [Party(f"r{n}", row) for n, row in enumerate((ACME, *others))]
    found = suggest(mine, theirs, Kind.ACCOUNT, most=9)
    return {s.right_id: s for s in found.items if s.left_id == "l0"}


@pytest.mark.parametrize(
    "kin",
    [
        {"name": "Tricoci Beauty Holdings", "city": "Chicago", "website": "tricoci.com"},
        {"name": "Tricoci Beauty International", "city": "London", "country": "UK"},
        {"name": "Tricoci Beauty - Salem", "city": "Salem", "street": "9 Main St"},
    ],
)
def test_parents_and_branches_are_related(kin: dict[str, str]) -> None:
    found = _found(kin)
    assert found["r0"].relation is Relation.SAME
    assert found["r1"].relation is Relation.RELATED
    assert found["r1"].band is Band.POSSIBLE


def test_a_word_in_common_relates_nobody() -> None:
    found = _found({"name": "Quantum Beauty", "city": "Reno", "street": "5 Hill Rd"})
    assert "r1" not in found or found["r1"].relation is Relation.SAME


def test_what_is_hopeless_is_not_shown() -> None:
    found = _found({"name": "Zydeco Foundry", "city": "Reno", "phone": "775 555 0199"})
    assert "r1" not in found


@pytest.mark.parametrize(
    "name",
    ["test", "TEST account 2", "asdf", "asdfgh", "n/a", "xxx", "aaa", "DO NOT USE - Acme", "Dummy",
     "Acme (delete me)", "zz Acme"],
)  # fmt: skip
def test_junk_is_known(name: str) -> None:
    assert is_junk(name)


@pytest.mark.parametrize(
    "name",
    ["", "Test Rite International", "Sample Brothers", "Acme", "Demo Lab Kft", "AAA Towing", "3M",
     "IBM", "Foo Fighters", "Testo SE", "XX Century Books", "Delete Music", "Data Company"],
)  # fmt: skip
def test_real_names_are_no_junk(name: str) -> None:
    assert not is_junk(name)


_SCRAPS = ["test", " ", "Ü", "a", "A", "don't", "do not", "use", "delete", "zz", "!", "foo", "n/a",
           "\n", "\t", "qwe", "account", "Acme", "xxx", "ß", "bar"]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(_SCRAPS)).map("".join)))
def test_many_names_are_judged_as_each_is(names: list[str]) -> None:
    assert are_junk(names) == [is_junk(name) for name in names]


def test_a_test_record_is_never_certain() -> None:
    row = {**ACME, "name": "DO NOT USE - Tricoci Beauty"}
    mine = [Party("l0", row), *(Party(f"s{n}", r) for n, r in enumerate(STRANGERS))]
    theirs = [Party("r0", row), *(Party(f"t{n}", r) for n, r in enumerate(STRANGERS))]
    band = {s.left_id: s.band for s in suggest(mine, theirs, Kind.ACCOUNT).items if s.rank == 1}
    assert band == {"l0": Band.LIKELY, **{f"s{n}": Band.CERTAIN for n in range(len(STRANGERS))}}


def test_a_stored_salesforce_id_is_said_once() -> None:
    stored = "001A0000006Vm9r"
    mine = Party("c9", {"name": "Old name"}, {"salesforce_id": stored})
    theirs = Party("001A0000006Vm9rIAC", {"name": "New name"}, {"salesforce_id": f"{stored}IAC"})
    (found,) = suggest([mine], [theirs], Kind.ACCOUNT).items
    assert [e.field for e in found.evidence if "Salesforce id" in e.label] == ["stored_id"]
    assert abs(found.prior + sum(e.bits for e in found.evidence) - found.score) < 1e-9
