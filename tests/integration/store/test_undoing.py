"""Undo gives back what was there, and leaves alone what others built on since."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfdesk.actions import importing, loading, reviewing, undoing
from sfdesk.actions.importing import ImportReport
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.links import Link, Outcome
from sfdesk.domain.records import Kind, Value
from sfdesk.errors import InputError, UnknownId
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, RowChange, Verb
from sfdesk.ticket import Ticket
from tests.integration.store.customers import (
    LATER,
    NOW,
    ORG,
    account_id,
    add_account,
    add_contact,
    contents,
    no_org,
    put_account,
    put_contact,
)


def undo(crm: Crm, batch_id: str) -> UndoReport:
    return undoing.undo(batch_id, crm, no_org, now=LATER, by="anna")


def import_all(cache: Cache, crm: Crm, *record_ids: str) -> ImportReport:
    found = importing.plan(cache, crm, ORG, Ticket(), record_ids=record_ids)
    every = set(record_ids) | {c.record.id for row in found.rows for c in row.contacts}
    return importing.apply(found.only(every), crm, Ticket(), now=NOW, by="anna")


def links(crm: Crm) -> set[tuple[str, str]]:
    return {(k.crm_id, k.record_id) for kind in Kind for k in crm.links(ORG, kind)}


@pytest.fixture
def norda(cache: Cache) -> str:
    record_id = put_account(cache, 1, Name="Norda Werke", Phone="1", BillingCity="Kiel")
    put_contact(cache, 1, record_id, LastName="Holm")
    put_contact(cache, 2, record_id, LastName="Sund")
    return record_id


def test_an_import_undone_at_once_leaves_nothing(crm: Crm, cache: Cache, norda: str) -> None:
    batch_id = import_all(cache, crm, norda).batch_id
    report = undo(crm, batch_id)
    assert (report.undone, report.kept) == (batch_id, ())
    assert contents(crm) == {}
    assert links(crm) == set()
    done, undone = crm.activity()
    assert (done.verb, done.undoes, done.id) == (Verb.UNDO, batch_id, report.batch_id)
    assert done.summary == "Undone: Imported 1 account and 2 contacts"
    assert undone.state is BatchState.UNDONE
    assert import_all(cache, crm, norda).count(Kind.CONTACT, importing.What.NEW) == 2


def test_fields_that_were_filled_or_changed_get_their_old_values(
    crm: Crm, cache: Cache, norda: str
) -> None:
    crm_id = add_account(crm, "Norda", city="Lübeck")
    crm.add_link(ORG, Link(Kind.ACCOUNT, crm_id, norda, NOW, "B-0"))
    before = contents(crm)
    batch_id = import_all(cache, crm, norda).batch_id
    assert contents(crm)[crm_id]["city"] == "Kiel"
    report = undo(crm, batch_id)
    assert contents(crm) == before
    assert links(crm) == {(crm_id, norda)}
    changes = {c.field: (c.old, c.new) for c in crm.changes(report.batch_id) if c.crm_id == crm_id}
    assert changes == {
        "phone": ("1", None), "city": ("Kiel", "Lübeck"), "name": ("Norda Werke", "Norda"),
    }  # fmt: skip


def test_a_field_that_was_edited_since_is_left_alone_and_named(
    crm: Crm, cache: Cache, norda: str
) -> None:
    crm_id = add_account(crm, "Norda")
    crm.add_link(ORG, Link(Kind.ACCOUNT, crm_id, norda, NOW, "B-0"))
    batch_id = import_all(cache, crm, norda).batch_id
    crm.change(Kind.ACCOUNT, crm_id, {"phone": "mine"}, now=LATER)
    (kept,) = undo(crm, batch_id).kept
    assert "Phone" in kept
    assert "City" not in kept
    fields = contents(crm)[crm_id]
    assert (fields["phone"], fields["city"], fields["name"]) == ("mine", None, "Norda")


def test_a_record_that_was_edited_since_stays_with_its_link(
    crm: Crm, cache: Cache, norda: str
) -> None:
    batch_id = import_all(cache, crm, norda).batch_id
    crm.change(Kind.CONTACT, "C-000001", {"title": "CEO"}, now=LATER)
    kept = undo(crm, batch_id).kept
    assert set(contents(crm)) == {"A-000001", "C-000001"}
    assert [("Title" in k, "contacts that stay" in k) for k in kept] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert {crm_id for crm_id, _record in links(crm)} == {"A-000001", "C-000001"}


def test_an_account_that_got_contacts_since_stays(crm: Crm, cache: Cache) -> None:
    batch_id = import_all(cache, crm, put_account(cache, 1, Name="Norda")).batch_id
    add_contact(crm, "Later", account_id="A-000001")
    with pytest.raises(InputError) as told:
        undo(crm, batch_id)
    assert "contacts that stay" in told.value.hint
    batch = crm.batch(batch_id)
    assert batch is not None
    assert batch.state is BatchState.DONE


def test_of_two_imports_that_overlap_each_takes_back_its_own(crm: Crm, cache: Cache) -> None:
    crm_id = add_account(crm, "Orion")
    record_id = put_account(cache, 1, Name="Orion", Phone="1")
    crm.add_link(ORG, Link(Kind.ACCOUNT, crm_id, record_id, NOW, "B-0"))
    first = import_all(cache, crm, record_id).batch_id
    put_account(cache, 1, LATER, Name="Orion", Phone="2", BillingCity="York")
    second = import_all(cache, crm, record_id).batch_id
    with pytest.raises(InputError, match="Nothing of B-000001"):
        undo(crm, first)
    undo(crm, second)
    assert contents(crm)[crm_id]["phone"] == "1"
    assert undo(crm, first).kept == ()
    assert contents(crm)[crm_id]["phone"] is None


def test_a_record_that_was_pushed_since_stays(crm: Crm, cache: Cache, norda: str) -> None:
    batch_id = import_all(cache, crm, norda).batch_id
    push = crm.add_batch(Verb.PUSH, by="a", org_id=ORG, summary="Pushed", now=LATER)
    crm.add_changes(push, [RowChange(Kind.ACCOUNT, "A-000001", norda, "Phone", "1", "2")])
    (kept,) = undo(crm, batch_id).kept
    assert push in kept
    assert set(contents(crm)) == {"A-000001"}


def test_an_undone_link_tells_which_import_used_it(crm: Crm, cache: Cache, norda: str) -> None:
    crm_id = add_account(crm, "Norda")
    said = reviewing.decide(cache, crm, ORG, crm_id, norda, Outcome.LINK, now=NOW, by="a")
    used = import_all(cache, crm, norda).batch_id
    report = undo(crm, said.batch_id)
    assert used in report.kept[0]
    assert report.used_by == (used,)
    assert crm.link_of(ORG, Kind.ACCOUNT, crm_id=crm_id) is None
    assert contents(crm)[crm_id]["phone"] == "1"
    assert crm.decisions(ORG, Kind.ACCOUNT) == []


def test_an_undone_decision_brings_the_one_before_back(crm: Crm, cache: Cache, norda: str) -> None:
    crm_id = add_account(crm, "Norda")
    for outcome in (Outcome.NOT_SAME, Outcome.LINK):
        said = reviewing.decide(cache, crm, ORG, crm_id, norda, outcome, now=NOW, by="a")
    undo(crm, said.batch_id.lower())
    assert links(crm) == set()
    assert [d.outcome for d in crm.decisions(ORG, Kind.ACCOUNT)] == [Outcome.NOT_SAME]


def test_a_load_can_be_undone(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    add_account(crm, "Orion", city="Leeds")
    before = contents(crm)
    file.write_text("id,name,city\nA-000001,Orion,York\n,Norda,Kiel\n,Delta,\n", "utf-8")
    report = loading.load(crm, Kind.ACCOUNT, file, Ticket(), now=NOW, by="a")
    assert undo(crm, report.batch_id).kept == ()
    assert contents(crm) == before


def test_loaded_records_that_were_linked_since_stay(
    crm: Crm, cache: Cache, norda: str, tmp_path: Path
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text("name\nNorda\nDelta\n", "utf-8")
    loaded = loading.load(crm, Kind.ACCOUNT, file, Ticket(), now=NOW, by="a").batch_id
    said = reviewing.decide(cache, crm, ORG, "A-000001", norda, Outcome.LINK, now=NOW, by="a")
    (kept,) = undo(crm, loaded).kept
    assert said.batch_id in kept
    assert set(contents(crm)) == {"A-000001"}


def test_what_cannot_be_undone_is_said(crm: Crm, cache: Cache, norda: str) -> None:
    batch_id = import_all(cache, crm, norda).batch_id
    undone = undo(crm, batch_id)
    with pytest.raises(InputError, match="already"):
        undo(crm, batch_id)
    with pytest.raises(InputError, match="undo itself"):
        undo(crm, undone.batch_id)
    with pytest.raises(UnknownId, match="B-9"):
        undo(crm, "B-9")


_NAMES = st.sampled_from(["Norda", "Orion", "Delta", "Alba"])
_MAYBE = st.none() | st.sampled_from(["1", "2", " 3 "])
_SIDE = st.lists(st.tuples(_NAMES, _MAYBE, _MAYBE, st.integers(0, 2)), min_size=1, max_size=4)


@settings(max_examples=50)  # each one opens two stores
@given(theirs=_SIDE, linked=st.lists(st.integers(0, 3), unique=True))
def test_import_and_undo_lead_back_to_the_start(
    tmp_path_factory: pytest.TempPathFactory,
    theirs: list[tuple[str, str | None, str | None, int]],
    linked: list[int],
) -> None:
    folder = tmp_path_factory.mktemp("run")
    with Crm("sqlite://") as crm, Cache(folder / "cache.sqlite") as cache:
        for n, (name, phone, city, people) in enumerate(theirs):
            record_id = put_account(cache, n, Name=name, Phone=phone, BillingCity=city)
            for person in range(people):
                put_contact(cache, n * 10 + person, record_id)
        for n in linked:
            fields: dict[str, Value] = {"phone": "1" if n % 2 else None}
            crm_id = add_account(crm, f"Mine {n}", **fields)
            crm.add_link(ORG, Link(Kind.ACCOUNT, crm_id, account_id(n), NOW, "B-0"))
        before, tied = contents(crm), links(crm)
        report = import_all(cache, crm, *(account_id(n) for n in range(len(theirs))))
        assert not [o for o in report.outcomes if o.problem]
        if report.batch_id:
            assert undo(crm, report.batch_id).kept == ()
        assert contents(crm) == before
        assert links(crm) == tied
