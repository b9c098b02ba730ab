"""One person's sitting at the review: which walk they are on, what is stored, what is old by now.

Knows no widgets. The screen shows what `changed` announces and asks for everything else.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.cases import Review
from sfdesk.actions.past_decisions import Dispute
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Job, Lane, unwatched
from sfdesk.gui.review.correcting import Correcting
from sfdesk.gui.review.ordering import Order
from sfdesk.gui.review.storing import LeftAlone, Storing
from sfdesk.gui.review.walk import Show, Step, Walk
from sfdesk.gui.review.walk_lane import WalkLane
from sfdesk.gui.screens import Desk


class Sitting(QObject):
    """The walks of both kinds. Steps of a walk that was read anew can still be taken back.

    `seed` says what chance picks in this sitting.
    """

    changed = Signal()
    loading = Signal()
    progressed = Signal(object)  # Progress: what is done before there is anything to read
    stopped = Signal()
    not_read = Signal(object)  # SfdeskError
    failed = Signal(object)  # SfdeskError: a step was not stored, or not taken back
    left_alone = Signal(object)  # LeftAlone: what an undo did not touch

    def __init__(self, desk: Desk, parent: QObject, *, seed: int = 0) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind = Kind.ACCOUNT
        self.walks: dict[Kind, Walk] = {}
        self.began: dict[Kind, datetime] = {}
        self._older: dict[Kind, list[Step]] = {kind: [] for kind in Kind}
        self._places: dict[Kind, tuple[str, Show]] = {}
        self._stale: set[Kind] = set()
        self._put_off: list[Dispute] = []
        self._org_id = ""
        self._job: Job | None = None
        self._own = self._elsewhere = False
        self._lane = WalkLane(desk, seed=seed, arranged=self.changed.emit)
        self.correcting = Correcting(desk, self)
        self.correcting.corrected.connect(self._changed_elsewhere)
        self.correcting.failed.connect(self.failed)
        self.storing = Storing(desk.workspace, desk.jobs, self)
        self.storing.stored.connect(self._stored)
        self.storing.taken_back.connect(self._taken_back)
        self.storing.not_stored.connect(self._not_stored)
        self.storing.not_taken_back.connect(self._not_taken_back)

    @property
    def walk(self) -> Walk | None:
        """The way through the cases on the screen; None while they are being read."""
        return self.walks.get(self.kind)

    @property
    def waiting_cases(self) -> dict[Kind, int]:
        """How many cases wait for a person, of the kinds that were read."""
        return {kind: walk.count(Show.ALL) for kind, walk in self.walks.items()}

    @property
    def undo_title(self) -> str:
        """What an undo would take back, "" if there is nothing."""
        steps = [*self._older[self.kind], *(self.walk.steps if self.walk is not None else ())]
        return steps[-1].title if steps else ""

    # reading

    def show(self, kind: Kind, crm_id: str = "") -> None:
        """Go to a kind, and there to the case of one CRM record if it has one."""
        self.kind = kind
        if crm_id:
            self._places[kind] = (crm_id, Show.ALL)
        self.refresh()

    def refresh(self) -> None:
        """Show where one was; read the suggestions where there are none yet, or old ones."""
        org = self._desk.state.org
        self.change_org(org)
        walk = self.walk
        if org is None:
            return
        if walk is not None and (self.kind not in self._stale or self.storing.waiting):
            self._return_to_place(walk)
            self.changed.emit()
            return
        del walk
        self._put_away(self.kind)
        self._read(org)

    def catch_up(self) -> None:
        """Read anew what is old by now, unless something is still being stored."""
        if self.kind in self._stale and not self.storing.waiting:
            self.refresh()

    def outdate(self) -> None:
        """Something changed elsewhere: what is shown next is read anew."""
        if not self._own:
            self._stale = set(Kind)
            self._elsewhere = True

    def is_older(self, *, elsewhere: bool) -> bool:
        """Tell whether what was matched just now is news here: more than one's own decisions."""
        news = elsewhere or self._elsewhere
        self._elsewhere = False
        return news

    def cancel(self) -> None:
        """Stop waiting for suggestions."""
        if self._job is not None:
            self._job.cancel()

    def change_org(self, info: OrgInfo | None) -> None:
        """Begin anew for another Salesforce; the same one with other rights changes nothing."""
        org_id = info.org_id if info is not None else ""
        if org_id != self._org_id:
            self._org_id = org_id
            for kind in tuple(self.walks):
                self._end(kind)
            self.began.clear()
            self._older = {kind: [] for kind in Kind}
            self._places.clear()

    def show_review(self, review: Review) -> None:
        """Begin a walk through these cases, at the case where one was."""
        self._begin(self._lane.made(review))

    def _begin(self, walk: Walk) -> None:
        review = walk.review
        self.walks[review.kind] = walk
        self._lane.arrange(walk)
        self._stale.discard(review.kind)
        self.began.setdefault(review.kind, self._desk.workspace.now())
        self._return_to_place(walk)
        if review.kind is self.kind:
            self.changed.emit()

    def arrange(self, order: Order) -> None:
        """Go through the cases of both kinds in this order, as far as they have it."""
        self._lane.order = order
        for walk in self.walks.values():
            self._lane.arrange(walk)

    def _read(self, org: OrgInfo) -> None:
        if self._job is not None:
            self._job.forget()
        self.loading.emit()
        kind, alias = self.kind, org.alias
        self._job = self._desk.jobs.start(
            Lane.REVIEW,
            unwatched(lambda t: self._lane.made(self._desk.workspace.review(kind, t, alias))),
            on_done=self._begin,
            on_error=self.not_read.emit,
            on_progress=self.progressed.emit,
            on_end=self._read_ended,
        )

    def _read_ended(self) -> None:
        if self._job is not None and self._job.ticket.cancelled and self.walk is None:
            self.stopped.emit()

    def _put_away(self, kind: Kind) -> None:
        """Remember place and steps of a walk that is read anew, if there is one."""
        walk = self.walks.get(kind)
        if walk is None:
            return
        if walk.case is not None and kind not in self._places:
            self._places[kind] = (walk.case.crm.id, walk.show)
        self._older[kind] += walk.steps
        del walk
        self._end(kind)

    def _end(self, kind: Kind) -> None:
        self._lane.let_go([self.walks.pop(kind)], kind)

    def _return_to_place(self, walk: Walk) -> None:
        crm_id, show = self._places.pop(walk.review.kind, ("", walk.show))
        if not crm_id:
            return
        if walk.show is not show:
            walk.filter(show)
        walk.go_to(crm_id)

    # deciding

    def take(self, decide: Callable[[Walk], Step | None]) -> None:
        """Let the walk decide, show the next case at once, and store behind it."""
        walk, org = self.walk, self._desk.state.org
        if walk is None or org is None:
            return
        step = decide(walk)
        self.changed.emit()
        if step is not None:
            self.storing.store(step, org.alias)

    def undo(self) -> None:
        """Take the last step back, also one from before the cases were read anew."""
        walk, org = self.walk, self._desk.state.org
        if walk is None or org is None:
            return
        step = walk.undo()
        if step is None and self._older[self.kind]:
            step = self._older[self.kind].pop()
            self._places[self.kind] = (step.case, Show.ALL)
        if step is not None:
            self.changed.emit()
            self.storing.take_back(step, org.alias)

    # contradictions

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What cannot all hold and was not put off in this sitting."""
        walk = self.walk
        found = walk.review.disputes if walk is not None else ()
        return tuple(one for one in found if one not in self._put_off)

    def put_off(self, dispute: Dispute) -> None:
        """Leave a contradiction as it is until another sitting."""
        self._put_off.append(dispute)
        self.changed.emit()

    # what the store says

    def _stored(self, _step: Step) -> None:
        self._own = True
        try:
            self._desk.state.report_links()
        finally:
            self._own = False
        self._stale |= set(Kind) - {self.kind}  # contacts are compared within linked accounts

    def _changed_elsewhere(self) -> None:
        self.outdate()
        self._desk.state.report_links()
        self.catch_up()

    def _taken_back(self, step: Step, left: LeftAlone) -> None:
        if not any(step in walk.undone for walk in self.walks.values()):
            self._stale.add(self.kind)  # from an older walk: its case is not in this one
        self._stored(step)
        if left.kept:
            self.left_alone.emit(left)

    def _not_stored(self, step: Step, error: SfdeskError) -> None:
        for walk in self.walks.values():
            walk.drop(step)
        self.failed.emit(error)

    def _not_taken_back(self, step: Step, error: SfdeskError) -> None:
        if any(step in walk.undone for walk in self.walks.values()):
            for walk in self.walks.values():
                walk.keep(step)
        else:
            self._older[self.kind].append(step)
            self._places.pop(self.kind, None)
        self.failed.emit(error)
