"""Suggestions that were computed before: one SQLite file per org, which can always be made again.

Beside them lies the run that they came from, as bytes that only the matcher reads. What is in the
file is derived from the cache and the CRM; a damaged file is thrown away.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson

from sfdesk.domain.matching.model import Band, Line, Relation
from sfdesk.domain.records import Kind
from sfdesk.errors import StoreDamaged
from sfdesk.i18n import _
from sfdesk.store import sqlite
from sfdesk.store.remade import Remade

STORE = _("The file of suggestions on this computer")
_LAYOUT = 2
_TABLES = {
    "head": "(kind TEXT PRIMARY KEY, head TEXT NOT NULL)",
    "run": "(kind TEXT PRIMARY KEY, body BLOB NOT NULL)",  # beside its head, which changes often
    "suggestion": """(kind TEXT NOT NULL, crm_id TEXT NOT NULL, rank INTEGER NOT NULL,
        record_id TEXT NOT NULL, score REAL NOT NULL, rivals REAL NOT NULL, prior REAL NOT NULL,
        probability REAL NOT NULL, band TEXT NOT NULL, relation TEXT NOT NULL, runner_up REAL,
        PRIMARY KEY (kind, crm_id, rank)) WITHOUT ROWID""",
    "reason": """(kind TEXT NOT NULL, crm_id TEXT NOT NULL, record_id TEXT NOT NULL,
        warning TEXT NOT NULL, told BLOB NOT NULL,
        PRIMARY KEY (kind, crm_id, record_id)) WITHOUT ROWID""",
    "touched": """(kind TEXT NOT NULL, crm_id TEXT NOT NULL,
        PRIMARY KEY (kind, crm_id)) WITHOUT ROWID""",
}
"""Of one suggestion, `suggestion` has the numbers, which move with those of its neighbours, and
`reason` what speaks for it, which changes with its two records alone."""

_NUMBERS = "rank, score, rivals, prior, probability, band, relation, runner_up"
Reasons: TypeAlias = tuple[str, str, str, bytes]
"""CRM id, record id, what speaks against the pair most, what speaks for and against it"""
_BANDS = {band.value: band for band in Band}
_RELATIONS = {relation.value: relation for relation in Relation}
_PAGES = 20_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """What suggestions are based on.

    `run` names the whole run behind them, `version` the program and settings that made it, `seen`
    the state of both stores. `notes` and `told` are what else it said.
    """

    run: str
    version: str
    seen: Mapping[str, str]
    notes: tuple[str, ...]
    told: Mapping[str, Any]


class Matches(Remade):
    """An open file of suggestions. Not to be shared between threads; close it where it was opened.

    Several processes may have it open: each change is one transaction.
    """

    def __init__(self, path: Path, *, wait: float = sqlite.BUSY_SECONDS) -> None:
        """Open the file, or make it; one that is damaged or of another layout is made anew.

        Raise StoreError.
        """
        super().__init__(path, STORE, wait)

    def head(self, kind: Kind) -> Head | None:
        """Return what the suggestions of a kind are based on; None where there are none yet."""
        for (text,) in self._rows("SELECT head FROM head WHERE kind = ?", kind.value):
            raw = orjson.loads(text)
            return Head(**{**raw, "notes": tuple(raw["notes"])})
        return None

    def run(self, kind: Kind) -> bytes:
        """Return the run of a kind as it was stored; empty where there is none."""
        found = self._rows("SELECT body FROM run WHERE kind = ?", kind.value)
        return next((bytes(body) for (body,) in found), b"")

    def suggestions(self, kind: Kind) -> Iterator[tuple[Line, str, bytes]]:
        """Yield every suggestion with what speaks against it most, and its reasons as bytes.

        They come by CRM id, those of one CRM record best first.
        """
        sql = (
            f"SELECT crm_id, record_id, {_NUMBERS}, warning, told"
            " FROM suggestion JOIN reason USING (kind, crm_id, record_id)"
            " WHERE kind = ? ORDER BY crm_id, rank"
        )
        with self._border():
            for *line, warning, told in self._db.execute(sql, (kind.value,)):
                yield _line(line), warning, told

    def pairs(self, kind: Kind) -> list[tuple[str, str]]:
        """Return (CRM id, record id) of every suggestion."""
        return self._rows("SELECT crm_id, record_id FROM suggestion WHERE kind = ?", kind.value)

    def _lines(self, kind: Kind, crm_ids: Iterable[str]) -> Iterator[Line]:
        sql = (
            f"SELECT crm_id, record_id, {_NUMBERS} FROM suggestion"
            " WHERE kind = ? AND crm_id IN (SELECT value FROM json_each(?))"
        )
        return map(_line, self._rows(sql, kind.value, orjson.dumps(list(crm_ids)).decode()))

    def touched(self, kind: Kind) -> list[str]:
        """Return the CRM records whose suggestions are not those of the whole run any more."""
        found = self._rows("SELECT crm_id FROM touched WHERE kind = ?", kind.value)
        return [crm_id for (crm_id,) in found]

    def replace(
        self,
        kind: Kind,
        head: Head,
        run: bytes,
        lines: Iterable[Line],
        reasons: Iterable[Reasons],
    ) -> None:
        """Take a whole run in, with its suggestions and the reasons of each."""
        with self._writing() as db:
            for table in _TABLES:
                db.execute(f"DELETE FROM {table} WHERE kind = ?", (kind.value,))
            db.execute("INSERT INTO head (kind, head) VALUES (?, ?)", (kind.value, _head(head)))
            db.execute("INSERT INTO run (kind, body) VALUES (?, ?)", (kind.value, run))
            _add(db, kind, lines, reasons)

    def update(
        self,
        kind: Kind,
        head: Head,
        told: Mapping[str, Sequence[Line]],
        reasons: Callable[[Sequence[Line]], Iterable[Reasons]],
    ) -> bool:
        """Take the suggestions of some CRM records in, in place of what they had.

        `reasons` is asked for those of new lines; pairs that were there before keep theirs. Return
        False, and change nothing, where another run has taken this one's place.
        """
        with self._writing() as db:
            now = self.head(kind)
            if now is None or now.run != head.run:
                return False
            db.execute("UPDATE head SET head = ? WHERE kind = ?", (_head(head), kind.value))
            lines = [line for some in told.values() for line in some]
            before = {(one.left_id, one.rank): one for one in self._lines(kind, told)}
            there = {(one.left_id, one.right_id) for one in before.values()}
            new = [one for one in lines if one.new or (one.left_id, one.right_id) not in there]
            pairs = there - {(one.left_id, one.right_id) for one in lines}
            places = before.keys() - {(one.left_id, one.rank) for one in lines}
            for sql, gone in (
                ("DELETE FROM reason WHERE kind = ? AND crm_id = ? AND record_id = ?", pairs),
                ("DELETE FROM suggestion WHERE kind = ? AND crm_id = ? AND rank = ?", places),
            ):
                db.executemany(sql, ((kind.value, *key) for key in gone))
            ours = ((kind.value, crm_id) for crm_id in told)
            db.executemany("INSERT OR IGNORE INTO touched (kind, crm_id) VALUES (?, ?)", ours)
            moved = (
                one
                for one in lines
                if (old := before.get((one.left_id, one.rank))) is None or not one.is_as(old)
            )
            _add(db, kind, moved, reasons(new))
        return True

    def _opened(self) -> sqlite3.Connection:
        return _opened(self._path, self._wait)

    def _renewed(self, failure: StoreDamaged) -> sqlite3.Connection:
        _log.info("made a damaged file of suggestions anew: %s", failure.details)
        away = sqlite.set_aside(self._path, store=STORE)
        for path in sqlite.files(away):
            path.unlink(missing_ok=True)
        return self._opened()


def _line(row: Sequence[Any]) -> Line:
    crm_id, record_id, rank, score, rivals, prior, chance, band, relation, other = row
    return Line(
        crm_id, record_id, rank, score, rivals, prior, chance, _BANDS[band], _RELATIONS[relation],
        other,
    )  # fmt: skip


def _add(
    db: sqlite3.Connection, kind: Kind, lines: Iterable[Line], reasons: Iterable[Reasons]
) -> None:
    db.executemany(
        f"INSERT OR REPLACE INTO suggestion (kind, crm_id, record_id, {_NUMBERS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (kind.value, one.left_id, one.right_id, one.rank, one.score, one.rivals, one.prior,
             one.probability, one.band, one.relation, one.runner_up)
            for one in lines
        ),
    )  # fmt: skip
    db.executemany(
        "INSERT OR REPLACE INTO reason (kind, crm_id, record_id, warning, told)"
        " VALUES (?, ?, ?, ?, ?)",
        ((kind.value, *one) for one in reasons),
    )


def _head(head: Head) -> str:
    raw = {
        "run": head.run, "version": head.version, "seen": dict(head.seen),
        "notes": list(head.notes), "told": dict(head.told),
    }  # fmt: skip
    return orjson.dumps(raw).decode()


def _opened(path: Path, wait: float) -> sqlite3.Connection:
    db = sqlite.connect(path, store=STORE, wait=wait)
    try:
        # a change touches pages all over the file: they are brought home when it is closed
        db.execute(f"PRAGMA wal_autocheckpoint = {_PAGES}")
        with sqlite.border(STORE), sqlite.writing(db):
            (layout,) = db.execute("PRAGMA user_version").fetchone()
            if layout not in (0, _LAYOUT):
                for table in _TABLES:
                    db.execute(f"DROP TABLE IF EXISTS {table}")
            for table, columns in _TABLES.items():
                db.execute(f"CREATE TABLE IF NOT EXISTS {table} {columns}")
            db.execute(f"PRAGMA user_version = {_LAYOUT}")
    except BaseException:
        db.close()
        raise
    return db
