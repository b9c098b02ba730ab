"""A workspace for the review tests: it gives out cases and keeps decisions in a list."""

from collections.abc import Sequence
from dataclasses import replace

from sfdesk.actions.cases import Review
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.links import Decision, Outcome, Shown
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError, SfdeskError
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, NOW, PlainWorkspace


class ReviewWorkspace(PlainWorkspace):
    """Keeps what was said, in order; `refuse` makes the next decision or undo fail."""

    def __init__(self, review: Review, contacts: Review | None = None) -> None:
        super().__init__(ACME)
        people = contacts or replace(review, kind=Kind.CONTACT)
        self.reviews = {Kind.ACCOUNT: review, Kind.CONTACT: people}
        self.decisions: dict[str, Decision] = {}
        self.refuse: SfdeskError | None = None
        self.kept: tuple[str, ...] = ()
        self.used_by: tuple[str, ...] = ()
        self._made = 0

    def review(self, kind: Kind, ticket: Ticket, alias: str = "") -> Review:
        ticket.check()
        return self.reviews[kind]

    def decide(
        self,
        crm_id: str,
        record_id: str,
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Shown | None = None,
    ) -> Decision:
        self._maybe_refuse()
        self._made += 1
        batch = f"B-{self._made:06d}"
        how = shown or Shown()
        made = Decision(batch, Kind.ACCOUNT, crm_id, record_id, outcome, NOW, shown=how)
        self.decisions[batch] = made
        return made

    def decide_together(
        self,
        pairs: Sequence[tuple[str, str]],
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Sequence[Shown] = (),
    ) -> str:
        self._maybe_refuse()
        self._made += 1
        batch = f"B-{self._made:06d}"
        for n, (crm_id, record_id) in enumerate(pairs):
            how = shown[n] if shown else Shown()
            made = Decision(batch, Kind.ACCOUNT, crm_id, record_id, outcome, NOW, shown=how)
            self.decisions[f"{batch}/{crm_id}/{record_id}"] = made
        return batch

    def unlink(self, kind: Kind, crm_id: str, alias: str = "", *, reason: str = "") -> Decision:
        self._maybe_refuse()
        self.asked.append(f"unlink {crm_id}")
        self.reviews[kind] = replace(self.reviews[kind], disputes=())
        return Decision("B-1", kind, crm_id, "", Outcome.NOT_SAME, NOW)

    def let_go(self, kind: Kind, crm_id: str, record_id: str, alias: str = "") -> str:
        self._maybe_refuse()
        self.asked.append(f"let go {crm_id} {record_id}")
        self.reviews[kind] = replace(self.reviews[kind], disputes=())
        return "B-1"

    @property
    def person(self) -> str:
        return "anna"

    def undo(self, batch_id: str, alias: str = "") -> UndoReport:
        self._maybe_refuse()
        found = [key for key, made in self.decisions.items() if made.batch_id == batch_id]
        if not found:
            raise InputError("Undone already", "Nothing is left to take back.")
        for key in found:
            del self.decisions[key]
        return UndoReport("B-9", batch_id, "Took it back", self.kept, self.used_by)

    @property
    def said(self) -> list[tuple[str, str, str]]:
        return [(d.crm_id, d.record_id, d.outcome.value) for d in self.decisions.values()]

    def _maybe_refuse(self) -> None:
        if self.refuse is not None:
            refused, self.refuse = self.refuse, None
            raise refused
