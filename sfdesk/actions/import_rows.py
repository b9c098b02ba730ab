"""What an import would do and did, as values: a plan's rows with their ticks, and outcomes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from sfdesk.domain.records import Kind, Record, Value


class What(StrEnum):
    """What an import would do with a record."""

    NEW = "new"
    FILL = "fill blanks"
    CHANGE = "would change"
    SAME = "same"
    LOOKS_LIKE = "looks like"  # an unlinked CRM record may be the same: review first

    @property
    def tickable(self) -> bool:
        """Whether there is anything to do that a person may choose."""
        return self in {What.NEW, What.FILL, What.CHANGE}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One CRM field that would get another value. `ticked`: blanks yes, other values no."""

    field: str
    label: str
    now: Value
    after: Value
    ticked: bool


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One Salesforce record, what an import would do with it, and whether it will.

    `crm_id` is the linked (or look-alike) CRM record, "" for a new one; `contacts` are the rows of
    an account's contacts. `note` says in a sentence why a row is not ticked.
    """

    kind: Kind
    record: Record
    what: What
    crm_id: str
    changes: tuple[FieldChange, ...]
    ticked: bool
    note: str = ""
    contacts: tuple["ImportRow", ...] = ()

    def only(self, heads: set[str]) -> "ImportRow":
        """Return the row, and its contacts, ticked where the id's first 15 characters are named.

        Ticking a row that would change something means its changes too.
        """
        ticked = self.what.tickable and self.record.id[:15] in heads
        whole = ticked and self.what is What.CHANGE
        changes = tuple(replace(c, ticked=True) for c in self.changes) if whole else self.changes
        contacts = tuple(contact.only(heads) for contact in self.contacts)
        return replace(self, ticked=ticked, changes=changes, contacts=contacts)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: accounts with their contacts, then single contacts."""

    org_id: str
    rows: tuple[ImportRow, ...]

    def only(self, record_ids: set[str]) -> "ImportPlan":
        """Return the plan with exactly these records ticked (accounts and contacts).

        Ids have 15 or 18 characters. What is the same, or has to be reviewed, is never ticked.
        """
        heads = {record_id[:15] for record_id in record_ids}
        return replace(self, rows=tuple(row.only(heads) for row in self.rows))


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What happened to one record; `problem` is "" when it went well."""

    kind: Kind
    record_id: str
    crm_id: str
    what: What
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did with what was ticked; `batch_id` is "" if it changed nothing."""

    batch_id: str
    outcomes: tuple[RowOutcome, ...]
    seconds: float

    def count(self, kind: Kind, *whats: What) -> int:
        """How many records of a kind came out so (any of `whats`) without a problem."""
        return sum(o.kind is kind and o.what in whats and not o.problem for o in self.outcomes)
