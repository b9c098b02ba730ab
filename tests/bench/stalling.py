"""A window over a filled workspace, watched while everything is matched anew behind it."""

import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from sfdesk.actions.match_requests import MatchReport, MatchRequest
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.errors import Cancelled
from sfdesk.gui import application
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.jobs import Jobs, Lane
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.review.ordering import Order
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.review.steps import Show
from sfdesk.gui.screens import Place
from sfdesk.salesforce.vault import SessionVault
from sfdesk.store import orgs as org_list
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
from tests.bench.live import NOW, ORG

_BEAT = 5  # ms
_WAYS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


class _Beats:
    """The longest time between two turns of the event loop, beyond the beat itself."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._before = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._before - _BEAT / 1000)
        self._before = now

    def fresh(self) -> None:
        self.longest, self._before = 0.0, time.perf_counter()


def main(folder: Path) -> None:
    """Print a line per figure: metric|value|reference|value."""
    os.environ["SFDESK_HOME"] = str(folder)
    info = OrgInfo(
        alias="bench", org_id=ORG, org_name="Bench", kind=OrgKind.PRODUCTION,
        login_url="https://bench.example", instance_url="https://bench.example", client_id="none",
        user_id="005A0000000001AAA", username="anna@bench.example", display_name="Anna",
        may_push=False, scope=Scope.ALL, connected_at=NOW,
    )  # fmt: skip
    org_list.put(info)
    app = application.application([])
    workspace = _Filled(folder)
    jobs = Jobs(app)
    with application.window(app, workspace, open_demo=lambda _w: None, jobs=jobs) as window:
        beats = _Beats()
        _until(lambda: window.state.org is not None and not jobs.busy())
        beats.fresh()
        _wait(2000)
        idle = beats.longest * 1000
        beats.fresh()
        window.navigate(Place.REVIEW)
        _until(lambda: not jobs.busy(Lane.REVIEW))
        opening = beats.longest * 1000
        worked = _worked(window, beats, jobs)
        listed = _listed(window, beats, jobs)
        window.navigate(Place.REVIEW)
        beats.fresh()
        report = _match(jobs, workspace)
        print(f"longest stall while all is matched|{beats.longest * 1000}|goal|100")
        beats.fresh()
        window.state.report_match(report, elsewhere=True)
        _until(lambda: not jobs.busy())
        print(f"longest stall while it is read anew|{beats.longest * 1000}|goal|100")
        print(f"longest stall of an idle window|{idle}|goal|100")
        print(f"longest stall while Review opens|{opening}|goal|100")
        print(f"longest stall of filters, orders and next cases|{worked}|goal|100")
        print(f"longest stall of a list: read anew, sorted, searched|{listed}|goal|100")
        print(f"cancelling takes|{_cancel(jobs, workspace) * 1000}|goal|200")


def _worked(window: MainWindow, beats: _Beats, jobs: Jobs) -> float:
    """Go through Review as people do; return its longest stall in milliseconds."""
    screen = window.findChild(ReviewScreen)
    assert isinstance(screen, ReviewScreen)
    toolbar = screen.toolbar
    acts: list[Callable[[], object]] = [
        *(partial(toolbar.show_chosen.emit, show) for show in (*Show, Show.ALL)),
        *(partial(toolbar.order_chosen.emit, order) for order in (*Order, Order.SURE)),
        *(act.trigger for act in screen.view.actions() if act.text() == "Next case"),
        toolbar.bulk.emit,
        screen.pages.bulk.left.emit,
    ]
    return _longest(acts, beats, jobs)


def _listed(window: MainWindow, beats: _Beats, jobs: Jobs) -> float:
    """Go through Accounts, and jump from there; return the longest stall in milliseconds."""
    window.navigate(Place.ACCOUNTS)
    screen = window.screen_of(Place.ACCOUNTS)
    assert isinstance(screen, RecordsScreen)
    _until(lambda: not jobs.busy())
    heads, jump = screen.table.horizontalHeader(), window.header.jump
    acts: list[Callable[[], object]] = [
        screen.refresh,
        screen.refresh,
        *(
            partial(heads.setSortIndicator, n, order)
            for n in range(heads.count())
            for order in _WAYS
        ),
        screen.refresh,
        *(partial(screen.search.setText, text) for text in ("a", "an", "an b", "")),
        jump.setFocus,
        *(partial(QTest.keyClicks, jump, letter) for letter in "a be"),
    ]
    return _longest(acts, beats, jobs)


def _longest(acts: Iterable[Callable[[], object]], beats: _Beats, jobs: Jobs) -> float:
    longest = 0.0
    for act in acts:
        beats.fresh()
        act()
        _until(lambda: not jobs.busy())
        _wait(50)
        longest = max(longest, beats.longest)
    return longest * 1000


class _Filled(Workspace):
    """A workspace on the stores of the bench."""

    def __init__(self, folder: Path) -> None:
        super().__init__(vault=SessionVault(), now=lambda: NOW)
        self._folder = folder

    def _cache_path(self, info: OrgInfo) -> Path:
        return self._folder / "cache.sqlite"

    def _match_request(self, info: OrgInfo, *, anew: bool = False) -> MatchRequest:
        made = super()._match_request(info, anew=anew)
        return replace(made, matches=self._folder / "matches.sqlite", crm=self._crm_address())

    def _crm_address(self) -> str:
        return f"sqlite:///{self._folder / 'crm.sqlite'}"


def _match(jobs: Jobs, workspace: Workspace) -> MatchReport:
    done: list[MatchReport] = []
    jobs.start(Lane.MATCH, lambda t: workspace.match(t, "bench", anew=True), on_done=done.append)
    _until(lambda: bool(done))
    return done[0]


def _cancel(jobs: Jobs, workspace: Workspace) -> float:
    """Return how long it takes from the wish to the end, in the middle of the work."""
    told: list[str] = []
    took: list[float] = []

    def work(ticket: Ticket) -> None:
        try:
            workspace.match(ticket, "bench", anew=True)
        except Cancelled:
            took.append(time.perf_counter())
            raise

    job = jobs.start(Lane.MATCH, work, on_progress=lambda p: told.append(p.text))
    _until(lambda: len(told) > 2)
    wished = time.perf_counter()
    job.cancel()
    _until(lambda: not job.running)
    return took[0] - wished


def _until(done: object) -> None:
    assert callable(done)
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(_BEAT)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
