"""Learning: whether decisions correct the weights, what they did to them, and beginning anew."""

from dataclasses import replace

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox

from sfdesk.actions.learning import Lookback
from sfdesk.domain.matching.suggestions import LEAST, Learned, Lesson
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Job, Lane
from sfdesk.gui.palette import M, S
from sfdesk.gui.review import measuring
from sfdesk.gui.review.wording import KINDS
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.section import Question, Section
from sfdesk.gui.widgets.buttons import FilterChips, button
from sfdesk.gui.widgets.labels import Role, Tone, line, show_if
from sfdesk.gui.widgets.layouts import clear, column, row
from sfdesk.gui.widgets.notices import Banner, problem_banner
from sfdesk.gui.widgets.table import Column, RowsModel, Table
from sfdesk.i18n import _, counted


class LearningSection(Section):
    """A switch, the weights of one kind of record, and a way to forget."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _("Learning"), _("weights decisions train reset forget precision matching")
        )
        self._desk = desk
        self._job: Job | None = None
        self._kind = Kind.ACCOUNT
        self.on = QCheckBox(_("Learn from what I link and reject"))
        self.on.setAccessibleName(self.on.text())
        self.on.clicked.connect(self._switch)
        self.kinds = FilterChips([(k.value, words) for k, words in KINDS.items()], _("Weights of"))
        self.kinds.chosen.connect(self._choose)
        self.count = line("", wrap=True)
        self.effect = line("", Role.MUTED, wrap=True)
        self.measured = line("", Role.MUTED, wrap=True)
        self.model = RowsModel(_columns())
        self.table = Table(self.model, _("What it has learned"), whole=True)
        self.forget = button(_("Forget what was learned…"), self._ask)
        self._notes = column(space=S)
        text = _(
            "Each decision corrects how far each field is trusted. Below is what a field can say "
            "against and for a pair, in bits: one bit doubles the odds."
        )
        self.body.addLayout(column(self.on, line(text, Role.MUTED, wrap=True), space=S))
        self.body.addLayout(column(self.kinds, self.count, self.effect, self.measured, space=S))
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.forget, None, space=M))
        self.body.addLayout(self._notes)
        self.table.hide()

    def refresh(self) -> None:
        """Ask anew what was learned; a large CRM takes a while."""
        self.on.setChecked(self._desk.workspace.settings.learns)
        org = self._desk.state.org
        if self._job is not None:
            self._job.forget()
        if org is None:
            self._say(_("Connect a Salesforce first."))
            self.table.hide()
            self.measured.hide()
            return
        self._say(_("Looking at what was decided…"))
        self.measured.hide()
        workspace, kind = self._desk.workspace, self._kind
        self._job = self._desk.jobs.start(
            Lane.LOCAL,
            lambda ticket: workspace.learned(kind, ticket, org.alias),
            on_done=self.show_learned,
            on_error=self._refuse,
        )

    def show_learned(self, found: Lookback) -> None:
        """Show the weights of a kind, and what chance picks measured."""
        learned = found.learned
        on = self._desk.workspace.settings.learns
        self._say(said(learned, on=on), effect(learned))
        self.measured.setText("\n".join(measuring.by_band(found.sampled)))
        show_if(self.measured, on=bool(found.sampled))
        self.model.show(learned.lessons)
        show_if(self.table, on=bool(learned.lessons))
        self.forget.setEnabled(learned.decisions > 0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the lane to others when nobody looks."""
        super().hideEvent(event)
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _say(self, count: str, more: str = "") -> None:
        self.count.setText(count)
        self.effect.setText(more)
        show_if(self.effect, on=bool(more))

    def _choose(self, key: str) -> None:
        self._kind = Kind(key)
        self.refresh()

    def _switch(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        workspace, state = self._desk.workspace, self._desk.state

        def done(_none: None) -> None:
            state.report_settings()
            self.refresh()

        def keep() -> None:
            workspace.save_settings(replace(workspace.settings, learning="on" if on else "off"))

        self._desk.jobs.start(Lane.LOCAL, lambda _t: keep(), on_done=done)

    def _ask(self) -> None:
        clear(self._notes)
        text = _(
            "The weights go back to what your records alone say. Links and rejections stay as they "
            "are; only later decisions teach. It can be undone."
        )
        self._notes.addWidget(Question(text, _("Forget what was learned"), self._forget))

    def _forget(self) -> None:
        org, workspace = self._desk.state.org, self._desk.workspace
        if org is not None:
            self._desk.jobs.start(
                Lane.LOCAL,
                lambda _t: workspace.forget_learned(org.alias),
                on_done=self._say_forgotten,
                on_error=self._refuse,
            )

    def _say_forgotten(self, batch_id: str) -> None:
        clear(self._notes)
        undo = (_("Undo"), lambda: self._undo(batch_id))
        text = _("What you decide from now on teaches anew.")
        self._notes.addWidget(Banner(_("Forgotten"), text, (undo,), tone=Tone.GOOD))
        self._changed()

    def _undo(self, batch_id: str) -> None:
        workspace = self._desk.workspace

        def done(_report: object) -> None:
            clear(self._notes)
            self._changed()

        self._desk.jobs.start(
            Lane.LOCAL,
            lambda _t: workspace.undo(batch_id),
            on_done=done,
            on_error=self._refuse,
        )

    def _changed(self) -> None:
        self._desk.state.report_links()
        self.refresh()

    def _refuse(self, error: SfdeskError) -> None:
        clear(self._notes)
        self._notes.addWidget(problem_banner(error))


def said(learned: Learned, *, on: bool) -> str:
    """Say from how many decisions is learned, or what is missing."""
    yes = counted("{n} accepted", "{n} accepted", learned.accepted)
    no = counted("{n} rejected", "{n} rejected", learned.rejected)
    if not on:
        return _("Learning is off. {accepted}, {rejected}.").format(accepted=yes, rejected=no)
    if learned.decisions < LEAST:
        text = _("Learning starts at {least} decisions; you have {n}.")
        return text.format(least=LEAST, n=learned.decisions)
    if not learned.accepted or not learned.rejected:
        text = _("{accepted}, {rejected}. Learning needs some of both.")
        return text.format(accepted=yes, rejected=no)
    decisions = counted(
        "Learned from {n} decision", "Learned from {n} decisions", learned.decisions
    )
    return f"{decisions}: {yes}, {no}."


def effect(learned: Learned) -> str:
    """Say what learning changed on the decisions themselves; "" while nothing is learned."""
    if learned.before is None or learned.after is None:
        return ""
    text = _(
        "A pair that you accepted scores above one that you rejected in {after} of cases; without "
        "learning in {before}."
    )
    return text.format(after=f"{learned.after:.1%}", before=f"{learned.before:.1%}")


def _columns() -> list[Column[Lesson]]:
    return [
        Column(_("Field"), lambda r: r.label, 132, strong=True),
        Column(_("As shipped"), lambda r: _span(r.shipped), room=640),
        Column(_("In your data"), lambda r: _span(r.found)),
        Column(_("Decisions"), lambda r: changed(r.factor), 164, tone=lambda r: _tone(r.factor)),
        Column(_("Counts now"), lambda r: _span(r.now)),
        Column(_("Said in"), lambda r: f"{r.decisions:,}", 84, number=True),
    ]


def changed(factor: float) -> str:
    """Say what decisions made of a weight: `trusted more × 1.24`."""
    if abs(factor - 1.0) < 0.005:
        return _("as it was")
    word = _("trusted more") if factor > 1.0 else _("trusted less")
    return f"{word} × {factor:.2f}"


def _tone(factor: float) -> Tone:
    if abs(factor - 1.0) < 0.005:
        return Tone.NEUTRAL
    return Tone.GOOD if factor > 1.0 else Tone.WATCH


def _span(bits: tuple[float, float]) -> str:
    return f"{bits[0]:+.1f} … {bits[1]:+.1f}".replace("-", "\N{MINUS SIGN}")
