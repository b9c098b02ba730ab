"""Two programs on one store get along; one that is killed leaves whole accounts and an undo."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sfdesk.actions import importing, undoing
from sfdesk.domain.records import Kind, Record
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm
from sfdesk.ticket import Ticket
from tests.integration.store.customers import (
    LATER,
    ORG,
    contents,
    no_org,
    put_account,
    put_contact,
)

_START = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sfdesk.domain.records import Kind, Record
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm, Verb
NOW = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
"""


@contextmanager
def program(text: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python source in a process of its own, which waits for a line before it starts."""
    source = _START + "print('ready', flush=True); sys.stdin.readline()\n" + textwrap.dedent(text)
    with subprocess.Popen(
        [sys.executable, "-c", source, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def run_at_once(text: str, how_many: int, *arguments: str) -> list[str]:
    """Run the source in several processes that start at the same moment; return what they print."""
    processes: list[subprocess.Popen[str]] = []

    def nested(left: int) -> list[str]:
        if left == 0:
            for process in processes:
                assert process.stdout is not None
                assert process.stdout.readline() == "ready\n"
            for process in processes:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            printed = []
            for process in processes:
                out, error = process.communicate(timeout=60)
                assert process.returncode == 0, error
                printed.append(out)
            return printed
        with program(text, *arguments) as process:
            processes.append(process)
            return nested(left - 1)

    return nested(how_many)


def test_ids_of_writers_at_once_never_meet(crm_address: str) -> None:
    printed = run_at_once(
        """
        with Crm(sys.argv[1]) as crm:
            for n in range(25):
                with crm.writing():
                    crm.add_batch(Verb.LOAD, by="a", org_id="", summary="x", now=NOW)
                    print(crm.add(Kind.ACCOUNT, {"name": "a"}, now=NOW))
        """,
        2,
        crm_address,
    )
    ids = sorted(line for out in printed for line in out.split())
    assert ids == [f"A-{n:06}" for n in range(1, 51)]
    with Crm(crm_address) as crm:
        assert len(crm.activity()) == 50


def test_pages_of_two_runs_at_once_are_all_kept(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    run_at_once(
        """
        def page(start):
            return [
                Record(Kind.ACCOUNT, f"001{n:015}", {"Name": str(n)}, NOW, NOW)
                for n in range(start, start + 50)
            ]
        with Cache(Path(sys.argv[1])) as cache:
            for start in range(0, 2000, 50):
                cache.store_page(Kind.ACCOUNT, page(start))
        """,
        2,
        str(path),
    )
    with Cache(path) as cache:
        assert cache.count(Kind.ACCOUNT) == 2000


def test_new_stores_are_made_once_however_many_open_them(tmp_path: Path) -> None:
    run_at_once(
        """
        for n in range(40):
            Cache(Path(sys.argv[1]) / f"cache-{n}.sqlite").close()
            Crm(f"sqlite:///{sys.argv[1]}/crm-{n}.sqlite").close()
        """,
        3,
        str(tmp_path),
    )
    assert len(list(tmp_path.glob("*.sqlite"))) == 80


def test_one_of_two_links_at_once_is_refused(crm_address: str) -> None:
    printed = run_at_once(
        """
        from sfdesk.domain.links import Link
        from sfdesk.errors import InputError
        with Crm(sys.argv[1]) as crm:
            for n in range(20):
                try:
                    crm.add_link("00D", Link(Kind.ACCOUNT, f"A-{n}", f"001{n}", NOW, "B-1"))
                    print("linked")
                except InputError:
                    pass
        """,
        2,
        crm_address,
    )
    assert sum(out.count("linked") for out in printed) == 20


_IMPORT = """
from sfdesk.actions import importing
from sfdesk.ticket import Ticket
org_id = sys.argv[3]
where = int(sys.argv[4])
steps = 0
def die_half_way(sql):
    global steps
    steps += sql.startswith(("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE", "COMMIT"))
    if steps == where:
        print("half way", flush=True)
        sys.stdin.readline()
with Cache(Path(sys.argv[2])) as cache, Crm(sys.argv[1]) as crm:
    ids = sorted(cache.ids(Kind.ACCOUNT))
    plan = importing.plan(cache, crm, org_id, Ticket(), record_ids=ids)
    from sqlalchemy import event
    @event.listens_for(crm._sql.engine, "before_cursor_execute")
    def look(connection, cursor, statement, *rest):
        die_half_way(statement)
    importing.apply(plan, crm, Ticket(), now=NOW, by="a")
    print("done", flush=True)
"""


@pytest.mark.parametrize(
    "where", [4, 19, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 7, 12, 26, 33))]
)
def test_an_import_that_is_killed_leaves_whole_accounts_and_an_undo(
    crm_address: str, tmp_path: Path, where: int
) -> None:
    path = tmp_path / "cache.sqlite"
    with Cache(path) as cache:
        for n in range(1, 4):
            put_contact(cache, n, put_account(cache, n, Name=f"Account {n}"))
    with program(_IMPORT, crm_address, str(path), ORG, str(where)) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        assert process.stdout.readline() == "half way\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    with Crm(crm_address) as crm, Cache(path) as cache:
        accounts, contacts = crm.count(Kind.ACCOUNT), crm.count(Kind.CONTACT)
        assert accounts == contacts < 4
        assert {len(crm.links(ORG, kind)) for kind in Kind} == {accounts}
        batches = crm.activity()
        assert [b.state for b in batches] == ([BatchState.PLANNED] if accounts else [])
        plan = importing.plan(cache, crm, ORG, Ticket(), record_ids=sorted(cache.ids(Kind.ACCOUNT)))
        report = importing.apply(plan, crm, Ticket(), now=LATER, by="a")
        assert not [o for o in report.outcomes if o.problem]
        assert crm.count(Kind.ACCOUNT) == 3
        for batch in (report.batch_id, *(b.id for b in batches)):
            assert undoing.undo(batch, crm, no_org, now=LATER, by="a").kept == ()
        assert contents(crm) == {}


_PASSING_BY = """
cache = Cache(Path(sys.argv[1]))
print(cache.count(Kind.ACCOUNT), flush=True)
cache.close()
"""


def test_a_store_that_is_open_here_keeps_its_writes_when_another_program_closes_it(
    tmp_path: Path,
) -> None:
    """Opening it a second time must not loosen the lock that the first one holds.

    POSIX drops every lock of a process on a file when any of its handles to it is closed. The other
    program then takes itself for the last one, and deletes the log that is still written to here.
    """
    path = tmp_path / "cache.sqlite"
    with Cache(path) as first:
        put_account_here(first, "001000000000001AAA")
        Cache(path).close()
        passing_by(path)
        put_account_here(first, "001000000000002AAA")
        assert passing_by(path) == "2"
    assert passing_by(path) == "2"


def passing_by(path: Path) -> str:
    """Open and close a store in another program; return how many accounts it saw."""
    with program(_PASSING_BY, str(path)) as other:
        out, complaint = other.communicate("go\n", timeout=60)
    assert other.returncode == 0, complaint
    return out.split()[-1]


def put_account_here(cache: Cache, record_id: str) -> None:
    record = Record(Kind.ACCOUNT, record_id, {"Name": record_id}, LATER, LATER)
    cache.store_page(Kind.ACCOUNT, [record])


def test_a_crm_that_is_open_here_keeps_its_writes_too(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'crm.sqlite'}"
    look = "crm = Crm(sys.argv[1]); print(len(list(crm.records(Kind.ACCOUNT)))); crm.close()"

    def passing() -> str:
        with program(look, address) as other:
            out, complaint = other.communicate("go\n", timeout=60)
        assert other.returncode == 0, complaint
        return out.split()[-1]

    with Crm(address) as first:
        with first.writing():
            first.add(Kind.ACCOUNT, {"name": "One"}, now=LATER)
            Crm(address).close()
            assert passing() == "0"
        assert passing() == "1"
