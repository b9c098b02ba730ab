"""Match: who does it, and whether there is anything to do. The matcher is loaded when needed."""

from hashlib import sha256
from pathlib import Path

from sfdesk.actions import apart, match_requests
from sfdesk.actions.match_requests import Matching, MatchReport, MatchRequest
from sfdesk.store import crm_engine
from sfdesk.ticket import Ticket


class Matchmaking:
    """Brings suggestions up to date, in this process or, after `start_apart()`, in another one."""

    def __init__(self) -> None:
        self._matching: Matching | None = None

    def match(self, request: MatchRequest, ticket: Ticket) -> MatchReport:
        """Bring suggestions up to date as far as anything changed.

        Raise StoreError, WorkerDied, Cancelled.
        """
        ticket.check()
        if match_requests.is_current(request):
            return MatchReport()
        if self._matching is None:
            from sfdesk.actions import rematching  # noqa: PLC0415 - a second that no start may cost

            self._matching = rematching.Here()
        return self._matching.match(request, ticket)

    def start_apart(self) -> None:
        """From now on, match in a process of its own, until `close()`."""
        self.close()
        self._matching = apart.Apart()

    def close(self) -> None:
        """End the process, or forget what was kept in this one."""
        if self._matching is not None:
            self._matching.close()
            self._matching = None


def matches_file(folder: Path, whose: str, crm_address: str) -> Path:
    """Return where suggestions for an org and user ("ORG-USER") and a CRM lie."""
    plain, _password = crm_engine.without_password(crm_address)
    return folder / f"matches-{whose}-{sha256(plain.encode()).hexdigest()[:8]}.sqlite"
