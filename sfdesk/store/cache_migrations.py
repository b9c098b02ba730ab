"""How a cache file came to its present layout: named steps, applied and recorded at once.

Every record has a few real columns, which lists and search read without opening its JSON, and all
its fields as JSON. A field that is mapped later is one more key: no column is added and no file is
rebuilt. A column that a list wants later is a step here, filled from the JSON.

Loaded only where a step is pending: sqlite-utils brings numpy along, and most starts need neither.
"""

import secrets
import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from sfdesk.store import failures, sqlite
from sfdesk.store.cache_rows import STEPS

MIGRATIONS = Migrations("cache")


@MIGRATIONS()
def one_records_runs_and_watermarks(db: Database) -> None:
    """Lay the tables of the first version."""
    for kind in ("account", "contact"):
        records = db.table(kind)
        records.create(
            {
                "id": str,
                "modstamp": str,
                "pulled_at": str,
                "is_deleted": int,
                "deleted_at": str,
                "merged_into": str,
                "account_id": str,
                "name": str,
                "owner": str,
                "city": str,
                "country": str,
                "website": str,
                "email": str,
                "phone": str,
                "title": str,
                "searchable": str,
                "fields": str,
            },
            pk="id",
            not_null={"modstamp", "pulled_at", "is_deleted", "name", "searchable", "fields"},
        )
        records.create_index(["account_id"])
    db.table("watermark").create(
        {"kind": str, "modstamp": str, "fields": str}, pk="kind", not_null={"modstamp", "fields"}
    )
    db.table("described").create({"kind": str, "sobject": str}, pk="kind", not_null={"sobject"})
    db.table("run").create({"id": int, "at": str, "report": str}, pk="id", not_null={"at"})
    db.table("note").create({"id": int, "text": str}, pk="id", not_null={"text"})


@MIGRATIONS()
def two_numbered_changes(db: Database) -> None:
    """Number every write, and tell this file from one that is made anew in its place."""
    for kind in ("account", "contact"):
        records = db.table(kind)
        records.add_column("change_number", int, not_null_default=0)
        records.create_index(["change_number"])
    db.execute(f"PRAGMA application_id = {secrets.randbits(31)}")


def apply(db: sqlite3.Connection, path: Path, *, store: str) -> None:
    """Bring a cache to the present layout, after a copy if it has one already.

    Raise StoreTooNew.
    """
    tools = Database(db, recursive_triggers=False, execute_plugins=False)
    applied = {step.name for step in MIGRATIONS.applied(tools)}
    if applied - set(STEPS):
        raise failures.too_new(store)
    if applied:
        sqlite.back_up(path, f"before-step-{len(applied) + 1}", store=store)
    with sqlite.writing(db):
        MIGRATIONS.apply(tools)
