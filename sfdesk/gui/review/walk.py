"""The way through the open cases: where one is, what was said, and how it is taken back.

Knows no window and stores nothing: each step says what is to be stored, and holds the batches
under which it was, so that undo works however often and however far back.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sfdesk.actions.cases import Case, Option, Review
from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.asking import Sampled
from sfdesk.domain.matching.suggestions import Band
from sfdesk.gui.review.memory import Memory
from sfdesk.gui.review.ordering import Order, Way, arranged
from sfdesk.gui.review.steps import Said, Show, Step, Tally
from sfdesk.i18n import _, counted

if TYPE_CHECKING:
    from sfdesk.gui.review.learner import Learner

Behind: TypeAlias = Callable[[Callable[[], Way], Callable[[Way], None]], None]
"""Makes a way somewhere and hands it over, at once or later."""


def at_once(make: Callable[[], Way], use: Callable[[Way], None]) -> None:
    """Make it here, while everybody waits."""
    use(make())


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
        self._plain = {c.crm.id: c.options[0].record.id for c in review.cases if _plain(c)}
        self._wanting: dict[str, list[str]] = {}
        for crm_id, record_id in self._plain.items():
            self._wanting.setdefault(record_id, []).append(crm_id)
        self._came, self._behind = review, behind
        self.review, self._index = review, 0
        self._way = Way.of(Order.SURE, review.cases, frozenset())
        self._offered = {
            record_id: self._way.case(some[0]) for record_id, some in self._wanting.items()
        }
        self._remember()
        self._settle()

    # where one is

    @property
    def order(self) -> Order:
        """What comes first."""
        return self._way.order

    @property
    def drawn(self) -> frozenset[str]:
        """The CRM ids that chance picked."""
        return self._way.drawn

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
        case = self.case
        return case.options[min(self.option, len(case.options) - 1)] if case else None

    @property
    def number(self) -> int:
        """Which of the shown cases this is, counted from 1."""
        return bisect_left(self._shown, self._index) + 1

    @property
    def total(self) -> int:
        """How many cases the filter shows, decided ones included."""
        return len(self._shown)

    @property
    def left(self) -> int:
        """How many of them are still open."""
        return self.count(self.show)

    def count(self, show: Show) -> int:
        """How many cases are open under a filter; only cases that were touched are looked at."""
        touched = [self._way.case(crm_id) for crm_id in self._memory.changed]
        before = sum(_fits(case, show) for case in touched)
        now = sum(self._open(case, show) for case in touched)
        return len(self._way.fitting[show]) - before + now

    @property
    def _shown(self) -> Sequence[int]:
        """The indices of the cases that the filter shows, decided ones included."""
        if self.show is not Show.LATER or not self._memory.later:
            return self._way.fitting[self.show]
        places = self._way.places
        aside = {places[crm_id] for crm_id in self._memory.later & places.keys()}
        return sorted(aside.union(self._way.fitting[Show.LATER]))

    def following(self) -> Case | None:
        """The case that comes after this one."""
        for n in self._after(self._index, 1):
            if self._open(self.review.cases[n]):
                return self._memory.rest(self.review.cases[n])
        return None

    # going on

    def arrange(self, order: Order, seed: int = 0) -> None:
        """Go through the cases in another order, from its first; `seed` is for chance picks."""
        self.start_on(self.way(order, seed))

    def arrange_behind(self, order: Order, seed: int = 0) -> None:
        """Do the same when it is made."""
        self._behind(lambda: self.way(order, seed), self.start_on)

    def way(self, order: Order, seed: int = 0) -> Way:
        """Put the cases in an order; changes nothing here, and may be asked on any thread."""
        chance = None
        if self.learner is not None and order in _BY_CHANCE:
            chance = self.learner.chances()
        return Way.of(order, *arranged(self._came.cases, order, seed, chance))

    def start_on(self, way: Way) -> None:
        """Go another way, from its first case."""
        self._take(way)
        self._index = 0
        self._settle()

    def _take(self, way: Way) -> None:
        self._way = way
        self.review = replace(self._came, cases=way.cases)

    def _learn(self) -> None:
        """Learn from what was said; the doubtful ones that are still to come change places."""
        learner = self.learner
        if learner is None or not learner.learn(self._memory.told()):
            return
        if self.order in _BY_CHANCE:
            way, start, factors = self._way, self._index + 1, learner.factors
            self._behind(
                lambda: self._doubtful_first(way, start, learner.chances()),
                # what was learnt meanwhile has a way of its own in the making
                lambda made: self._go_on(made) if learner.factors is factors else None,
            )

    def _doubtful_first(self, way: Way, start: int, chance: Callable[[Case], float]) -> Way:
        """Put the open cases from a place on in the order of doubt, but for chance picks."""
        cases = list(way.cases)
        places = [
            n
            for n in range(start, len(cases))
            if cases[n].crm.id not in way.drawn and self._open(cases[n], Show.ALL)
        ]
        by_doubt = sorted((cases[n] for n in places), key=lambda c: abs(chance(c) - 0.5))
        for n, case in zip(places, by_doubt, strict=True):
            cases[n] = case
        return Way.of(way.order, cases, way.drawn)

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
        for n in self._after(self._index, by):
            if self._open(self.review.cases[n]):
                self._index, self.option, self.side = n, 0, 0
                return True
        return False

    def go_to(self, crm_id: str) -> bool:
        """Show the case of one CRM record; False where it has none that is open."""
        n = self._way.places.get(crm_id)
        if n is None or not self._open(self.review.cases[n]):
            return False
        self._index, self.option, self.side = n, 0, 0
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
        case, option = self.case, self.chosen
        if case is None or option is None:
            return None
        if outcome is Outcome.LATER and self._memory.is_later(case):
            self.move(1)
            return None
        crm = (case.crm, *case.rivals)[self.side]
        title = {
            Outcome.LINK: _("link {name}"),
            Outcome.NOT_SAME: _("not the same: {name}"),
            Outcome.LATER: _("later: {name}"),
        }[outcome].format(name=crm.name)
        first = option.brief.rank == 1 if outcome is Outcome.LINK else None
        said = Said(crm.id, option.record.id, outcome, self._stood(case, option, crm.id))
        return self._make(title, case, (said,), first=first)

    def link_by_hand(self, record_id: str) -> Step | None:
        """Link this CRM record to one that was found by hand, suggested or not, and go on."""
        case = self.case
        if case is None:
            return None
        best = case.options[0]
        shown = self._stood(case, best, case.crm.id)
        right = best.record.id == record_id
        said = Said(
            case.crm.id, record_id, Outcome.LINK, replace(shown, first=shown.first and right)
        )
        title = _("link {name}").format(name=case.crm.name)
        return self._make(title, case, (said,), first=right)

    def note(self, text: str) -> None:
        """Keep a note for what will be said of this case."""
        case = self.case
        if case is not None:
            self.notes[case.crm.id] = text.strip()

    def none_of_these(self) -> Step | None:
        """Say of every suggestion of this case that it is not the same, and go on."""
        case = self.case
        if case is None:
            return None
        crm_id = case.crm.id
        said = tuple(
            Said(crm_id, o.record.id, Outcome.NOT_SAME, self._stood(case, o, crm_id))
            for o in case.options
        )
        return self._make(_("none of these: {name}").format(name=case.crm.name), case, said)

    def accept(self, cases: Sequence[Case]) -> Step | None:
        """Link every one of these cases to its first suggestion, as one step."""
        if not cases:
            return None
        said = tuple(
            Said(c.crm.id, best.record.id, Outcome.LINK, Shown(best.brief.band.value))
            for c in cases
            for best in c.options[:1]
        )
        title = counted("link {n} certain one", "link {n} certain ones", len(cases))
        return self._make(title, cases[0], said, first=True)

    def _stood(self, case: Case, option: Option, crm_id: str) -> Shown:
        """Say how a pair stood; once its best suggestion is gone, a chance pick is answered."""
        drawn = case.crm.id in self.drawn and case.options[0].brief.rank == 1
        first = option.brief.rank == 1 and crm_id == case.crm.id
        note = self.notes.get(case.crm.id, "")
        return Shown(option.brief.band.value, drawn, first, note)

    def sampled(self) -> dict[str, Sampled]:
        """Return what chance picks showed by now, those of earlier sittings included."""
        said = ((one.outcome, one.shown) for step in self.steps for one in step.said)
        return asking.together(self.review.sampled, asking.sampled(said))

    def certain(self) -> tuple[Case, ...]:
        """The open cases that may be linked in one go: certain, undisputed, one record each."""
        return tuple(self._certain().values())

    def count_certain(self) -> int:
        """How many those are."""
        return len(self._certain())

    def _certain(self) -> dict[str, Case]:
        """Return those cases by their record; only cases that were touched are looked at."""
        touched = {i: self._still(i) for i in self._memory.changed if i in self._plain}
        wanting: dict[str, list[str]] = {self._plain[crm_id]: [] for crm_id in touched}
        for crm_id, record_id in touched.items():
            if record_id:
                wanting.setdefault(record_id, []).append(crm_id)
        found = dict(self._offered)
        for record_id, some in wanting.items():
            others = (i for i in self._wanting.get(record_id, ()) if i not in touched)
            first = next(others, some[0] if some else None)
            if first is None:
                found.pop(record_id, None)
            else:
                found[record_id] = self._memory.rest(self._way.case(first))
        return found

    def _still(self, crm_id: str) -> str:
        """Return the record that a touched plain case may be linked to now; "" for none."""
        case = self._way.case(crm_id)
        if not self._memory.undecided(case) or self._memory.is_later(case):
            return ""
        return self._memory.rest(case).options[0].record.id

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
        links = [step for step in self.steps if step.first is not None]
        linked = sum(len(step.said) for step in links)
        touched = (self._way.case(i) for i in self._memory.touched if i in self._way.places)
        away = [case for case in touched if not self._memory.undecided(case)]
        return Tally(
            decided=len(away) + len(self._memory.later & self._memory.touched),
            linked=linked,
            not_same=max(len(away) - linked, 0),
            later=len(self._memory.later & self._memory.touched),
            agreed=sum(len(step.said) for step in links if step.first),
        )

    # inside

    def _make(
        self, title: str, case: Case, said: tuple[Said, ...], *, first: bool | None = None
    ) -> Step:
        step = Step(title, case.crm.id, self.option, said, first)
        self.steps.append(step)
        self.undone.clear()
        self._remember()
        self._settle()
        return step

    def _remember(self) -> None:
        self._memory.hear(self.steps)
        self._learn()

    def _settle(self) -> None:
        """Stay on an open case: this one, the next, or else the first that is left."""
        self.side = 0
        if self._index < len(self.review.cases) and self._open(self.review.cases[self._index]):
            self.option = 0
            return
        start = self._index if self._index < len(self.review.cases) else -1
        self._index = len(self.review.cases) if not self.review.cases else start
        if not self.move(1):
            self._index = next(
                (n for n in self._shown if self._open(self.review.cases[n])),
                len(self.review.cases),
            )
            self.option = 0

    def _return_to(self, step: Step) -> None:
        self._remember()
        n = self._way.places[step.case]
        if n not in self._shown:
            self.show = Show.ALL
        self._index, self.option, self.side = n, step.option, 0

    def _after(self, index: int, by: int) -> Iterator[int]:
        """Yield the places of shown cases after (1) or before (-1) one."""
        shown = self._shown
        if by > 0:
            return (shown[n] for n in range(bisect_right(shown, index), len(shown)))
        return (shown[n] for n in range(bisect_left(shown, index) - 1, -1, -1))

    def _open(self, case: Case, show: Show | None = None) -> bool:
        shown = show or self.show
        if shown is Show.LATER:
            return self._memory.is_later(case) and self._memory.undecided(case)
        return (
            _fits(case, shown) and not self._memory.is_later(case) and self._memory.undecided(case)
        )


def let_go(walks: list[Walk]) -> None:
    """Let walks that nobody else holds end, case by case: all at once would stop every thread."""
    while walks:
        cases = list(walks.pop().review.cases)
        while cases:
            del cases[-_FEW:]


_FEW = 500
_BY_CHANCE = {Order.DOUBT, Order.HELPS}


def _fits(case: Case, show: Show) -> bool:
    """Tell whether a filter showed a case at the start."""
    if show is Show.LATER:
        return case.later
    return not case.later and show.value in (Show.ALL, case.band.value)


def _plain(case: Case) -> bool:
    """Tell whether a case may be linked together with others: certain and undisputed."""
    undisputed = not case.rivals and not case.warning and not case.later
    return case.band is Band.CERTAIN and undisputed and bool(case.options)


__all__ = ["Said", "Show", "Step", "Tally", "Walk"]
