"""The file of a cache: opened at the present layout, set aside and made anew when damaged."""

import logging
import sqlite3
from pathlib import Path

from sfdesk.errors import StoreDamaged
from sfdesk.i18n import _
from sfdesk.store import sqlite
from sfdesk.store.cache_rows import STEPS

STORE = _("The copy of Salesforce on this computer")

_log = logging.getLogger(__name__)


def opened(path: Path, wait: float) -> sqlite3.Connection:
    """Open a cache and bring it to the present layout; `wait` is in seconds. Raise StoreError."""
    db = sqlite.connect(path, store=STORE, wait=wait)
    try:
        with sqlite.border(STORE):
            _migrate(db, path)
    except BaseException:
        db.close()
        raise
    return db


def renewed(path: Path, wait: float, failure: StoreDamaged) -> sqlite3.Connection:
    """Set a damaged cache aside, and open a new one with a note of it. Raise StoreError."""
    away = sqlite.set_aside(path, store=STORE)
    _log.info("set a damaged cache aside as %s: %s", away.name, failure.details)
    text = _(
        "The copy of Salesforce was damaged and lies in {name} now;"
        " refresh to read everything again."
    ).format(name=away.name)
    db = opened(path, wait)
    with sqlite.border(STORE), sqlite.writing(db):
        db.execute("INSERT INTO note (text) VALUES (?)", (text,))
    return db


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    applied: list[str] = []
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        found = db.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        applied = [name for (name,) in found]
    if tuple(applied) != STEPS:
        from sfdesk.store import cache_migrations  # noqa: PLC0415

        cache_migrations.apply(db, path, store=STORE)
