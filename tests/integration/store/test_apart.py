"""The worker process: cancelled, killed, replaced, and never left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from sfdesk.actions.apart import Apart
from sfdesk.actions.match_requests import MatchRequest, is_current
from sfdesk.actions.rematching import Here
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled, StoreError, WorkerDied
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Progress, Ticket
from tests.integration.store.customers import LATER, ORG, add_account, put_account


@pytest.fixture
def request_(tmp_path: Path) -> MatchRequest:
    address = f"sqlite:///{tmp_path / 'crm.sqlite'}"
    request = MatchRequest(
        tmp_path / "salesforce.sqlite", tmp_path / "matches.sqlite", address, ORG
    )
    with Crm(address) as crm, Cache(request.cache) as cache:
        for n in range(20):
            add_account(crm, f"Customer {n} Trading", city="Leeds")
            put_account(cache, n, Name=f"Customer {n} Trading Ltd", BillingCity="Leeds")
    return request


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_matches_tells_how_far_it_is_and_stays_for_the_next_change(
    apart: Apart, request_: MatchRequest
) -> None:
    told: list[Progress] = []
    assert apart.match(request_, Ticket(told.append)).whole == tuple(Kind)
    assert {progress.text for progress in told} >= {"Reading both sides", "Comparing records"}
    assert is_current(request_)
    pid = apart.pid
    with Cache(request_.cache) as cache:
        put_account(cache, 3, at=LATER, Name="Customer 4 Trading")
    assert not is_current(request_)
    assert apart.match(request_, Ticket()).touched
    assert apart.pid == pid
    assert pid is not None
    apart.close()
    assert _gone(pid)


def test_what_was_matched_is_there_with_the_answer_while_the_stores_are_still_open(
    request_: MatchRequest,
) -> None:
    here = Here()
    with here.answering(request_, Ticket()) as report:
        assert report.whole == tuple(Kind)
        assert is_current(request_)
    assert not here.match(request_, Ticket()).anything


def test_cancelling_ends_it_at_once_and_the_next_request_starts_another(
    apart: Apart, request_: MatchRequest
) -> None:
    apart.match(request_, Ticket())
    first, moments = apart.pid, list[float]()

    def cancel(progress: Progress) -> None:
        moments.append(perf_counter())
        ticket.cancel()

    ticket = Ticket(cancel)
    assert first is not None
    with pytest.raises(Cancelled):
        apart.match(replace(request_, anew=True), ticket)
    assert perf_counter() - moments[0] < 5  # the bench says how soon: a test must not hang on it
    assert apart.pid is None
    apart.close()
    assert _gone(first)
    assert apart.match(replace(request_, anew=True), Ticket()).whole == tuple(Kind)


def test_a_process_that_is_killed_is_replaced_and_the_work_done(
    apart: Apart, request_: MatchRequest
) -> None:
    killed: list[int] = []

    def kill_once(_progress: Progress) -> None:
        if not killed and apart.pid is not None:
            killed.append(apart.pid)
            os.kill(apart.pid, signal.SIGKILL)

    assert apart.match(request_, Ticket(kill_once)).whole == tuple(Kind)
    assert killed != [apart.pid]


def test_one_that_keeps_dying_is_an_error_with_a_way_on(
    apart: Apart, request_: MatchRequest
) -> None:
    def kill(_progress: Progress) -> None:
        if apart.pid is not None:
            os.kill(apart.pid, signal.SIGKILL)

    with pytest.raises(WorkerDied) as caught:
        apart.match(request_, Ticket(kill))
    assert caught.value.retry
    with Matches(request_.matches) as matches:
        assert matches.head(Kind.ACCOUNT) is None


def test_a_known_failure_crosses_with_its_words_and_the_process_goes_on(
    apart: Apart, request_: MatchRequest, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    bad = MatchRequest(folder, request_.matches, request_.crm, ORG)
    with pytest.raises(StoreError) as caught:
        apart.match(bad, Ticket())
    assert caught.value.hint
    pid = apart.pid
    assert apart.match(request_, Ticket()).whole
    assert apart.pid == pid


def test_two_threads_take_turns(apart: Apart, request_: MatchRequest) -> None:
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(bool(apart.match(request_, Ticket()).whole)))
        for _n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]


PROGRAM = """
import sys, time
from pathlib import Path
from threading import Thread
from sfdesk.actions.apart import Apart
from sfdesk.actions.match_requests import MatchRequest
from sfdesk.ticket import Ticket

if __name__ == "__main__":
    cache, matches, crm, org = sys.argv[1:]
    request = MatchRequest(Path(cache), Path(matches), crm, org)
    apart = Apart()
    work = Thread(target=lambda: print(apart.match(request, Ticket()), flush=True), daemon=True)
    work.start()
    sys.stdin.read()
"""


@contextmanager
def _program(request: MatchRequest) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that matches in a process apart; both have the same end of its output."""
    request.cache.with_name("program.py").write_text(PROGRAM, encoding="utf-8")
    stores = str(request.cache), str(request.matches), request.crm, request.org_id
    with subprocess.Popen(
        [sys.executable, str(request.cache.with_name("program.py")), *stores],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def _all_ended(program: subprocess.Popen[bytes]) -> bool:
    """Tell whether nobody is left who could write what the program would have written."""
    try:
        program.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        return False
    return True


def test_it_ends_when_the_program_is_killed_while_it_waits(request_: MatchRequest) -> None:
    with _program(request_) as program:
        assert program.stdout is not None
        assert b"MatchReport" in program.stdout.readline()
        program.kill()
        assert _all_ended(program)


def test_it_ends_when_the_program_is_killed_while_it_works(request_: MatchRequest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a database that never answers
        silent.settimeout(60)
        address = f"postgresql://anna@127.0.0.1:{silent.getsockname()[1]}/crm?connect_timeout=600"
        with _program(replace(request_, crm=address)) as program:
            asking, _from = silent.accept()
            with asking:
                program.kill()
                assert _all_ended(program)


def test_a_password_is_not_in_what_a_log_would_show() -> None:
    request = MatchRequest(Path("a"), Path("b"), "postgresql://anna:hunter2@db/crm", ORG)
    assert "hunter2" not in repr(request)
