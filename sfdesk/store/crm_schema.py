"""The CRM's tables as the code of today sees them; how a file came there is in crm_migrations."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.types import TypeEngine

from sfdesk.domain.records import CRM_FIELDS, FieldType, Kind


class ExactNumber(TypeDecorator[Decimal]):
    """A Decimal without loss: NUMERIC on PostgreSQL, text on SQLite, which has floats only."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Write digits without an exponent."""
        return format(value, "f") if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | None:
        """Give back what `domain.mapping.to_type` makes: one form for one number."""
        if value is None:
            return None
        number = Decimal(value)
        return number.normalize() if number else Decimal(0)


class Moment(TypeDecorator[datetime]):
    """A point in time, always in UTC: TIMESTAMPTZ on PostgreSQL, naive text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Move to UTC."""
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_TYPES: dict[FieldType, type[TypeEngine[Any]]] = {
    FieldType.TEXT: String,
    FieldType.INTEGER: BigInteger,
    FieldType.DECIMAL: ExactNumber,
    FieldType.DATE: Date,
}

_SERIAL = BigInteger().with_variant(Integer, "sqlite")

METADATA = MetaData()

STEPS = Table(
    "sfdesk_steps",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("applied_at", Moment, nullable=False),
)

COUNTERS = Table(
    "counters",
    METADATA,
    Column("name", String, primary_key=True),
    Column("last", BigInteger, nullable=False),
)


def _records(name: str, kind: Kind) -> Table:
    return Table(
        name,
        METADATA,
        Column("id", String, primary_key=True),
        *(
            Column(field.name, _TYPES[field.type], nullable=not field.required)
            for field in CRM_FIELDS[kind]
        ),
        Column("changed_at", Moment, nullable=False),
        Column("change_number", BigInteger, nullable=False, server_default="0"),
    )


RECORDS: dict[Kind, Table] = {
    Kind.ACCOUNT: _records("accounts", Kind.ACCOUNT),
    Kind.CONTACT: _records("contacts", Kind.CONTACT),
}
"""A contact's account is a foreign key: an account with contacts cannot be removed.

`change_number` is the running number of the write that touched a row last.
"""

REMOVED = Table(
    "removed",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("change_number", BigInteger, nullable=False),
)
"""Records that were taken away, so that whoever follows the changes hears of it."""

for _table in RECORDS.values():
    Index(f"{_table.name}_by_change", _table.c.change_number)
Index("removed_by_change", REMOVED.c.kind, REMOVED.c.change_number)

Index("contacts_by_account", RECORDS[Kind.CONTACT].c.account_id)

BATCHES = Table(
    "batches",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("verb", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", String, nullable=False),
    Column("org_id", String, nullable=False),
    Column("summary", String, nullable=False),
    Column("undoes", String),
)

LINKS = Table(
    "links",
    METADATA,
    Column("org_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("crm_id", String, primary_key=True),
    Column("record_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("batch_id", String, nullable=False),
    UniqueConstraint("org_id", "kind", "record_id"),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", _SERIAL, primary_key=True),
    Column("org_id", String, nullable=False),
    Column("batch_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("crm_id", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("band", String, nullable=False, server_default=""),
    Column("drawn", Boolean, nullable=False, server_default=false()),
    Column("first", Boolean, nullable=False, server_default=true()),
    Column("note", String, nullable=False, server_default=""),
    Column("seen", String, nullable=False, server_default="{}"),
)
"""Rows are added and never changed: that one was undone is said by the state of its batch."""

Index("decisions_by_org", DECISIONS.c.org_id, DECISIONS.c.kind)
Index("decisions_by_batch", DECISIONS.c.batch_id)

ROW_CHANGES = Table(
    "row_changes",
    METADATA,
    Column("number", _SERIAL, primary_key=True),
    Column("batch_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("crm_id", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("created", Boolean, nullable=False),
    Column("old", String, nullable=False),
    Column("new", String, nullable=False),
)
"""One row per batch and record, old and new values as JSON by field: a load of 50,000 records
keeps 50,000 rows and not half a million."""

Index("row_changes_by_batch", ROW_CHANGES.c.batch_id)

MAPPINGS = Table(
    "mappings",
    METADATA,
    Column("org_id", String, primary_key=True),
    Column("version", BigInteger, primary_key=True, autoincrement=False),
    Column("pairs", String, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Each save is a version of its own; the highest one counts."""
