"""Suggestions as bytes, for those who keep them and those who read them back.

Knows nothing of the engine, so that whoever only reads does not have to load it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from sfdesk.domain.matching.model import (
    Clash,
    Contradiction,
    Decided,
    Evidence,
    Learned,
    Lesson,
    Line,
    Reason,
    Suggestion,
    Verdict,
    Weight,
)
from sfdesk.domain.matching.phrases import competition, told

if TYPE_CHECKING:
    from sfdesk.domain.matching.known import Known


def in_full(line: Line, evidence: Iterable[Evidence]) -> Suggestion:
    """Put a suggestion together from its numbers and its evidence without competition."""
    lead = None if line.runner_up is None else line.score - line.runner_up
    every = [*evidence, competition(line.rivals, lead)]
    every.sort(key=lambda e: (-abs(e.bits), e.field))
    score = math.fsum([line.prior, *(e.bits for e in every)])
    return Suggestion(
        line.left_id, line.right_id, score, line.prior, line.probability, line.band, line.relation,
        tuple(every), told(every), line.runner_up,
        None if line.runner_up is None else score - line.runner_up, line.rank,
    )  # fmt: skip


def reasons_to_json(reasons: Sequence[Reason]) -> bytes:
    """Return what speaks for and against a pair as bytes; marks are made when it is shown."""
    return orjson.dumps(reasons)


def warning(reasons: Sequence[Reason]) -> str:
    """Return the strongest evidence against; "" for none. That others compete is told elsewhere."""
    worst = min(reasons, key=lambda one: one[5], default=None)
    if worst is None or worst[5] >= 0 or Weight.of_bits(worst[5]) is not Weight.STRONG:
        return ""
    return worst[6]


def suggestion_from(line: Line, reasons: bytes) -> Suggestion:
    """Return a suggestion in full, from its line and what `reasons_to_json` made."""
    return in_full(
        line,
        [
            Evidence(field, label, a, b, level, bits, Weight.of_bits(bits), said,
                     rarity=rarity, factor=factor)
            for field, label, a, b, level, bits, said, rarity, factor in orjson.loads(reasons)
        ],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a run said beside its suggestions. `known` is None where nothing is learned."""

    learned: Learned = field(default_factory=Learned)
    known: "Known | None" = None
    contradictions: tuple[Contradiction, ...] = ()


def told_as(told: Told) -> dict[str, Any]:
    """Return it as what JSON can say."""
    known = told.known
    return {
        "learned": asdict(told.learned),
        "known": None
        if known is None
        else {
            "parts": {name: bits.tolist() for name, bits in known.parts.items()},
            "score": known.score.tolist(),
            "accepted": known.accepted.tolist(),
        },
        "contradictions": [asdict(one) for one in told.contradictions],
    }


def told_from(raw: Mapping[str, Any]) -> Told:
    """Return what `told_as` was given."""
    learned, known = raw["learned"], raw["known"]
    lessons = tuple(
        Lesson(**{**one, "shipped": tuple(one["shipped"]), "found": tuple(one["found"])})
        for one in learned["lessons"]
    )
    return Told(
        Learned(**{**learned, "lessons": lessons}),
        _known(known) if known is not None else None,
        tuple(_contradiction(one) for one in raw["contradictions"]),
    )


def _known(raw: Mapping[str, Any]) -> "Known":
    import numpy as np  # noqa: PLC0415 - most starts read no suggestions

    from sfdesk.domain.matching.known import Known  # noqa: PLC0415

    parts = {name: np.array(bits, dtype=np.float64) for name, bits in raw["parts"].items()}
    score, accepted = (np.array(raw[name], dtype=np.float64) for name in ("score", "accepted"))
    return Known(parts, score, accepted)


def _contradiction(raw: Mapping[str, Any]) -> Contradiction:
    decided = tuple(
        Decided(d["left_id"], d["right_id"], Verdict(d["verdict"]), d["teaches"])
        for d in raw["decided"]
    )
    pair = raw["id_pair"]
    return Contradiction(
        Clash(raw["clash"]), decided, raw["id_name"], (pair[0], pair[1]) if pair else None
    )
