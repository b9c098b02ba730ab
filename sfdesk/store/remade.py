"""A SQLite file that can always be made again: one that turns out to be damaged is."""

import sqlite3
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sfdesk.closing import Closing
from sfdesk.errors import StoreDamaged
from sfdesk.store import sqlite


class Remade(Closing):
    """An open file of its own. Not to be shared between threads; close it where it was opened.

    A damaged one is made anew: at once where opening finds it, else by the call that stumbles over
    it, which then raises StoreDamaged.
    """

    def __init__(self, path: Path, store: str, wait: float) -> None:
        """Open the file, or make it; `wait` is how many seconds another writer may hold it.

        Raise StoreError.
        """
        self._path, self._store, self._wait = path, store, wait
        try:
            self._db = self._opened()
        except StoreDamaged as failure:
            self._db = self._renewed(failure)

    @abstractmethod
    def _opened(self) -> sqlite3.Connection:
        """Open the file at the present layout. Raise StoreError."""

    @abstractmethod
    def _renewed(self, failure: StoreDamaged) -> sqlite3.Connection:
        """Put a damaged file out of the way and open a new one. Raise StoreError."""

    def _told(self, failure: StoreDamaged) -> StoreDamaged:
        """Return what the call that stumbled over a damaged file raises, after it was renewed."""
        return failure

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        self._db.close()

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._border():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._border(), sqlite.writing(self._db):
            yield self._db

    @contextmanager
    def _border(self) -> Iterator[None]:
        try:
            with sqlite.border(self._store):
                yield
        except StoreDamaged as failure:
            self._db.close()
            self._db = self._renewed(failure)
            told = self._told(failure)
            if told is failure:
                raise
            raise told from failure
