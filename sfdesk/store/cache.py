"""The mirror of one org's records: one SQLite file per org, which can always be pulled again."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import orjson

from sfdesk.domain.orgs import SobjectInfo
from sfdesk.domain.records import Kind, Record
from sfdesk.errors import StoreDamaged
from sfdesk.store import cache_file, cache_rows, failures, sqlite
from sfdesk.store.cache_file import STORE
from sfdesk.store.cache_rows import DELETED, LINE, OUTSIDE, Line, Run, Watermark, to_text
from sfdesk.store.remade import Remade

_RECORD = "id, fields, modstamp, pulled_at, is_deleted"
_BY_NAME = "ORDER BY name COLLATE NOCASE, id"
_IN = "IN (SELECT value FROM json_each(?))"
_LAST = "SELECT ifnull(max(change_number), 0) FROM {}"
_KEPT_RUNS = 1000
_REACHED = ".reached"


class Cache(Remade):
    """An open cache. Not to be shared between threads; close it where it was opened.

    A damaged file is set aside and made anew: at once where opening finds it, else by the call that
    stumbles over it, which then raises StoreDamaged. `note` says so until the next finished run.
    """

    def __init__(self, path: Path, *, wait: float = sqlite.BUSY_SECONDS) -> None:
        """Open a cache, or make it; `wait` is how many seconds another writer may hold it.

        Raise StoreError.
        """
        super().__init__(path, STORE, wait)

    @property
    def note(self) -> str:
        """What a person should know about this file, in a sentence; "" if there is nothing."""
        found = self._rows("SELECT text FROM note ORDER BY id")
        return " ".join(text for (text,) in found)

    def watermark(self, kind: Kind) -> Watermark | None:
        """Up to where this kind was pulled; None before the first complete pull."""
        return self._mark_called(kind.value)

    def reached(self, kind: Kind) -> Watermark | None:
        """How far a pull of all records came that was stopped, in the order of their stamps."""
        return self._mark_called(kind.value + _REACHED)

    def _mark_called(self, name: str) -> Watermark | None:
        found = self._rows("SELECT modstamp, fields FROM watermark WHERE kind = ?", name)
        for modstamp, fields in found:
            return Watermark(datetime.fromisoformat(modstamp), tuple(orjson.loads(fields)))
        return None

    def store_page(
        self,
        kind: Kind,
        records: Sequence[Record],
        *,
        watermark: Watermark | None = None,
        reached: Watermark | None = None,
    ) -> None:
        """Insert or replace records; a mark that is given moves in the same transaction.

        `reached` is kept until the next `watermark`, with which a pull is complete.

        A record that was read earlier than the stored one, and is no newer, is left out: of two
        runs at once, the page that was read last wins.
        """
        with self._writing() as db:
            number = _next_change(db, kind)
            rows = (cache_rows.to_row(record, number) for record in records)
            db.executemany(cache_rows.upsert(kind), rows)
            if watermark is not None:
                db.execute("DELETE FROM watermark WHERE kind = ?", (kind.value + _REACHED,))
            marks = {kind.value: watermark, kind.value + _REACHED: reached}
            db.executemany(
                "INSERT OR REPLACE INTO watermark (kind, modstamp, fields) VALUES (?, ?, ?)",
                [
                    (name, to_text(mark.modstamp), orjson.dumps(mark.fields).decode())
                    for name, mark in marks.items()
                    if mark is not None
                ],
            )

    def mark_deleted(self, kind: Kind, ids: Mapping[str, str | None], *, at: datetime) -> int:
        """Mark records as deleted (id -> id of the record it was merged into, or None).

        Return how many were there and not deleted yet. A merged record that was never pulled is
        remembered with nothing but its new id, so that links to it can follow.
        """
        stamp = to_text(at)
        table = kind.value
        with self._writing() as db:
            number = _next_change(db, kind)
            fresh = db.executemany(
                f"UPDATE {table} SET is_deleted = {DELETED}, deleted_at = ?, change_number = ?"
                f" WHERE id = ? AND is_deleted <> {DELETED}",
                [(stamp, number, record_id) for record_id in ids],
            ).rowcount
            merged = [
                {"id": record_id, "into": into, "at": stamp, "number": number}
                for record_id, into in ids.items()
                if into
            ]
            db.executemany(
                f"INSERT INTO {table} (id, merged_into, modstamp, pulled_at, deleted_at,"
                " is_deleted, name, searchable, fields, change_number)"
                " VALUES (:id, :into, :at, :at, :at, 1, :id, '', '{}', :number)"
                " ON CONFLICT (id) DO UPDATE SET merged_into = excluded.merged_into",
                merged,
            )
        return max(fresh, 0)

    def mark_outside(self, kind: Kind, ids: Iterable[str], *, at: datetime) -> int:
        """Mark records as no part any more of what is kept here; in Salesforce they live on.

        Return how many of them were kept until now.
        """
        with self._writing() as db:
            number = _next_change(db, kind)
            return max(0, db.executemany(
                f"UPDATE {kind.value} SET is_deleted = {OUTSIDE}, deleted_at = ?, change_number = ?"
                " WHERE id = ? AND NOT is_deleted",
                [(to_text(at), number, record_id) for record_id in ids],
            ).rowcount)  # fmt: skip

    def get(self, kind: Kind, record_id: str) -> Record | None:
        """Return one record, deleted or not; None if it was never pulled."""
        found = self._rows(f"SELECT {_RECORD} FROM {kind.value} WHERE id = ?", record_id)
        return next((cache_rows.to_record(kind, row) for row in found), None)

    def records(self, kind: Kind, *, with_deleted: bool = False) -> Iterator[Record]:
        """Yield records ordered by name."""
        where = "" if with_deleted else "WHERE NOT is_deleted"
        for row in self._rows(f"SELECT {_RECORD} FROM {kind.value} {where} {_BY_NAME}"):
            yield cache_rows.to_record(kind, row)

    def some(self, kind: Kind, ids: Iterable[str]) -> dict[str, Record]:
        """Return the records with these ids that are there, deleted or not, by id."""
        found = self._rows(f"SELECT {_RECORD} FROM {kind.value} WHERE id {_IN}", _array(ids))
        return {row[0]: cache_rows.to_record(kind, row) for row in found}

    def lines(self, kind: Kind, *, deleted_ids: Iterable[str] = ()) -> Iterator[Line]:
        """Yield what lists show, by name: all that are kept, and of the others those given ones.

        Reads no JSON: 50,000 lines take about a tenth of a second.
        """
        return self._lines(kind, f"NOT is_deleted OR id {_IN}", _array(deleted_ids))

    def gone(self, kind: Kind, ids: Iterable[str]) -> Iterator[Line]:
        """Those of these records that were deleted in Salesforce, ordered by name."""
        return self._lines(kind, f"is_deleted = {DELETED} AND id {_IN}", _array(ids))

    def contact_lines(self, account_id: str) -> Iterator[Line]:
        """Contacts (not deleted) of one account, ordered by name."""
        return self._lines(Kind.CONTACT, "account_id = ? AND NOT is_deleted", account_id)

    def people(self) -> dict[str, str]:
        """Return the names and e-mails of each account's contacts as one lower-case text."""
        found = self._rows(
            "SELECT account_id, group_concat(name || ' ' || ifnull(email, ''), ' ') FROM contact"
            " WHERE account_id IS NOT NULL AND NOT is_deleted GROUP BY account_id"
        )
        return {account_id: text.lower() for account_id, text in found}

    def _lines(self, kind: Kind, where: str, value: str) -> Iterator[Line]:
        sql = f"SELECT {', '.join(LINE)} FROM {kind.value} WHERE {where} {_BY_NAME}"
        with self._border():
            yield from self._db.execute(sql, (value,))

    def names(self, kind: Kind) -> dict[str, str]:
        """Return the names of all records, deleted or not, by id."""
        return dict(self._rows(f"SELECT id, name FROM {kind.value}"))

    def ids(self, kind: Kind) -> frozenset[str]:
        """Ids of all records that are not deleted."""
        found = self._rows(f"SELECT id FROM {kind.value} WHERE NOT is_deleted")
        return frozenset(record_id for (record_id,) in found)

    def pulse(self, kind: Kind) -> str:
        """Return a mark that is another one whenever a record came, went or was read."""
        ((file,),), ((number,),) = (
            self._rows("PRAGMA application_id"),
            self._rows(_LAST.format(kind.value)),
        )
        return f"{file} {number}"

    def moved(self, kind: Kind, since: str) -> frozenset[str] | None:
        """Return ids that were written since a pulse; None for one of a file before this one."""
        (file, number), now = since.split(), self.pulse(kind).split()
        if file != now[0] or int(number) > int(now[1]):
            return None
        found = self._rows(f"SELECT id FROM {kind.value} WHERE change_number > ?", int(number))
        return frozenset(record_id for (record_id,) in found)

    def count(self, kind: Kind) -> int:
        """How many records are not deleted."""
        ((number,),) = self._rows(f"SELECT count(*) FROM {kind.value} WHERE NOT is_deleted")
        return int(number)

    def contacts_of(self, account_ids: Iterable[str]) -> dict[str, list[Record]]:
        """Contacts (not deleted) by the id of their account, ordered by name."""
        found = self._rows(
            f"SELECT account_id, {_RECORD} FROM contact"
            f" WHERE account_id {_IN} AND NOT is_deleted {_BY_NAME}",
            _array(account_ids),
        )
        contacts: dict[str, list[Record]] = {}
        for account_id, *row in found:
            record = cache_rows.to_record(Kind.CONTACT, tuple(row))
            contacts.setdefault(account_id, []).append(record)
        return contacts

    def merged_into(self, kind: Kind, record_id: str) -> str | None:
        """Where a merged record went, following chains; None if it was not merged."""
        seen, last = {record_id}, record_id
        while True:
            found = self._rows(f"SELECT merged_into FROM {kind.value} WHERE id = ?", last)
            into = next((into for (into,) in found if into), None)
            if into is None or into in seen:
                return last if last != record_id else None
            seen.add(into)
            last = into

    def schema(self, kind: Kind) -> SobjectInfo | None:
        """What the org's describe said of this kind when it was last read."""
        found = self._rows("SELECT sobject FROM described WHERE kind = ?", kind.value)
        return next((cache_rows.sobject_from_json(text) for (text,) in found), None)

    def store_schema(self, kind: Kind, info: SobjectInfo) -> None:
        """Keep a describe."""
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO described (kind, sobject) VALUES (?, ?)",
                (kind.value, cache_rows.sobject_to_json(info)),
            )

    def add_run(self, run: Run) -> None:
        """Keep a finished run; what `note` said is dealt with by it."""
        with self._writing() as db:
            row = (to_text(run.at), cache_rows.run_to_json(run))
            db.execute("INSERT INTO run (at, report) VALUES (?, ?)", row)
            db.execute("DELETE FROM run WHERE id <= (SELECT max(id) FROM run) - ?", (_KEPT_RUNS,))
            db.execute("DELETE FROM note")

    def runs(self, most: int = 20) -> list[Run]:
        """The latest runs, newest first."""
        found = self._rows("SELECT report FROM run ORDER BY id DESC LIMIT ?", most)
        return [cache_rows.run_from_json(text) for (text,) in found]

    def _opened(self) -> sqlite3.Connection:
        return cache_file.opened(self._path, self._wait)

    def _renewed(self, failure: StoreDamaged) -> sqlite3.Connection:
        return cache_file.renewed(self._path, self._wait, failure)

    def _told(self, failure: StoreDamaged) -> StoreDamaged:
        return failures.damaged(STORE, failure.details, hint=self.note, retry=True)


def _next_change(db: sqlite3.Connection, kind: Kind) -> int:
    """Return the number of a write; the write lock is held."""
    ((last,),) = db.execute(_LAST.format(kind.value)).fetchall()
    return int(last) + 1


def _array(ids: Iterable[str]) -> str:
    return orjson.dumps(list(ids)).decode()


__all__ = ["LINE", "OUTSIDE", "Cache", "Line", "Run", "Watermark"]
