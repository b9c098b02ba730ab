"""The demo: complete, apart from everything else, and gone without a trace."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sfdesk import paths
from sfdesk.demo import Demo
from sfdesk.domain.orgs import OrgKind
from sfdesk.domain.records import Kind
from sfdesk.store import orgs
from sfdesk.ticket import Ticket

pytestmark = pytest.mark.xdist_group("callback ports")

_KILLED = """
import os, signal
from sfdesk.demo import Demo
demo = Demo()
demo.start()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_one_click_fills_both_sides_and_closing_leaves_nothing() -> None:
    own = paths.data_folder()
    with Demo() as demo:
        info = demo.prepare(Ticket())
        assert info.kind is OrgKind.DEMO
        assert len(demo.workspace.rows(Kind.ACCOUNT)) == 120
        assert len(demo.workspace.rows(Kind.CONTACT)) == 600
        home = demo.workspace.home()
        assert home.crm_accounts + home.crm_contacts >= 300
        assert paths.data_folder() != own
    assert paths.data_folder() == own
    assert list(own.iterdir()) == []
    assert orgs.load() == []


def test_suggestions_of_every_kind_come_up() -> None:
    with Demo() as demo:
        demo.prepare(Ticket())
        accounts = demo.workspace.review(Kind.ACCOUNT, Ticket())
        assert all(accounts.bands.values()), accounts.bands
        assert any(case.rivals for case in accounts.cases)
        assert any(case.warning for case in accounts.cases)
        assert len(accounts.cases) >= 50


def test_what_a_killed_demo_left_is_erased_by_the_next_one() -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED], env=dict(os.environ), check=False)
    assert done.returncode == -signal.SIGKILL
    own = paths.data_folder()
    assert [p for p in own.iterdir() if p.is_dir()]
    with Demo():
        assert len([p for p in own.iterdir() if p.is_dir()]) == 1
    assert list(own.iterdir()) == []


def test_two_demos_at_once_leave_each_other_alone() -> None:
    with Demo():
        first_home = Path(os.environ["SFDESK_HOME"])
        os.environ["SFDESK_HOME"] = str(first_home.parents[1])
        with Demo():
            assert first_home.is_dir()
        os.environ["SFDESK_HOME"] = str(first_home)
