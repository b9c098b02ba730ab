"""A review of what both stores say now, and the suggestions themselves."""

from pathlib import Path
from tempfile import TemporaryDirectory

from sfdesk.actions import reviewing
from sfdesk.actions.both_sides import CRM, SALESFORCE, BothSides
from sfdesk.actions.cases import Review
from sfdesk.actions.rematching import Matcher
from sfdesk.domain.matching import Suggestion, shared_contacts, suggest
from sfdesk.domain.records import Kind
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from tests.integration.store.customers import ORG


def review(
    cache: Cache,
    crm: Crm,
    kind: Kind = Kind.ACCOUNT,
    *,
    learning: bool = True,
    ticket: Ticket | None = None,
) -> Review:
    """Match everything and return what is up for review."""
    ticket = ticket or Ticket()
    with TemporaryDirectory() as folder, Matches(Path(folder) / "matches.sqlite") as matches:
        Matcher().match(cache, crm, matches, ORG, ticket, learning=learning)
        found = reviewing.recall(cache, crm, matches, ORG, kind, ticket)
    assert found is not None
    return found


def scratch(cache: Cache, crm: Crm, kind: Kind) -> dict[tuple[str, str], Suggestion]:
    """Return the matcher's own suggestions where nothing was decided, by pair, stored nowhere."""
    sides = BothSides(cache, crm, crm.mapping(ORG))
    mine, theirs = (sides.parties(side, kind) for side in (CRM, SALESFORCE))
    people = (sides.parties(side, Kind.CONTACT) for side in (CRM, SALESFORCE))
    linked = {link.crm_id: link.record_id for link in crm.links(ORG, Kind.ACCOUNT)}
    found = suggest(
        mine, theirs, kind,
        account_links=linked if kind is Kind.CONTACT else None,
        shared_contacts=shared_contacts(*people) if kind is Kind.ACCOUNT else None,
    )  # fmt: skip
    return {(one.left_id, one.right_id): one for one in found.items}
