"""Suggestions follow in the background, and the screen moves only for what happened elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from sfdesk.actions.match_requests import MatchReport
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError, StoreBusy, WorkerDied
from sfdesk.gui.jobs import InlineJobs
from sfdesk.gui.state import State
from sfdesk.gui.suggesting import Suggester
from sfdesk.ticket import Ticket
from tests.gui.held_jobs import HeldJobs
from tests.gui.samples import ACME, PlainWorkspace


@pytest.fixture
def state(qapp: object) -> Iterator[State]:
    made = State()
    yield made
    made.deleteLater()  # with its timers: left in a ring of garbage, they may end on any thread


def _suggester(state: State, jobs: InlineJobs | None = None) -> tuple[Suggester, PlainWorkspace]:
    workspace = PlainWorkspace(ACME)
    made = Suggester(workspace, jobs or InlineJobs(), state, state)
    made._soon.setInterval(0)
    return made, workspace


@pytest.mark.parametrize(
    "happens",
    [
        lambda state: state.set_org(ACME),
        lambda state: state.links_changed.emit(),
        lambda state: state.imported.emit(),
        lambda state: state.crm_changed.emit(),
        lambda state: state.settings_changed.emit(),
    ],
)
def test_whatever_may_change_suggestions_is_followed_by_a_match(
    qtbot: QtBot, state: State, happens: Callable[[State], None]
) -> None:
    _made, workspace = _suggester(state)
    state.set_org(ACME)
    qtbot.waitUntil(lambda: workspace.matched == 1)
    happens(state)
    qtbot.waitUntil(lambda: workspace.matched == 2)


def test_it_says_whether_more_than_decisions_led_to_it(qtbot: QtBot, state: State) -> None:
    heard: list[bool] = []
    state.matched.connect(lambda _report, elsewhere: heard.append(elsewhere))
    _suggester(state)
    state.set_org(ACME)
    qtbot.waitUntil(lambda: heard == [True])
    state.report_links()
    qtbot.waitUntil(lambda: heard == [True, False])


def test_what_changes_while_it_runs_is_matched_afterwards(qtbot: QtBot, state: State) -> None:
    jobs = HeldJobs()
    made, workspace = _suggester(state, jobs)
    state.set_org(ACME)
    qtbot.waitUntil(lambda: workspace.matched == 1)
    jobs.hold()
    made.start()
    state.report_links()
    qtbot.waitUntil(lambda: not made._soon.isActive())
    assert workspace.matched == 1
    jobs.release()
    qtbot.waitUntil(lambda: workspace.matched == 3)


def test_only_a_failure_that_nobody_else_tells_is_shown(qtbot: QtBot, state: State) -> None:
    jobs, shown = InlineJobs(), list[SfdeskError]()
    jobs.problem.connect(shown.append)
    made, workspace = _suggester(state, jobs)
    state.set_org(ACME)
    qtbot.waitUntil(lambda: workspace.matched == 1)
    for error in (StoreBusy("In use", "Try again"), WorkerDied("Broke off", "Try again")):

        def fail(ticket: Ticket, alias: str = "", *, anew: bool = False) -> MatchReport:
            raise error  # noqa: B023 - called within the turn of the loop

        workspace.match = fail  # type: ignore[method-assign]
        made.start()
    assert [type(error) for error in shown] == [WorkerDied]


def test_the_numbers_of_both_kinds_add_up(state: State) -> None:
    counted: list[int] = []
    state.to_review_changed.connect(counted.append)
    state.set_to_review({Kind.ACCOUNT: 3, Kind.CONTACT: 4})
    state.set_to_review({Kind.ACCOUNT: 2})
    state.set_org(replace(ACME, org_id="another"))
    assert counted == [7, 6, 0]
