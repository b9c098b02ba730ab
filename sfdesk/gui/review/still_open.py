"""The cases in their order: which of them a filter shows, and which are still open."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from sfdesk.actions.cases import Case
from sfdesk.gui.review.memory import Memory
from sfdesk.gui.review.ordering import Way
from sfdesk.gui.review.steps import Show


class StillOpen:
    """The cases of a way, without what was decided or put aside meanwhile."""

    def __init__(self, way: Way, memory: Memory) -> None:
        self.way, self._memory = way, memory

    def has(self, case: Case, show: Show) -> bool:
        """Tell whether a case is open and shown by a filter."""
        if show is Show.LATER:
            return self._memory.is_later(case) and self._memory.undecided(case)
        return (
            _fits(case, show) and not self._memory.is_later(case) and self._memory.undecided(case)
        )

    def has_at(self, place: int, show: Show) -> bool:
        """Tell the same of the case at a place; False past the last one."""
        return place < len(self.way.cases) and self.has(self.way.cases[place], show)

    def count(self, show: Show) -> int:
        """How many cases are open under a filter; only cases that were touched are looked at."""
        touched = [self.way.case(crm_id) for crm_id in self._memory.changed]
        before = sum(_fits(case, show) for case in touched)
        now = sum(self.has(case, show) for case in touched)
        return len(self.way.fitting[show]) - before + now

    def shown(self, show: Show) -> Sequence[int]:
        """Return the places of the cases that a filter shows, decided ones included."""
        if show is not Show.LATER or not self._memory.later:
            return self.way.fitting[show]
        places = self.way.places
        aside = {places[crm_id] for crm_id in self._memory.later & places.keys()}
        return sorted(aside.union(self.way.fitting[Show.LATER]))

    def number(self, place: int, show: Show) -> int:
        """Say which of the shown cases stands at a place, counted from 1."""
        return bisect_left(self.shown(show), place) + 1

    def after(self, place: int, by: int, show: Show) -> int | None:
        """Return the place of the next (1) or previous (-1) open case; None if there is none."""
        return next((n for n in self._beyond(place, by, show) if self.has_at(n, show)), None)

    def doubtful_first(self, start: int, chance: Callable[[Case], float]) -> Way:
        """Put the open cases from a place on in the order of doubt, but for chance picks.

        `chance` tells how likely a case is right; changes nothing here.
        """
        way = self.way
        cases = list(way.cases)
        places = [
            n
            for n in range(start, len(cases))
            if cases[n].crm.id not in way.drawn and self.has(cases[n], Show.ALL)
        ]
        by_doubt = sorted((cases[n] for n in places), key=lambda c: abs(chance(c) - 0.5))
        for n, case in zip(places, by_doubt, strict=True):
            cases[n] = case
        return Way.of(way.order, cases, way.drawn)

    def _beyond(self, place: int, by: int, show: Show) -> Iterator[int]:
        """Yield the places of shown cases after (1) or before (-1) one."""
        shown = self.shown(show)
        if by > 0:
            return (shown[n] for n in range(bisect_right(shown, place), len(shown)))
        return (shown[n] for n in range(bisect_left(shown, place) - 1, -1, -1))


def _fits(case: Case, show: Show) -> bool:
    """Tell whether a filter showed a case at the start."""
    if show is Show.LATER:
        return case.later
    return not case.later and show.value in (Show.ALL, case.band.value)
