"""A workspace for the import tests: one plan, and what an import or an undo of it says."""

from collections.abc import Sequence

from sfdesk.actions.importing import ImportPlan, ImportReport, RowOutcome
from sfdesk.actions.undoing import UndoReport
from sfdesk.errors import SfdeskError
from sfdesk.gui.importing.rows import every
from sfdesk.ticket import Ticket
from tests.gui.samples import ACME, PlainWorkspace


class ImportWorkspace(PlainWorkspace):
    """Gives out its plan and keeps what was applied; `problems` are reasons by record id."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__(ACME)
        self.plan = plan
        self.applied: list[ImportPlan] = []
        self.undone: list[str] = []
        self.problems: dict[str, str] = {}
        self.refuse: SfdeskError | None = None
        self.kept: tuple[str, ...] = ()
        self.planned: list[tuple[tuple[str, ...], bool]] = []

    def plan_import(
        self,
        ticket: Ticket,
        record_ids: Sequence[str] = (),
        alias: str = "",
        *,
        linked: bool = False,
    ) -> ImportPlan:
        self._maybe_refuse()
        self.planned.append((tuple(record_ids), linked))
        return self.plan

    def apply_import(self, plan: ImportPlan, ticket: Ticket) -> ImportReport:
        self._maybe_refuse()
        self.applied.append(plan)
        outcomes = tuple(
            RowOutcome(
                row.kind,
                row.record.id,
                row.crm_id or "A-000099",
                row.what,
                self.problems.get(row.record.id, ""),
            )
            for row in every(plan.rows)
            if row.ticked
        )
        return ImportReport("B-000077", outcomes, 0.4)

    def undo(self, batch_id: str, alias: str = "") -> UndoReport:
        self._maybe_refuse()
        self.undone.append(batch_id)
        return UndoReport("B-000078", batch_id, "Took back 2 accounts and 3 contacts", self.kept)

    def _maybe_refuse(self) -> None:
        if self.refuse is not None:
            refused, self.refuse = self.refuse, None
            raise refused
