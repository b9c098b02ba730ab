"""Jobs that wait until they are let go: for what happens between a click and its answer."""

from collections.abc import Callable

from sfdesk.gui.jobs import InlineJobs, Lane


class HeldJobs(InlineJobs):
    """Runs work at once until `hold()`, then keeps it until `release()`."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        self._held = []

    def release(self) -> None:
        held, self._held = self._held or [], None
        for run in held:
            run()

    def _submit(self, lane: Lane, run: Callable[[], None]) -> None:
        if self._held is None:
            run()
        else:
            self._held.append(run)
