"""What people decided: which CRM record and which Salesforce record are the same customer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sfdesk.domain.records import Kind


class Outcome(StrEnum):
    """What a person can say of a suggestion."""

    LINK = "link"
    NOT_SAME = "not-same"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person said, when. `batch_id` is what undo takes; `undone` says it was."""

    batch_id: str
    kind: Kind
    crm_id: str
    record_id: str
    outcome: Outcome
    at: datetime
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An accepted pair: the same customer on both sides. One to one within an org and kind."""

    kind: Kind
    crm_id: str
    record_id: str
    at: datetime
    batch_id: str
