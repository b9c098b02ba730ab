"""Match again: bring the stored suggestions to what both stores say now.

Whoever looks first after a change does the work, be it the window's worker process or a command;
where nothing changed since, nothing is done. What a run knows is kept in memory between two calls,
and in the file of suggestions between two programs.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter
from typing import Any

from sfdesk.actions.both_sides import CRM, SALESFORCE, BothSides, Moved
from sfdesk.actions.kept_run import KeptRun, recalled
from sfdesk.actions.match_desk import Desk
from sfdesk.actions.match_reasons import explained, kept_reasons
from sfdesk.actions.match_requests import MatchReport, MatchRequest, opened, outdated, seen
from sfdesk.domain.matching.contacts import Acquaintances
from sfdesk.domain.matching.contradictions import contradictions
from sfdesk.domain.matching.corpus import Corpus
from sfdesk.domain.matching.drift import changes_since
from sfdesk.domain.matching.engine import Run, run
from sfdesk.domain.matching.keeping import pack
from sfdesk.domain.matching.known import Known
from sfdesk.domain.matching.learn import Taught
from sfdesk.domain.matching.live import Changes
from sfdesk.domain.matching.model import Decided, Line, Shape
from sfdesk.domain.matching.normalise import Table
from sfdesk.domain.matching.teaching import learned
from sfdesk.domain.matching.telling import Told, told_as
from sfdesk.domain.records import Kind
from sfdesk.i18n import _
from sfdesk.staying import staying
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm
from sfdesk.store.matches import Head, Matches, Reasons
from sfdesk.ticket import Ticket

_TURN = 0.1  # seconds between two looks whether a wait was given up
_LESSONS = 20
"""Decisions after which weights are learnt anew."""


@dataclass
class Matcher:
    """Keeps the suggestions of one org up to date. Not to be shared between threads."""

    _org_id: str = ""
    _version: str = ""
    _sides: BothSides | None = None
    _people: Acquaintances | None = None
    _kept: dict[Kind, KeptRun] = field(default_factory=dict)

    def match(
        self,
        cache: Cache,
        crm: Crm,
        matches: Matches,
        org_id: str,
        ticket: Ticket,
        *,
        learning: bool = True,
        anew: bool = False,
    ) -> MatchReport:
        """Match again what changed, or with `anew` everything.

        Raise StoreError, Cancelled; then what was stored stays as it was.
        """
        started = perf_counter()
        ticket.check()
        pairs = crm.mapping(org_id)
        marks = seen(cache, crm, org_id, pairs, learning=learning)
        desk = Desk(cache, crm, matches, org_id, ticket, learning, pairs, marks)
        todo = list(Kind) if anew else outdated(matches, marks)
        if not todo:
            return MatchReport()
        try:
            whole, touched = self._brought(desk, todo, anew=anew)
        except BaseException:
            self.forget()  # half of a change may have been taken in
            raise
        return MatchReport(tuple(whole), touched, perf_counter() - started)

    def ahead(self) -> Iterator[None]:
        """Get the runs in memory ready for the next change, a part at each step."""
        for kept in self._kept.values():
            yield from kept.taking().ahead()

    def forget(self) -> None:
        """Keep nothing in memory; the next call reads everything again."""
        self._sides = self._people = None
        self._kept.clear()

    def _brought(self, desk: Desk, todo: Sequence[Kind], *, anew: bool) -> tuple[list[Kind], int]:
        if anew or (self._org_id, self._version) != (desk.org_id, desk.version):
            self.forget()
            self._org_id, self._version = desk.org_id, desk.version
        moved = self._look(desk)
        whole, touched = [], 0
        for kind in Kind:
            # a run in memory takes every change in, be it only to stay beside its file
            if kind not in todo and kind not in self._kept:
                continue
            number = None if anew else self._updated(desk, kind, moved)
            if number is None:
                self._whole(desk, kind)
                whole.append(kind)
            touched += number or 0
        return whole, touched

    def _look(self, desk: Desk) -> dict[tuple[int, Kind], Moved]:
        """Read both sides, or what changed on them; no answer is of any use to another run."""
        moved = None
        if self._sides is not None:
            moved = self._sides.look(desk.cache, desk.crm, desk.pairs)
        if moved is None:
            desk.ticket.progress(_("Reading both sides"))
            self._kept.clear()
            self._people = None
            self._sides = BothSides(desk.cache, desk.crm, desk.pairs)
            return {}
        if self._people is not None:
            for side in (CRM, SALESFORCE):
                change = moved.get((side, Kind.CONTACT), Moved())
                self._people.change(side, change.parties, change.gone)
        return moved

    def _updated(self, desk: Desk, kind: Kind, moved: dict[tuple[int, Kind], Moved]) -> int | None:
        """Take changes into a run; return how many CRM records they reach, None for too many."""
        head = desk.matches.head(kind)
        if head is None or head.version != desk.version:
            return None
        kept = self._kept.get(kind)
        cold = kept is None or kept.name != head.run
        if cold:
            kept = recalled(desk.matches, kind, head)
        if kept is None:
            return None
        desk.ticket.progress(_("Matching what changed"))
        changes = self._changes(kept.run if cold else None, kind, moved)
        elsewhere = kept.seen != dict(head.seen)  # somebody stored what this run knows nothing of
        ids = {one for side in (CRM, SALESFORCE) for one in moved.get((side, kind), Moved()).ids}
        asked = elsewhere or kept.links != desk.links or kept.is_about(changes, ids)
        said = self._said(desk, kind, kept) if asked else None
        if said is not None and desk.learning and _is_much(said, kept.decided):
            return None
        live = kept.taking()
        told = self._taken_in(desk, kind, kept, changes, said, peopled=cold or _people_moved(moved))
        if live.stale:
            return None
        if elsewhere:
            told = live.lines({*desk.matches.touched(kind), *told})
        more = head.told
        if said is not None:
            more = self._told(desk, kind, live.known(said), kept, said)
        now = Head(kept.name, head.version, desk.seen, head.notes, more)

        def reasons(new: Sequence[Line]) -> Iterator[Reasons]:
            return kept_reasons(new, live.reasons(new))

        if not desk.matches.update(kind, now, told, reasons):
            self._kept.pop(kind, None)
            return self._updated(desk, kind, moved)
        kept.seen = desk.seen
        self._kept[kind] = kept
        return len(told)

    def _changes(
        self, since: Run | None, kind: Kind, moved: dict[tuple[int, Kind], Moved]
    ) -> tuple[Changes, Changes]:
        """Return what changed on both sides since the last look, or since a run."""
        assert self._sides is not None
        if since is not None:
            ours, theirs = (self._sides.parties(side, kind) for side in (CRM, SALESFORCE))
            return changes_since(since, ours, theirs)
        mine, other = (moved.get((side, kind), Moved()) for side in (CRM, SALESFORCE))
        return Changes(mine.parties, mine.gone), Changes(other.parties, other.gone)

    def _said(self, desk: Desk, kind: Kind, kept: KeptRun) -> list[Decided]:
        """Return all that binds, and note what it is about."""
        assert self._sides is not None
        said = desk.decided(kind)
        kept.heard(said, self._sides.ids(kind, said))
        return said

    def _taken_in(
        self,
        desk: Desk,
        kind: Kind,
        kept: KeptRun,
        changes: tuple[Changes, Changes],
        said: list[Decided] | None,
        *,
        peopled: bool,
    ) -> dict[str, list[Line]]:
        contacts = kind is Kind.CONTACT
        linked = contacts and kept.links != desk.links
        kept.links = desk.links
        return kept.taking().update(
            *changes,
            decided=said,
            account_links=desk.account_links() if linked else None,
            shared_contacts=self._shared() if peopled and not contacts else None,
        )

    def _shared(self) -> dict[tuple[str, str], int]:
        assert self._sides is not None
        if self._people is None:
            sides = (self._sides.parties(side, Kind.CONTACT) for side in (CRM, SALESFORCE))
            self._people = Acquaintances(*sides)
        return self._people.shared()

    def _whole(self, desk: Desk, kind: Kind) -> None:
        """Match everything of a kind anew, and store it in place of what was there."""
        assert self._sides is not None
        self._kept.pop(kind, None)
        mine, theirs = (self._sides.parties(side, kind) for side in (CRM, SALESFORCE))
        tables = Table.of_parties(mine), Table.of_parties(theirs)
        corpus = Corpus.of(*tables, kind, ticket=desk.ticket)
        if kind is Kind.CONTACT:
            corpus.account_links = desk.account_links()
        else:
            corpus.shared_contacts = self._shared()
        said = desk.decided(kind)
        done = run(corpus, said, Shape.ONE_TO_ONE, desk.ticket, learning=desk.learning)
        lines, reasons = explained(done, desk.ticket)
        kept = KeptRun(secrets.token_hex(8), done, said, None, desk.links, desk.seen)
        kept.heard(said, self._sides.ids(kind, said))
        more = self._told(desk, kind, done.known, kept, said)
        head = Head(kept.name, desk.version, desk.seen, done.notes, more)
        desk.ticket.progress(_("Keeping the suggestions"))
        desk.matches.replace(kind, head, pack(done, said), lines, reasons)
        self._kept[kind] = kept

    def _told(
        self, desk: Desk, kind: Kind, known: Known, kept: KeptRun, said: Sequence[Decided]
    ) -> dict[str, Any]:
        """Return what is to be said beside the suggestions."""
        assert self._sides is not None
        mine, theirs = (self._sides.parties(side, kind) for side in (CRM, SALESFORCE))
        weights = kept.run.weights
        lessons = learned(known, weights, Taught(weights.factors, len(known.accepted)))
        against = contradictions(said, mine, theirs, Shape.ONE_TO_ONE)
        return told_as(Told(lessons, known if desk.learning else None, against))


class Here:
    """Matches in this process, one request after the other."""

    def __init__(self) -> None:
        self._matcher, self._lock = Matcher(), Lock()

    def match(self, request: MatchRequest, ticket: Ticket) -> MatchReport:
        """Bring the stored suggestions up to date. Raise StoreError, Cancelled."""
        with self.answering(request, ticket) as report:
            return report

    @contextmanager
    def answering(self, request: MatchRequest, ticket: Ticket) -> Iterator[MatchReport]:
        """Bring the stored suggestions up to date, and close the stores behind the answer.

        What was written is there for everybody by then; to close takes a twentieth of a second
        longer, in which SQLite tidies up. Raise StoreError, Cancelled.
        """
        while not self._lock.acquire(timeout=_TURN):
            ticket.check()
        try:
            with staying(), opened(request) as (cache, crm, matches):
                yield self._matcher.match(
                    cache, crm, matches, request.org_id, ticket,
                    learning=request.learning, anew=request.anew,
                )  # fmt: skip
        finally:
            self._lock.release()

    def ahead(self) -> Iterator[None]:
        """Get ready for the next change while nobody asks, a part at each step."""
        with staying():
            yield from self._matcher.ahead()

    def close(self) -> None:
        """Forget what was kept in memory."""
        self._matcher.forget()


def _is_much(said: Sequence[Decided], before: Sequence[Decided]) -> bool:
    """Tell whether so much was decided since that weights should be learnt anew."""
    then, now = (sum(one.teaches for one in some) for some in (before, said))
    return abs(now - then) >= max(_LESSONS, then // _LESSONS)


def _people_moved(moved: Mapping[tuple[int, Kind], Moved]) -> bool:
    changes = (moved.get((side, Kind.CONTACT), Moved()) for side in (CRM, SALESFORCE))
    return any(change.parties or change.gone for change in changes)
