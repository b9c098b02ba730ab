"""One connection to the CRM's database and its transactions. What is written there is elsewhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection

from sfdesk.errors import StoreUnreachable
from sfdesk.store import crm_engine, crm_migrations, sqlite
from sfdesk.store.crm_migrations import STORE, Step


class Transactions:
    """An open database at the present layout; each block of SQL runs in a transaction."""

    def __init__(self, address: str, *, wait: float, steps: Sequence[Step]) -> None:
        """Open the database and migrate it if an older SFDesk made it. Raise StoreError."""
        self.engine = crm_engine.engine_of(crm_engine.parse(address), wait)
        with crm_engine.talking():
            self.connection = self.engine.connect()
        try:
            self._migrate(steps)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        with crm_engine.talking():
            self.connection.close()
            self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See what is committed, or what the transaction around wrote."""
        with self.transaction(writes=False), self._talking():
            yield self.connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in the transaction around, or in one of its own."""
        with self.transaction(writes=True), self._talking():
            yield self.connection

    @contextmanager
    def transaction(self, *, writes: bool) -> Iterator[None]:
        """Begin, and commit or roll back; inside another one, do neither.

        The caller's own code runs inside, so that only SQLAlchemy's errors are translated.
        """
        if self.connection.in_transaction():
            yield
            return
        with self._talking():
            self.connection.info["writes"] = writes
            transaction = self.connection.begin()
        try:
            with crm_engine.border():
                yield
        except BaseException:
            with self._talking():
                transaction.rollback()
            raise
        with self._talking():
            transaction.commit()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Take back alone what runs inside, if it raises; inside a transaction only."""
        with crm_engine.border(), self.connection.begin_nested():
            yield

    def _migrate(self, steps: Sequence[Step]) -> None:
        with self.reading() as db:
            at = crm_migrations.version(db)
        if not crm_migrations.pending(at, steps):
            return
        path = crm_engine.sqlite_file(self.engine.url)
        if at and path is not None:
            sqlite.back_up(path, f"before-step-{at + 1}", store=STORE)
        with self.writing() as db:
            crm_migrations.apply(db, now=datetime.now(UTC), steps=steps)

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Translate errors; a connection that broke in the middle of an answer is given up."""
        try:
            with crm_engine.talking():
                yield
        except StoreUnreachable as failure:
            if isinstance(failure.__cause__, OSError):
                self.connection.invalidate()
            raise
