"""A workspace for the push tests: one plan, and what a push or an undo of it says."""

from dataclasses import replace

from sfdesk.actions.pushing import PushPlan, PushReceipt, Sent
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from tests.gui.push.plans import NOW
from tests.gui.samples import PlainWorkspace


class PushWorkspace(PlainWorkspace):
    """Gives out its plan, keeps what was pushed; `refuse` fails the next call."""

    def __init__(self, plan: PushPlan) -> None:
        super().__init__(plan.info)
        self.plan = plan
        self.pushed: list[PushPlan] = []
        self.allowed_duplicates: list[bool] = []
        self.undone: list[str] = []
        self.refuse: SfdeskError | None = None
        self.stored: dict[str, str] = {}
        self.kept: tuple[str, ...] = ()
        self.reads = 0

    def plan_push(self, crm_id: str, alias: str = "", *, kind: Kind | None = None) -> PushPlan:
        self._maybe_refuse()
        self.reads += 1
        return replace(self.plan, info=self.known[0])

    def push(self, plan: PushPlan, *, allow_duplicate: bool = False) -> PushReceipt:
        self._maybe_refuse()
        self.pushed.append(plan)
        self.allowed_duplicates.append(allow_duplicate)
        labels = {change.field: change for change in plan.changes}
        sent = tuple(
            Sent(name, labels[name].label, labels[name].theirs, new, self.stored.get(name, new))
            for name, new in plan.values().items()
        )
        return PushReceipt("B-000042", plan.kind, plan.crm.id, plan.live.id, NOW, sent)

    def undo(self, batch_id: str, alias: str = "") -> UndoReport:
        self._maybe_refuse()
        self.undone.append(batch_id)
        return UndoReport("B-000043", batch_id, "Took back 2 fields of Nordwind AG", self.kept)

    def allow_pushing(self, alias: str = "", *, allowed: bool) -> OrgInfo:
        return self._keep(replace(self.known[0], may_push=allowed))

    def _maybe_refuse(self) -> None:
        if self.refuse is not None:
            refused, self.refuse = self.refuse, None
            raise refused
