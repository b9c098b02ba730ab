"""Puts the outcome of the arithmetic into values that any screen can draw.

The shown parts add up to the score: nothing that counted is left out.
"""

import math
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import numpy as np

from sfdesk.domain.matching.bands import bands
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.model import Band, Evidence, Relation, Span, Suggestion, Weight
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.ranking import Ranking
from sfdesk.domain.matching.relating import relation
from sfdesk.domain.matching.wording import (
    held_by,
    level_text,
    name_text,
    rarest_word,
    rivals_text,
    sentence,
    sound_text,
    with_rarity,
)
from sfdesk.domain.records import Kind
from sfdesk.i18n import _

_SOURCES = {
    "name": ("name", "alias"),
    "branch": ("name",),
    "place": ("street", "city", "state", "postcode", "country"),
    "domain": ("website", "email"),
    "phone": ("phone", "mobile"),
    "first_name": ("first_name", "name"),
    "last_name": ("last_name", "name"),
}
_SHOWN_BITS = 8.0
"""How far below the line a suggestion may lie and still be shown as possible."""
_HOPELESS_BITS = 16.0
"""How far below the line a pair is hidden, related or not: nothing but a word ties the two."""
_LONGEST_DIFF = 600
_STORED = "id:salesforce_id"


class Explainer:
    """Makes suggestions out of the pairs of one run."""

    def __init__(self, run: Run, *, marked: bool = True) -> None:
        """Prepare the pairs of a run.

        Without `marked`, nothing is said of what differs within two values: that is most of the
        work, and nobody looks at all of 100,000 pairs.
        """
        self._run, self._marked = run, marked
        self._final = run.final
        self._chance = run.lines.probability(self._final)
        self._parts = run.weights.parts(run.outcomes)
        self._counts: dict[str, int] = {}
        if run.corpus.kind is Kind.ACCOUNT:
            self._counts = (run.corpus.among or run.corpus).names.count_of_word
        self._assigned = np.zeros(len(run.pairs), dtype=bool)
        self._assigned[run.assigned] = True
        pairs, table, n = run.pairs, run.corpus.table, run.corpus.n_left
        self._by_row = Ranking(
            pairs.rows, self._final, n, lambda place: table.ids[n + int(pairs.cols[place])]
        )
        self._by_col = Ranking(pairs.cols, self._final, run.corpus.n_right)

    def suggestions(self, most: int, only: Iterable[int] | None = None) -> list[Suggestion]:
        """Return up to `most` suggestions per left record, certain first, then by score.

        `only` names the rows of the left records that are wanted; None stands for all.
        """
        found = []
        for row in range(self._run.corpus.n_left) if only is None else only:
            shown = [p for p in self._by_row.places(row) if self._is_shown(p)]
            shown.sort(key=lambda p: not self._assigned[p])
            found += [self.suggestion(p, rank) for rank, p in enumerate(shown[:most], start=1)]
        bands = list(Band)
        found.sort(key=lambda s: (bands.index(s.band), -s.score, s.left_id, s.right_id))
        return found

    def _is_shown(self, place: int) -> bool:
        if self._assigned[place]:
            return True
        score, line = float(self._final[place]), self._run.lines.linked
        before = float(self._run.score[place])
        if before < line - _HOPELESS_BITS:
            return False
        if score >= line - _SHOWN_BITS and before >= line - _SHOWN_BITS / 2:
            return True
        return self.relation(place) is Relation.RELATED

    def suggestion(self, place: int, rank: int = 1) -> Suggestion:
        """Return one pair in full."""
        run = self._run
        row, col = int(run.pairs.rows[place]), int(run.pairs.cols[place])
        evidence = self.evidence(place)
        score = math.fsum([run.weights.prior, *(e.bits for e in evidence)])
        runner_up = self._runner_up(place)
        return Suggestion(
            left_id=run.corpus.table.ids[row],
            right_id=run.corpus.table.ids[run.corpus.n_left + col],
            score=score,
            prior=run.weights.prior,
            probability=float(self._chance[place]),
            band=self.band(place),
            relation=self.relation(place),
            evidence=evidence,
            sentence=sentence(
                [e.text for e in evidence if e.bits >= 0.1 and e.field != "rivals"],
                [e.text for e in evidence if e.bits <= -0.1],
            ),
            runner_up=runner_up,
            margin=None if runner_up is None else score - runner_up,
            rank=rank,
        )

    def band(self, place: int) -> Band:
        """Return the band of a pair: only links that would be made can be more than possible."""
        return bands(self._run, [place])[0] if self._assigned[place] else Band.POSSIBLE

    def _runner_up(self, place: int) -> float | None:
        pairs = self._run.pairs
        near = (
            *self._by_row.places(int(pairs.rows[place]))[:2],
            *self._by_col.places(int(pairs.cols[place]))[:2],
        )
        return max((float(self._final[p]) for p in near if p != place), default=None)

    def relation(self, place: int) -> Relation:
        """Tell whether the two are the same, parts of one group, or a person who changed jobs."""
        return relation(self._run, place, linked=bool(self._assigned[place]))

    def evidence(self, place: int) -> tuple[Evidence, ...]:
        """Return everything that counted for a pair, strongest first."""
        run = self._run
        idle = self._idle(place)
        parts = {f: float(bits[place]) for f, bits in self._parts.items() if f not in idle}
        bound = float(run.bound[place])
        if bound:
            # The id speaks once, with all that it counts for.
            bound += parts.pop(_STORED, 0.0)
        found = [self._one(field, place, worth) for field, worth in parts.items()]
        found.append(self._rivals(float(run.rivals[place])))
        if bound:
            found.append(_bound_evidence(run, place, bound))
        return tuple(sorted(found, key=lambda e: (-abs(e.bits), e.field)))

    def _idle(self, place: int) -> frozenset[str]:
        """Return which comparisons of names stand back: by letters, or by sound."""
        found = [self._run.outcomes[name] for name in BY_SOUND if name in self._run.outcomes]
        if not found:
            return frozenset()
        return _BY_LETTERS if found[0].level[place] >= 0 else BY_SOUND

    def _one(self, field: str, place: int, worth: float) -> Evidence:
        run = self._run
        row, col = int(run.pairs.rows[place]), int(run.pairs.cols[place]) + run.corpus.n_left
        level = int(run.outcomes[field].level[place])
        found = comparison(field)
        mine, theirs = raw(run.corpus.table, row, field), raw(run.corpus.table, col, field)
        text = level_text(field, level)
        if field == "name" and level >= 0:
            text = name_text(run.corpus.features, row, col, self._counts)
        elif field in BY_SOUND and level >= 0:
            text = self._sound(level, (mine, row), (theirs, col))
        elif level >= 0:
            text = with_rarity(text, worth - run.weights.level_bits(field, level))
        spans = differences(mine, theirs) if level >= 0 and self._marked else ((), ())
        name = found.levels[level].name if level >= 0 else "blank"
        return Evidence(
            field, found.label, mine, theirs, name, worth, Weight.of_bits(worth), text, *spans,
            rarity=self._rarity(field, place) if level >= 0 else "",
            factor=run.weights.factors.get(field, 1.0),
        )  # fmt: skip

    def _rarity(self, field: str, place: int) -> str:
        run = self._run
        if field == "name":
            row, col = int(run.pairs.rows[place]), int(run.pairs.cols[place]) + run.corpus.n_left
            return rarest_word(run.corpus.features, row, col, self._counts)
        sharers = float(run.outcomes[field].sharers[place])
        return "" if math.isnan(sharers) else held_by(round(2.0**sharers) - 1)

    def _sound(self, level: int, *sides: tuple[str, int]) -> str:
        book = self._run.corpus.sounds
        strange = [side for side in sides if book is not None and book.scripts[side[1]]]
        written, row = (strange or sides)[0]
        return sound_text(level, written, self._run.corpus.names.cores[row])

    @staticmethod
    def _rivals(bits: float) -> Evidence:
        level = "none" if bits > -0.1 else "close"
        label = _("Other records")
        weight = Weight.of_bits(bits)
        return Evidence("rivals", label, "", "", level, bits, weight, rivals_text(bits))


BY_SOUND = frozenset({"sound", "person_sound"})
_BY_LETTERS = frozenset({"name", "first_name", "last_name"})


def _bound_evidence(run: Run, place: int, bits: float) -> Evidence:
    stored = run.corpus.table.keys["salesforce_id"]
    left, right = int(run.pairs.rows[place]), int(run.pairs.cols[place]) + run.corpus.n_left
    same = bits > 0
    text = (
        _("The stored Salesforce id names this record")
        if same
        else _("The stored Salesforce id names another record")
    )
    return Evidence(
        "stored_id", _("Salesforce id"), stored[left], stored[right],
        "same" if same else "differs", bits, Weight.of_bits(bits), text,
    )  # fmt: skip


def raw(table: Table, row: int, field: str) -> str:
    """Return what the record itself says for a comparison, as people would write it."""
    if field.startswith("id:"):
        return table.keys[field.removeprefix("id:")][row]
    if field in BY_SOUND:
        whole = " ".join(filter(None, (table.cell(n, row) for n in ("first_name", "last_name"))))
        return whole or table.cell("name", row)
    names: Sequence[str] = _SOURCES.get(field, (field.removeprefix("other:"),))
    kept = [table.columns[name][row] for name in names if name in table.columns]
    kept = [value for value in kept if value]
    if field == "place":
        return ", ".join(kept)
    return kept[0] if kept else ""


def differences(left: str, right: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the parts of each text that the other does not have, without regard to case."""
    mine, theirs = left.lower(), right.lower()
    if mine == theirs or not left or not right or len(mine) + len(theirs) > _LONGEST_DIFF:
        return (), ()
    if len(mine) != len(left) or len(theirs) != len(right):
        mine, theirs = left, right
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    spans: tuple[list[Span], list[Span]] = ([], [])
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag != "equal":
            for side, a, b in ((spans[0], start, end), (spans[1], other_start, other_end)):
                if b > a:
                    side.append(Span(a, b))
    return tuple(spans[0]), tuple(spans[1])
