"""The org: its database, its clock, its people and its switches. One lock guards them all."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from sfdesk.practice import ids, moments, tables
from sfdesk.practice.access import PROFILES, Person, Profile
from sfdesk.practice.schema.objects import Schema, shaped
from sfdesk.practice.switches import Switches
from sfdesk.practice.wire import Refusal

_STEPS = 2000
"""How many of its own steps SQLite takes before it asks whether to go on."""


class Org:
    """One organisation. Whoever calls a method holds `lock`, except for `writing()` itself."""

    def __init__(self, schema: Schema, state: Path | None = None, *, indexed: bool = True) -> None:
        self.schema = schema
        self.lock = threading.RLock()
        self.switches = Switches()
        self.skew = timedelta()
        self.pinned: datetime | None = None
        self.profiles: dict[str, Profile] = dict(PROFILES)
        self.db = tables.opened(state)
        tables.prepare(self.db, schema, indexed=indexed)
        self.counters: dict[str, int] = tables.counters(self.db, schema)
        self.schema_stamp = self.stamp()
        self.shares = self.row("SELECT 1 FROM practice_share") is not None
        self._depth = 0
        self._people: dict[str, Person] = {}
        self._seen: tuple[Schema, frozenset[str], Schema] | None = None

    def remember(self, name: str, value: object) -> None:
        """Keep how a switch was set, for an org that lives in a file."""
        kept = (name, orjson.dumps(value).decode())
        self.run("INSERT OR REPLACE INTO practice_fact VALUES (?, ?)", kept)

    def hold_still(self) -> None:
        """Let nothing be written while the switch for it is on; records can still be read."""
        self.run(f"PRAGMA query_only = {int(self.switches.read_only)}")

    def recall(self) -> None:
        """Set the switches as they were when the org's file was last used."""
        for name, value in self.rows("SELECT name, value FROM practice_fact"):
            self.switches.set(name, orjson.loads(value))
        self.reshape()
        self.hold_still()

    def reshape(self) -> None:
        """Give the org the objects and fields that its switches ask for; no record is lost."""
        self.schema = shaped(
            persons=self.switches.person_accounts,
            currencies=self.switches.multi_currency,
            codes=self.switches.state_picklists,
        )
        tables.prepare(self.db, self.schema)
        self.schema_stamp = self.stamp()

    def close(self) -> None:
        """Let go of the database."""
        with self.lock:
            self.db.close()

    def now(self) -> datetime:
        """Return the time of the statement that is running, as the org's clock has it."""
        return self.pinned or datetime.now(UTC) + self.skew

    def stamp(self) -> str:
        """Return the time of the statement that is running, as it is stored."""
        return moments.stamp(self.now())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep what the block writes, or nothing of it when it fails; blocks may be nested."""
        with self.lock:
            name = f"s{self._depth}"
            self.db.execute("BEGIN IMMEDIATE" if not self._depth else f"SAVEPOINT {name}")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth:
                    self.db.execute(f"ROLLBACK TO {name}")
                    self.db.execute(f"RELEASE {name}")
                else:
                    self.db.execute("ROLLBACK")
                raise
            self._depth -= 1
            self.db.execute(f"RELEASE {name}" if self._depth else "COMMIT")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Stop a query that takes longer; raise `Refusal` QUERY_TIMEOUT."""
        ends = time.monotonic() + seconds
        self.db.set_progress_handler(lambda: int(time.monotonic() > ends), _STEPS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            said = "Your query request was running for too long."
            raise Refusal(400, "QUERY_TIMEOUT", said) from None
        finally:
            self.db.set_progress_handler(None, 0)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return every row that a statement yields."""
        return self.db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Return the first row that a statement yields."""
        found = self.db.execute(sql, values).fetchone()
        return tuple(found) if found is not None else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.db.execute(sql, values)

    def next_id(self, prefix: str) -> str:
        """Return the id of a new record."""
        self.counters[prefix] = self.counters.get(prefix, 0) + 1
        return ids.make(prefix, self.counters[prefix])

    def person(self, user_id: str) -> Person:
        """Return the user of an id, with the profile as it is now."""
        known = self._people.get(user_id)
        if known is None:
            found = self.row(
                'SELECT u."Username", u."Name", p."Name" FROM "User" u '
                'JOIN "Profile" p ON p."Id" = u."ProfileId" WHERE u."Id" = ?',
                (user_id,),
            )
            assert found is not None, "a session belongs to a user"
            known = Person(user_id, found[0], found[1], self.profiles[found[2]])
            self._people[user_id] = known
        return known

    def named(self, username: str) -> Person | None:
        """Return the user who signs in with that name."""
        found = self.row('SELECT "Id" FROM "User" WHERE "Username" = ?', (username,))
        return self.person(found[0]) if found else None

    def seen_by(self, person: Person) -> Schema:
        """Return the schema as a person sees it: without the objects that are denied to them."""
        denied = person.profile.denied
        if not denied:
            return self.schema
        if self._seen is None or self._seen[:2] != (self.schema, denied):
            left = (each for each in self.schema.objects.values() if each.name not in denied)
            self._seen = (self.schema, denied, Schema(tuple(left)))
        return self._seen[2]

    def change_profile(self, profile: Profile) -> None:
        """Put a changed profile in the place of the one of that name."""
        self.profiles[profile.name] = profile
        self._people.clear()

    def touch(self, user_id: str, sobject: str, record_id: str) -> None:
        """Remember that a person looked at a record."""
        self.run(
            "INSERT OR REPLACE INTO practice_recent VALUES (?, ?, ?, ?)",
            (user_id, record_id, sobject, time.time()),
        )

    def forget_people(self) -> None:
        """Read users again after one was changed."""
        self._people.clear()

    @property
    def id(self) -> str:
        """The org's own id."""
        found = self.row('SELECT "Id" FROM "Organization"')
        assert found is not None, "an org is never without its Organization row"
        return str(found[0])
