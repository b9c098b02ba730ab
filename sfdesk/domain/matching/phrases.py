"""Phrases that depend on numbers alone, for those who only read what was said of a pair."""

from collections.abc import Sequence

from sfdesk.domain.matching.model import COMPETITION, CRUMB, Evidence, Weight
from sfdesk.i18n import _

SAYS = 0.1
"""Bits below which nothing is said for or against a pair."""
_NEAR = 4.0
"""Bits after competition, which doubles the distance between two records that want the same one."""


def rivals_text(bits: float, margin: float | None) -> str:
    """Say how near other partners come that take `bits` (0 or less) from a pair.

    `margin` is the pair's score, less that of the best other one of its records; None for none.
    """
    if margin is not None and margin <= -CRUMB:
        return _("Another record fits better")
    if margin is not None and margin < CRUMB:
        return _("Another record fits just as well")
    if margin is not None and margin < _NEAR:
        return _("Another record fits nearly as well")
    if bits > -SAYS:
        return _("No other record comes close")
    return _("Another record would fit too, though less well")


def competition(bits: float, margin: float | None) -> Evidence:
    """Return what others take from a pair, as evidence."""
    level = "none" if bits > -SAYS else "close"
    text = rivals_text(bits, margin)
    said = _("Other records"), "", "", level, bits, Weight.of_bits(bits), text
    return Evidence(COMPETITION, *said)


def told(evidence: Sequence[Evidence]) -> str:
    """Put evidence, strongest first, into one sentence."""
    return sentence(
        [e.text for e in evidence if e.bits >= SAYS and e.field != COMPETITION],
        [e.text for e in evidence if e.bits <= -SAYS],
    )


def sentence(reasons: Sequence[str], doubts: Sequence[str]) -> str:
    """Put the strongest reasons and the strongest doubt into one sentence."""
    few = [_small(text) if n else text for n, text in enumerate(reasons[:2])]
    # A reason with a clause of its own is closed before the next begins.
    said = (_("; ") if "," in "".join(few[:1]) else _(" and ")).join(few)
    if said and doubts:
        return _("{reasons}, but {doubt}.").format(reasons=said, doubt=_small(doubts[0]))
    if said or doubts:
        return f"{said or doubts[0]}."
    return _("There is nothing to compare.")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == "-" else text
