"""A store of an older SFDesk is brought up to date, whole or not at all, after a copy was made."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Connection
from sqlite_utils import Database

from sfdesk.domain.links import Shown
from sfdesk.domain.records import Kind
from sfdesk.errors import StoreTooNew
from sfdesk.store.cache import Cache
from sfdesk.store.cache_migrations import MIGRATIONS
from sfdesk.store.cache_rows import STEPS
from sfdesk.store.crm import Crm, Verb
from sfdesk.store.crm_migrations import STEPS_TO_NOW, Step
from sfdesk.store.crm_schema import METADATA

OLD = Path(__file__).parents[2] / "data" / "old"
NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
NEXT = len(STEPS_TO_NOW) + 1


def shape(address: str) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return each table's columns with type and whether they may be null."""
    engine = sqlalchemy.create_engine(address)
    told = sqlalchemy.inspect(engine)
    found = {
        table: {c["name"]: (str(c["type"]), bool(c["nullable"])) for c in told.get_columns(table)}
        for table in told.get_table_names()
    }
    engine.dispose()
    return found


def indexes(address: str) -> set[tuple[str, tuple[str | None, ...]]]:
    engine = sqlalchemy.create_engine(address)
    told = sqlalchemy.inspect(engine)
    found = {
        (table, tuple(index["column_names"]))
        for table in told.get_table_names()
        for index in told.get_indexes(table)
    }
    engine.dispose()
    return found


def test_the_steps_lead_to_the_tables_that_the_code_knows(
    crm_address: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    Crm(crm_address).close()
    fresh = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    if crm_address.startswith("postgresql"):
        fresh = request.getfixturevalue("postgresql").fresh()
    engine = sqlalchemy.create_engine(fresh)
    METADATA.create_all(engine)
    engine.dispose()
    assert shape(crm_address) == shape(fresh)
    wanted = {(t, c) for t, c in indexes(fresh) if t != "batches"}  # a unique column, said twice
    assert {(t, c) for t, c in indexes(crm_address) if t != "batches"} == wanted


def test_a_crm_of_the_first_layout_opens_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    shutil.copy(OLD / "crm-1.sqlite", path)
    with Crm(f"sqlite:///{path}") as crm:
        (account,) = crm.records(Kind.ACCOUNT)
        assert (account.name, account.fields["employees"]) == ("Nordwind AG", 120)
        assert [c.name for c in crm.contacts_of([account.id])[account.id]] == ["Ina Holm"]
        assert [b.verb for b in crm.activity()] == [Verb.DECIDE, Verb.LOAD]
        (link,) = crm.links("00D000000000001EAA", Kind.ACCOUNT)
        assert link.crm_id == account.id
        (said,) = crm.decisions("00D000000000001EAA", Kind.ACCOUNT)
        assert (said.shown, said.seen, said.forgotten) == (Shown(), {}, False)
        assert crm.add(Kind.ACCOUNT, {"name": "Next"}, now=NOW) == "A-000002"


def test_a_crm_of_the_second_layout_opens_with_how_a_pair_was_decided(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    shutil.copy(OLD / "crm-2.sqlite", path)
    with Crm(f"sqlite:///{path}") as crm:
        said = crm.decisions("00D000000000001EAA", Kind.ACCOUNT)[-1]
        assert (said.by, said.shown) == ("anna", Shown("likely", drawn=True, note="Asked Ben"))
        assert said.seen == {"crm.name": "Nordwind AG"}


def test_a_cache_of_the_first_layout_opens_with_all_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    shutil.copy(OLD / "cache-1.sqlite", path)
    with Cache(path) as cache:
        assert [r.name for r in cache.records(Kind.ACCOUNT)] == ["Nordwind AG"]
        assert cache.watermark(Kind.ACCOUNT) is not None
        assert cache.note == ""


def test_a_crm_of_the_third_layout_knows_which_write_touched_a_record_last(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    shutil.copy(OLD / "crm-3.sqlite", path)
    with Crm(f"sqlite:///{path}") as crm:
        assert crm.pulse(Kind.ACCOUNT).startswith("3 ")
        assert crm.moved(Kind.ACCOUNT, "0 then") == frozenset({"A-000002", "A-000003"})


def test_a_cache_of_the_second_layout_knows_which_write_touched_a_record_last(
    tmp_path: Path,
) -> None:
    path = tmp_path / "cache.sqlite"
    shutil.copy(OLD / "cache-2.sqlite", path)
    with Cache(path) as cache:
        file, number = cache.pulse(Kind.ACCOUNT).split()
        assert number == "1"
        assert len(cache.moved(Kind.ACCOUNT, f"{file} 0") or ()) == 1


def _add_fax(db: Connection) -> None:
    db.exec_driver_sql("ALTER TABLE accounts ADD COLUMN fax VARCHAR")


def _break(db: Connection) -> None:
    _add_fax(db)
    db.exec_driver_sql("UPDATE accounts SET fax = 'x'")
    raise RuntimeError


def test_a_step_is_applied_and_recorded_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    address = f"sqlite:///{path}"
    with Crm(address) as crm:
        crm.add(Kind.ACCOUNT, {"name": "Orion"}, now=NOW)
    steps = (*STEPS_TO_NOW, Step(NEXT, "fax", _add_fax))
    for _ in range(2):
        Crm(address, steps=steps).close()
    assert "fax" in shape(address)["accounts"]
    with closing(sqlite3.connect(path)) as db:
        applied = db.execute("SELECT number, name FROM sfdesk_steps").fetchall()
    assert applied == [(step.number, step.name) for step in steps]
    copy = tmp_path / f"crm.sqlite.before-step-{NEXT}"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert "fax" not in shape(f"sqlite:///{copy}")["accounts"]
    with Crm(f"sqlite:///{copy}") as crm:
        assert [r.name for r in crm.records(Kind.ACCOUNT)] == ["Orion"]
    with pytest.raises(StoreTooNew):
        Crm(address)


def test_a_step_that_fails_changes_nothing(crm_address: str) -> None:
    with Crm(crm_address) as crm:
        crm.add(Kind.ACCOUNT, {"name": "Orion"}, now=NOW)
    with pytest.raises(RuntimeError):
        Crm(crm_address, steps=(*STEPS_TO_NOW, Step(NEXT, "broken", _break)))
    assert "fax" not in shape(crm_address)["accounts"]
    with Crm(crm_address) as crm:
        assert crm.count(Kind.ACCOUNT) == 1


def test_what_is_up_to_date_is_not_copied(tmp_path: Path) -> None:
    for _ in range(2):
        Crm(f"sqlite:///{tmp_path / 'crm.sqlite'}").close()
        Cache(tmp_path / "cache.sqlite").close()
    assert not list(tmp_path.glob("*before*"))


def test_the_steps_of_the_cache_are_the_ones_that_it_looks_for() -> None:
    fresh = Database(memory=True)
    assert tuple(step.name for step in MIGRATIONS.pending(fresh)) == STEPS
    fresh.close()
