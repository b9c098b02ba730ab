"""What is asked of the matcher and what it answers: plain data that may go to another process.

Also says whether there is anything to ask for, without loading the matcher.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import sfdesk
from sfdesk.domain.mapping import FieldPair
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


def seen(
    cache: Cache, crm: Crm, org_id: str, pairs: Sequence[FieldPair], *, learning: bool
) -> dict[str, str]:
    """Return marks that are others when anything changed that suggestions depend on.

    `pairs` is the mapping that they are made with: one that is stored meanwhile is not marked as
    seen. For the same reason the marks have to be taken before the records are read.
    """
    said = repr((sfdesk.__version__, learning, pairs))
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
        pairs = crm.mapping(request.org_id)
        now = seen(cache, crm, request.org_id, pairs, learning=request.learning)
        return not outdated(matches, now)


def outdated(matches: Matches, now: Mapping[str, str]) -> list[Kind]:
    """Return the kinds whose suggestions are not based on what the stores are marked with now."""
    heads = ((kind, matches.head(kind)) for kind in Kind)
    return [kind for kind, head in heads if head is None or dict(head.seen) != now]
