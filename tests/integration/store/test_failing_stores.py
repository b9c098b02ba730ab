"""Known failures of both stores, brought about for real: nothing is lost and nothing leaks."""

import gc
import socket
import sqlite3
import threading
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy

from sfdesk.domain.records import Kind, Record
from sfdesk.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    StoreUnreachable,
)
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from tests.postgres import Postgres

NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
BIG = "x" * 100_000


def page(n: int = 1) -> list[Record]:
    return [Record(Kind.ACCOUNT, f"001{n:015}", {"Name": "Orion", "Note": BIG}, NOW, NOW)]


# both databases


def test_a_second_writer_waits_and_is_then_told(crm: Crm, crm_address: str) -> None:
    with Crm(crm_address, wait=0.2) as other:
        with crm.writing():
            crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW)
            assert other.count(Kind.ACCOUNT) == 0
            with pytest.raises(StoreBusy) as told:
                other.add(Kind.ACCOUNT, {"name": "b"}, now=NOW)
        assert told.value.retry
        assert other.add(Kind.ACCOUNT, {"name": "b"}, now=NOW) == "A-000002"


def test_a_newer_crm_is_left_alone(crm_address: str) -> None:
    with Crm(crm_address) as crm, crm.writing():
        crm._sql.connection.exec_driver_sql(
            "INSERT INTO sfdesk_steps (number, name, applied_at)"
            " VALUES (99, 'from the future', '2030-01-01 00:00:00.000000')"
        )
    with pytest.raises(StoreTooNew):
        Crm(crm_address)


def test_somebody_elses_tables_are_left_alone(crm_address: str) -> None:
    engine = sqlalchemy.create_engine(crm_address)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE accounts (balance INTEGER)")
    engine.dispose()
    with pytest.raises(StoreUnreachable, match="accounts"):
        Crm(crm_address)


# SQLite


def test_a_damaged_crm_is_never_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "crm.sqlite"
    path.write_bytes(b"precious " * 1000)
    with pytest.raises(StoreDamaged) as told:
        Crm(f"sqlite:///{path}")
    assert "backup" in told.value.hint
    assert path.read_bytes() == b"precious " * 1000
    assert [p.name for p in tmp_path.iterdir() if "damaged" in p.name] == []


def test_a_folder_is_no_crm(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        Crm(f"sqlite:///{tmp_path}")


def test_a_full_disk_takes_back_the_whole_step(tmp_path: Path) -> None:
    with Cache(tmp_path / "cache.sqlite") as cache:
        (pages,) = cache._db.execute("PRAGMA page_count").fetchone()
        cache._db.execute(f"PRAGMA max_page_count = {pages + 30}")
        cache.store_page(Kind.ACCOUNT, page())
        with pytest.raises(DiskFull):
            cache.store_page(Kind.ACCOUNT, [*page(2), *page(3)])
        assert cache.count(Kind.ACCOUNT) == 1
    with Crm(f"sqlite:///{tmp_path / 'crm.sqlite'}") as crm:
        with crm.writing():
            crm._sql.connection.exec_driver_sql("PRAGMA max_page_count = 60")

        def load() -> None:
            with crm.writing():
                for _ in range(10):
                    crm.add(Kind.ACCOUNT, {"name": "a", "description": BIG}, now=NOW)

        with pytest.raises(DiskFull):
            load()
        assert crm.count(Kind.ACCOUNT) == 0


def test_a_cache_that_somebody_writes_to_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with Cache(path) as cache, closing(sqlite3.connect(path, isolation_level=None)) as other:
        cache.store_page(Kind.ACCOUNT, page())
        other.execute("BEGIN IMMEDIATE")
        assert cache.count(Kind.ACCOUNT) == 1
        with Cache(path, wait=0.1) as third, pytest.raises(StoreBusy):
            third.store_page(Kind.ACCOUNT, page(2))
        other.execute("ROLLBACK")


# PostgreSQL


def refused(address: str) -> StoreError:
    """Open a CRM that cannot be opened; return the failure, having looked for the password."""
    with pytest.raises(StoreUnreachable) as told:
        Crm(address)
    failure = told.value
    everything = "".join(traceback.format_exception(failure)) + failure.details + repr(failure)
    assert "s3cr3t" not in everything
    return failure


def test_a_server_that_is_down_is_named_as_such() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        failure = refused(f"postgresql://anna:s3cr3t@127.0.0.1:{port}/crm")
    assert "does not answer" in failure.hint
    assert failure.retry


def test_a_server_of_no_such_name_does_not_answer() -> None:
    failure = refused("postgresql://anna:s3cr3t@nowhere.invalid/crm")
    assert "does not answer" in failure.hint


@contextmanager
def server(answer: bytes | None) -> Iterator[int]:
    """Something else that listens: it answers once and hangs up, or never answers (None)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        kept: list[socket.socket] = []

        def serve() -> None:
            try:
                while True:
                    caller, _address = listening.accept()
                    kept.append(caller)
                    if answer is not None:
                        caller.recv(1000)
                        caller.sendall(answer)
                        caller.close()
            except OSError:
                return

        worker = threading.Thread(target=serve)
        worker.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
        worker.join()
        for caller in kept:
            caller.close()


@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")  # pg8000 leaves it open
@pytest.mark.parametrize("mode", ["prefer", "disable", "require"])
@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n" + b"?" * 100, b"", None])
def test_what_is_no_postgresql_does_not_answer_either(answer: bytes | None, mode: str) -> None:
    with server(answer) as port:
        address = f"postgresql://anna:s3cr3t@127.0.0.1:{port}/crm"
        hint = refused(f"{address}?connect_timeout=1&sslmode={mode}").hint
    gc.collect()
    assert "does not answer" in hint


def test_a_wrong_password_is_said_and_not_shown(postgresql: Postgres) -> None:
    engine = sqlalchemy.create_engine(postgresql.address, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.exec_driver_sql("DROP ROLE IF EXISTS locked")
        db.exec_driver_sql("CREATE ROLE locked LOGIN PASSWORD 'right'")
        rules = db.exec_driver_sql("SHOW hba_file").scalar_one()
        before = db.exec_driver_sql("SELECT pg_read_file(current_setting('hba_file'))").scalar_one()
        lines = "host all locked 127.0.0.1/32 scram-sha-256\n" + before

        def write(text: str) -> None:
            quoted = text.replace("'", "''")
            db.exec_driver_sql(
                f"COPY (SELECT regexp_split_to_table('{quoted}', E'\\n')) TO '{rules}'"
            )
            db.exec_driver_sql("SELECT pg_reload_conf()")

        write(lines)
        try:
            address = postgresql.address.replace("sfdesk@", "locked:s3cr3t@")
            failure = refused(address)
        finally:
            write(before)
            db.exec_driver_sql("DROP ROLE locked")
    engine.dispose()
    assert "name and password" in failure.hint


def test_a_database_that_is_not_there_is_said(postgresql: Postgres) -> None:
    failure = refused(postgresql.address.rpartition("/")[0] + "/nothing_here")
    assert "no database" in failure.hint


def test_a_connection_that_is_cut_can_be_opened_again(postgresql_address: str) -> None:
    engine = sqlalchemy.create_engine(postgresql_address, isolation_level="AUTOCOMMIT")
    with Crm(postgresql_address) as crm, engine.connect() as other:
        crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW)

        def cut() -> None:
            with crm.writing():
                crm.add(Kind.ACCOUNT, {"name": "b"}, now=NOW)
                other.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                crm.add(Kind.ACCOUNT, {"name": "c"}, now=NOW)

        with pytest.raises(StoreUnreachable) as told:
            cut()
        assert told.value.retry
        assert [record.name for record in crm.records(Kind.ACCOUNT)] == ["a"]
    engine.dispose()
