"""Matching in a process of its own, so that no window ever waits for it.

The process is started when there is something to do, keeps what it knows for the next change, and
ends with this program, when nobody asks for a while, or at once when the work is cancelled: what
was stored is whole at any moment. Only plain data goes to and fro.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Lock, Thread
from typing import TYPE_CHECKING

from sfdesk.actions.match_requests import MatchReport, MatchRequest
from sfdesk.errors import Cancelled, SfdeskError, WorkerDied
from sfdesk.i18n import _
from sfdesk.ticket import Progress, Ticket

if TYPE_CHECKING:
    from sfdesk.actions.rematching import Here

_LOOK = 0.05  # seconds between two looks whether the work was cancelled
_IDLE = 1800.0  # seconds without a request after which the process ends
_TRIES = 2
_READY = object()


@dataclass(frozen=True, slots=True)
class _Known:
    """A known failure, as it crosses."""

    kind: type[SfdeskError]
    title: str
    hint: str
    retry: bool
    code: str
    details: str

    def error(self) -> SfdeskError:
        return self.kind(
            self.title, self.hint, retry=self.retry, code=self.code, details=self.details
        )


@dataclass(frozen=True, slots=True)
class _Bug:
    """Any other exception, as the lines of its traceback."""

    text: str


class Apart:
    """A worker process that matches. Any thread may ask; one request runs at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._dying: list[BaseProcess] = []
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The process's number while there is one."""
        return self._process.pid if self._process is not None else None

    def match(self, request: MatchRequest, ticket: Ticket) -> MatchReport:
        """Bring the stored suggestions up to date.

        A process that dies is replaced once. Raise WorkerDied if the next one dies too, StoreError,
        Cancelled.
        """
        while not self._lock.acquire(timeout=_LOOK):
            ticket.check()
        try:
            for _try in range(_TRIES):
                report = self._asked(request, ticket)
                if report is not None:
                    return report
        finally:
            self._lock.release()
        raise WorkerDied(
            _("Comparing your CRM with Salesforce broke off"),
            _("The system ended it, maybe for lack of memory. Nothing is lost; try again."),
            retry=True,
        )

    def close(self) -> None:
        """End the process."""
        self._give_up()
        for process in self._dying:
            process.join()
            process.close()
        self._dying.clear()

    def _give_up(self) -> None:
        """End the process without waiting until the system has taken it away."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None:
            process.kill()
            self._dying.append(process)
        if pipe is not None:
            pipe.close()

    def _asked(self, request: MatchRequest, ticket: Ticket) -> MatchReport | None:
        """Return the answer to a request; None if the process died over it."""
        try:
            pipe = self._open()
            pipe.send(request)
            while True:
                while not pipe.poll(_LOOK):
                    ticket.check()
                answer = pipe.recv()
                if isinstance(answer, Progress):
                    ticket.progress(answer.text, answer.done, answer.total)
                    continue
                break
        except (EOFError, OSError):
            self.close()
            return None
        except Cancelled:
            self._give_up()
            raise
        if isinstance(answer, _Known):
            raise answer.error()
        if isinstance(answer, _Bug):
            raise RuntimeError(answer.text)  # noqa: TRY004 - a bug over there, told as one here
        assert isinstance(answer, MatchReport)
        return answer

    def _open(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            # always a fresh interpreter: a copy of one with threads and windows would hang
            context = get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe


def _serve(pipe: Connection) -> None:
    """Answer requests until nobody is there to ask."""
    from sfdesk.actions.rematching import Here  # noqa: PLC0415 - the matcher takes a second to load

    Thread(target=_end_with_the_program, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends this one
    if sys.platform != "win32":
        os.nice(10)
    here = Here()
    try:
        while pipe.poll(_IDLE):
            _answer(here, pipe.recv(), pipe.send)
            _get_ready(here.ahead(), pipe)
    except (EOFError, OSError):
        return


def _get_ready(steps: Iterator[None], pipe: Connection) -> None:
    """Make ahead what the next change needs, until somebody asks."""
    while not pipe.poll() and next(steps, _READY) is not _READY:
        pass


def _end_with_the_program() -> None:
    """Wait until the program that started this one is gone, killed even, and go too.

    The pipe alone would tell an idle process only; what is stored is whole at any moment.
    """
    program = parent_process()
    assert program is not None
    wait([program.sentinel])
    os._exit(1)


def _answer(here: "Here", request: MatchRequest, say: Callable[[object], None]) -> None:
    """Answer a request. The stores are closed behind the answer, and nobody waits for that."""
    told = False
    failure: _Known | _Bug
    try:
        with here.answering(request, Ticket(say)) as report:
            told = True
            say(report)
            return
    except SfdeskError as error:
        known = (error.title, error.hint, error.retry, error.code, error.details)
        failure = _Known(type(error), *known)
    except OSError:
        raise
    except Exception:  # noqa: BLE001 - carried over to the program, where it is told
        failure = _Bug(traceback.format_exc())
    if not told:
        say(failure)
