"""Jobs: work off the UI thread, results back on it. The only module that knows threads.

A lane is a queue with one worker: what starts later on the same lane waits for what is before it.
What the work is about is none of this module's business.
"""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Any, ParamSpec, TypeGuard, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sfdesk.errors import Cancelled, SfdeskError
from sfdesk.staying import at_work, staying
from sfdesk.ticket import Progress, Ticket

_SWEEP = 250  # ms

T = TypeVar("T")
P = ParamSpec("P")


class Lane(StrEnum):
    """Which queue a job waits in."""

    SYNC = "sync"  # pulls; minutes
    ORG = "org"  # what the person clicked and waits for
    SIGN_IN = "sign-in"  # waits for the person, who is in the browser
    LOCAL = "local"  # reads of the stores, import
    MATCH = "match"  # waits for the process that matches
    REVIEW = "review"  # reads suggestions; the first time, waits until there are any


@dataclass(slots=True)
class _Calls:
    done: Callable[[Any], None] | None = None
    error: Callable[[SfdeskError], None] | None = None
    progress: Callable[[Progress], None] | None = None
    end: Callable[[], None] | None = None


@dataclass(slots=True, eq=False)
class Job:
    """One run of an action. `running` until the last of its callbacks has returned."""

    lane: Lane
    ticket: Ticket
    running: bool = True
    _calls: _Calls = field(default_factory=_Calls)
    _latest: Progress | None = None
    _forgotten: bool = False

    def cancel(self) -> None:
        """Ask the work to stop at its next safe place; `on_end` is still called."""
        self.ticket.cancel()

    def forget(self) -> None:
        """Cancel, and call nobody back: for a list that is asked anew or a window that closes."""
        self.cancel()
        self._calls = _Calls()
        self._forgotten = True


@dataclass(frozen=True, slots=True)
class _Done:
    value: Any


class _Sweeper(QObject):
    """Looks for rings of garbage on the UI thread alone, a few times a second.

    Python looks for them in whichever thread happens to allocate. A closed window may be in such a
    ring, and Qt does not survive one that ends on a lane.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_SWEEP)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Do the oldest round that is due, as Python would, unless what is made now will stay."""
        if at_work():
            return
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        rounds = [at for at, (count, most) in enumerate(due) if count > most]
        if rounds:
            gc.collect(rounds[-1])

    def close(self) -> None:
        """Leave it to Python again; no lane is left."""
        self._timer.stop()
        gc.enable()


class Jobs(QObject):
    """Starts jobs. `problem` carries a known error that nobody took, `bug` any other exception."""

    problem = Signal(object)
    bug = Signal(object)
    _crossed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._open: set[Job] = set()
        self._closed = False
        self._sweeper: _Sweeper | None = None
        self._crossed.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        lane: Lane,
        work: Callable[[Ticket], T],
        *,
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[SfdeskError], None] | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> Job:
        """Put `work` on a lane and return at once.

        Back on the UI thread come `on_progress` (the newest, never a queue of old ones), then
        `on_done` with the result or `on_error` with a known error, and in any case `on_end`.
        Callbacks of a widget that is gone are left out.
        """
        calls = _Calls(on_done, on_error, on_progress, on_end)
        job = Job(lane, Ticket(lambda p: self._progress(job, p)), _calls=calls)
        if self._closed:
            job.running = False
            return job
        self._open.add(job)
        self._submit(lane, partial(self._run, job, work))
        return job

    def busy(self, *lanes: Lane) -> bool:
        """Tell whether anything is under way, on these lanes or on any."""
        return any(not lanes or job.lane in lanes for job in self._open)

    def call(self, function: Callable[P, None], *args: P.args, **named: P.kwargs) -> None:
        """Run a function on the UI thread soon; may be called from any thread.

        A method of a widget that is gone by then is left out.
        """
        self._cross(lambda: function(*args, **named) if _alive(function) else None)

    def close(self) -> None:
        """Cancel what runs, wait for it, and call nobody back."""
        self._closed = True
        for job in tuple(self._open):
            job.forget()
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()
        if self._sweeper is not None:
            self._sweeper.close()
            self._sweeper = None

    def _submit(self, lane: Lane, run: Callable[[], None]) -> None:
        if self._sweeper is None:
            self._sweeper = _Sweeper(self)
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"sfdesk-{lane}")
        self._lanes[lane].submit(run)

    def _cross(self, call: Callable[[], None]) -> None:
        self._crossed.emit(call)

    @Slot(object)
    def _arrive(self, call: Callable[[], None]) -> None:
        call()

    def _run(self, job: Job, work: Callable[[Ticket], object]) -> None:
        outcome = _attempt(job.ticket, work)
        self._cross(partial(self._deliver, job, outcome))

    def _progress(self, job: Job, progress: Progress) -> None:
        waiting, job._latest = job._latest, progress  # noqa: SLF001 - one module, two classes
        if waiting is None:
            self._cross(partial(self._show_progress, job))

    def _show_progress(self, job: Job) -> None:
        latest, job._latest = job._latest, None  # noqa: SLF001
        call = job._calls.progress  # noqa: SLF001
        if latest is not None and _alive(call):
            call(latest)

    def _deliver(self, job: Job, outcome: _Done | Exception | None) -> None:
        calls = job._calls  # noqa: SLF001
        try:
            if isinstance(outcome, _Done):
                if _alive(calls.done):
                    calls.done(outcome.value)
            elif isinstance(outcome, SfdeskError):
                self._tell(job, outcome)
            elif outcome is not None:
                self.bug.emit(outcome)
        finally:
            job.running = False
            self._open.discard(job)
            if _alive(calls.end):
                calls.end()

    def _tell(self, job: Job, error: SfdeskError) -> None:
        call = job._calls.error  # noqa: SLF001
        if _alive(call):
            call(error)
        elif call is None and not job._forgotten:  # noqa: SLF001
            self.problem.emit(error)


class InlineJobs(Jobs):
    """Runs the work at once, on the thread that starts it: for tests of windows."""

    def _submit(self, _lane: Lane, run: Callable[[], None]) -> None:
        run()

    def _cross(self, call: Callable[[], None]) -> None:
        call()


def unwatched(work: Callable[[Ticket], T]) -> Callable[[Ticket], T]:
    """Let work make a million objects that stay, without the garbage collector."""

    def run(ticket: Ticket) -> T:
        with staying():
            return work(ticket)

    return run


def _attempt(ticket: Ticket, work: Callable[[Ticket], object]) -> _Done | Exception | None:
    try:
        ticket.check()
        return _Done(work(ticket))
    except Cancelled:
        return None
    except Exception as error:  # noqa: BLE001 - carried over to the UI thread, where it is told
        return error


def _alive(call: Callable[P, None] | None) -> TypeGuard[Callable[P, None]]:
    """Tell whether there is a callback whose widget, if it is a widget's method, still lives."""
    owner = getattr(call, "__self__", None)
    return call is not None and (not isinstance(owner, QObject) or shiboken6.isValid(owner))
