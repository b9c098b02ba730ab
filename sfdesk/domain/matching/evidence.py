"""Puts the outcome of the arithmetic into values that any screen can draw.

The shown parts add up to the score: nothing that counted is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import repeat

import numpy as np

from sfdesk.domain.matching.coding import Ints
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.incidence import Places
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.listing import Listing
from sfdesk.domain.matching.model import (
    SALESFORCE_ID,
    Band,
    Evidence,
    Line,
    Reason,
    Span,
    Suggestion,
    Weight,
)
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.once import picker
from sfdesk.domain.matching.outcome import Outcome
from sfdesk.domain.matching.telling import in_full
from sfdesk.domain.matching.wording import (
    held_by,
    level_text,
    name_text,
    rarest_word,
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
_LONGEST_DIFF = 600
_STORED = f"id:{SALESFORCE_ID}"
BY_SOUND = frozenset({"sound", "person_sound"})
_BY_LETTERS = frozenset({"name", "first_name", "last_name"})


class Explainer:
    """Makes suggestions out of the pairs of one run."""

    def __init__(self, run: Run, *, marked: bool = True) -> None:
        """Prepare the pairs of a run.

        Without `marked`, nothing is said of what differs within two values: that is most of the
        work, and nobody looks at all of 100,000 pairs.
        """
        self._run, self._marked = run, marked
        self.listing = Listing(run)
        self._counts: dict[str, int] = {}
        if run.corpus.kind is Kind.ACCOUNT:
            self._counts = (run.corpus.among or run.corpus).names.count_of_word

    def suggestions(self, most: int, only: Iterable[int] | None = None) -> list[Suggestion]:
        """Return up to `most` suggestions per left record, certain first, then by score.

        `only` names the rows of the left records that are wanted; None stands for all.
        """
        found = self._made(*self.listing.shown(most, only))
        bands = list(Band)
        found.sort(key=lambda s: (bands.index(s.band), -s.score, s.left_id, s.right_id))
        return found

    def suggestion(self, place: int, rank: int = 1) -> Suggestion:
        """Return one pair in full."""
        return self._made(np.array([place]), np.array([rank], dtype=np.int32))[0]

    def _made(self, places: Places, ranks: Ints) -> list[Suggestion]:
        lines = self.listing.lines(places, ranks)
        return [
            self._suggestion(line, reasons)
            for line, reasons in zip(lines, self.reasons(places), strict=True)
        ]

    def _suggestion(self, line: Line, reasons: Sequence[Reason]) -> Suggestion:
        return in_full(line, [self._evidence(one) for one in reasons])

    def _evidence(self, one: Reason) -> Evidence:
        field, label, left, right, level, bits, text, rarity, factor = one
        marks = differences(left, right) if level != "blank" and self._marked else ((), ())
        weight = Weight.of_bits(bits)
        return Evidence(
            field, label, left, right, level, bits, weight, text, *marks, rarity, factor
        )

    def reasons(self, places: Places) -> Iterator[list[Reason]]:
        """Yield, per pair, everything that counted but competition."""
        run = self._run
        rows, cols = run.pairs.rows[places].tolist(), run.pairs.cols[places].tolist()
        cols = [col + run.corpus.n_left for col in cols]
        columns = [self._column(field, places, rows, cols) for field in run.outcomes]
        found = zip(*columns, strict=True) if columns else repeat((), len(places))
        for row, col, bound, said in zip(
            rows, cols, run.bound[places].tolist(), found, strict=True
        ):
            kept = [one for one in said if one is not None]
            if bound:
                # The id speaks once, with all that it counts for.
                whole = bound + sum(one[5] for one in kept if one[0] == _STORED)
                kept = [one for one in kept if one[0] != _STORED]
                kept.append(self._bound(row, col, whole))
            yield kept

    def _column(
        self, field: str, places: Places, rows: Sequence[int], cols: Sequence[int]
    ) -> list[Reason | None]:
        """Return what one comparison says of some pairs; None where another speaks for it."""
        run, found = self._run, comparison(field)
        table, outcome = run.corpus.table, run.outcomes[field]
        levels = outcome.level[places]
        bits = run.weights.part(field, {field: Outcome(levels, outcome.sharers[places])})
        plain = [run.weights.level_bits(field, n) for n in range(len(found.levels))]
        rare = (bits - np.array([*plain, 0.0])[levels]).tolist()
        names = [*(level.name for level in found.levels), "blank"]
        texts, doubts = (
            [level_text(field, n, against=on) for n in (*range(len(plain)), -1)]
            for on in (False, True)
        )
        silent = self._silent(field, places)
        held = self._held(field, places)
        factor = run.weights.factors.get(field, 1.0)
        made: list[Reason | None] = []
        for row, col, mine, theirs, level, worth, more, sharers, mute in zip(
            rows, cols, raw(table, rows, field), raw(table, cols, field),
            levels.tolist(), bits.tolist(), rare, held, silent, strict=True,
        ):  # fmt: skip
            if mute:
                made.append(None)
                continue
            text, rarity = (doubts if worth < 0 else texts)[level], ""
            if level >= 0:
                text, rarity = self._said(
                    field, level, text, worth, more, (mine, row), (theirs, col)
                )
                rarity = rarity or sharers
            made.append(
                (field, found.label, mine, theirs, names[level], worth, text, rarity, factor)
            )
        return made

    def _said(
        self, field: str, level: int, text: str, worth: float, rare: float,
        *sides: tuple[str, int],
    ) -> tuple[str, str]:  # fmt: skip
        """Return the text of a level that two records reach, and how rare what they share is."""
        features, (row, col) = self._run.corpus.features, (side[1] for side in sides)
        if field == "name":
            counts = self._counts
            return (
                name_text(features, row, col, counts, level, against=worth < 0),
                rarest_word(features, row, col, counts),
            )
        if field in BY_SOUND:
            return self._sound(level, *sides), ""
        return with_rarity(text, rare), ""

    def _silent(self, field: str, places: Places) -> list[bool]:
        """Tell where names speak by sound alone, or by their letters alone."""
        found = [self._run.outcomes[name] for name in BY_SOUND if name in self._run.outcomes]
        if not found or field not in BY_SOUND | _BY_LETTERS:
            return [False] * len(places)
        heard = found[0].level[places] >= 0
        return [bool(on) for on in (~heard if field in BY_SOUND else heard)]

    def _held(self, field: str, places: Places) -> list[str]:
        """Say how many records have what agrees."""
        outcome = self._run.outcomes[field]
        if field == "name" or not outcome.rarity_counts:
            return [""] * len(places)
        sharers = outcome.sharers[places]
        different = np.unique(sharers[~np.isnan(sharers)]).tolist()
        said = {one: held_by(round(2.0**one) - 1) for one in different}
        return [said.get(one, "") for one in sharers.tolist()]

    def _sound(self, level: int, *sides: tuple[str, int]) -> str:
        book = self._run.corpus.sounds
        strange = [side for side in sides if book is not None and book.scripts[side[1]]]
        written, row = (strange or sides)[0]
        return sound_text(level, written, self._run.corpus.names.cores[row])

    def _bound(self, row: int, col: int, bits: float) -> Reason:
        stored = self._run.corpus.table.keys[SALESFORCE_ID]
        text, level = _("The stored Salesforce id names another record"), "differs"
        if bits > 0:
            text, level = _("The stored Salesforce id names this record"), "same"
        label = _("Salesforce id")
        return "stored_id", label, stored[row], stored[col], level, bits, text, "", 1.0


def raw(table: Table, rows: Sequence[int], field: str) -> list[str]:
    """Return what records themselves say for a comparison, as people would write it."""
    if field.startswith("id:"):
        return picker(rows)(table.keys[field.removeprefix("id:")])
    if field in BY_SOUND:
        people = _cells(table, rows, "first_name", "last_name")
        both = zip(people, _cells(table, rows, "name"), strict=True)
        return [" ".join(names or whole) for names, whole in both]
    cells = _cells(table, rows, *_SOURCES.get(field, (field.removeprefix("other:"),)))
    if field == "place":
        return [", ".join(cell) for cell in cells]
    return [cell[0] if cell else "" for cell in cells]


def _cells(table: Table, rows: Sequence[int], *names: str) -> list[tuple[str, ...]]:
    """Return, per record, what is not blank of some columns."""
    pick = picker(rows)
    columns = [pick(table.columns[name]) for name in names if name in table.columns]
    return [tuple(filter(None, cell)) for cell in zip(*columns, strict=True)] or [()] * len(rows)


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
