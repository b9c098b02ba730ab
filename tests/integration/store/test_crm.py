"""The CRM keeps records, links and history alike on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from sfdesk.domain.links import Decision, Link, Outcome, Shown
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair, Way
from sfdesk.domain.records import Kind, Value
from sfdesk.errors import InputError, UnknownId
from sfdesk.store.crm import BatchState, Crm, RowChange, Verb

NOW = datetime(2026, 5, 4, 8, 30, 15, 250, tzinfo=UTC)
ORG = "00D000000000001EAA"
ORION = "001A0000006Vm9rIAC"

FULL: dict[str, Value] = {
    "name": "Orion Räder",
    "website": "orion.example",
    "phone": None,
    "street": "Kaiweg 4\r\nHaus B",
    "city": "Hamburg",
    "state": None,
    "postcode": "20457",
    "country": "Germany",
    "industry": "Bicycles",
    "employees": 120,
    "annual_revenue": Decimal("12345678901234.5678"),
    "owner": "Anna Berg",
    "customer_no": "N-2041",
    "tier": "A",
    "health": 72,
    "arr": Decimal(48000),
    "renewal_date": date(2027, 3, 31),
    "description": 'Says "ö"; 漢字 🙂',
    "salesforce_id": None,
}


def batch(crm: Crm, verb: Verb = Verb.DECIDE) -> str:
    return crm.add_batch(verb, by="anna", org_id=ORG, summary="something", now=NOW)


def test_all_of_thousands_of_records_come_back_by_id(crm: Crm) -> None:
    names = [f"Orion {n}" for n in range(2_500)]
    crm.add_many(Kind.ACCOUNT, [(None, {"name": name}) for name in names], now=NOW)
    found = crm.records(Kind.ACCOUNT)
    assert [record.name for record in found] == names
    assert [record.id for record in found] == sorted(record.id for record in found)


def test_every_field_comes_back_as_it_went_in(crm: Crm) -> None:
    crm_id = crm.add(Kind.ACCOUNT, FULL, now=NOW)
    found = crm.get(Kind.ACCOUNT, crm_id)
    assert found is not None
    assert dict(found.fields) == FULL
    assert [type(v) for v in found.fields.values()] == [type(v) for v in FULL.values()]
    assert found.changed_at == NOW
    assert found.changed_at.tzinfo is UTC


def test_a_moment_of_another_zone_is_the_same_moment(crm: Crm) -> None:
    there = NOW.astimezone(timezone(timedelta(hours=9)))
    crm_id = crm.add(Kind.ACCOUNT, {"name": "Orion"}, now=there)
    found = crm.get(Kind.ACCOUNT, crm_id)
    assert found is not None
    assert found.changed_at == NOW


def test_ids_run_on_and_are_never_used_twice(crm: Crm) -> None:
    ids = [crm.add(Kind.ACCOUNT, {"name": n}, now=NOW) for n in "ab"]
    crm.remove(Kind.ACCOUNT, ids[1])
    ids.append(crm.add(Kind.ACCOUNT, {"name": "c"}, now=NOW))
    assert ids == ["A-000001", "A-000002", "A-000003"]
    assert crm.add(Kind.CONTACT, {"last_name": "Berg"}, now=NOW) == "C-000001"
    assert [r.id for r in crm.records(Kind.ACCOUNT)] == ["A-000001", "A-000003"]


def test_an_id_of_ones_own_is_kept_and_skipped_later(crm: Crm) -> None:
    assert crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW, crm_id="A-000007") == "A-000007"
    assert crm.add(Kind.ACCOUNT, {"name": "b"}, now=NOW, crm_id="Nordwind 17") == "Nordwind 17"
    assert crm.add(Kind.ACCOUNT, {"name": "c"}, now=NOW) == "A-000008"
    with pytest.raises(InputError, match="Nordwind 17"):
        crm.add(Kind.ACCOUNT, {"name": "d"}, now=NOW, crm_id="Nordwind 17")


def test_a_change_touches_what_it_names(crm: Crm) -> None:
    crm_id = crm.add(Kind.ACCOUNT, FULL, now=NOW)
    later = NOW + timedelta(hours=1)
    crm.change(Kind.ACCOUNT, crm_id, {"phone": " 040 5550 ", "tier": "  "}, now=later)
    found = crm.get(Kind.ACCOUNT, crm_id)
    assert found is not None
    assert dict(found.fields) == {**FULL, "phone": "040 5550", "tier": None}
    assert found.changed_at == later


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"name": " "}, "Name"),
        ({}, "Name"),
        ({"name": "a", "employees": "many"}, "Employees"),
        ({"name": "a", "employees": 2**63}, "Employees"),
        ({"name": "a", "arr": "NaN"}, "ARR"),
        ({"name": "a\0b"}, "Name"),
        ({"name": "a\ud800"}, "Name"),
        ({"name": "a", "renewal_date": "soon"}, "Renewal date"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(
    crm: Crm, fields: dict[str, Value], word: str
) -> None:
    with pytest.raises(InputError) as told:
        crm.add(Kind.ACCOUNT, fields, now=NOW)
    assert word in told.value.title
    assert crm.count(Kind.ACCOUNT) == 0


def test_contacts_belong_to_accounts_that_are_there(crm: Crm) -> None:
    account = crm.add(Kind.ACCOUNT, {"name": "Orion"}, now=NOW)
    with pytest.raises(UnknownId, match="A-000099"):
        crm.add(Kind.CONTACT, {"last_name": "Ito", "account_id": "A-000099"}, now=NOW)
    fields: dict[str, Value] = {"last_name": "Ito", "account_id": account}
    ids = crm.add_many(Kind.CONTACT, [(None, fields), (None, fields)], now=NOW)
    found = crm.contacts_of([account, "A-000002"])
    assert {k: [c.id for c in v] for k, v in found.items()} == {account: ids}
    with pytest.raises(InputError, match="contacts"):
        crm.remove(Kind.ACCOUNT, account)
    with pytest.raises(UnknownId):
        crm.change(Kind.CONTACT, ids[0], {"account_id": "nowhere"}, now=NOW)


def test_unknown_ids_are_said(crm: Crm) -> None:
    assert crm.get(Kind.ACCOUNT, "A-000001") is None
    with pytest.raises(UnknownId, match="A-000001"):
        crm.change(Kind.ACCOUNT, "A-000001", {"name": "x"}, now=NOW)
    with pytest.raises(UnknownId, match="C-1"):
        crm.remove(Kind.CONTACT, "C-1")


def test_a_link_takes_both_sides(crm: Crm) -> None:
    link = Link(Kind.ACCOUNT, "A-000001", ORION, NOW, batch(crm))
    crm.add_link(ORG, link)
    assert crm.links(ORG, Kind.ACCOUNT) == [link]
    assert crm.link_of(ORG, Kind.ACCOUNT, crm_id="A-000001") == link
    assert crm.link_of(ORG, Kind.ACCOUNT, record_id=ORION) == link
    assert crm.link_of(ORG, Kind.CONTACT, crm_id="A-000001") is None
    for other in (
        Link(Kind.ACCOUNT, "A-000001", "001other", NOW, "B-000001"),
        Link(Kind.ACCOUNT, "A-000002", ORION, NOW, "B-000001"),
    ):
        with pytest.raises(InputError, match=f"A-000001 and {ORION}"):
            crm.add_link(ORG, other)
    crm.add_link("00Danother", link)
    assert {org for org, _link in crm.all_links(Kind.ACCOUNT)} == {ORG, "00Danother"}
    crm.remove_link(ORG, Kind.ACCOUNT, "A-000001")
    assert crm.links(ORG, Kind.ACCOUNT) == []
    assert crm.links("00Danother", Kind.ACCOUNT) == [link]


def test_decisions_stand_until_their_batch_is_undone(crm: Crm) -> None:
    said = [
        Decision(
            batch(crm),
            Kind.ACCOUNT,
            f"A-00000{n}",
            ORION,
            outcome,
            NOW,
            by="anna",
            shown=Shown("likely", n == 1, n != 2, "Asked Ben"),
            seen={"crm.name": "Orion “Süd”"},
        )
        for n, outcome in enumerate(Outcome)
    ]
    for decision in said:
        crm.add_decision(ORG, decision)
    assert crm.decisions(ORG, Kind.ACCOUNT) == said
    assert crm.decisions(ORG, Kind.CONTACT) == []
    crm.set_batch(said[1].batch_id, state=BatchState.UNDONE)
    assert crm.decisions(ORG, Kind.ACCOUNT) == [said[0], said[2]]
    (undone,) = crm.batch_decisions(said[1].batch_id)
    assert undone.undone


def test_batches_keep_what_changed_in_order(crm: Crm) -> None:
    ids = [batch(crm, Verb.LOAD), batch(crm, Verb.IMPORT)]
    assert ids == ["B-000001", "B-000002"]
    changes = [
        RowChange(Kind.ACCOUNT, "A-000001", ORION, "arr", Decimal("1.50"), None),
        RowChange(Kind.ACCOUNT, "A-000001", ORION, "renewal_date", date(2026, 1, 1), 7),
        RowChange(Kind.CONTACT, "C-000001", "", "", None, None, created=True),
    ]
    crm.add_changes(ids[1], changes[:2])
    crm.add_changes(ids[1], changes[2:])
    crm.add_changes(ids[0], [])
    assert crm.changes(ids[1]) == changes
    assert crm.changes(ids[0]) == []
    crm.set_batch(ids[0], summary="other")
    found = crm.batch(ids[0])
    assert found is not None
    assert (found.summary, found.state, found.by, found.at) == ("other", "done", "anna", NOW)
    assert [b.id for b in crm.activity()] == ids[::-1]
    assert [b.id for b in crm.activity(most=1)] == ids[1:]
    assert crm.activity(org_id="00Danother") == []
    assert crm.batch("B-9") is None


def test_the_latest_mapping_counts_per_org(crm: Crm) -> None:
    assert crm.mapping(ORG) == DEFAULT_MAPPING
    pairs = (FieldPair(Kind.ACCOUNT, "Fax", "phone", Way.TO_CRM),)
    crm.store_mapping(ORG, DEFAULT_MAPPING[:3])
    crm.store_mapping(ORG, pairs)
    assert crm.mapping(ORG) == pairs
    crm.store_mapping(ORG, ())
    assert crm.mapping(ORG) == ()
    assert crm.mapping("00Danother") == DEFAULT_MAPPING
    with pytest.raises(UnknownId, match="shoe_size"):
        crm.store_mapping(ORG, [FieldPair(Kind.ACCOUNT, "Fax", "shoe_size", Way.BOTH)])


def test_writes_inside_one_transaction_are_all_or_none(crm: Crm, crm_address: str) -> None:
    def half_way() -> None:
        with crm.writing():
            crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW)
            with crm.writing():
                crm.add(Kind.ACCOUNT, {"name": "b"}, now=NOW)
            assert crm.count(Kind.ACCOUNT) == 2
            with Crm(crm_address) as other:
                assert other.count(Kind.ACCOUNT) == 0
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_way()
    assert crm.count(Kind.ACCOUNT) == 0
    assert crm.add(Kind.ACCOUNT, {"name": "c"}, now=NOW) == "A-000001"


def test_a_failed_attempt_leaves_the_rest_of_its_transaction(crm: Crm) -> None:
    def attempt() -> None:
        with crm.attempt():
            crm.add(Kind.ACCOUNT, {"name": "b"}, now=NOW)
            crm.add(Kind.ACCOUNT, {"name": "c", "arr": "x"}, now=NOW)

    with crm.writing():
        crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW)
        with pytest.raises(InputError):
            attempt()
        crm.add(Kind.ACCOUNT, {"name": "d"}, now=NOW)
    assert [r.name for r in crm.records(Kind.ACCOUNT)] == ["a", "d"]


def test_what_was_written_is_there_for_the_next_one(crm: Crm, crm_address: str) -> None:
    crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW)
    with Crm(crm_address) as other:
        assert [r.name for r in other.records(Kind.ACCOUNT)] == ["a"]
        other.add(Kind.ACCOUNT, {"name": "b"}, now=NOW)
    assert [r.name for r in crm.records(Kind.ACCOUNT)] == ["a", "b"]
