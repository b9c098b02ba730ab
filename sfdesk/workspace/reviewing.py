"""Suggestions, decisions, and what they taught."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sfdesk.actions import correcting, learning, match_requests, reviewing
from sfdesk.actions.cases import Review
from sfdesk.actions.match_requests import MatchReport
from sfdesk.domain.links import Decision, Outcome, Shown
from sfdesk.domain.records import Kind
from sfdesk.errors import StoreError
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Matches
from sfdesk.ticket import Ticket
from sfdesk.workspace.doors import Doors

T = TypeVar("T")
_TRIES = 3
"""Another program may put the suggestions aside between matching and reading, but not for ever."""


class Reviewing(Doors):
    """Which records are the same customer."""

    def match(self, ticket: Ticket, alias: str = "", *, anew: bool = False) -> MatchReport:
        """Bring the suggestions up to date with both stores, as far as anything changed.

        Raise StoreError, WorkerDied, Cancelled.
        """
        return self.matchmaking.match(self._match_request(self.org(alias), anew=anew), ticket)

    def review(self, kind: Kind, ticket: Ticket, alias: str = "") -> Review:
        """Suggest links that nobody has decided, as they were matched last.

        Raise StoreError, WorkerDied, Cancelled.
        """
        org_id = self.org(alias).org_id
        return self._matched(
            lambda cache, crm, matches: reviewing.recall(cache, crm, matches, org_id, kind, ticket),
            ticket,
            alias,
        )

    def _matched(
        self, read: Callable[[Cache, Crm, Matches], T | None], ticket: Ticket, alias: str
    ) -> T:
        """Return what is read of the suggestions; where there are none yet, match first."""
        request = self._match_request(self.org(alias))
        for _again in range(_TRIES):
            with match_requests.opened(request) as stores:
                found = read(*stores)
            if found is not None:
                return found
            self.match(ticket, alias)
        raise StoreError(
            _("The suggestions could not be kept"),
            _("Something takes them away as soon as they are there. Try again, or restart SFDesk."),
            retry=True,
        )

    def learned(self, kind: Kind, ticket: Ticket, alias: str = "") -> learning.Lookback:
        """What decisions about a kind of record taught, and what chance picks measured."""
        self.match(ticket, alias)
        org_id = self.org(alias).org_id
        return self._matched(
            lambda _cache, crm, matches: learning.look_back(crm, matches, org_id, kind),
            ticket,
            alias,
        )

    def decide(
        self,
        crm_id: str,
        record_id: str,
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Shown | None = None,
    ) -> Decision:
        """Keep a decision about a pair; the record id tells the kind."""
        info, now, by = self.org(alias), self.now(), self.person
        with self.cache(info) as cache, self.crm() as crm:
            return reviewing.decide(
                cache, crm, info.org_id, crm_id, record_id, outcome, now=now, by=by, shown=shown
            )

    def decide_together(
        self,
        pairs: Sequence[tuple[str, str]],
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Sequence[Shown] = (),
    ) -> str:
        """Keep one outcome for many pairs (CRM id, record id) as one batch; return its id."""
        info, now, by = self.org(alias), self.now(), self.person
        with self.cache(info) as cache, self.crm() as crm:
            return reviewing.decide_together(
                cache, crm, info.org_id, pairs, outcome, now=now, by=by, shown=shown
            )

    def unlink(self, kind: Kind, crm_id: str, alias: str = "", *, reason: str = "") -> Decision:
        """End a wrong link, which undo makes again."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return correcting.unlink(
                cache, crm, info.org_id, kind, crm_id, reason=reason, now=self.now(), by=self.person
            )

    def let_go(self, kind: Kind, crm_id: str, record_id: str, alias: str = "") -> str:
        """Take back that two records are not the same; return the batch."""
        org_id = self.org(alias).org_id
        with self.crm() as crm:
            return correcting.let_go(
                crm, org_id, kind, crm_id, record_id, now=self.now(), by=self.person
            )

    def forget_learned(self, alias: str = "") -> str:
        """Learn from later decisions only; return the batch that undo takes back."""
        info = self.org(alias)
        with self.crm() as crm:
            return learning.forget(crm, info.org_id, now=self.now(), by=self.person)
