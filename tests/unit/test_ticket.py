"""Progress and cancel."""

import pytest

from sfdesk.errors import Cancelled
from sfdesk.ticket import Progress, Ticket


def test_progress_reaches_whoever_waits() -> None:
    seen: list[Progress] = []
    Ticket(seen.append).progress("Reading", 3, 9)
    assert seen == [Progress("Reading", 3, 9)]


def test_a_cancelled_ticket_stops_the_work_at_its_next_safe_place() -> None:
    ticket = Ticket()
    ticket.check()
    ticket.cancel()
    with pytest.raises(Cancelled):
        ticket.progress("Reading")
    with pytest.raises(Cancelled):
        ticket.wait(60)
