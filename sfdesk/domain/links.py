"""What people decided: which CRM record and which Salesforce record are the same customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sfdesk.domain.records import Kind


class Outcome(StrEnum):
    """What a person can say of a suggestion."""

    LINK = "link"
    NOT_SAME = "not-same"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Shown:
    """How a pair stood before whoever decided it.

    `band` is the word that it had, "" where none was shown. `drawn` says that chance chose the
    case, so that its answer measures. `first` says that it was the best suggestion for its record.
    `note` is what the person wrote beside it.
    """

    band: str = ""
    drawn: bool = False
    first: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a person said, when. `batch_id` is what undo takes; `undone` says it was.

    `seen` are the telling values of both records at that time, by `crm.FIELD` and
    `salesforce.FIELD`; empty where an older SFDesk did not keep them. `forgotten` says that the
    matcher is not to learn from it any more; it binds all the same.
    """

    batch_id: str
    kind: Kind
    crm_id: str
    record_id: str
    outcome: Outcome
    at: datetime
    undone: bool = False
    by: str = ""
    shown: Shown = Shown()
    seen: Mapping[str, str] = field(default_factory=dict)
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An accepted pair: the same customer on both sides. One to one within an org and kind."""

    kind: Kind
    crm_id: str
    record_id: str
    at: datetime
    batch_id: str
