"""How records lie in SQLite: one table per object, one typed column per field."""

import sqlite3
from pathlib import Path

from sfdesk.practice import ids
from sfdesk.practice.schema.fields import Field, SObject
from sfdesk.practice.schema.objects import Schema

_KINDS = {
    "id": "TEXT",
    "reference": "TEXT",
    "boolean": "INTEGER",
    "int": "INTEGER",
    "double": "REAL",
    "currency": "REAL",
    "percent": "REAL",
    "date": "TEXT",
    "datetime": "TEXT",
}
# Texts compare without regard to case, as Salesforce compares them; ids do not.
_TEXT = "TEXT COLLATE NOCASE"
_OWN = """
CREATE TABLE IF NOT EXISTS practice_approval (
    token TEXT PRIMARY KEY, family TEXT, user_id TEXT, client_id TEXT, scope TEXT,
    made REAL, alive INTEGER);
CREATE TABLE IF NOT EXISTS practice_session (
    token TEXT PRIMARY KEY, family TEXT, user_id TEXT, client_id TEXT, scope TEXT,
    issued REAL, used REAL);
CREATE TABLE IF NOT EXISTS practice_consent (
    user_id TEXT, client_id TEXT, PRIMARY KEY (user_id, client_id));
CREATE TABLE IF NOT EXISTS practice_password (user_id TEXT PRIMARY KEY, password TEXT);
CREATE TABLE IF NOT EXISTS practice_purged (sobject TEXT, id TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS practice_lock (id TEXT PRIMARY KEY, until REAL, times INTEGER);
CREATE TABLE IF NOT EXISTS practice_share (user_id TEXT, id TEXT, seen INTEGER,
    PRIMARY KEY (user_id, id));
CREATE TABLE IF NOT EXISTS practice_recent (user_id TEXT, id TEXT, sobject TEXT, at REAL,
    PRIMARY KEY (user_id, id));
CREATE TABLE IF NOT EXISTS practice_list_view (
    id TEXT PRIMARY KEY, scope TEXT, condition TEXT, columns TEXT, seen_by TEXT);
CREATE TABLE IF NOT EXISTS practice_team (user_id TEXT, id TEXT, PRIMARY KEY (user_id, id));
CREATE TABLE IF NOT EXISTS practice_fact (name TEXT PRIMARY KEY, value TEXT);
"""


def opened(state: Path | None) -> sqlite3.Connection:
    """Open the org's file, or an org in memory."""
    db = sqlite3.connect(
        state or ":memory:", isolation_level=None, check_same_thread=False, cached_statements=512
    )
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA case_sensitive_like = OFF")
    db.execute("PRAGMA cache_size = -65536")
    db.execute("PRAGMA temp_store = MEMORY")
    return db


def quoted(name: str) -> str:
    """Return a name as SQL takes it."""
    return f'"{name}"'


def column(field: Field) -> str:
    """Return the definition of a field's column."""
    return f"{quoted(field.name)} {_KINDS.get(field.type, _TEXT)}"


def affinity(field: Field) -> str:
    """Return what SQLite casts a value to, to lie in a field's column."""
    return _KINDS.get(field.type, "TEXT")


def _create(db: sqlite3.Connection, sobject: SObject) -> None:
    columns = ", ".join(column(each) for each in sobject.columns())
    table = quoted(sobject.name)
    db.execute(f"CREATE TABLE IF NOT EXISTS {table} (rowid INTEGER PRIMARY KEY, {columns})")
    known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    for each in sobject.columns():
        if each.name not in known:
            default = f" DEFAULT {_literal(each.default)}" if each.default is not None else ""
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column(each)}{default}")


def _literal(value: object) -> str:
    return str(int(value)) if isinstance(value, bool | int) else f"'{value}'"


def index(db: sqlite3.Connection, sobject: SObject) -> None:
    """Make what queries by id, stamp, parent and external id need to be quick."""
    table = quoted(sobject.name)
    wanted = [["Id"]]
    if "isdeleted" in sobject.by_name:
        wanted.append(["IsDeleted"])
    wanted.extend(
        [each.name]
        for each in sobject.columns()
        if each.external or each.unique or each.id_lookup or each.type == "email"
    )
    if "systemmodstamp" in sobject.by_name:
        wanted.append(["SystemModstamp", "Id"])
    parents = {"AccountId", "ParentId", "WhatId", "WhoId", "Account__c"}
    wanted.extend([each.name] for each in sobject.columns() if each.name in parents)
    if sobject.name == "Account":
        wanted.append(["Name"])
    for names in wanted:
        unique = "UNIQUE " if names == ["Id"] else ""
        label = quoted(f"by_{sobject.name}_{'_'.join(names)}")
        columns = ", ".join(quoted(name) for name in names)
        db.execute(f"CREATE {unique}INDEX IF NOT EXISTS {label} ON {table} ({columns})")


def prepare(db: sqlite3.Connection, schema: Schema, *, indexed: bool = True) -> None:
    """Make the tables that are missing; without indexes they fill quicker."""
    db.execute("BEGIN IMMEDIATE")
    for each in schema.objects.values():
        _create(db, each)
        if indexed:
            index(db, each)
    for statement in _OWN.split(";"):
        db.execute(statement)
    _names(db, schema)
    db.execute("COMMIT")


def _names(db: sqlite3.Connection, schema: Schema) -> None:
    """Make the view through which a reference to several objects finds a name."""
    db.execute('DROP VIEW IF EXISTS "Name"')
    parts = []
    for each in schema.objects.values():
        if each.name_field is None:
            continue
        known = each.by_name
        extra = ", ".join(
            quoted(name) if name.lower() in known else f"NULL AS {quoted(name)}"
            for name in ("FirstName", "LastName", "Email", "Phone", "Title", "Username")
        )
        parts.append(
            f'SELECT "Id", {quoted(each.name_field.name)} AS "Name", \'{each.name}\' AS "Type", '
            f"{extra} FROM {quoted(each.name)}"
        )
    db.execute(f'CREATE VIEW "Name" AS {" UNION ALL ".join(parts)}')


def counters(db: sqlite3.Connection, schema: Schema) -> dict[str, int]:
    """Return the highest number given to a record of each prefix."""
    found = {}
    for each in schema.objects.values():
        start = f"{each.prefix}Q8"
        query = f'SELECT max("Id") FROM {quoted(each.name)} WHERE "Id" BETWEEN ? AND ?'
        highest = db.execute(query, (start, start + "~")).fetchone()[0]
        found[each.prefix] = ids.number(highest) if highest else 0
    return found
