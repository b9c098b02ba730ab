"""What a person looks at in a review: cases with their options, and all of them together.

Lists of 100,000 cases are made of what they show; what only one case shows is read when somebody
looks at it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeAlias, overload

from sfdesk.actions.past_decisions import Dispute, SecondLook
from sfdesk.domain.matching.asking import Sampled
from sfdesk.domain.matching.suggestions import Band, Learned, Line, Suggestion
from sfdesk.domain.matching.telling import suggestion_from
from sfdesk.domain.records import CrmRecord, Kind, Record

if TYPE_CHECKING:
    from sfdesk.domain.matching.known import Known

NOTHING = Learned()
_LOOKED_AT = 64


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a case, both sides as people read them.

    `word` is "same", "differs", "missing" (blank on one side) or "empty" (blank on both).
    """

    label: str
    crm: str
    salesforce: str
    word: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A suggestion as it is stored: its reasons are read when somebody looks, as few are."""

    line: Line
    warning: str
    reasons: bytes

    @property
    def right_id(self) -> str:
        """The Salesforce record."""
        return self.line.right_id

    @property
    def rank(self) -> int:
        """1 for the best of its CRM record."""
        return self.line.rank

    @property
    def band(self) -> Band:
        """How sure it is, in a word."""
        return self.line.band

    @property
    def probability(self) -> float:
        """How likely it is right."""
        return self.line.probability

    @property
    def score(self) -> float:
        """How much speaks for it, in bits."""
        return self.line.score

    @property
    def alone(self) -> float:
        """The score as it would be without competition."""
        return self.line.alone


Brief: TypeAlias = Suggestion | Kept


@lru_cache(maxsize=_LOOKED_AT)
def _in_full(kept: Kept) -> Suggestion:
    return suggestion_from(kept.line, kept.reasons)


@dataclass(frozen=True, slots=True)
class Option:
    """One Salesforce record that a CRM record might be, with the reasons.

    `brief` is what lists look at. `again` is there where somebody called the pair not the same, and
    it changed since.
    """

    record: Record
    brief: Brief
    rows: Sequence[FieldRow]
    again: SecondLook | None = None

    @property
    def suggestion(self) -> Suggestion:
        """The suggestion with all its reasons."""
        return _in_full(self.brief) if isinstance(self.brief, Kept) else self.brief


class Unread(Sequence[FieldRow]):
    """Rows that are compared when somebody looks: few of 100,000 cases are looked at."""

    def __init__(self, read: Callable[[], tuple[FieldRow, ...]]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> tuple[FieldRow, ...]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> FieldRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FieldRow, ...]: ...
    def __getitem__(self, at: int | slice) -> FieldRow | tuple[FieldRow, ...]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True, slots=True)
class Case:
    """One CRM record with the Salesforce records that it might be, best first.

    `rivals` are other CRM records that want the same Salesforce record; `later` says that it was
    put aside; `warning` is strong evidence against, said before all else;
    `note` is what was written when it was put aside.
    """

    kind: Kind
    crm: CrmRecord
    options: tuple[Option, ...]
    band: Band
    rivals: tuple[CrmRecord, ...] = ()
    later: bool = False
    warning: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All open cases, certain ones first, those put aside last.

    `later` counts those put aside, `bands` the others; `linked` counts the pairs that are decided.
    `sampled` is what chance picks of earlier sittings showed, by band; `disputes` are decisions
    that cannot all hold; `known` are the decided pairs in numbers, None where nothing is learned.
    """

    kind: Kind
    cases: tuple[Case, ...]
    linked: int
    later: int
    bands: Mapping[Band, int]
    notes: tuple[str, ...] = ()
    learned: Learned = NOTHING
    sampled: Mapping[str, Sampled] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    known: "Known | None" = None

    @property
    def undecided(self) -> int:
        """How many cases wait for a person."""
        return sum(not case.later for case in self.cases)
