"""Phrases that depend on numbers alone, for those who only read what was said of a pair."""

from collections.abc import Sequence

from sfdesk.domain.matching.model import COMPETITION, Evidence, Weight
from sfdesk.i18n import _

_SAYS = 0.1


def rivals_text(bits: float) -> str:
    """Say how near other partners come."""
    if bits > -_SAYS:
        return _("No other record comes close")
    if bits > -2.0:
        return _("Another record fits nearly as well")
    return _("Another record fits better")


def competition(bits: float) -> Evidence:
    """Return what others take from a pair, as evidence."""
    level = "none" if bits > -_SAYS else "close"
    said = _("Other records"), "", "", level, bits, Weight.of_bits(bits), rivals_text(bits)
    return Evidence(COMPETITION, *said)


def told(evidence: Sequence[Evidence]) -> str:
    """Put evidence, strongest first, into one sentence."""
    return sentence(
        [e.text for e in evidence if e.bits >= _SAYS and e.field != COMPETITION],
        [e.text for e in evidence if e.bits <= -_SAYS],
    )


def sentence(reasons: Sequence[str], doubts: Sequence[str]) -> str:
    """Put the strongest reasons and the strongest doubt into one sentence."""
    said = _(" and ").join(_small(text) if n else text for n, text in enumerate(reasons[:2]))
    if said and doubts:
        return _("{reasons}, but {doubt}.").format(reasons=said, doubt=_small(doubts[0]))
    if said or doubts:
        return f"{said or doubts[0]}."
    return _("There is nothing to compare.")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == "-" else text
