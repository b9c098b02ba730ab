"""Where the CRM lies: its address, the connection to SQLite or PostgreSQL, and the error border.

Both let one writer in at a time: SQLite by BEGIN IMMEDIATE, PostgreSQL by an advisory lock that
ends with the transaction. So looking first and writing after is safe on both.
"""

import contextlib
import sqlite3
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url
from sqlalchemy.pool import NullPool

from sfdesk.errors import Secret, StoreError
from sfdesk.i18n import _
from sfdesk.store import failures, sqlite
from sfdesk.store.crm_migrations import STORE

CONNECT_SECONDS = 5
_REPLY_SECONDS = 60
_WRITE_LOCK = 0x5FDE5C

_POSTGRES = {"postgresql", "postgres", "postgresql+pg8000"}
_OPTIONS = {"sslmode", "connect_timeout"}
_EXAMPLE = "postgresql://name:password@server/database"


def parse(address: str) -> URL:
    """Read a CRM address: `sqlite:///FILE`, or `postgresql://NAME:PASSWORD@SERVER/DATABASE`.

    Of libpq's options, `sslmode` and `connect_timeout` are known (`?sslmode=verify-full`).
    Raise StoreUnreachable, whose texts never show the address: a password may be in any part of it.
    """
    try:
        url = make_url(address.strip())
    except (exc.ArgumentError, ValueError):
        raise _bad_address(_("It should look like {example}.")) from None
    if url.drivername in {"sqlite", "sqlite+pysqlite"}:
        return url.set(drivername="sqlite")
    if url.drivername not in _POSTGRES:
        raise _bad_address(
            _("SFDesk keeps a CRM in SQLite or PostgreSQL; the address looks like {example}.")
        )
    if "@" in (url.host or ""):
        raise _bad_address(_("Write an @ in the name or password as %40: {example}."))
    if not url.username or not url.database:
        raise _bad_address(_("It needs a name and a database: {example}."))
    if not url.query.keys() <= _OPTIONS:
        raise _bad_address(_("Of what stands behind the question mark, only sslmode is known."))
    return url.set(drivername="postgresql+pg8000", host=url.host or "localhost")


def without_password(address: str) -> tuple[str, Secret | None]:
    """Return an address that may be written to a file, and the password that was in it.

    Raise StoreUnreachable for what is no address.
    """
    if not address.strip():
        return "", None
    url = parse(address)
    if not url.password:
        return address.strip(), None
    return url.set(password=None).render_as_string(), Secret(str(url.password))


def with_password(address: str, password: Secret) -> str:
    """Return the address with its password in place. Raise StoreUnreachable."""
    url = parse(address).set(password=password.reveal())
    return url.render_as_string(hide_password=False)


def asks_for_password(address: str) -> bool:
    """Tell whether an address names a server but no password. Raise StoreUnreachable."""
    url = parse(address)
    return url.drivername != "sqlite" and not url.password


def _bad_address(hint: str) -> StoreError:
    return failures.unreachable(_("The CRM's address"), hint.format(example=_EXAMPLE))


def sqlite_file(url: URL) -> Path | None:
    """Return the file of an SQLite address; None for PostgreSQL and for a CRM in memory."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database)).expanduser()


def engine_of(url: URL, wait: float) -> Engine:
    """Make an engine; nothing is opened yet. `wait` seconds for another writer, no longer."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, wait)
    return _postgres_engine(url, wait)


def _sqlite_engine(url: URL, wait: float) -> Engine:
    path = sqlite_file(url)
    if path is not None:
        sqlite.make_private(path, STORE)
        url = url.set(database=str(path))
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"timeout": wait},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        sqlite.prepare(connection, durable=True, wait=wait)

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        db.exec_driver_sql("BEGIN IMMEDIATE" if db.info.get("writes") else "BEGIN")

    return engine


def _postgres_engine(url: URL, wait: float) -> Engine:
    mode = url.query.get("sslmode", "prefer")
    limit = str(url.query.get("connect_timeout", ""))
    engine = create_engine(
        url.difference_update_query(["sslmode", "connect_timeout"]),
        poolclass=NullPool,
        hide_parameters=True,
        client_encoding="utf8",
        connect_args={
            "timeout": int(limit) if limit.isdigit() else CONNECT_SECONDS,
            "ssl_context": _ssl_context(str(mode)),
        },
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # pg8000 1.31 keeps the time limit for connecting on the socket for good
        connection._usock.settimeout(_REPLY_SECONDS)  # noqa: SLF001
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = {int(wait * 1000)}")
        cursor.execute("SET TIME ZONE 'UTC'")
        cursor.close()
        connection.commit()

    def terminate(connection: Any) -> None:
        # SQLAlchemy 2.1 logs an error when there is nobody left to say good-bye to
        with contextlib.suppress(engine.dialect.loaded_dbapi.InterfaceError, OSError):
            connection.close()

    engine.dialect.do_terminate = terminate  # type: ignore[assignment,method-assign]

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        if db.info.get("writes"):
            db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")

    return engine


def _ssl_context(mode: str) -> ssl.SSLContext | bool | None:
    """Translate libpq's sslmode; None tries TLS first, as libpq's `prefer` does."""
    if mode in {"verify-ca", "verify-full"}:
        return ssl.create_default_context()
    return {"disable": False, "require": True}.get(mode)


_ANSWERS = {
    "gone": _("The database server is shutting down or has lost its files. Try again soon."),
    "password": _("The database server does not take this name and password."),
    "database": _("The database server has no database of this name."),
    "rights": _("You may not write in this database. Its owner can grant that."),
}

_BY_STATE: Mapping[str, Callable[[str, str], StoreError] | str] = {
    "08": "gone",
    "22": failures.unfit,
    "25006": "rights",
    "28": "password",
    "3D": "database",
    "40": failures.busy,
    "42501": "rights",
    "53": failures.busy,
    "53100": failures.disk_full,
    "55": failures.busy,
    "57": "gone",
    "58": "gone",
    "XX001": failures.damaged,
    "XX002": failures.damaged,
}
"""SQLSTATE (PostgreSQL, appendix A) or its first two characters -> what it means here."""


def known(error: exc.SQLAlchemyError) -> StoreError | None:
    """Return the known failure behind an error of SQLAlchemy; None where it is a bug of ours."""
    import pg8000  # noqa: PLC0415 - half of SQLAlchemy's own load time, for those who need it

    cause = getattr(error, "orig", None)
    if isinstance(cause, sqlite3.Error):
        return sqlite.known(cause, STORE)
    if isinstance(cause, pg8000.DatabaseError):
        return _from_server(cause)
    lost = isinstance(error, (exc.DisconnectionError, exc.TimeoutError))
    if lost or isinstance(cause, pg8000.InterfaceError):
        return _no_answer(cause)
    return None


def _no_answer(cause: object) -> StoreError:
    hint = _("The database server does not answer. Look at the server name and the network.")
    return failures.unreachable(STORE, hint, _line(cause), retry=True)


def _from_server(cause: Any) -> StoreError | None:
    told = cause.args[0] if cause.args and isinstance(cause.args[0], dict) else {}
    state, text = str(told.get("C", "")), str(told.get("M", ""))
    meant = _BY_STATE.get(state) or _BY_STATE.get(state[:2])
    details = f"{state}: {text}"
    if meant is None:
        return None
    if isinstance(meant, str):
        again = meant == "gone"
        return failures.unreachable(STORE, _ANSWERS[meant], details, retry=again)
    return meant(STORE, details)


def _line(cause: object) -> str:
    return str(cause).splitlines()[0] if cause is not None and str(cause) else ""


@contextmanager
def border() -> Iterator[None]:
    """Translate what SQLAlchemy raises into known failures; bugs pass as they are."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        failure = known(error)
        if failure is None:
            raise
        raise failure from error


@contextmanager
def talking() -> Iterator[None]:
    """The border around nothing but SQL: here an OSError is the network's, too.

    pg8000 1.31 lets time limits and TLS errors through as they are.
    """
    try:
        with border():
            yield
    except OSError as error:
        raise _no_answer(error) from error
