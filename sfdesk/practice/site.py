"""Everything that answers a request, in one place: the org, its sessions, cursors and faults."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sfdesk.practice import apps
from sfdesk.practice.admission import Gate
from sfdesk.practice.apps import App
from sfdesk.practice.bulk.jobs import Jobs
from sfdesk.practice.faults import Faults
from sfdesk.practice.options import CALLBACKS, Options
from sfdesk.practice.org import Org
from sfdesk.practice.sessions import Sessions
from sfdesk.practice.soql.answer import Cursors


@dataclass(slots=True)
class Site:
    """One running practice org. `origin` is where it is reached: http://localhost:PORT."""

    org: Org
    options: Options
    origin: str
    sessions: Sessions = field(init=False)
    gate: Gate = field(init=False)
    jobs: Jobs = field(init=False)
    apps: dict[str, App] = field(default_factory=apps.known)
    cursors: Cursors = field(default_factory=Cursors)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.org)
        self.gate = Gate(self.org)
        self.jobs = Jobs(self.org)

    def close(self) -> None:
        """Stop what works in the background."""
        self.jobs.close()

    @property
    def instance(self) -> str:
        """Where the API is now; it may move to another name of this computer."""
        parts = urlsplit(self.origin)
        return f"{parts.scheme}://{self.org.switches.instance_host or parts.hostname}:{parts.port}"

    @property
    def callbacks(self) -> tuple[str, ...]:
        """Every address that may get a code."""
        return (*CALLBACKS, *self.options.callbacks)
