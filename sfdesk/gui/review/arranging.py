"""Puts the cases of a review in order, and again as the learner hears more of them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from sfdesk.actions.cases import Case
from sfdesk.gui.review.memory import Memory
from sfdesk.gui.review.ordering import Order, Way, arranged
from sfdesk.gui.review.still_open import StillOpen

if TYPE_CHECKING:
    from sfdesk.gui.review.learner import Learner

Behind: TypeAlias = Callable[[Callable[[], Way], Callable[[Way], None]], None]
"""Makes a way somewhere and hands it over, at once or later."""

_BY_CHANCE = {Order.DOUBT, Order.HELPS}


def at_once(make: Callable[[], Way], use: Callable[[Way], None]) -> None:
    """Make it here, while everybody waits."""
    use(make())


class Arranger:
    """Makes ways through the cases as they came; with a learner, by what it has learnt."""

    def __init__(self, cases: Sequence[Case], learner: "Learner | None", behind: Behind) -> None:
        self._cases, self._learner, self._behind = cases, learner, behind

    def way(self, order: Order, seed: int = 0) -> Way:
        """Put the cases in an order; changes nothing here, and may be asked on any thread."""
        chance = None
        if self._learner is not None and order in _BY_CHANCE:
            chance = self._learner.chances()
        return Way.of(order, *arranged(self._cases, order, seed, chance))

    def way_behind(self, order: Order, seed: int, use: Callable[[Way], None]) -> None:
        """Do the same, and hand the way over when it is made."""
        self._behind(lambda: self.way(order, seed), use)

    def learn(
        self, memory: Memory, still_open: StillOpen, start: int, use: Callable[[Way], None]
    ) -> None:
        """Learn from all that was said; the doubtful ones from `start` on change places.

        The way that this makes is handed over when it is made, unless more was learnt by then.
        """
        learner = self._learner
        if learner is None or not learner.learn(memory.told()):
            return
        if still_open.way.order in _BY_CHANCE:
            factors = learner.factors
            self._behind(
                lambda: still_open.doubtful_first(start, learner.chances()),
                # what was learnt meanwhile has a way of its own in the making
                lambda made: use(made) if learner.factors is factors else None,
            )
