"""Ends a wrong link from the list: asked for in place with a reason, and undoable in place."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from sfdesk.actions.browsing import Row
from sfdesk.actions.undoing import UndoReport
from sfdesk.domain.links import Decision
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane
from sfdesk.gui.palette import L, M, S
from sfdesk.gui.screens import Desk
from sfdesk.gui.widgets.buttons import button
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner, problem_banner
from sfdesk.i18n import _

_LONGEST = 500


class WrongLink:
    """Puts its question and its answer into `place`; `back` takes the focus afterwards."""

    def __init__(self, desk: Desk, place: QVBoxLayout, back: QWidget) -> None:
        self._desk, self._place, self._back = desk, place, back

    def ask(self, about: Row) -> None:
        """Ask whether the link of a row is to end, and why."""
        clear(self._place)
        self.question = _Question(about, self)
        self._place.addWidget(self.question)
        self.question.reason.setFocus()

    def end(self, about: Row, reason: str) -> None:
        """End the link."""
        org, workspace = self._desk.state.org, self._desk.workspace
        self.leave()
        if org is None:
            return
        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.unlink(about.kind, about.crm_id, org.alias, reason=reason),
            on_done=partial(self._say_ended, about),
            on_error=self._refuse,
        )

    def leave(self) -> None:
        """Take the question away."""
        clear(self._place)
        self._back.setFocus()

    def _say_ended(self, about: Row, decision: Decision) -> None:
        undo = (_("Undo"), partial(self._undo, decision.batch_id))
        title = _("{name} is not linked any more").format(name=about.name)
        text = _("Both records stay. What was imported through the link stays, too.")
        self._place.addWidget(Banner(title, text, (undo,), tone=Tone.GOOD))
        self._desk.state.report_links()

    def _undo(self, batch_id: str) -> None:
        workspace = self._desk.workspace

        def done(report: UndoReport) -> None:
            clear(self._place)
            if report.kept:
                self._place.addWidget(Banner(_("Not everything"), "\n".join(report.kept)))
            self._desk.state.report_links()

        self._desk.jobs.start(
            Lane.LOCAL, lambda _t: workspace.undo(batch_id), on_done=done, on_error=self._refuse
        )

    def _refuse(self, error: SfdeskError) -> None:
        clear(self._place)
        self._place.addWidget(problem_banner(error))


class _Question(QFrame):
    """What would happen, why, yes, no. Esc means no."""

    def __init__(self, about: Row, owner: WrongLink) -> None:
        super().__init__()
        self._owner, self._about = owner, about
        self.setProperty("banner", Tone.WATCH.value)
        title = _("{name} and CRM {crm} are not the same?").format(
            name=about.name, crm=about.crm_id
        )
        self.setAccessibleName(title)
        text = _("The link ends and the pair is not suggested again. It can be undone.")
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Why? It stands in Activity."))
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self._go)
        label = QLabel(_("&Reason"))
        label.setBuddy(self.reason)
        self.yes = button(_("End this link"), self._go, tone="danger")
        self.no = button(_("Cancel"), owner.leave)
        answer = row(label, self.reason, self.yes, self.no, space=S)
        answer.setStretch(1, 1)
        body = column(line(title, Role.HEADING, wrap=True), line(text, wrap=True), answer, space=S)
        body.setContentsMargins(L, M, L, M)
        self.setLayout(body)

    def _go(self) -> None:
        self._owner.end(self._about, self.reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._owner.leave()
        else:
            super().keyPressEvent(event)
