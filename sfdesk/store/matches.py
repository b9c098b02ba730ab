"""Suggestions that were computed before: one SQLite file per org, which can always be made again.

Beside them lies the run that they came from, as bytes that only the matcher reads. What is in the
file is derived from the cache and the CRM; a damaged file is thrown away.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import orjson

from sfdesk.domain.records import Kind
from sfdesk.errors import StoreDamaged
from sfdesk.i18n import _
from sfdesk.store import sqlite

STORE = _("The file of suggestions on this computer")
_LAYOUT = 1
_RUN = """CREATE TABLE IF NOT EXISTS run (
    kind TEXT PRIMARY KEY, head TEXT NOT NULL, body BLOB NOT NULL)"""
_SUGGESTION = """CREATE TABLE IF NOT EXISTS suggestion (
    kind TEXT NOT NULL, crm_id TEXT NOT NULL, place INTEGER NOT NULL,
    record_id TEXT NOT NULL, told BLOB NOT NULL,
    PRIMARY KEY (kind, crm_id, place)) WITHOUT ROWID"""
_TOUCHED = """CREATE TABLE IF NOT EXISTS touched (
    kind TEXT NOT NULL, crm_id TEXT NOT NULL, PRIMARY KEY (kind, crm_id)) WITHOUT ROWID"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """What suggestions are based on.

    `run` names the whole run behind them, `version` the program and settings that made it, `seen`
    the state of both stores. `notes` and `told` are what else
    it said.
    """

    run: str
    version: str
    seen: Mapping[str, str]
    notes: tuple[str, ...]
    told: Mapping[str, Any]


class Matches:
    """An open file of suggestions. Not to be shared between threads; close it where it was opened.

    Several processes may have it open: each change is one transaction.
    """

    def __init__(self, path: Path, *, wait: float = sqlite.BUSY_SECONDS) -> None:
        """Open the file, or make it; one that is damaged or of another layout is made anew.

        Raise StoreError.
        """
        self._path, self._wait = path, wait
        try:
            self._db = _opened(path, wait)
        except StoreDamaged as failure:
            self._db = self._renewed(failure)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._db.close()

    def head(self, kind: Kind) -> Head | None:
        """Return what the suggestions of a kind are based on; None where there are none yet."""
        for (text,) in self._rows("SELECT head FROM run WHERE kind = ?", kind.value):
            raw = orjson.loads(text)
            return Head(**{**raw, "notes": tuple(raw["notes"])})
        return None

    def run(self, kind: Kind) -> bytes:
        """Return the run of a kind as it was stored; empty where there is none."""
        found = self._rows("SELECT body FROM run WHERE kind = ?", kind.value)
        return next((bytes(body) for (body,) in found), b"")

    def suggestions(self, kind: Kind) -> list[tuple[str, str, bytes]]:
        """Return (CRM id, record id, suggestion as bytes), those of one CRM record best first."""
        return self._rows(
            "SELECT crm_id, record_id, told FROM suggestion WHERE kind = ? ORDER BY crm_id, place",
            kind.value,
        )

    def pairs(self, kind: Kind) -> list[tuple[str, str]]:
        """Return (CRM id, record id) of every suggestion."""
        return self._rows("SELECT crm_id, record_id FROM suggestion WHERE kind = ?", kind.value)

    def touched(self, kind: Kind) -> list[str]:
        """Return the CRM records whose suggestions are not those of the whole run any more."""
        found = self._rows("SELECT crm_id FROM touched WHERE kind = ?", kind.value)
        return [crm_id for (crm_id,) in found]

    def replace(
        self, kind: Kind, head: Head, run: bytes, told: Iterable[tuple[str, int, str, bytes]]
    ) -> None:
        """Take a whole run in, with its suggestions (CRM id, place, record id, bytes)."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO run (kind, head, body) VALUES (?, ?, ?)",
                (kind.value, _head(head), run),
            )
            db.execute("DELETE FROM suggestion WHERE kind = ?", (kind.value,))
            db.execute("DELETE FROM touched WHERE kind = ?", (kind.value,))
            self._add(db, kind, told)

    def update(
        self,
        kind: Kind,
        head: Head,
        changed: Iterable[str],
        told: Iterable[tuple[str, int, str, bytes]],
    ) -> bool:
        """Take the suggestions of some CRM records in, in place of what they had.

        Return False, and change nothing, where another run has taken this one's place.
        """
        with self._writing() as db:
            now = self.head(kind)
            if now is None or now.run != head.run:
                return False
            db.execute("UPDATE run SET head = ? WHERE kind = ?", (_head(head), kind.value))
            gone = [(kind.value, crm_id) for crm_id in changed]
            db.executemany("DELETE FROM suggestion WHERE kind = ? AND crm_id = ?", gone)
            db.executemany("INSERT OR IGNORE INTO touched (kind, crm_id) VALUES (?, ?)", gone)
            self._add(db, kind, told)
        return True

    @staticmethod
    def _add(
        db: sqlite3.Connection, kind: Kind, told: Iterable[tuple[str, int, str, bytes]]
    ) -> None:
        db.executemany(
            "INSERT INTO suggestion (kind, crm_id, place, record_id, told) VALUES (?, ?, ?, ?, ?)",
            ((kind.value, *one) for one in told),
        )

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._border():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._border(), sqlite.writing(self._db):
            yield self._db

    @contextmanager
    def _border(self) -> Iterator[None]:
        """Translate errors; a file that turns out to be damaged is made anew for the next call."""
        try:
            with sqlite.border(STORE):
                yield
        except StoreDamaged as failure:
            self._db.close()
            self._db = self._renewed(failure)
            raise

    def _renewed(self, failure: StoreDamaged) -> sqlite3.Connection:
        _log.info("made a damaged file of suggestions anew: %s", failure.details)
        away = sqlite.set_aside(self._path, store=STORE)
        for path in sqlite.files(away):
            path.unlink(missing_ok=True)
        return _opened(self._path, self._wait)


def _head(head: Head) -> str:
    raw = {
        "run": head.run, "version": head.version, "seen": dict(head.seen),
        "notes": list(head.notes), "told": dict(head.told),
    }  # fmt: skip
    return orjson.dumps(raw).decode()


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    db = sqlite.connect(path, store=STORE, wait=wait)
    try:
        with sqlite.border(STORE), sqlite.writing(db):
            (layout,) = db.execute("PRAGMA user_version").fetchone()
            if layout not in (0, _LAYOUT):
                db.execute("DROP TABLE IF EXISTS run")
                db.execute("DROP TABLE IF EXISTS suggestion")
                db.execute("DROP TABLE IF EXISTS touched")
            for table in (_RUN, _SUGGESTION, _TOUCHED):
                db.execute(table)
            db.execute(f"PRAGMA user_version = {_LAYOUT}")
    except BaseException:
        db.close()
        raise
    return db
