"""How a score comes about, part by part: what each adds or takes, and where the sum then stands."""

import math
from dataclasses import dataclass

from sfdesk.domain.matching.suggestions import Evidence, Suggestion, Weight
from sfdesk.gui.review.spans import Piece, marked
from sfdesk.i18n import _

NEW_LINE = Piece("\n")


@dataclass(frozen=True, slots=True)
class Part:
    """One row: the sum in bits before and after it. `values` are both raw values, marked.

    `whole` rows are the start and the score; the others are for the pair above 0, against below.
    """

    label: str
    values: tuple[Piece, ...]
    found: str
    before: float
    after: float
    whole: bool = False

    @property
    def bits(self) -> float:
        """What the part adds."""
        return self.after - self.before

    @property
    def signed(self) -> str:
        """What the part adds, with its sign: `+8.21`."""
        return signed(self.bits)


def parts(suggestion: Suggestion) -> tuple[Part, ...]:
    """Return start, every piece of evidence (strongest first), and the score.

    Each part begins where the one before ended; the last one ends at the score within 1e-9.
    """
    ordered = sorted(
        suggestion.evidence, key=lambda e: (e.weight is Weight.NONE, -abs(e.bits), e.field)
    )
    start = _("Odds before anything is compared")
    found = [Part(_("Start"), (), start, 0.0, suggestion.prior, whole=True)]
    for n, one in enumerate(ordered):
        before, said = found[-1].after, [e.bits for e in ordered[: n + 1]]
        after = math.fsum([suggestion.prior, *said])
        found.append(Part(one.label, _values(one), _found(one), before, after))
    total = Part(_("Score"), (), _sure(suggestion), 0.0, suggestion.score, whole=True)
    return (*found, total)


def sums(suggestion: Suggestion) -> str:
    """Say what speaks for the pair and what against it, and that they make the score."""
    for_it = math.fsum(e.bits for e in suggestion.evidence if e.bits > 0)
    against = math.fsum(e.bits for e in suggestion.evidence if e.bits < 0)
    text = _("Start {start}, for {for_it}, against {against}: score {score} bits.")
    return text.format(
        start=signed(suggestion.prior),
        for_it=signed(for_it),
        against=signed(against),
        score=signed(suggestion.score),
    )


def runner_up(suggestion: Suggestion) -> str:
    """Say how near the next best partner of either record comes."""
    if suggestion.runner_up is None or suggestion.margin is None:
        return _("No other partner was found for either record.")
    if suggestion.margin < 0:
        text = _("Another partner of one of the two scores {other}: {margin} bits more.")
    else:
        text = _("The next best partner of either scores {other}: {margin} bits less.")
    return text.format(other=signed(suggestion.runner_up), margin=f"{abs(suggestion.margin):.2f}")


def influence(suggestion: Suggestion) -> str:
    """Say what decisions changed about this score."""
    taught = [e for e in suggestion.evidence if abs(e.taught) >= 0.005]
    if not taught:
        return _("Decisions changed nothing here.")
    most = sorted(taught, key=lambda e: -abs(e.taught))[:3]
    total = math.fsum(e.taught for e in suggestion.evidence)
    text = _("Your decisions moved the score by {bits} bits: {parts}.")
    said = ", ".join(f"{e.label} {signed(e.taught)}" for e in most)
    return text.format(bits=signed(total), parts=said)


def signed(bits: float) -> str:
    """Write bits with two places and their sign; what rounds to nothing has none."""
    text = f"{bits:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def _values(one: Evidence) -> tuple[Piece, ...]:
    if not one.left and not one.right:
        return ()
    mine, theirs = marked(one.left, one.right)
    blank = (Piece("\N{EN DASH}"),)
    return (*(mine or blank), NEW_LINE, *(theirs or blank))


def _found(one: Evidence) -> str:
    said = f"{one.text}. {one.rarity}." if one.rarity else f"{one.text}."
    if one.level in {"blank", "none"}:
        return said
    return f"{said} {_('Level {name}.').format(name=one.level)}"


def _sure(suggestion: Suggestion) -> str:
    chance = suggestion.probability
    shown = f"{chance:.1%}" if chance < 0.9995 else _("over 99.9%")
    return _("{chance} likely to be right").format(chance=shown)
