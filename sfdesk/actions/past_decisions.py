"""What was decided before: what of it binds, what to look at again, and what cannot all hold."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sfdesk.domain.links import Decision, Link, Outcome
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.matching.suggestions import Clash, Contradiction, Decided, Verdict
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.domain.second_looks import changed, seen
from sfdesk.domain.sides import as_crm
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm

Pair = tuple[str, str]
_IDS = {"salesforce_id": _("Salesforce id"), "customer_no": _("Customer number")}


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A pair that somebody called not the same, and which telling fields changed since."""

    at: datetime
    by: str
    changed: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a contradiction: two records that were linked, told apart, or share an id.

    `by` and `at` are blank for an id, and nothing can be taken back of it here.
    """

    crm: CrmRecord
    record: Record
    outcome: Outcome | None
    id_label: str = ""
    by: str = ""
    at: datetime | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The statement as one sentence."""
        if self.outcome is None:
            said = _("{id} says that {crm} is {salesforce}.")
        elif self.outcome is Outcome.LINK:
            said = _("{crm} is linked to {salesforce}.")
        else:
            said = _("{crm} and {salesforce} are not the same.")
        return said.format(crm=self.crm.name, salesforce=self.record.name, id=self.id_label)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Statements that cannot all hold."""

    kind: Kind
    clash: Clash
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class OpenPairs:
    """The pairs that wait for a decision: of records that have no partner, and not decided."""

    ours: AbstractSet[str]
    theirs: AbstractSet[str]
    decided: AbstractSet[Pair]

    def __contains__(self, pair: Pair) -> bool:
        """Tell whether a pair of CRM id and record id is open."""
        return pair[0] in self.ours and pair[1] in self.theirs and pair not in self.decided


class PastDecisions:
    """All that was said of one kind of record, beside the records as they are now."""

    def __init__(
        self,
        links: Sequence[Link],
        decisions: Sequence[Decision],
        ours: Mapping[str, CrmRecord],
        theirs: Mapping[str, Record],
        pairs: Sequence[FieldPair],
    ) -> None:
        self.links, self.decisions = links, decisions
        self._ours, self._theirs, self._pairs = ours, theirs, pairs
        self._last = {(d.crm_id, d.record_id): d for d in decisions}
        self._made = {(d.crm_id, d.record_id, d.batch_id): d for d in decisions}
        apart = [d for d in decisions if d.outcome is Outcome.NOT_SAME]
        self._apart = {(d.crm_id, d.record_id): d for d in apart}
        self.second_looks = dict(self._look_again())

    @classmethod
    def read(
        cls,
        cache: Cache,
        crm: Crm,
        org_id: str,
        kind: Kind,
        pairs: Sequence[FieldPair],
        among: Iterable[Pair] | None = None,
    ) -> Self:
        """Read what was said, and of the records only those that were told apart.

        That is enough for what binds. Where `among` is given, second looks are found for these
        pairs only. Raise StoreError.
        """
        links, decisions = crm.links(org_id, kind), crm.decisions(org_id, kind)
        apart = {(d.crm_id, d.record_id) for d in decisions if d.outcome is Outcome.NOT_SAME}
        looked_at = apart if among is None else apart.intersection(among)
        ours = crm.some(kind, {crm_id for crm_id, _record_id in looked_at})
        theirs = cache.some(kind, {record_id for _crm_id, record_id in looked_at})
        there = {key: record for key, record in theirs.items() if not record.is_deleted}
        return cls(links, decisions, ours, there, pairs)

    @property
    def put_aside(self) -> dict[str, str]:
        """What was written of CRM records to be seen later; nothing else was said of them since."""
        last = {d.crm_id: d for d in self.decisions}
        return {key: d.shown.note for key, d in last.items() if d.outcome is Outcome.LATER}

    def binding(self) -> list[Decided]:
        """Return what binds; an imported copy of a record teaches nothing, nor what was forgotten.

        Where somebody told apart what is linked now, both are returned, the link last, and neither
        teaches.
        """
        linked = {(link.crm_id, link.record_id) for link in self.links}
        teach = {d.batch_id for d in self._last.values() if not d.forgotten}
        apart = [
            Decided(*pair, Verdict.NOT_SAME, d.batch_id in teach and pair not in linked)
            for pair, d in self._apart.items()
            if pair not in self.second_looks
            and (pair in linked or self._last[pair].outcome is Outcome.NOT_SAME)
        ]
        disputed = {(d.left_id, d.right_id) for d in apart}
        return apart + [
            Decided(*pair, Verdict.SAME, link.batch_id in teach and pair not in disputed)
            for link in self.links
            for pair in ((link.crm_id, link.record_id),)
        ]

    def open_ones(self, ours: AbstractSet[str], theirs: AbstractSet[str]) -> "OpenPairs":
        """Return which suggested pairs are open, of the records that are here (all their ids)."""
        done = self.binding()
        linked = [d for d in done if d.verdict is Verdict.SAME]
        return OpenPairs(
            ours - {d.left_id for d in linked if d.right_id in theirs},
            theirs - {d.right_id for d in linked if d.left_id in ours},
            {(d.left_id, d.right_id) for d in done},
        )

    def disputes(self, kind: Kind, found: Iterable[Contradiction]) -> tuple[Dispute, ...]:
        """Say of each contradiction who said what, as far as both records are still here."""
        made = []
        for one in found:
            said = [self._said(d) for d in one.decided]
            if one.id_pair is not None:
                said.append(self._named(one.id_pair, one.id_name))
            whole = tuple(statement for statement in said if statement is not None)
            if len(whole) == len(said):
                made.append(Dispute(kind, one.clash, whole))
        return tuple(made)

    def _look_again(self) -> Iterable[tuple[Pair, SecondLook]]:
        for pair, d in self._apart.items():
            ours, theirs = self._ours.get(pair[0]), self._theirs.get(pair[1])
            if ours is None or theirs is None or not d.seen:
                continue
            now = seen(d.kind, ours.fields, as_crm(theirs, self._pairs))
            moved = changed(d.kind, d.seen, now)
            if moved:
                yield pair, SecondLook(d.at, d.by, moved, d.shown.note)

    def _said(self, decided: Decided) -> Statement | None:
        pair = decided.left_id, decided.right_id
        if decided.verdict is Verdict.NOT_SAME:
            told = self._apart[pair]
            who = told.by, told.at, told.shown.note
            return self._statement(pair, Outcome.NOT_SAME, *who)
        link = next(link for link in self.links if (link.crm_id, link.record_id) == pair)
        said = self._made.get((*pair, link.batch_id))
        by, note = (said.by, said.shown.note) if said else ("", "")
        return self._statement(pair, Outcome.LINK, by, link.at, note)

    def _statement(
        self, pair: Pair, outcome: Outcome, by: str, at: datetime, note: str
    ) -> Statement | None:
        ours, theirs = self._ours.get(pair[0]), self._theirs.get(pair[1])
        if ours is None or theirs is None:
            return None
        return Statement(ours, theirs, outcome, by=by, at=at, note=note)

    def _named(self, pair: Pair, id_name: str) -> Statement | None:
        ours, theirs = self._ours.get(pair[0]), self._theirs.get(pair[1])
        if ours is None or theirs is None:
            return None
        return Statement(ours, theirs, None, _IDS.get(id_name, id_name))
