"""What is said in a review, and which of its cases are shown."""

from dataclasses import dataclass, field
from enum import StrEnum

from sfdesk.domain.links import Outcome, Shown

UNSEEN = Shown()


class Show(StrEnum):
    """Which cases one goes through."""

    ALL = "all"
    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one pair; all pairs of one step are said the same of."""

    crm_id: str
    record_id: str
    outcome: Outcome
    shown: Shown = field(default=UNSEEN, compare=False)


@dataclass(eq=False, slots=True)
class Step:
    """One key press, or one bulk: what was said, and what undo needs to bring the case back.

    `batches` are filled in by whoever stores the step, in the order of `said`; `first` tells
    whether a link was to the suggestion that stood first (None where nothing was linked).
    """

    title: str
    case: str
    option: int
    said: tuple[Said, ...]
    first: bool | None = None
    batches: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tally:
    """What came out of a walk: cases, and how often the first suggestion was the right one."""

    decided: int
    linked: int
    not_same: int
    later: int
    agreed: int
