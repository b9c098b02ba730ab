"""Jobs: off the UI thread, results back on it, in order, and never after the end."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sfdesk.errors import InputError, SfdeskError
from sfdesk.gui.jobs import InlineJobs, Jobs, Lane, unwatched
from sfdesk.ticket import Progress, Ticket


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot, lanes: Jobs) -> None:
    here, seen = threading.get_ident(), dict[str, int]()

    def done(ident: int) -> None:
        seen.update(worker=ident, callback=threading.get_ident())

    job = lanes.start(Lane.LOCAL, lambda _t: threading.get_ident(), on_done=done)
    qtbot.waitUntil(lambda: not job.running)
    assert seen["callback"] == here != seen["worker"]


def test_a_lane_keeps_the_order_and_lanes_do_not_wait_for_each_other(
    qtbot: QtBot, lanes: Jobs
) -> None:
    gate, order = threading.Event(), list[str]()

    def wait(_ticket: Ticket) -> None:
        gate.wait(10)

    first = lanes.start(Lane.LOCAL, wait, on_done=lambda _: order.append("first"))
    second = lanes.start(Lane.LOCAL, lambda _t: None, on_done=lambda _: order.append("second"))
    other = lanes.start(Lane.ORG, lambda _t: None, on_done=lambda _: order.append("other"))
    qtbot.waitUntil(lambda: not other.running)
    assert order == ["other"]
    gate.set()
    qtbot.waitUntil(lambda: not (first.running or second.running))
    assert order == ["other", "first", "second"]


def test_a_cancelled_job_ends_without_result_or_error(qtbot: QtBot, lanes: Jobs) -> None:
    calls = list[str]()
    job = lanes.start(
        Lane.SYNC,
        lambda ticket: ticket.wait(30),
        on_done=lambda _: calls.append("done"),
        on_error=lambda _: calls.append("error"),
        on_end=lambda: calls.append("end"),
    )
    job.cancel()
    qtbot.waitUntil(lambda: not job.running)
    assert calls == ["end"]


def test_a_forgotten_job_calls_nobody(qtbot: QtBot, lanes: Jobs) -> None:
    calls = list[str]()
    gate = threading.Event()
    job = lanes.start(Lane.LOCAL, lambda _t: gate.wait(10), on_done=lambda _: calls.append("done"))
    job.forget()
    gate.set()
    qtbot.waitUntil(lambda: not job.running)
    assert not calls


def _refuse(_ticket: Ticket) -> None:
    raise InputError("That is no file", "Choose another.")


def _break(_ticket: Ticket) -> None:
    raise ZeroDivisionError


def test_a_known_error_goes_to_whoever_asked_and_otherwise_to_the_problem_bar(
    qtbot: QtBot, lanes: Jobs
) -> None:
    taken = list[SfdeskError]()
    job = lanes.start(Lane.LOCAL, _refuse, on_error=taken.append)
    qtbot.waitUntil(lambda: not job.running)
    assert [error.title for error in taken] == ["That is no file"]
    with qtbot.waitSignal(lanes.problem) as told:
        lanes.start(Lane.LOCAL, _refuse)
    assert told.args is not None
    assert told.args[0].hint == "Choose another."


def test_anything_else_is_a_bug(qtbot: QtBot, lanes: Jobs) -> None:
    ends = list[str]()
    with qtbot.waitSignal(lanes.bug) as told:
        job = lanes.start(Lane.LOCAL, _break, on_end=lambda: ends.append("end"))
    qtbot.waitUntil(lambda: not job.running)
    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)
    assert ends == ["end"]


def test_progress_shows_the_newest_and_does_not_pile_up(qtbot: QtBot, lanes: Jobs) -> None:
    seen = list[Progress]()

    def count(ticket: Ticket) -> None:
        for number in range(10_000):
            ticket.progress("rows", number, 10_000)

    job = lanes.start(Lane.LOCAL, count, on_progress=seen.append)
    qtbot.waitUntil(lambda: not job.running)
    assert seen[-1].done == 9_999
    assert [p.done for p in seen] == sorted({p.done for p in seen})


class _Receiver(QLabel):
    @Slot()
    def take(self, text: str) -> None:
        self.setText(text)


def test_a_widget_that_is_gone_is_not_called(qtbot: QtBot, lanes: Jobs) -> None:
    receiver = _Receiver()
    gate = threading.Event()

    def work(_ticket: Ticket) -> str:
        gate.wait(10)
        return "late"

    job = lanes.start(Lane.LOCAL, work, on_done=receiver.take)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: not job.running)


def test_what_work_says_on_its_way_to_a_widget_that_is_gone_is_dropped(
    qtbot: QtBot, lanes: Jobs
) -> None:
    receiver, other = _Receiver(), _Receiver()
    qtbot.addWidget(other)
    gate = threading.Event()

    def work(_ticket: Ticket) -> None:
        gate.wait(10)
        lanes.call(receiver.take, "to nobody")
        lanes.call(other.take, "to somebody")

    lanes.start(Lane.LOCAL, work)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: other.text() == "to somebody")


def test_close_cancels_waits_and_silences(qtbot: QtBot) -> None:
    lanes, calls = Jobs(), list[str]()
    running, queued = (
        lanes.start(Lane.SYNC, lambda t: t.wait(30), on_end=lambda: calls.append("end"))
        for _ in range(2)
    )
    lanes.close()
    assert running.ticket.cancelled
    assert queued.ticket.cancelled
    assert not lanes.start(Lane.SYNC, lambda _t: None).running
    qtbot.wait(1)
    assert not calls


def test_inline_jobs_run_at_once(jobs: InlineJobs) -> None:
    calls = list[object]()

    def work(ticket: Ticket) -> int:
        ticket.progress("half", 1, 2)
        return 7

    jobs.start(
        Lane.LOCAL,
        work,
        on_done=calls.append,
        on_progress=lambda p: calls.append(p.text),
        on_end=lambda: calls.append("end"),
    )
    assert calls == ["half", 7, "end"]


def test_inline_jobs_stay_on_the_thread_of_the_caller(jobs: InlineJobs) -> None:
    seen = list[QThread]()
    jobs.start(Lane.ORG, lambda _t: QThread.currentThread(), on_done=seen.append)
    assert seen == [QObject().thread()]


def test_garbage_is_looked_for_on_the_windows_own_thread_alone(qtbot: QtBot, lanes: Jobs) -> None:
    threads = set[threading.Thread]()

    def note(_phase: str, _facts: object) -> None:
        threads.add(threading.current_thread())

    def litter(_ticket: Ticket) -> None:
        for _n in range(20_000):
            ring: list[object] = []
            ring.append(ring)

    ended: list[None] = []
    gc.callbacks.append(note)
    try:
        lanes.start(Lane.LOCAL, litter, on_done=ended.append)
        qtbot.waitUntil(lambda: bool(ended and threads))
    finally:
        gc.callbacks.remove(note)
    assert threads == {threading.main_thread()}


def test_nobody_looks_for_garbage_among_what_is_made_to_stay(qtbot: QtBot, lanes: Jobs) -> None:
    rounds: list[object] = []
    kept: list[list[object]] = []
    done = threading.Event()

    def make(_ticket: Ticket) -> None:
        kept.extend([] for _n in range(20_000))
        assert done.wait(30)

    def note(phase: str, _facts: object) -> None:
        rounds.append(phase)

    lanes.start(Lane.LOCAL, unwatched(make))
    qtbot.waitUntil(lambda: len(kept) == 20_000)
    gc.callbacks.append(note)
    try:
        for _n in range(3):
            lanes._sweeper.sweep()  # type: ignore[union-attr]
    finally:
        gc.callbacks.remove(note)
        done.set()
    assert not rounds
    qtbot.waitUntil(lambda: not lanes.busy())
    lanes.close()
    assert gc.isenabled()
