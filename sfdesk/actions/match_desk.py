"""What one call of the matcher works with: the stores, and what is decided in them."""

from dataclasses import dataclass

from sfdesk.actions.past_decisions import PastDecisions
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.matching.keeping import version
from sfdesk.domain.matching.model import Decided
from sfdesk.domain.records import Kind
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket


@dataclass
class Desk:
    """What one call works with."""

    cache: Cache
    crm: Crm
    matches: Matches
    org_id: str
    ticket: Ticket
    learning: bool
    pairs: tuple[FieldPair, ...]
    seen: dict[str, str]

    @property
    def version(self) -> str:
        """What has to be as it was for a stored run to be good."""
        return f"{version()} {self.seen['settings']}"

    @property
    def links(self) -> str:
        """A mark that is another one after any decision."""
        return " ".join(self.seen[f"links {kind.value}"] for kind in Kind)

    def decided(self, kind: Kind) -> list[Decided]:
        """Return what binds; what was told apart may have changed since."""
        said = PastDecisions.read(self.cache, self.crm, self.org_id, kind, self.pairs)
        return said.binding()

    def account_links(self) -> dict[str, str]:
        """Return which accounts are linked."""
        return {a.crm_id: a.record_id for a in self.crm.links(self.org_id, Kind.ACCOUNT)}
