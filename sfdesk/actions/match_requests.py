"""What is asked of the matcher and what it answers: plain data that may go to another process.

Also says whether there is anything to ask for, without loading the matcher.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import sfdesk
from sfdesk.domain.records import Kind
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class MatchRequest:
    """Which stores to bring together. `crm` is an SQLAlchemy address, maybe with a password.

    With `anew` everything is matched again, changed or not.
    """

    cache: Path
    matches: Path
    crm: str = field(repr=False)
    org_id: str
    learning: bool = True
    anew: bool = False


@dataclass(frozen=True, slots=True)
class MatchReport:
    """What was done.

    `whole` are the kinds that were matched anew; `touched` counts CRM records whose suggestions
    were made again.
    """

    whole: tuple[Kind, ...] = ()
    touched: int = 0
    seconds: float = 0.0

    @property
    def anything(self) -> bool:
        """Whether any suggestion may be another than before."""
        return bool(self.whole or self.touched)


class Matching(Protocol):
    """Who does it: this process, or another one."""

    def match(self, request: MatchRequest, ticket: Ticket) -> MatchReport:
        """Bring the stored suggestions up to date. Raise StoreError, Cancelled."""

    def close(self) -> None:
        """End what was started for it."""


@contextmanager
def opened(request: MatchRequest) -> Iterator[tuple[Cache, Crm, Matches]]:
    """Open the three stores of a request. Raise StoreError."""
    with ExitStack() as stack:
        yield (
            stack.enter_context(Cache(request.cache)),
            stack.enter_context(Crm(request.crm)),
            stack.enter_context(Matches(request.matches)),
        )


def seen(cache: Cache, crm: Crm, org_id: str, *, learning: bool) -> dict[str, str]:
    """Return marks that are others when anything changed that suggestions depend on."""
    said = repr((sfdesk.__version__, learning, crm.mapping(org_id)))
    marks = {"settings": sha256(said.encode()).hexdigest()[:16]}
    for kind in Kind:
        marks[f"crm {kind.value}"] = crm.pulse(kind)
        marks[f"salesforce {kind.value}"] = cache.pulse(kind)
        marks[f"links {kind.value}"] = crm.pulse_of_links(org_id, kind)
    return marks


def is_current(request: MatchRequest) -> bool:
    """Tell whether the stored suggestions are based on what both stores say now."""
    if request.anew:
        return False
    with opened(request) as (cache, crm, matches):
        now = seen(cache, crm, request.org_id, learning=request.learning)
        heads = [matches.head(kind) for kind in Kind]
    return all(head is not None and dict(head.seen) == now for head in heads)
