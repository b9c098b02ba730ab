"""How time, memory and the wait for a cancel grow with the lists, and what explaining takes."""

import contextlib
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sfdesk.actions.matching_files import match_files
from sfdesk.actions.table_reading import read_table
from sfdesk.domain.matching import engine
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.staying import staying
from sfdesk.ticket import Ticket

GROWTH = ("accounts_10k", "accounts_30k", "accounts_100k", "accounts_300k", "accounts_100k_1m")
_EXPLAINED = 300


class Watched(Ticket):
    """Remembers the longest time between two looks at it, in seconds: a cancel waits no longer."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self.longest = 0.0

    def check(self) -> None:
        """Look at the clock too."""
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
        super().check()


def spent() -> float:
    """Return the seconds of processor time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def child(folder: Path, kind: Kind, shape: Shape) -> None:
    """Match the two files of a folder and print what it took, as one JSON object."""
    ticket = Watched()
    with staying():
        report = match_files(
            folder / "left.csv", folder / "right.csv", kind, shape=shape,
            out=folder / "out.csv", explain=None, columns={}, ticket=ticket,
        )  # fmt: skip
    ticket.check()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        json.dumps(
            {
                "megabytes": peak,
                "expected": report.expected_right,
                "cpu": spent(),
                "wait": ticket.longest,
            }
        )
    )


def stopping(folder: Path, kind: Kind, seconds: float, moments: int) -> float:
    """Return the longest time, in seconds, from Ctrl+C to the end of the program `sfdesk match`.

    It is pressed at so many moments of a run that takes `seconds`. Raise AssertionError where
    anything is left of a run that was stopped.
    """
    files = [str(folder / f"{side}.csv") for side in ("left", "right")]
    command = [sys.executable, "-m", "sfdesk", "match", *files, "--kind", kind.value, "--out"]
    longest = 0.0
    for moment in range(moments):
        with tempfile.TemporaryDirectory() as empty:
            out = str(Path(empty) / "out.csv")
            program = subprocess.Popen(
                [*command, out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(_STARTED + moment * seconds / moments)
            pressed = time.perf_counter()
            program.send_signal(signal.SIGINT)
            if program.wait() == 0:
                continue
            longest = max(longest, time.perf_counter() - pressed)
            assert not list(Path(empty).iterdir())
    return longest


_STARTED = 0.3
"""Seconds after which Python has come up and listens for signals."""


def explaining(folder: Path, kind: Kind) -> tuple[float, float]:
    """Return the milliseconds for one explanation, and for making ready to explain."""
    left, right = (read_table(folder / f"{s}.csv", kind, {}, Ticket()) for s in ("left", "right"))
    corpus = Corpus.of(left.table, right.table, kind)
    run = engine.run(corpus, (), Shape.ONE_TO_ONE, Ticket())
    start = time.process_time()
    explainer = Explainer(run)
    ready = time.process_time()
    places = run.assigned[:: max(1, len(run.assigned) // _EXPLAINED)].tolist()
    for place in places:
        explainer.suggestion(place)
    each = (time.process_time() - ready) / len(places)
    return each * 1000, (ready - start) * 1000
