"""Every error of both database libraries is either known to us, or known to be a bug of ours."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pg8000
import pytest
from sqlalchemy import exc

from sfdesk.errors import (
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreUnreachable,
)
from sfdesk.store import crm_engine, sqlite

SQLALCHEMY_BUGS = {
    exc.ArgumentError,
    exc.CircularDependencyError,
    exc.CompileError,
    exc.IdentifierError,
    exc.InvalidRequestError,
    exc.StatementError,
}
"""Classes, with all below them, that speak of a mistake in this program."""

SQLALCHEMY_KNOWN = {exc.DisconnectionError, exc.TimeoutError}
"""Classes that say by themselves that the database is out of reach."""


def below(*classes: type[Exception]) -> Iterator[type[Exception]]:
    for each in classes:
        yield each
        yield from below(*each.__subclasses__())


@pytest.mark.parametrize("kind", sorted(below(sqlite3.Error), key=str))
def test_each_class_of_sqlite3_has_its_place(kind: type[sqlite3.Error]) -> None:
    failure = sqlite.known(kind("x"), "The store")
    assert (failure is None) == (kind in sqlite.BUGS)
    assert failure is None or isinstance(failure, StoreError)


CODES = [
    (sqlite3.SQLITE_BUSY, StoreBusy),
    (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
    (sqlite3.SQLITE_LOCKED, StoreBusy),
    (sqlite3.SQLITE_CORRUPT, StoreDamaged),
    (sqlite3.SQLITE_NOTADB, StoreDamaged),
    (sqlite3.SQLITE_FULL, DiskFull),
    (sqlite3.SQLITE_CANTOPEN, StoreUnreachable),
    (sqlite3.SQLITE_READONLY, StoreUnreachable),
    (sqlite3.SQLITE_IOERR, StoreUnreachable),
    (sqlite3.SQLITE_IOERR_READ, StoreUnreachable),
    (sqlite3.SQLITE_TOOBIG, StoreError),
]


@pytest.mark.parametrize(("code", "wanted"), CODES)
def test_the_code_counts_more_than_the_class(code: int, wanted: type[StoreError]) -> None:
    for kind in below(sqlite3.Error):
        error = kind("x")
        error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_X"  # type: ignore[attr-defined]
        assert type(sqlite.known(error, "The store")) is wanted  # type: ignore[arg-type]


def made(kind: type[exc.SQLAlchemyError], cause: Exception) -> exc.SQLAlchemyError:
    if issubclass(kind, exc.DBAPIError):
        return kind("SELECT 1", {}, cause)
    if issubclass(kind, exc.StatementError):
        return kind("x", "SELECT 1", {}, cause)
    return kind.__new__(kind)


@pytest.mark.parametrize("kind", sorted(below(exc.SQLAlchemyError), key=str))
def test_each_class_of_sqlalchemy_has_its_place(kind: type[exc.SQLAlchemyError]) -> None:
    if issubclass(kind, exc.DBAPIError):
        full = sqlite3.OperationalError("x")
        full.sqlite_errorcode = sqlite3.SQLITE_FULL
        assert isinstance(crm_engine.known(made(kind, full)), DiskFull)
        assert crm_engine.known(made(kind, sqlite3.ProgrammingError("x"))) is None
        lost = crm_engine.known(made(kind, pg8000.InterfaceError("network error")))
        assert isinstance(lost, StoreUnreachable)
        return
    failure = crm_engine.known(made(kind, ValueError("x")))
    if kind in SQLALCHEMY_KNOWN or any(issubclass(kind, k) for k in SQLALCHEMY_KNOWN):
        assert isinstance(failure, StoreUnreachable)
    else:
        assert kind is exc.SQLAlchemyError or any(issubclass(kind, k) for k in SQLALCHEMY_BUGS)
        assert failure is None


def server_says(state: str) -> Any:
    cause = pg8000.DatabaseError({"S": "ERROR", "C": state, "M": "the server's words"})
    return crm_engine.known(exc.ProgrammingError("SELECT 1", {}, cause))


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("08006", StoreUnreachable),
        ("22021", StoreError),
        ("22P05", StoreError),
        ("25006", StoreUnreachable),
        ("28P01", StoreUnreachable),
        ("28000", StoreUnreachable),
        ("3D000", StoreUnreachable),
        ("40P01", StoreBusy),
        ("42501", StoreUnreachable),
        ("53100", DiskFull),
        ("53300", StoreBusy),
        ("55P03", StoreBusy),
        ("57P01", StoreUnreachable),
        ("58030", StoreUnreachable),
        ("XX001", StoreDamaged),
    ],
)
def test_what_the_server_says_is_known(state: str, wanted: type[StoreError]) -> None:
    failure = server_says(state)
    assert type(failure) is wanted
    assert state in failure.details


@pytest.mark.parametrize("state", ["42601", "42P01", "23505", "XX000", ""])
def test_a_mistake_of_ours_is_no_known_failure(state: str) -> None:
    assert server_says(state) is None
