"""A run that is kept between two calls in memory, and between two programs in a file."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from sfdesk.domain.matching.changes import Changes
from sfdesk.domain.matching.engine import Run
from sfdesk.domain.matching.keeping import unpack
from sfdesk.domain.matching.live import Live
from sfdesk.domain.matching.model import Decided
from sfdesk.domain.records import Kind
from sfdesk.store.matches import Head, Matches


@dataclass
class KeptRun:
    """A run in memory, by the name under which it is stored.

    `links` marks the decisions that it knows, `named` are the ids of the records in them, `stored`
    the external ids that those records have; `seen` is what it last brought its file up to.
    """

    name: str
    run: Run
    decided: list[Decided]
    live: Live | None = None
    links: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    named: AbstractSet[str] = frozenset()
    stored: AbstractSet[tuple[str, str]] = frozenset()

    def heard(self, said: Iterable[Decided], stored: AbstractSet[tuple[str, str]]) -> None:
        """Keep what some decisions are about, in place of what was kept before."""
        self.named = {key for d in said for key in (d.left_id, d.right_id)}
        self.stored = stored

    def is_about(self, changes: Iterable[Changes], ids: Iterable[tuple[str, str]]) -> bool:
        """Tell whether a decision is about a changed record, or about one with one of the ids."""
        records = (
            record
            for change in changes
            for record in (*change.gone, *(party.id for party in change.parties))
        )
        return not (self.named.isdisjoint(records) and self.stored.isdisjoint(ids))

    def taking(self) -> Live:
        """Return the run as one that takes changes; it is made when first asked for."""
        if self.live is None:
            self.live = Live(self.run, self.decided)
        return self.live


def recalled(matches: Matches, kind: Kind, head: Head) -> KeptRun | None:
    """Return the run that is stored; None if it cannot be read."""
    try:
        made, said = unpack(matches.run(kind))
    except ValueError:
        return None
    return KeptRun(head.run, made, said)
