"""What the matcher takes and gives: parties, decided pairs, suggestions and their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Party:
    """One record of one side, as the matcher sees it.

    `fields` has canonical names (name, alias, street, city, state, postcode, country, phone,
    mobile, website, email, first_name, last_name, title, account, birth_date, owner, department,
    industry); blanks are absent. `ids` are external ids by name, compared where both sides have
    the name. `account_id` is, for a contact, the id of its account on its own side.
    """

    id: str
    fields: Mapping[str, str]
    ids: Mapping[str, str] = field(default_factory=dict)
    account_id: str = ""


class Band(StrEnum):
    """How sure a suggestion is, in the words that people see."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Relation(StrEnum):
    """What the two records are to each other."""

    SAME = "same"
    RELATED = "related"  # parent, subsidiary or branch
    MOVED = "moved"  # the same person, now at another account


class Weight(StrEnum):
    """How much one piece of evidence says."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a raw value that differs: `value[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison says: `bits` above 0 speak for the pair, below 0 against it."""

    field: str
    label: str
    left: str
    right: str
    level: str
    bits: float
    weight: Weight
    text: str
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair that may be the same, and why. `score` is `prior` plus the bits of all evidence."""

    left_id: str
    right_id: str
    score: float
    prior: float
    probability: float
    band: Band
    relation: Relation
    evidence: tuple[Evidence, ...]
    sentence: str
    runner_up: float | None = None
    margin: float | None = None
    rank: int = 1


class Verdict(StrEnum):
    """What a person decided about a pair."""

    SAME = "same"
    NOT_SAME = "not-same"


@dataclass(frozen=True, slots=True)
class Decided:
    """A pair that a person decided; it binds."""

    left_id: str
    right_id: str
    verdict: Verdict


class Shape(StrEnum):
    """How many partners a record may have."""

    ONE_TO_ONE = "one-to-one"
    ONE_TO_MANY = "one-to-many"
    MANY_TO_MANY = "many-to-many"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All suggestions, certain ones first; `assigned` are the pairs that go together best.

    `notes` are sentences about what the data did not allow.
    """

    items: tuple[Suggestion, ...]
    assigned: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
