"""Activity: every step with its time, and an Undo button where it can be taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from sfdesk.actions.browsing import Batch, Verb
from sfdesk.actions.undoing import UndoReport
from sfdesk.gui.activity.lines import (
    ALL,
    can_undo,
    chips,
    shown,
    state_tone,
    state_word,
    verb_word,
    when,
)
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import RING, L, M, S
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.widgets.buttons import FilterChips, button
from sfdesk.gui.widgets.labels import Role, Tone, line
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner, EmptyState
from sfdesk.gui.widgets.search import SearchField
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _, counted

_MOST = 500
_UNDO = 5


class ActivityScreen(Screen):
    """The list of steps, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._steps: Sequence[Batch] = ()
        self._job: Job | None = None
        self.search = SearchField(_("Search activity"), _("Search"))
        self.chips = FilterChips(chips(), _("Filter"))
        self.model = RowsModel(self._columns())
        self.table = Table(self.model, self.title)
        self.undo_step = QAction(_("Undo this step"), self)
        self.undo_step.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo_step.triggered.connect(lambda: self.undo(self.table.row))
        self.table.addAction(self.undo_step)
        self._empty = EmptyState("", "", icon="activity")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        self._notes = column(space=S)
        self._count = line("", Role.SMALL)
        self._lay_out()
        self._wire()

    @property
    def title(self) -> str:
        """What the window says."""
        return Place.ACTIVITY.label

    @property
    def commands(self) -> Sequence[QAction]:
        """Undo of the chosen step."""
        return (self.undo_step,)

    @property
    def panes(self) -> Sequence[QWidget]:
        """Search and list."""
        return (self.search, self.table)

    def _columns(self) -> list[Column[Batch]]:
        def quiet(_step: Batch) -> Tone:
            return Tone.NEUTRAL

        now = self.desk.workspace.now
        return [
            Column(_("When"), lambda b: when(b, now()), 170, tone=quiet),
            Column(_("What"), lambda b: verb_word(b.verb), 84),
            Column(_("Step"), lambda b: b.summary),
            Column(_("Who"), lambda b: b.by, 100, tone=quiet, room=700),
            Column(_("State"), state_word, 104, tone=state_tone),
            Column(_("Way back"), lambda _b: "", 96),
        ]

    def _lay_out(self) -> None:
        top = row(self.search, self.chips, space=M)
        top.setStretch(0, 1)
        top.setContentsMargins(L, M, L, S)
        self._notes.setContentsMargins(L, 0, L, 0)
        foot = row(self._count, None)
        foot.setContentsMargins(L, S, L, S)
        lists = row(self._lists)
        lists.setContentsMargins(S - RING, 0, S, 0)
        body = column(top, self._notes, lists, foot, space=0)
        body.setStretch(2, 1)
        self.setLayout(body)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.filter)
        self.chips.chosen.connect(self.filter)
        self.search.left.connect(self.table.setFocus)
        self.table.typed.connect(self.search.take)
        self.table.chosen.connect(self._chose)
        state = self.desk.state
        for signal in (state.links_changed, state.imported, state.crm_changed, state.pushed):
            signal.connect(self._changed)

    def refresh(self) -> None:
        """Read the steps anew."""
        if self._job is not None:
            self._job.forget()
        self._job = self.desk.jobs.start(
            Lane.LOCAL,
            lambda _t: self.desk.workspace.activity(most=_MOST),
            on_done=self.show_steps,
        )

    def show_steps(self, steps: Sequence[Batch]) -> None:
        """Show these steps, under the search and the filter that are on."""
        self._steps = steps
        self.filter()

    def filter(self) -> None:
        """Show what search and chip let through."""
        steps = shown(self._steps, self.search.text(), self.chips.key)
        self.model.show(steps)
        for number, step in enumerate(steps):
            if can_undo(step):
                self.table.setIndexWidget(self.model.index(number, _UNDO), self._undo_button(step))
        self._count.setText(counted("{n} step", "{n} steps", len(steps)))
        if steps:
            self._lists.setCurrentWidget(self.table)
            self.table.go_to(0)
        else:
            self._say_empty()
            self._lists.setCurrentWidget(self._empty)
        self._chose(self.table.row)

    def undo(self, number: int) -> None:
        """Take a step back, as far as nobody built on it."""
        if not 0 <= number < len(self.model.rows):
            return
        step, workspace = self.model.rows[number], self.desk.workspace
        lane = Lane.ORG if step.verb is Verb.PUSH else Lane.LOCAL

        def done(report: UndoReport) -> None:
            self._say_undone(report)
            self._tell(step.verb)

        self.desk.jobs.start(lane, lambda _t: workspace.undo(step.id), on_done=done)

    def _undo_button(self, step: Batch) -> QWidget:
        press = button(_("Undo"), lambda: self._undo_this(step), tone="link", icon="undo")
        press.setAccessibleName(_("Undo: {step}").format(step=step.summary))
        press.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by key it is Ctrl+Z on the line
        cell = QWidget()
        inside = row(press, None)
        inside.setContentsMargins(S, 0, 0, 0)
        cell.setLayout(inside)
        return cell

    def _undo_this(self, step: Batch) -> None:
        self.undo(next(n for n, s in enumerate(self.model.rows) if s.id == step.id))

    def _say_undone(self, report: UndoReport) -> None:
        clear(self._notes)
        kept = "\n".join(report.kept)
        self._notes.addWidget(
            Banner(
                _("Undone: {step}").format(step=report.summary),
                kept,
                tone=Tone.WATCH if kept else Tone.GOOD,
            )
        )

    def _tell(self, verb: Verb) -> None:
        state = self.desk.state
        tells: dict[Verb, Callable[[], None]] = {
            Verb.DECIDE: state.report_links,
            Verb.FORGET: state.report_links,
            Verb.IMPORT: state.report_import,
        }
        tells.get(verb, state.report_crm)()

    def _chose(self, number: int) -> None:
        within = 0 <= number < len(self.model.rows)
        self.undo_step.setEnabled(within and can_undo(self.model.rows[number]))

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _say_empty(self) -> None:
        if self._steps:
            self._empty.say(
                _("No step fits these filters"),
                _("Steps are kept; only the filter hides them."),
                ((_("Clear filters"), self._clear),),
            )
        else:
            self._empty.say(
                _("Nothing done yet"),
                _("Each decision, import and push gets a line here, with a way back."),
            )

    def _clear(self) -> None:
        self.search.clear()
        self.chips.choose(ALL)
