"""The way through the open cases: where one is, what was said, and how it is taken back.

Knows no window and stores nothing: each step says what is to be stored, and holds the batches
under which it was, so that undo works however often and however far back.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sfdesk.actions.cases import Case, Option, Review
from sfdesk.domain.links import Outcome
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.asking import Sampled
from sfdesk.gui.review.arranging import Arranger, Behind, at_once
from sfdesk.gui.review.certain import Certain
from sfdesk.gui.review.memory import Memory
from sfdesk.gui.review.ordering import Order, Way
from sfdesk.gui.review.saying import Asked, together
from sfdesk.gui.review.steps import Said, Show, Step, Tally
from sfdesk.gui.review.still_open import StillOpen

if TYPE_CHECKING:
    from sfdesk.gui.review.learner import Learner


class Walk:
    """One person's way through the cases of a review.

    What takes long with 100,000 cases is left to `behind`, unless it is asked for at once.
    """

    def __init__(
        self, review: Review, learner: "Learner | None" = None, behind: Behind = at_once
    ) -> None:
        self.learner = learner
        self.show = Show.ALL
        self.notes = {case.crm.id: case.note for case in review.cases if case.note}
        self.steps: list[Step] = []
        self.undone: list[Step] = []
        self.option = 0
        self.side = 0
        self._memory = Memory(review)
        self._certain = Certain(review, self._memory)
        self._arranger = Arranger(review.cases, learner, behind)
        self.review, self._index = review, 0
        self._open = StillOpen(Way.of(Order.SURE, review.cases, frozenset()), self._memory)
        self._remember()
        self._settle()

    # where one is

    @property
    def order(self) -> Order:
        """What comes first."""
        return self._open.way.order

    @property
    def drawn(self) -> frozenset[str]:
        """The CRM ids that chance picked."""
        return self._open.way.drawn

    @property
    def case(self) -> Case | None:
        """The case on the screen with the options that are still open; None at the end."""
        if self._index >= len(self.review.cases):
            return None
        case = self._memory.rest(self.review.cases[self._index])
        return self.learner.weighed(case) if self.learner is not None else case

    @property
    def chosen(self) -> Option | None:
        """The suggestion on the screen."""
        asked = self._asked
        return asked.chosen if asked else None

    @property
    def _asked(self) -> Asked | None:
        case = self.case
        if case is None:
            return None
        crm_id = case.crm.id
        return Asked(case, self.option, self.side, crm_id in self.drawn, self.notes.get(crm_id, ""))

    @property
    def number(self) -> int:
        """Which of the shown cases this is, counted from 1."""
        return self._open.number(self._index, self.show)

    @property
    def total(self) -> int:
        """How many cases the filter shows, decided ones included."""
        return len(self._open.shown(self.show))

    @property
    def left(self) -> int:
        """How many of them are still open."""
        return self.count(self.show)

    def count(self, show: Show) -> int:
        """How many cases are open under a filter."""
        return self._open.count(show)

    def following(self) -> Case | None:
        """The case that comes after this one."""
        n = self._open.after(self._index, 1, self.show)
        return None if n is None else self._memory.rest(self.review.cases[n])

    # going on

    def arrange(self, order: Order, seed: int = 0) -> None:
        """Go through the cases in another order, from its first; `seed` is for chance picks."""
        self.start_on(self._arranger.way(order, seed))

    def arrange_behind(self, order: Order, seed: int = 0) -> None:
        """Do the same when it is made."""
        self._arranger.way_behind(order, seed, self.start_on)

    def start_on(self, way: Way) -> None:
        """Go another way, from its first case."""
        self._take(way)
        self._index = 0
        self._settle()

    def _take(self, way: Way) -> None:
        self._open = StillOpen(way, self._memory)
        self.review = replace(self.review, cases=way.cases)

    def _go_on(self, way: Way) -> None:
        """Go on another way from the case on the screen."""
        if way.order is not self.order:
            return
        here = self.review.cases[self._index] if self._index < len(way.cases) else None
        self._take(way)
        if here is not None:
            self._index = way.places[here.crm.id]

    def filter(self, show: Show) -> None:
        """Show other cases, from their first."""
        self.show = show
        self._index = 0
        self._settle()

    def move(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) open case; False if there is none that way."""
        n = self._open.after(self._index, by, self.show)
        return n is not None and self._stand_on(n)

    def go_to(self, crm_id: str) -> bool:
        """Show the case of one CRM record; False where it has none that is open."""
        n = self._open.way.places.get(crm_id)
        return n is not None and self._open.has_at(n, self.show) and self._stand_on(n)

    def _stand_on(self, place: int) -> bool:
        self._index, self.option, self.side = place, 0, 0
        return True

    def choose(self, option: int) -> bool:
        """Look at another suggestion of this case, counted from 0."""
        case = self.case
        if case is None or not 0 <= option < len(case.options):
            return False
        self.option = option
        return True

    def next_side(self) -> None:
        """Where several CRM records want this one: choose the next of them."""
        case = self.case
        if case is not None and case.rivals:
            self.side = (self.side + 1) % (len(case.rivals) + 1)

    # deciding

    def say(self, outcome: Outcome) -> Step | None:
        """Say something of the pair on the screen, and go on; None where there is no case."""
        asked = self._asked
        if asked is None:
            return None
        if outcome is Outcome.LATER and self._memory.is_later(asked.case):
            self.move(1)
            return None
        return self._make(asked.pair(outcome))

    def link_by_hand(self, record_id: str) -> Step | None:
        """Link this CRM record to one that was found by hand, suggested or not, and go on."""
        asked = self._asked
        return self._make(asked.by_hand(record_id)) if asked else None

    def note(self, text: str) -> None:
        """Keep a note for what will be said of this case."""
        case = self.case
        if case is not None:
            self.notes[case.crm.id] = text.strip()

    def none_of_these(self) -> Step | None:
        """Say of every suggestion of this case that it is not the same, and go on."""
        asked = self._asked
        return self._make(asked.none_of_these()) if asked else None

    def accept(self, cases: Sequence[Case]) -> Step | None:
        """Link every one of these cases to its first suggestion, as one step."""
        return self._make(together(cases, self.option)) if cases else None

    def sampled(self) -> dict[str, Sampled]:
        """Return what chance picks showed by now, those of earlier sittings included."""
        said = ((one.outcome, one.shown) for step in self.steps for one in step.said)
        return asking.together(self.review.sampled, asking.sampled(said))

    def certain(self) -> tuple[Case, ...]:
        """The open cases that may be linked in one go: certain, undisputed, one record each."""
        return tuple(self._certain.now().values())

    def count_certain(self) -> int:
        """How many those are."""
        return len(self._certain.now())

    # taking back

    def undo(self) -> Step | None:
        """Take the last step back: its case is on the screen again, with its suggestion."""
        if not self.steps:
            return None
        step = self.steps.pop()
        self.undone.append(step)
        self._return_to(step)
        return step

    def redo(self) -> Step | None:
        """Say again what was taken back last; its batches are to be made anew."""
        if not self.undone:
            return None
        step = replace(self.undone.pop(), batches=[])
        self.steps.append(step)
        self._remember()
        self._settle()
        return step

    def drop(self, step: Step) -> None:
        """Forget a step that could not be stored: its case is back, and it is not undoable."""
        if step in self.steps:
            self.steps.remove(step)
            self._return_to(step)

    def keep(self, step: Step) -> None:
        """Put a step back that could not be taken back in the store."""
        if step in self.undone:
            self.undone.remove(step)
            self.steps.append(step)
            self._remember()
            self._settle()

    def tally(self) -> Tally:
        """Count what was said so far in this walk."""
        return self._memory.tally()

    # inside

    def let_go(self) -> None:
        """Empty what stands beside the cases; nothing is asked of it any more."""
        self._certain.let_go()
        self._memory.let_go()
        self._open.way.let_go()
        if self.learner is not None:
            self.learner.let_go()

    def _make(self, step: Step) -> Step:
        self.steps.append(step)
        self.undone.clear()
        self._remember()
        self._settle()
        return step

    def _remember(self) -> None:
        self._memory.hear(self.steps)
        self._arranger.learn(self._memory, self._open, self._index + 1, self._go_on)

    def _settle(self) -> None:
        """Stay on an open case: this one, the next, or else the first that is left."""
        if not self._open.has_at(self._index, self.show):
            n = self._open.after(self._index, 1, self.show)
            if n is None:
                n = self._open.after(-1, 1, self.show)
            self._index = len(self.review.cases) if n is None else n
        self.option = self.side = 0

    def _return_to(self, step: Step) -> None:
        self._remember()
        n = self._open.way.places[step.case]
        if n not in self._open.shown(self.show):
            self.show = Show.ALL
        self._index, self.option, self.side = n, step.option, 0


__all__ = ["Said", "Show", "Step", "Tally", "Walk"]
