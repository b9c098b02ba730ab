"""The reason for each of many links in one sentence.

Files of 100,000 links need their reasons in a second; the full account of a pair is made one by
one in `evidence`. Both say the same of what counts most.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sfdesk.domain.matching.coding import Floats, Mask
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.incidence import Places
from sfdesk.domain.matching.listing import runners_up
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.phrases import SAYS, rivals_text, sentence
from sfdesk.domain.matching.wording import RARE_BITS, level_text, name_text, with_rarity
from sfdesk.domain.records import Kind


class Brief:
    """Makes sentences for pairs of one run: the two strongest reasons and the strongest doubt."""

    def __init__(self, run: Run) -> None:
        """Look for the best other partner of all records."""
        self._run, self._fields = run, sorted(run.outcomes)
        self._lead = run.final - runners_up(run)
        self._counts: Mapping[str, int] = {}
        if run.corpus.kind is Kind.ACCOUNT:
            self._counts = run.corpus.names.count_of_word

    def reasons(self, places: Places) -> list[str]:
        """Return a sentence per place."""
        run, fields = self._run, self._fields
        if not fields or not len(places):
            return [sentence([], [])] * len(places)
        few = {f: Outcome(o.level[places], o.sharers[places]) for f, o in run.outcomes.items()}
        bits = np.stack([run.weights.part(field, few) for field in fields])
        at, worst, rivals = np.arange(len(places)), bits.argmin(axis=0), run.rivals[places]
        said = [
            self._texts(places, few, bits, pick, bits[pick, at] >= SAYS)
            for pick in np.argsort(-bits, axis=0, kind="stable")[:2]
        ]
        beaten = (rivals <= -SAYS) & (rivals < bits[worst, at])
        doubts = self._texts(places, few, bits, worst, (bits[worst, at] <= -SAYS) & ~beaten)
        for n in np.flatnonzero(beaten).tolist():
            doubts[n] = rivals_text(float(rivals[n]), float(self._lead[places[n]]))
        known: dict[tuple[str, ...], str] = {}
        for one in zip(doubts, *said, strict=True):
            if one not in known:
                known[one] = sentence([*filter(None, one[1:])], [*filter(None, one[:1])])
        return [known[one] for one in zip(doubts, *said, strict=True)]

    def _texts(
        self, places: Places, few: Outcomes, bits: Floats, pick: NDArray[np.intp], on: Mask
    ) -> list[str]:
        """Return what the picked comparison says of each place, "" where it is not `on`."""
        texts = [""] * len(places)
        for number, field in enumerate(self._fields):
            at = np.flatnonzero(on & (pick == number))
            level, worth = few[field].level[at], bits[number, at]
            if field == "name":
                made = self._names(places[at], level, worth)
            else:
                made = self._levels(field, level, worth)
            for n, text in zip(at.tolist(), made, strict=True):
                texts[n] = text
        return texts

    def _names(self, places: Places, level: NDArray[np.int8], worth: Floats) -> list[str]:
        pairs, corpus = self._run.pairs, self._run.corpus
        rows, cols = pairs.rows[places].tolist(), (pairs.cols[places] + corpus.n_left).tolist()
        said = zip(rows, cols, level.tolist(), (worth < 0).tolist(), strict=True)
        return [
            name_text(corpus.features, row, col, self._counts, one, against=against)
            for row, col, one, against in said
        ]

    def _levels(self, field: str, level: NDArray[np.int8], worth: Floats) -> list[str]:
        weights = self._run.weights
        size = int(level.max(initial=-1)) + 1
        plain = np.array([weights.level_bits(field, n) for n in range(size)])
        rare = np.digitize(worth - plain[level], [-RARE_BITS, RARE_BITS])
        kinds = zip(level.tolist(), (worth < 0).tolist(), (rare - 1).tolist(), strict=True)
        made: dict[tuple[int, bool, int], str] = {}
        texts = []
        for one in kinds:
            if one not in made:
                text = level_text(field, one[0], against=one[1])
                made[one] = with_rarity(text, one[2] * RARE_BITS)
            texts.append(made[one])
        return texts
