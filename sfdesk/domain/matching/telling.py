"""Suggestions as bytes, for those who keep them and those who read them back.

Knows nothing of the engine, so that whoever only reads does not have to load it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from sfdesk.domain.matching.model import (
    Band,
    Clash,
    Contradiction,
    Decided,
    Evidence,
    Learned,
    Lesson,
    Relation,
    Suggestion,
    Verdict,
    Weight,
)

if TYPE_CHECKING:
    from sfdesk.domain.matching.known import Known


def suggestion_to_json(item: Suggestion) -> bytes:
    """Return a suggestion without its marks, which are made when it is shown."""
    evidence = [[e.field, e.label, e.left, e.right, e.level, e.bits, e.text] for e in item.evidence]
    return orjson.dumps(
        [
            item.left_id, item.right_id, item.score, item.prior, item.probability, item.band,
            item.relation, evidence, item.sentence, item.runner_up, item.margin, item.rank,
        ]
    )  # fmt: skip


def suggestion_from_json(text: bytes | str) -> Suggestion:
    """Return what `suggestion_to_json` was given."""
    left, right, score, prior, chance, band, relation, told, sentence, up, margin, rank = (
        orjson.loads(text)
    )
    evidence = tuple(
        Evidence(field, label, a, b, level, bits, Weight.of_bits(bits), said)
        for field, label, a, b, level, bits, said in told
    )
    return Suggestion(
        left, right, score, prior, chance, Band(band), Relation(relation), evidence, sentence,
        up, margin, rank,
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
