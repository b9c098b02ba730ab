"""Puts the outcome of the arithmetic into words and values that any screen can draw.

The shown parts add up to the score: nothing that counted is left out.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from sfdesk.domain.matching.levels import COMPARISONS, KEY_BITS, PRIOR_BITS
from sfdesk.domain.matching.model import Band, Evidence, Relation, Span, Suggestion, Weight
from sfdesk.domain.matching.normalise import Features, Table
from sfdesk.domain.records import Kind
from sfdesk.i18n import _


@dataclass(frozen=True, slots=True)
class Part:
    """One comparison of one pair: `level` is "" where a side is blank."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair of rows with the bits of every comparison. `keys` are external ids that agree."""

    row: int
    col: int
    kind: Kind
    prior: float
    parts: tuple[Part, ...]
    keys: tuple[str, ...] = ()

    @classmethod
    def of_levels(
        cls, row: int, col: int, kind: Kind, levels: Mapping[str, str], keys: tuple[str, ...]
    ) -> "Judged":
        """Look up the shipped bits of each level."""
        parts = [Part(f"id:{key}", "same", KEY_BITS) for key in keys]
        for comparison in COMPARISONS[kind]:
            level = levels[comparison.field]
            bits = comparison.levels[comparison.index(level)].bits if level else 0.0
            parts.append(Part(comparison.field, level, bits))
        return cls(row, col, kind, PRIOR_BITS, tuple(parts), keys)

    @property
    def score(self) -> float:
        """The sum of everything, in bits."""
        return math.fsum([self.prior, *(part.bits for part in self.parts)])


_SOURCES = {
    "name": ("name",),
    "place": ("street", "city", "postcode", "state", "country"),
    "domain": ("website", "email"),
    "phone": ("phone", "mobile"),
    "person": ("first_name", "last_name", "name"),
    "email": ("email",),
    "account": ("account",),
    "birth_date": ("birth_date",),
    "title": ("title",),
    "industry": ("industry",),
}


def to_suggestion(
    judged: Judged,
    left: Features,
    right: Features,
    *,
    runner_up: float | None = None,
    rank: int = 1,
) -> Suggestion:
    """Return the suggestion for a judged pair, strongest evidence first."""
    evidence = sorted(
        (_evidence(part, judged, left.table, right.table) for part in judged.parts),
        key=lambda e: (-abs(e.bits), e.field),
    )
    score = math.fsum([judged.prior, *(e.bits for e in evidence)])
    return Suggestion(
        left_id=left.table.ids[judged.row],
        right_id=right.table.ids[judged.col],
        score=score,
        prior=judged.prior,
        probability=probability(score),
        band=_band(score, runner_up),
        relation=_relation(judged),
        evidence=tuple(evidence),
        sentence=sentence(tuple(evidence)),
        runner_up=runner_up,
        margin=None if runner_up is None else score - runner_up,
        rank=rank,
    )


def probability(bits: float) -> float:
    """Turn bits into a probability, without overflow at either end."""
    if bits >= 0:
        return 1.0 / (1.0 + math.exp2(-min(bits, 1000.0)))
    odds = math.exp2(max(bits, -1000.0))
    return odds / (1.0 + odds)


def _band(score: float, runner_up: float | None) -> Band:
    if score >= 9.0 and (runner_up is None or score - runner_up >= 5.0):
        return Band.CERTAIN
    return Band.LIKELY if score >= 2.0 else Band.POSSIBLE


def _relation(judged: Judged) -> Relation:
    levels = {part.field: part.level for part in judged.parts}
    if levels.get("name") == "branch":
        return Relation.RELATED
    if levels.get("account") == "other" and levels.get("person") in ("exact", "nickname"):
        return Relation.MOVED
    return Relation.SAME


def _evidence(part: Part, judged: Judged, left: Table, right: Table) -> Evidence:
    if part.field.startswith("id:"):
        return _key_evidence(part, judged, left, right)
    comparison = next(c for c in COMPARISONS[judged.kind] if c.field == part.field)
    mine = raw_value(left, judged.row, part.field)
    theirs = raw_value(right, judged.col, part.field)
    text = comparison.levels[comparison.index(part.level)].text if part.level else comparison.blank
    spans = differences(mine, theirs) if part.level else ((), ())
    return Evidence(
        part.field, comparison.label, mine, theirs, part.level or "blank", part.bits,
        Weight.of_bits(part.bits), text, *spans,
    )  # fmt: skip


def _key_evidence(part: Part, judged: Judged, left: Table, right: Table) -> Evidence:
    name = part.field.removeprefix("id:")
    label = _("Salesforce id") if name == "salesforce_id" else name.replace("_", " ").capitalize()
    return Evidence(
        part.field, label, left.keys[name][judged.row], right.keys[name][judged.col], part.level,
        part.bits, Weight.of_bits(part.bits), _("Same {label}").format(label=label),
    )  # fmt: skip


def raw_value(table: Table, row: int, field: str) -> str:
    """Return what the record itself says for a comparison, as people would write it."""
    values = [table.columns[name][row] for name in _SOURCES[field] if name in table.columns]
    kept = [value for value in values if value]
    if field == "domain":
        return kept[0] if kept else ""
    return (" " if field == "person" else ", ").join(kept)


def differences(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parts of each text that the other does not have, without regard to case."""
    if left.casefold() == right.casefold() or len(left) + len(right) > 600:
        return (), ()
    matcher = SequenceMatcher(None, left.lower(), right.lower(), autojunk=False)
    mine, theirs = [], []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            if end > start:
                mine.append(Span(start, end))
            if other_end > other_start:
                theirs.append(Span(other_start, other_end))
    return tuple(mine), tuple(theirs)


def sentence(evidence: tuple[Evidence, ...]) -> str:
    """Say in one sentence what decides: the strongest reasons for and the strongest against."""
    reasons = [e.text for e in evidence if e.bits > 0.1][:2]
    against = [e.text for e in evidence if e.bits < -0.1][:1]
    said = _(" and ").join(_lower(reason, first=not n) for n, reason in enumerate(reasons))
    if against and said:
        return _("{reasons}, but {doubt}.").format(
            reasons=said, doubt=_lower(against[0], first=False)
        )
    return f"{said or (against[0] if against else _('Nothing to compare'))}."


def _lower(text: str, *, first: bool) -> str:
    return text if first else text[:1].lower() + text[1:]
