"""SQLite as both stores use it: opening, one writer at a time, backup copies, and the error border.

Not here: what is in the tables.
"""

import errno
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from sfdesk.errors import StoreError
from sfdesk.i18n import _
from sfdesk.store import failures

BUSY_SECONDS = 10.0
_making = threading.Lock()

BUGS: frozenset[type[sqlite3.Error]] = frozenset(
    {
        sqlite3.IntegrityError,
        sqlite3.InternalError,
        sqlite3.InterfaceError,
        sqlite3.NotSupportedError,
        sqlite3.ProgrammingError,
    }
)
"""Classes that speak of a mistake in this program where the code says nothing better: they pass."""

_HINT_CLOSED = _("Look whether its folder is there and whether you may write in it.")
_HINT_ELSE = _("SQLite says why in the details.")

_BY_CODE: Mapping[int, Callable[[str, str], StoreError]] = {
    sqlite3.SQLITE_BUSY: failures.busy,
    sqlite3.SQLITE_LOCKED: failures.busy,
    sqlite3.SQLITE_PROTOCOL: failures.busy,
    sqlite3.SQLITE_CORRUPT: failures.damaged,
    sqlite3.SQLITE_NOTADB: failures.damaged,
    sqlite3.SQLITE_FORMAT: failures.damaged,
    sqlite3.SQLITE_FULL: failures.disk_full,
    sqlite3.SQLITE_TOOBIG: failures.unfit,
    sqlite3.SQLITE_MISMATCH: failures.unfit,
    **dict.fromkeys(
        (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_PERM,
            sqlite3.SQLITE_AUTH,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_NOLFS,
        ),
        lambda store, details: failures.unreachable(store, _HINT_CLOSED, details),
    ),
}


def known(error: sqlite3.Error, store: str) -> StoreError | None:
    """Return the known failure behind an error of sqlite3; None where it is a bug of ours."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    details = f"{getattr(error, 'sqlite_errorname', type(error).__name__)}: {error}"
    if code in _BY_CODE:
        return _BY_CODE[code](store, details)
    if isinstance(error, sqlite3.DataError):
        return failures.unfit(store, details)
    if type(error) in BUGS or code == sqlite3.SQLITE_ERROR:
        return None
    return failures.unreachable(store, _HINT_ELSE, details)


@contextmanager
def border(store: str) -> Iterator[None]:
    """Translate what sqlite3 raises into known failures; bugs pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        failure = known(error, store)
        if failure is None:
            raise
        raise failure from error


def make_private(path: Path, store: str) -> None:
    """Make an empty file for its owner only where there is none; an existing one stays as it is.

    It is not even opened: POSIX drops every lock that this process has on a file as soon as any
    handle to it is closed, and another program would then delete the log that is written to here
    (sqlite.org, "How To Corrupt An SQLite Database File", 2.2). Raise StoreUnreachable.
    """
    try:
        _create(path)
    except OSError as error:
        hint = _("{path} cannot be opened for writing: {reason}.").format(
            path=path, reason=error.strerror
        )
        raise failures.unreachable(store, hint, str(error)) from error


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _making, suppress(FileExistsError):  # closed before anybody here can open it as a store
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if not path.is_file() or not os.access(path, os.R_OK | os.W_OK):
        code = errno.EISDIR if path.is_dir() else errno.EACCES
        raise OSError(code, os.strerror(code))


def prepare(db: sqlite3.Connection, *, durable: bool, wait: float = BUSY_SECONDS) -> None:
    """Set a fresh connection up: WAL, foreign keys, seconds to `wait` for another writer.

    `durable` commits survive a power cut; without it, the last ones may be lost but never torn.
    """
    db.isolation_level = None
    db.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
    _use_wal(db, wait)
    db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    db.execute("PRAGMA foreign_keys = ON")


def _use_wal(db: sqlite3.Connection, wait: float) -> None:
    """Switch to WAL. While another process does the same, SQLite is busy and does not wait."""
    until = monotonic() + wait
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)
        else:
            return


def connect(path: Path, *, store: str, wait: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a file that can be made again, and make it where it is missing. Raise StoreError."""
    make_private(path, store)
    with border(store):
        db = sqlite3.connect(path, timeout=wait)
        try:
            prepare(db, durable=False, wait=wait)
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            db.close()
            raise
        return db


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock from the first moment on; commit at the end, or roll everything back.

    A plain BEGIN takes the lock at the first write, when it may be too late to wait for it.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def back_up(path: Path, label: str, *, store: str) -> Path:
    """Copy a database through SQLite, with what is still in its WAL; return the copy's path."""
    copy = path.with_name(f"{path.name}.{label}")
    make_private(copy, store)
    with (
        border(store),
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def files(path: Path) -> tuple[Path, Path, Path]:
    """The database with the two files that SQLite keeps beside it."""
    return path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def set_aside(path: Path, *, store: str) -> Path:
    """Move a damaged database out of the way; return where it lies now. Raise StoreDamaged."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    away = path.with_name(f"{path.name}.damaged-{stamp}")
    for old, new in zip(files(path), files(away), strict=True):
        try:
            old.replace(new)
        except FileNotFoundError:
            continue
        except OSError as error:
            hint = _("It is open in another program. Close that, then try again.")
            raise failures.damaged(store, str(error), hint=hint) from error
    return away
