"""What goes into the matcher and what comes out: plain frozen values, no arithmetic.

Left is the CRM and right is Salesforce in the app; the engine itself treats both sides alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sfdesk.domain.matching.known import Known


SALESFORCE_ID = "salesforce_id"
"""The external id that is a record's own in Salesforce, and elsewhere names the record there."""


@dataclass(frozen=True, slots=True)
class Party:
    """One record of one side, as the matcher sees it.

    `fields` is keyed by canonical names (name alias street city state postcode country phone
    mobile website email first_name last_name title account birth_date owner department industry
    customer_no); blanks are absent. `ids` are external ids by name; equal names on both sides are
    compared. `account_id` is, for contacts, the id of their account on their own side.
    """

    id: str
    fields: Mapping[str, str]
    ids: Mapping[str, str] = field(default_factory=dict)
    account_id: str = ""


class Band(StrEnum):
    """How sure a suggestion is, in three words that people can act on."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Relation(StrEnum):
    """What the two records are to each other."""

    SAME = "same"
    RELATED = "related"
    MOVED = "moved"


class Weight(StrEnum):
    """How much one piece of evidence says, without its sign."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"
    NONE = "none"

    @classmethod
    def of_bits(cls, bits: float) -> "Weight":
        """Tell the word for a number of bits: 5 and more is strong, 2 medium, under 0.1 none."""
        size = abs(bits)
        if size >= 5.0:
            return cls.STRONG
        if size >= 2.0:
            return cls.MEDIUM
        return cls.WEAK if size >= 0.1 else cls.NONE


COMPETITION = "rivals"
"""The field of the evidence that another pair takes part of a pair's probability."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a raw value that the other side does not have: characters `start` to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one comparison says. `bits` above 0 speak for the pair, below 0 against it.

    `level` is the machine's name of what was found, `text` one plain sentence of it, `label` what
    people call the field. `left` and `right` are the raw values. `rarity` says how many records
    have what agrees, "" where that says nothing. `factor` is what decisions multiplied the bits by.
    """

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
    rarity: str = ""
    factor: float = 1.0

    @property
    def taught(self) -> float:
        """The bits that decisions added or took."""
        return self.bits - self.bits / self.factor


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible link with everything that speaks for and against it.

    `score` is in bits and equals `prior` plus the bits of `evidence` within 1e-9. `runner_up` is
    the score of the next best partner of either record, `margin` the distance to it. `rank` 1 is
    the best partner of this left record.
    """

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

    @property
    def alone(self) -> float:
        """The score as it would be without competition, which pulls close ones apart."""
        return self.score - sum(e.bits for e in self.evidence if e.field == COMPETITION)

    @property
    def warning(self) -> str:
        """The strongest evidence against, if any is strong; competition is none."""
        against = [e for e in self.evidence if e.bits < 0 and e.weight is Weight.STRONG]
        against = [e for e in against if e.field != COMPETITION]
        return min(against, key=lambda e: e.bits).text if against else ""


CRUMB = 0.005
"""Bits by which a number may move before anybody is told: half of the last digit that is shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a list says of a suggestion: its numbers without the reasons.

    `rivals` are the bits (0 or less) that other pairs take, which `score` counts in; the other
    numbers are those of `Suggestion`. `new` tells that its reasons may be others than before.
    """

    left_id: str
    right_id: str
    rank: int
    score: float
    rivals: float
    prior: float
    probability: float
    band: Band
    relation: Relation
    runner_up: float | None = None
    new: bool = True

    @property
    def alone(self) -> float:
        """The score as it would be without competition, which pulls close ones apart."""
        return self.score - self.rivals

    def is_as(self, other: "Line") -> bool:
        """Tell whether people would see no difference; the reasons are not looked at."""
        mine, theirs = (
            (one.score, one.rivals, one.probability, 0.0 if (up := one.runner_up) is None else up)
            for one in (self, other)
        )
        return (self.right_id, self.rank, self.band, self.relation) == (
            other.right_id, other.rank, other.band, other.relation
        ) and all(abs(a - b) <= CRUMB for a, b in zip(mine, theirs, strict=True))  # fmt: skip


Reason: TypeAlias = tuple[str, str, str, str, str, float, str, str, float]
"""field, label, left, right, level, bits, text, rarity, factor: evidence in short, as it is kept"""


class Verdict(StrEnum):
    """What a person said of a pair."""

    SAME = "same"
    NOT_SAME = "not-same"


@dataclass(frozen=True, slots=True)
class Decided:
    """A pair that a person has decided. It binds: no score outweighs it.

    One that does not teach changes no weight; copies of a record say nothing of how to find one.
    """

    left_id: str
    right_id: str
    verdict: Verdict
    teaches: bool = True


LEAST = 20
"""Decisions below which nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What decisions did to the weight of one comparison.

    `shipped` and `found` are (least, most) bits of its levels: as shipped, and as estimated from
    the records alone. Decisions multiply what was found by `factor`. `decisions` is in how many
    decided pairs the comparison said anything.
    """

    field: str
    label: str
    shipped: tuple[float, float]
    found: tuple[float, float]
    factor: float = 1.0
    decisions: int = 0

    @property
    def now(self) -> tuple[float, float]:
        """The least and the most bits that it counts with."""
        return self.found[0] * self.factor, self.found[1] * self.factor


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learnt from how many decisions, comparisons that can say most first.

    `before` and `after` are how often an accepted pair scores above a rejected one, each judged by
    what the others teach; None while nothing is learnt.
    """

    lessons: tuple[Lesson, ...] = ()
    accepted: int = 0
    rejected: int = 0
    before: float | None = None
    after: float | None = None

    @property
    def decisions(self) -> int:
        """How many decisions may be learnt from."""
        return self.accepted + self.rejected


class Shape(StrEnum):
    """How many partners a record may have."""

    ONE_TO_ONE = "one-to-one"
    ONE_TO_MANY = "one-to-many"
    MANY_TO_MANY = "many-to-many"


class Clash(StrEnum):
    """Why decisions cannot all hold."""

    BOTH = "same-and-not-same"
    SEVERAL = "several-partners"
    ID = "against-an-id"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Decisions that cannot all hold, or one that an id speaks against.

    `id_name` is the kind of id, `id_pair` the two records that it names as one; empty otherwise.
    """

    clash: Clash
    decided: tuple[Decided, ...]
    id_name: str = ""
    id_pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The outcome of one run: suggestions, certain ones first and then by score.

    `assigned` are the pairs that the engine would link if nobody looked, within the shape asked
    for. `notes` are sentences about what limits the outcome (nothing to compare, no clear gap).
    `learnt` is the factor that decisions gave to each comparison; empty while there are too few.
    `learned` tells it to people. `contradictions` are decisions that cannot all hold; `known` are
    the decided pairs in numbers, to learn on from.
    """

    items: tuple[Suggestion, ...]
    assigned: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    learnt: Mapping[str, float] = field(default_factory=dict)
    learned: Learned = Learned()
    contradictions: tuple[Contradiction, ...] = ()
    known: "Known | None" = None
