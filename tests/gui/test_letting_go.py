"""Long lists that are shown no more end where they hold nobody up."""

import weakref
from dataclasses import fields

import pytest

from sfdesk.actions.browsing import Row
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.main_window import MainWindow
from tests.gui.held_jobs import HeldJobs
from tests.gui.samples import ACCOUNTS


class _Watched(Row):
    """A row that can be referred to weakly."""


@pytest.fixture
def jobs(held_jobs: HeldJobs) -> HeldJobs:
    return held_jobs


@pytest.mark.parametrize("another_org", [False, True])
def test_rows_that_are_shown_no_more_end_on_a_lane(
    accounts: RecordsScreen, window: MainWindow, jobs: HeldJobs, *, another_org: bool
) -> None:
    row = _Watched(*(getattr(ACCOUNTS[1], field.name) for field in fields(Row)))
    seen = weakref.ref(row)
    accounts.show_rows((ACCOUNTS[0], row))
    del row
    jobs.hold()
    if another_org:
        window.state.set_org(None)
    else:
        accounts.show_rows(ACCOUNTS)
    assert seen() is not None
    jobs.release()
    assert seen() is None
