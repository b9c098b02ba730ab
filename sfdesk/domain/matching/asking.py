"""In which order to ask, so that each answer helps most, and what chance picks say of the whole.

Three of the most doubtful cases come to one that chance picks among those that would be linked.
The answers to the doubtful ones teach; only the picked ones measure, for doubtful cases are wrong
more often than most.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sfdesk.domain.links import Decision, Outcome, Shown
from sfdesk.domain.matching.model import Band
from sfdesk.i18n import _

_DOUBTFUL = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """The place of a case in the list that was given, and whether chance picked it."""

    place: int
    drawn: bool


def in_turn(cases: Sequence[tuple[float, Band]], seed: int) -> tuple[Turn, ...]:
    """Return every case (its chance of being right, its band) in the order in which to ask.

    A quarter is picked by chance among those that are certain or likely, before the doubtful are
    chosen; so any beginning of the list holds a fair sample. Same cases and seed, same order.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    linked = [n for n, (_chance, band) in enumerate(cases) if band is not Band.POSSIBLE]
    drawn = rng.sample(linked, min(len(linked), math.ceil(len(cases) / (_DOUBTFUL + 1))))
    rest = sorted(set(range(len(cases))) - set(drawn))
    rest.sort(key=lambda n: abs(cases[n][0] - 0.5))
    turns: list[Turn] = []
    for turn in range(max(len(drawn), math.ceil(len(rest) / _DOUBTFUL))):
        doubtful = rest[turn * _DOUBTFUL : (turn + 1) * _DOUBTFUL]
        turns += [Turn(n, drawn=False) for n in doubtful]
        turns += [Turn(n, drawn=True) for n in drawn[turn : turn + 1]]
    return tuple(turns)


@dataclass(frozen=True, slots=True)
class Sampled:
    """How many of the picked cases were right."""

    right: int = 0
    asked: int = 0

    def __add__(self, other: "Sampled") -> "Sampled":
        """Put two samples of the same kind together."""
        return Sampled(self.right + other.right, self.asked + other.asked)

    def at_least(self, sure: float = 0.95) -> float:
        """Return the share of right ones that there is at least, as sure as `sure`.

        Clopper and Pearson's bound (1934), which no luck of the draw makes too bold.
        """
        from scipy.special import betaincinv  # noqa: PLC0415 - scipy waits until it is asked for

        if not self.right:
            return 0.0
        return float(betaincinv(self.right, self.asked - self.right + 1, 1.0 - sure))


def in_words(sample: Sampled) -> str:
    """Say how many of the picked links were right, and what that says of all; "" without any."""
    if not sample.asked:
        return ""
    text = _("Of {asked} picked at random {right} were right: at least {least:.0%} (95% sure).")
    return text.format(asked=sample.asked, right=sample.right, least=sample.at_least())


def verdict(outcome: Outcome, shown: Shown) -> bool | None:
    """Tell whether an answer found the best suggestion right; None where it measures nothing."""
    if not shown.drawn or outcome is Outcome.LATER:
        return None
    if outcome is Outcome.LINK:
        return shown.first
    return False if shown.first else None


def sampled(answers: Iterable[tuple[Outcome, Shown]]) -> dict[str, Sampled]:
    """Return what chance picks showed, by the word for how sure they were."""
    found: dict[str, Sampled] = defaultdict(Sampled)
    for outcome, shown in answers:
        right = verdict(outcome, shown)
        if right is not None:
            found[shown.band] += Sampled(int(right), 1)
    return dict(found)


def of_decisions(decisions: Iterable[Decision]) -> dict[str, Sampled]:
    """Return what chance picks showed in all sittings so far."""
    return sampled((d.outcome, d.shown) for d in decisions)


def together(some: Mapping[str, Sampled], more: Mapping[str, Sampled]) -> dict[str, Sampled]:
    """Put samples of two times together."""
    return {band: some.get(band, Sampled()) + more.get(band, Sampled()) for band in {*some, *more}}
