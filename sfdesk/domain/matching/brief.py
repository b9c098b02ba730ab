"""The reason for each of many links in one sentence, made from levels alone.

Files of 100,000 links need their reasons in a second; the full account of a pair is made one by
one in `evidence`.
"""

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.phrases import rivals_text, sentence
from sfdesk.domain.matching.wording import level_text

_SAYS = 0.1


def reasons(run: Run, places: NDArray[np.intp]) -> list[str]:
    """Return a sentence per place: the two strongest reasons and the strongest doubt."""
    fields = list(run.outcomes)
    few = {f: Outcome(o.level[places], o.sharers[places]) for f, o in run.outcomes.items()}
    bits = np.stack([run.weights.part(field, few) for field in fields]) if fields else None
    if bits is None or not len(places):
        return [sentence([], [])] * len(places)
    level = np.stack([few[field].level for field in fields])
    order = np.argsort(-bits, axis=0, kind="stable")
    at = np.arange(len(places))
    known: dict[tuple[int, ...], str] = {}
    picks = [order[0], order[min(1, len(fields) - 1)], order[-1]]
    marks = [np.where(bits[p, at] > _SAYS, level[p, at], -1) for p in picks[:2]]
    marks.append(np.where(bits[picks[2], at] < -_SAYS, level[picks[2], at], -1))
    doubt = np.digitize(run.rivals[places], [-2.0, -0.1])
    rows = np.stack([*picks, *marks, doubt]).T.tolist()
    found = []
    for row in rows:
        key = tuple(row)
        if key not in known:
            known[key] = _sentence(fields, key)
        found.append(known[key])
    return found


def _sentence(fields: list[str], key: tuple[int, ...]) -> str:
    first, second, worst, a, b, c, doubt = key
    good = [level_text(fields[first], a)] if a >= 0 else []
    if b >= 0 and second != first:
        good.append(level_text(fields[second], b))
    bad = [level_text(fields[worst], c)] if c >= 0 else []
    if doubt < 2:
        bad.insert(0, rivals_text((-3.0, -1.0)[doubt]))
    return sentence(good, bad)
