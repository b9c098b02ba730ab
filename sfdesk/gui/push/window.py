"""The push window: reads the record live, shows what would happen, sends what is ticked."""

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfdesk.actions.pushing import PushPlan, PushReceipt
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import OrgRefused, SfdeskError
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import XL, L, M, S
from sfdesk.gui.problems import steps_for
from sfdesk.gui.push import wording
from sfdesk.gui.push.conflicts import Conflicts
from sfdesk.gui.push.result import ResultPanel
from sfdesk.gui.push.rows import Choice, Draft
from sfdesk.gui.push.table import PushTable
from sfdesk.gui.screens import Desk
from sfdesk.gui.state import State
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Badge, Role, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner, EmptyState, Step, problem_banner
from sfdesk.gui.words import ago
from sfdesk.i18n import _


class PushWindow(QWidget):
    """A push of one CRM record. Opens reading; nothing is sent before the button is pressed."""

    def __init__(self, desk: Desk, crm_id: str, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("page")
        self.setWindowTitle(_("Push to Salesforce"))
        self.resize(1180, 700)
        self.setMinimumSize(920, 520)
        self.desk, self._crm_id, self._kind = desk, crm_id, kind
        self.draft: Draft | None = None
        self.receipt: PushReceipt | None = None
        self.undone: UndoReport | None = None
        self._job: Job | None = None
        self._build()
        self.read()

    def _build(self) -> None:
        self.title = line(_("Push to Salesforce"), Role.TITLE)
        self.badge = Badge(None)
        self._who = line("", Role.MUTED)
        self._read_at = line("", Role.MUTED)
        self._banners = column(space=S)
        self.table = PushTable()
        self.conflicts = Conflicts()
        self._note = line("", Role.MUTED, wrap=True)
        self.waiting = EmptyState("", "", icon="push")
        self.result = ResultPanel()
        self._pages = QStackedWidget()
        fields = QWidget()
        fields.setLayout(column(self.table, self._note, self.conflicts, self._promise(), space=M))
        for page in (self.waiting, fields, self.result):
            self._pages.addWidget(page)
        self._fields = fields
        head = column(row(self.title, self.badge, self._who, None, space=M), self._read_at, space=2)
        body = column(head, self._banners, self._pages, self._buttons(), space=M)
        body.setContentsMargins(XL, L, XL, L)
        body.setStretch(2, 1)
        self.setLayout(body)
        self.table.toggled.connect(self._toggle)
        self.table.chosen.connect(self._tell_row)
        self.conflicts.chosen.connect(self._choose)
        self.conflicts.typed.connect(self._type)
        self.result.undo.connect(self.undo)
        self.result.close_window.connect(self.close)

    def _promise(self) -> QWidget:
        return line(
            _("If the record changes before this arrives, nothing is sent and you see it again."),
            Role.SMALL,
        )

    def _buttons(self) -> QWidget:
        self.cancel = button(_("Cancel"), self.close)
        self.copy = button(_("Copy as text"), self._copy, icon="copy", tone="flat")
        self.again = button(_("Read again"), self.read, icon="refresh", tone="flat")
        self.send = button("", self._press, tone="primary", icon="push")
        self.send.setMinimumHeight(34)
        self._foot = QWidget()
        self._foot.setLayout(row(self.cancel, self.copy, self.again, None, self.send, space=S))
        return self._foot

    # reading

    def read(self) -> None:
        """Read the record from Salesforce and compare it with the CRM's."""
        org = self.desk.state.org
        if org is None or (self._job is not None and self._job.running):
            return
        clear(self._banners)
        self._foot.setEnabled(False)
        if self.draft is None:
            self._foot.hide()
            self._pages.setCurrentWidget(self.waiting)
            self.waiting.say(_("Reading Salesforce now…"), _("One call; nothing is sent."))
        alias, crm_id, kind = org.alias, self._crm_id, self._kind
        self._job = self.desk.jobs.start(
            Lane.ORG,
            lambda _ticket: self.desk.workspace.plan_push(crm_id, alias, kind=kind),
            on_done=self.show_plan,
            on_error=self._not_read,
        )

    def show_plan(self, plan: PushPlan) -> None:
        """Show what a push would do."""
        self.draft = Draft.of(plan)
        self.title.setText(_("Push {name} to Salesforce").format(name=plan.live.name))
        self.setWindowTitle(f"{self.title.text()} [{wording.place(plan.info)}]")
        self.badge.show_kind(plan.info.kind)
        self._who.setText(_("as {name}").format(name=plan.info.display_name))
        self._read_at.setText(self._when(plan))
        self.conflicts.present(self.draft)
        self._foot.show()
        self._foot.setEnabled(True)
        self._pages.setCurrentWidget(self._fields)
        self._present()
        self.table.setFocus()

    def _when(self, plan: PushPlan) -> str:
        now = self.desk.workspace.now()
        read = _("Read from Salesforce {when}").format(when=ago(plan.read_at, now))
        who = plan.live.fields.get("LastModifiedBy.Name")
        if not who:
            return read
        changed = ago(plan.live.modstamp, now)
        return _("{read}. Last changed there by {who}, {when}.").format(
            read=read, who=who, when=changed
        )

    def _not_read(self, error: SfdeskError) -> None:
        self._pages.setCurrentWidget(self.waiting)
        self._foot.hide()
        connect, again = self._sign_in_and(self.read), (_("Try again"), self.read)
        close: Step = (_("Close"), self.close)
        self.waiting.say(error.title, error.hint, (*steps_for(error, connect, again), close))

    def _sign_in_and(self, go_on: Callable[[], None]) -> Step:
        """Return the way to sign in again, after which what was interrupted goes on."""

        def then() -> None:
            if shiboken6.isValid(self):
                go_on()

        return (_("Sign in again"), lambda: self.desk.sign_in_again(then))

    # changing one's mind

    def _toggle(self, number: int) -> None:
        field = self.table.field_at(number)
        if self.draft is None or not field:
            return
        if field in self.conflicts.lines:
            self.conflicts.lines[field].keep.setFocus()
            return
        self._change(self.draft.tick(field, on=field not in self.draft.ticked))

    def _choose(self, field: str, choice: Choice) -> None:
        if self.draft is not None:
            self._change(self.draft.choose(field, choice))

    def _type(self, field: str, text: str) -> None:
        if self.draft is not None:
            self._change(self.draft.type(field, text))

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self._present()

    def _present(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self.table.present(draft)
        may = draft.plan.info.may_push
        text = draft.button() if may else _("Push is off. Allow pushing…")
        self.send.setText(text)
        self.send.setAccessibleName(text)
        self.send.setEnabled(draft.ready or not may)
        self._tell_row(self.table.row)

    def _tell_row(self, number: int) -> None:
        field = self.table.field_at(number)
        rows = {r.field: r for r in self.draft.rows()} if self.draft is not None else {}
        said = rows[field].note if field in rows and field not in self.conflicts.lines else ""
        self._note.setText(said)
        self._note.setVisible(bool(said))

    def _copy(self) -> None:
        if self.draft is not None:
            QGuiApplication.clipboard().setText(self.draft.as_text())

    # sending

    def _press(self) -> None:
        if self.draft is None:
            return
        if self.draft.plan.info.may_push:
            self._send(self.draft.to_send())
        else:
            self._ask_to_allow(self.draft.plan.info)

    def _ask_to_allow(self, info: OrgInfo) -> None:
        self._notice(
            Banner(
                _("Allow pushing to {org}?").format(org=info.org_name),
                _(
                    "SFDesk then writes the fields that you tick, each time only after you press "
                    "Push. You can switch this off again in Settings."
                ),
                ((_("Allow pushing to {place}").format(place=wording.place(info)), self._allow),),
            )
        )

    def _allow(self) -> None:
        org = self.desk.state.org
        if org is not None:
            alias = org.alias
            self.desk.jobs.start(
                Lane.LOCAL,
                lambda _t: self.desk.workspace.allow_pushing(alias, allowed=True),
                on_done=self._allowed,
                on_error=self._failed,
            )

    def _allowed(self, info: OrgInfo) -> None:
        self.desk.state.set_org(info)
        self.read()

    def _send(self, plan: PushPlan, *, allow_duplicate: bool = False) -> None:
        clear(self._banners)
        self._foot.setEnabled(False)
        self.send.setText(_("Pushing…"))
        self._job = self.desk.jobs.start(
            Lane.ORG,
            lambda _ticket: self.desk.workspace.push(plan, allow_duplicate=allow_duplicate),
            on_done=partial(_finished, self.desk.state, self),
            on_error=self._failed,
        )

    def show_receipt(self, receipt: PushReceipt) -> None:
        """Say what was sent."""
        if self.draft is None:
            return
        self.receipt = receipt
        self._foot.hide()
        self.result.show_receipt(receipt, self.draft.plan.live.name)
        self._pages.setCurrentWidget(self.result)

    def _failed(self, error: SfdeskError) -> None:
        self._foot.setEnabled(True)
        if error.code == "CHANGED":
            self._job = None
            self.read()
            text = _("Here is the new picture. {hint}").format(hint=error.hint)
            self._notice(Banner(error.title, text))
            return
        problems = _by_field(error)
        if self.draft is not None and problems:
            self._change(self.draft.refused(problems))
            self.table.go_to_field(next(iter(problems)))
            self.table.setFocus()
        else:
            self._present()
        self._notice(problem_banner(error, self._ways_on(error)))

    def _ways_on(self, error: SfdeskError) -> tuple[Step, ...]:
        """Return what can be done about a refusal from here."""
        draft = self.draft
        ways = steps_for(error, self._sign_in_and(self._press), None)
        if draft is not None and error.retry:
            ways = (*ways, (_("Try again"), lambda: self._send(draft.to_send())))
        refusals = error.refusals if isinstance(error, OrgRefused) else ()
        if draft is not None and refusals and all(refusal.may_save for refusal in refusals):
            anyway = partial(self._send, draft.to_send(), allow_duplicate=True)
            ways = (*ways, (_("Save anyway"), anyway))
        return ways

    # taking back

    def undo(self) -> None:
        """Take the push back as far as nobody changed the fields since."""
        receipt, org = self.receipt, self.desk.state.org
        if receipt is None or org is None:
            return
        alias = org.alias
        self.result.show_undoing()
        self.desk.jobs.start(
            Lane.ORG,
            lambda _ticket: self.desk.workspace.undo(receipt.batch_id, alias),
            on_done=self._undone,
            on_error=self._not_undone,
        )

    def _undone(self, report: UndoReport) -> None:
        self.undone = report
        self.result.show_undone(report)
        self.desk.state.report_crm()

    def _not_undone(self, error: SfdeskError) -> None:
        self.result.show_not_undone()
        steps = steps_for(error, self._sign_in_and(self.undo), None)
        self._notice(problem_banner(error, steps))

    def _notice(self, banner: Banner) -> None:
        clear(self._banners)
        self._banners.addWidget(banner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc: nothing was sent."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _finished(state: State, window: PushWindow, receipt: PushReceipt) -> None:
    """Tell every window, also where the one that asked was closed meanwhile."""
    state.report_push(receipt)
    if shiboken6.isValid(window):
        window.show_receipt(receipt)


def _by_field(error: SfdeskError) -> dict[str, str]:
    """Return what Salesforce had against each field, in our words."""
    if not isinstance(error, OrgRefused):
        return {}
    told = {refusal.field: refusal.words for refusal in error.refusals if refusal.field}
    return told or dict.fromkeys(error.fields, error.hint)
