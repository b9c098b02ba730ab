"""How time, memory and the wait for a cancel grow with the lists, and what explaining takes."""

import json
import resource
import time
from pathlib import Path

from sfdesk.actions.matching_files import match_files
from sfdesk.actions.table_reading import read_table
from sfdesk.domain.matching import engine
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.evidence import Explainer
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
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
