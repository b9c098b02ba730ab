"""The cache keeps what Salesforce said, as it was said, through interruption and damage."""

import sqlite3
import stat
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.records import Kind, Record, Value
from sfdesk.errors import StoreDamaged, StoreTooNew, StoreUnreachable
from sfdesk.store.cache import LINE, Cache, Run, Watermark

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
ORION = "001A0000006Vm9rIAC"
DELTA = "001A0000006Vm9sIAC"


def account(record_id: str = ORION, *, minutes: int = 0, **fields: Value) -> Record:
    at = NOW + timedelta(minutes=minutes)
    return Record(Kind.ACCOUNT, record_id, {"Name": "Orion", **fields}, at, at)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "salesforce.sqlite"


def test_values_come_back_with_the_type_they_had(path: Path) -> None:
    record = account(
        ARR__c=Decimal("48000.50"),
        Renewal_Date__c=date(2027, 3, 31),
        CreatedDate=NOW,
        NumberOfEmployees=120,
        Huge__c=10**30,
        IsPartner=True,
        Description='ä "quoted"\r\n\tline',
        Half="\ud83d",
        Phone=None,
    )
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [record])
    with Cache(path) as cache:
        found = cache.get(Kind.ACCOUNT, ORION)
    assert found is not None
    wanted = {**record.fields, "Half": "?"}
    assert found.fields == wanted
    assert [type(v) for v in found.fields.values()] == [type(v) for v in wanted.values()]
    assert (found.modstamp, found.pulled_at, found.is_deleted) == (NOW, NOW, False)


def test_the_file_is_for_its_owner_only(path: Path) -> None:
    Cache(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_record_is_replaced_and_not_doubled(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account(Phone="1", Fax="2")])
        cache.store_page(Kind.ACCOUNT, [account(Phone="3", minutes=1)])
        found = cache.get(Kind.ACCOUNT, ORION)
        assert found is not None
        assert dict(found.fields) == {"Name": "Orion", "Phone": "3"}
        assert cache.count(Kind.ACCOUNT) == 1


def test_of_two_runs_the_page_that_was_read_last_wins(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account(Phone="newer", minutes=5)])
        cache.store_page(Kind.ACCOUNT, [account(Phone="older")])
        found = cache.get(Kind.ACCOUNT, ORION)
        assert found is not None
        assert found.fields["Phone"] == "newer"


def test_a_watermark_moves_with_its_page_or_not_at_all(path: Path) -> None:
    mark = Watermark(NOW, ("Id", "Name"))
    broken = Record(Kind.ACCOUNT, DELTA, {"Name": object()}, NOW, NOW)  # type: ignore[dict-item]
    with Cache(path) as cache:
        with pytest.raises(TypeError):
            cache.store_page(Kind.ACCOUNT, [account(), broken], watermark=mark)
        assert cache.count(Kind.ACCOUNT) == 0
        assert cache.watermark(Kind.ACCOUNT) is None
        cache.store_page(Kind.ACCOUNT, [], watermark=mark)
        assert cache.watermark(Kind.ACCOUNT) == mark
        assert cache.watermark(Kind.CONTACT) is None


def test_deleted_records_stay_but_are_not_listed(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account(), account(DELTA, Name="Delta")])
        assert cache.mark_deleted(Kind.ACCOUNT, {ORION: None, "001gone": None}, at=NOW) == 1
        assert cache.mark_deleted(Kind.ACCOUNT, {ORION: None}, at=NOW) == 0
        assert cache.ids(Kind.ACCOUNT) == {DELTA}
        assert [r.name for r in cache.records(Kind.ACCOUNT)] == ["Delta"]
        everything = list(cache.records(Kind.ACCOUNT, with_deleted=True))
        assert [(r.name, r.is_deleted) for r in everything] == [("Delta", False), ("Orion", True)]


def test_what_is_outside_is_neither_listed_nor_deleted_and_may_come_back(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account(), account(DELTA, Name="Delta")])
        assert cache.mark_outside(Kind.ACCOUNT, [ORION, "001gone"], at=NOW) == 1
        assert cache.mark_outside(Kind.ACCOUNT, [ORION], at=NOW) == 0
        assert cache.ids(Kind.ACCOUNT) == {DELTA}
        assert list(cache.gone(Kind.ACCOUNT, [ORION])) == []
        assert [line[0] for line in cache.lines(Kind.ACCOUNT, deleted_ids=[ORION])] == [
            DELTA,
            ORION,
        ]
        assert cache.mark_deleted(Kind.ACCOUNT, {ORION: None}, at=NOW) == 1
        assert [line[0] for line in cache.gone(Kind.ACCOUNT, [ORION])] == [ORION]
        assert cache.mark_outside(Kind.ACCOUNT, [ORION], at=NOW) == 0
        cache.store_page(Kind.ACCOUNT, [account(minutes=1)])
        assert cache.ids(Kind.ACCOUNT) == {ORION, DELTA}


def test_an_undeleted_record_is_back(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account()])
        cache.mark_deleted(Kind.ACCOUNT, {ORION: DELTA}, at=NOW)
        cache.store_page(Kind.ACCOUNT, [account(minutes=1)])
        assert cache.ids(Kind.ACCOUNT) == {ORION}
        assert cache.merged_into(Kind.ACCOUNT, ORION) is None


def test_merges_are_followed_through_records_that_were_never_pulled(path: Path) -> None:
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [account()])
        chain: dict[str, str | None] = {ORION: "001b", "001b": "001c"}
        assert cache.mark_deleted(Kind.ACCOUNT, chain, at=NOW) == 1
        assert cache.merged_into(Kind.ACCOUNT, ORION) == "001c"
        assert cache.merged_into(Kind.ACCOUNT, "001c") is None
        assert cache.count(Kind.ACCOUNT) == 0


def test_a_ring_of_merges_ends(path: Path) -> None:
    with Cache(path) as cache:
        cache.mark_deleted(Kind.ACCOUNT, {"001a": "001b", "001b": "001a"}, at=NOW)
        assert cache.merged_into(Kind.ACCOUNT, "001a") == "001b"


def test_a_merged_record_in_a_page_tells_where_it_went(path: Path) -> None:
    gone = Record(
        Kind.ACCOUNT, ORION, {"Name": "Orion", "MasterRecordId": DELTA}, NOW, NOW, is_deleted=True
    )
    with Cache(path) as cache:
        cache.store_page(Kind.ACCOUNT, [gone])
        assert cache.merged_into(Kind.ACCOUNT, ORION) == DELTA


def test_contacts_are_found_by_their_account(path: Path) -> None:
    def contact(record_id: str, last: str, account_id: str | None) -> Record:
        fields = {"FirstName": "Mara", "LastName": last, "AccountId": account_id}
        return Record(Kind.CONTACT, record_id, fields, NOW, NOW)

    with Cache(path) as cache:
        page = [contact("003a", "Zell", ORION), contact("003b", "Aust", ORION)]
        cache.store_page(Kind.CONTACT, [*page, contact("003c", "Lone", None)])
        found = cache.contacts_of([ORION, DELTA])
        assert {k: [r.fields["LastName"] for r in v] for k, v in found.items()} == {
            ORION: ["Aust", "Zell"]
        }
        assert [line[1] for line in cache.lines(Kind.CONTACT)] == [
            "Mara Aust", "Mara Lone", "Mara Zell",
        ]  # fmt: skip


def test_lines_can_be_searched_without_opening_a_record(path: Path) -> None:
    with Cache(path) as cache:
        fields: dict[str, Any] = {
            "BillingCity": "Åbo",
            "Owner.Name": "Anna Berg",
            "Website": "orion.example",
        }
        cache.store_page(Kind.ACCOUNT, [account(**fields)])
        (line,) = cache.lines(Kind.ACCOUNT)
        shown = dict(zip(LINE, line, strict=True))
        assert (shown["city"], shown["owner"], shown["email"]) == ("Åbo", "Anna Berg", "")
        assert "åbo" in str(shown["searchable"])
        cache.mark_deleted(Kind.ACCOUNT, {ORION: None}, at=NOW)
        assert list(cache.lines(Kind.ACCOUNT)) == []
        assert len(list(cache.lines(Kind.ACCOUNT, deleted_ids=[ORION]))) == 1
        assert [line[0] for line in cache.gone(Kind.ACCOUNT, [ORION, DELTA])] == [ORION]


def test_schema_and_runs_come_back(path: Path) -> None:
    tier = FieldInfo("Tier__c", "Tier", "picklist", restricted=True, picklist=(("A", "Top"),))
    sobject = SobjectInfo("Account", "Account", createable=False, updateable=True,
                          fields={"Tier__c": tier})  # fmt: skip
    runs = [
        Run(NOW + timedelta(hours=n), 1.5, {Kind.ACCOUNT: n}, {Kind.CONTACT: 0}, 7, None)
        for n in range(3)
    ]
    with Cache(path) as cache:
        assert cache.schema(Kind.ACCOUNT) is None
        cache.store_schema(Kind.ACCOUNT, sobject)
        for run in runs:
            cache.add_run(run)
    with Cache(path) as cache:
        assert cache.schema(Kind.ACCOUNT) == sobject
        assert cache.runs(2) == [runs[2], runs[1]]


def test_a_file_that_is_no_database_is_set_aside_with_a_sentence(path: Path) -> None:
    path.write_bytes(b"this was a database once " * 400)
    with Cache(path) as cache:
        assert "refresh" in cache.note
        assert cache.count(Kind.ACCOUNT) == 0
        cache.add_run(Run(NOW, 1, {}, {}, 1, 1))
        assert cache.note == ""
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes().startswith(b"this was")


def test_damage_found_in_use_is_set_aside_and_told(path: Path) -> None:
    with Cache(path) as cache:
        many = [account(f"001{n:015}", Description="x" * 500) for n in range(2000)]
        cache.store_page(Kind.ACCOUNT, many)
    whole = bytearray(path.read_bytes())
    half = len(whole) // 8192 * 4096  # the small tables lie in the first half
    whole[half:] = b"\x55" * (len(whole) - half)
    path.write_bytes(whole)
    with Cache(path) as cache:
        with pytest.raises(StoreDamaged) as told:
            list(cache.records(Kind.ACCOUNT))
        assert told.value.retry
        assert "refresh" in told.value.hint
        assert list(cache.records(Kind.ACCOUNT)) == []


def test_a_newer_file_is_left_alone(path: Path) -> None:
    Cache(path).close()
    db = sqlite3.connect(path)
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('cache', 'ninety_nine', '2030')"
    )
    db.commit()
    db.close()
    with pytest.raises(StoreTooNew):
        Cache(path)


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnreachable) as told:
        Cache(tmp_path / "file" / "cache.sqlite")
    assert "file" in told.value.hint
