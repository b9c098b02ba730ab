"""What is done with whole walks on the lane of the review: made, put in order, let go."""

from collections.abc import Callable
from functools import partial

from sfdesk.actions.cases import Review
from sfdesk.domain.records import Kind
from sfdesk.emptying import empty
from sfdesk.gui.jobs import Job, Lane, unwatched
from sfdesk.gui.review.ordering import Order, Way, orders
from sfdesk.gui.review.walk import Walk
from sfdesk.gui.screens import Desk


class WalkLane:
    """Makes walks in the order that was chosen last, as far as a kind has it.

    `arranged` is called when a walk was put in another order behind the screen; `seed` says what
    chance picks.
    """

    def __init__(self, desk: Desk, *, seed: int, arranged: Callable[[], None]) -> None:
        self._desk, self._seed, self._arranged = desk, seed, arranged
        self._arranging: dict[Kind, Job] = {}
        self.order = Order.SURE

    def made(self, review: Review) -> Walk:
        """Return a walk; to be called on the lane: it loads numpy and looks at every case."""
        learner = None
        if self._desk.workspace.settings.learns:
            from sfdesk.gui.review.learner import Learner  # noqa: PLC0415 - nobody waits for it

            learner = Learner(review)
        walk = Walk(review, learner, partial(self._behind, review.kind))
        if self._is_out_of_order(walk):
            walk.arrange(self.order, self._seed)
        return walk

    def arrange(self, walk: Walk) -> None:
        """Put a walk that is in another order in the chosen one."""
        if self._is_out_of_order(walk):
            walk.arrange_behind(self.order, self._seed)

    def let_go(self, walks: list[Walk], kind: Kind) -> None:
        """Let walks of a kind that nobody else holds end, where they hold nobody up."""
        self._stop_arranging(kind)
        self._desk.jobs.start(Lane.REVIEW, unwatched(lambda _ticket: _end(walks)))

    def _is_out_of_order(self, walk: Walk) -> bool:
        return self.order is not walk.order and self.order in orders(walk.review.kind)

    def _behind(self, kind: Kind, make: Callable[[], Way], use: Callable[[Way], None]) -> None:
        """Make a way on the lane; only the one that was asked for last is gone."""

        def done(way: Way) -> None:
            use(way)
            self._arranged()

        self._stop_arranging(kind)
        self._arranging[kind] = self._desk.jobs.start(
            Lane.REVIEW, unwatched(lambda _ticket: make()), on_done=done
        )

    def _stop_arranging(self, kind: Kind) -> None:
        if kind in self._arranging:
            self._arranging.pop(kind).forget()


def _end(walks: list[Walk]) -> None:
    """Empty walks case by case: all at once would stop every thread."""
    while walks:
        walk = walks.pop()
        walk.let_go()
        cases = list(walk.review.cases)
        del walk
        empty(cases)
