"""Review: one case at a time, decided by a key; the next one is already here."""

from collections.abc import Callable, Sequence
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sfdesk.actions.browsing import Row
from sfdesk.actions.cases import Case
from sfdesk.actions.match_requests import MatchReport
from sfdesk.domain.links import Outcome
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane, unwatched
from sfdesk.gui.palette import XL, L
from sfdesk.gui.problems import steps_for
from sfdesk.gui.review import ending, measuring
from sfdesk.gui.review.notices import Notices
from sfdesk.gui.review.pages import Pages
from sfdesk.gui.review.sitting import Sitting
from sfdesk.gui.review.storing import Storing
from sfdesk.gui.review.toolbar import Toolbar
from sfdesk.gui.review.walk import Show, Walk
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.widgets.announce import announce
from sfdesk.gui.widgets.layouts import column
from sfdesk.i18n import _, counted
from sfdesk.ticket import Progress


class ReviewScreen(Screen):
    """The suggestions of both kinds. What is decided is kept at once; undo is always one key."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, random: Random | None = None
    ) -> None:
        super().__init__(desk, parent)
        chance = random or Random()  # noqa: S311 - a sample, not a secret
        self.sitting = Sitting(desk, self, seed=chance.getrandbits(32))
        self.toolbar = Toolbar()
        self.pages = Pages(desk.workspace.person, chance, desk.workspace.now)
        self.view, self.empty = self.pages.view, self.pages.empty
        self.notices = Notices(self.sitting.correcting)
        body = column(self.toolbar, self.notices, self.pages, space=L)
        body.setContentsMargins(XL, L, XL, L)
        body.setStretch(2, 1)
        self.setLayout(body)
        self._acts = self._make_acts()
        self._learns = desk.workspace.settings.learns
        self._wire()
        self._follow_settings()

    def _wire(self) -> None:
        view, toolbar, sitting = self.view, self.toolbar, self.sitting
        view.said.connect(self._say)
        view.none_of_these.connect(self._none)
        view.option_chosen.connect(self._choose)
        view.side_chosen.connect(self._choose_side)
        view.opened.connect(self._open)
        toolbar.kind_chosen.connect(self.show_kind)
        toolbar.show_chosen.connect(self._filter)
        toolbar.order_chosen.connect(sitting.arrange)
        toolbar.undo.connect(sitting.undo)
        toolbar.redo.connect(self.redo)
        toolbar.bulk.connect(self._start_bulk)
        self.pages.accepted.connect(self._accept)
        self.pages.left.connect(self._present)
        view.asked.connect(self._asked)
        view.noted.connect(self._note)
        self.pages.found.connect(self._link_by_hand)
        self.pages.taken_back.connect(lambda said: sitting.correcting.take_back(sitting.kind, said))
        self.pages.later.connect(lambda: sitting.put_off(sitting.disputes[0]))
        sitting.changed.connect(self._present)
        sitting.loading.connect(self._present_loading)
        sitting.progressed.connect(self._present_progress)
        sitting.stopped.connect(self._present_stopped)
        sitting.not_read.connect(self._not_read)
        sitting.failed.connect(self._failed)
        sitting.left_alone.connect(self.notices.left_alone)
        sitting.correcting.taken_back.connect(self.notices.taken_back)
        sitting.storing.idle.connect(self._catch_up)
        state = self.desk.state
        state.settings_changed.connect(self._follow_settings)
        state.org_changed.connect(self._change_org)
        for signal in (state.synced, state.links_changed, state.imported, state.crm_changed):
            signal.connect(self._outdated)
        state.matched.connect(self._matched)

    def _make_acts(self) -> list[QAction]:
        def say(outcome: Outcome) -> Callable[[], None]:
            return lambda: self._say(outcome)

        case = [
            self._act(_("Link"), say(Outcome.LINK), "Y"),
            self._act(_("Not the same"), say(Outcome.NOT_SAME), "N"),
            self._act(_("None of these"), self._none, "X"),
            self._act(_("Later"), say(Outcome.LATER), "L"),
            *(
                self._act(
                    _("Suggestion {n}").format(n=n + 1),
                    lambda n=n: self._choose(n),  # type: ignore[misc]
                    str(n + 1),
                )
                for n in range(3)
            ),
            self._act(_("Other CRM record"), self._next_side, "R"),
            self._act(_("Next case"), lambda: self._move(1), "Right"),
            self._act(_("Case before"), lambda: self._move(-1), "Left"),
            self._act(_("Next case"), lambda: self._move(1), "J"),
            self._act(_("Case before"), lambda: self._move(-1), "K"),
            self._act(_("Details"), self.view.toggle_details, "D"),
            self._act(_("Find by hand"), lambda: self._asked("find"), "F"),
            self._act(_("New CRM record"), lambda: self._asked("create"), "C"),
            self._act(_("Note"), self.view.note.begin, "E"),
            self._act(_("Blind"), self.view.toggle_blind, "B"),
            self._act(_("Open in Salesforce"), self._open_chosen, "O"),
            self._act(_("Back to Home"), lambda: self.desk.navigate(Place.HOME), "Esc"),
        ]
        self.view.addActions(case)
        both = [
            self._act(_("Undo"), self.undo, "Ctrl+Z"),
            self._act(_("Redo"), self.redo, "Ctrl+Y"),
        ]
        self.addActions(both)
        return [*case, *both]

    def _follow_settings(self) -> None:
        """Switch single letters on or off, as the person has it in the settings."""
        settings = self.desk.workspace.settings
        if settings.learns is not self._learns:
            self._learns = settings.learns
            self.sitting.outdate()
        on = settings.letter_keys == "on"
        for act in self._acts:
            letter = [key for key in act.shortcuts() if len(key.toString()) == 1]
            act.setEnabled(on or not letter)

    def _act(self, text: str, do: Callable[[], object], *keys: str) -> QAction:
        """Return a command; `triggered` says whether it is checked, which no command asks."""
        made = QAction(text, self)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _checked: do())
        return made

    # the screen

    @property
    def title(self) -> str:
        """What the window says."""
        return Place.REVIEW.label

    @property
    def commands(self) -> Sequence[QAction]:
        """Every key of the review."""
        return self._acts

    @property
    def panes(self) -> Sequence[QWidget]:
        """The case, then what stands above it."""
        return (self.pages.currentWidget() or self.view, self.toolbar)

    @property
    def walk(self) -> Walk | None:
        """The way through the cases on the screen; None while they are being read."""
        return self.sitting.walk

    @property
    def storing(self) -> Storing:
        """What keeps the decisions."""
        return self.sitting.storing

    def show_kind(self, kind: Kind, crm_id: str = "") -> None:
        """Review accounts or contacts; each keeps its place. `crm_id` asks for one case."""
        if self.toolbar.kinds.key != kind.value:
            self.toolbar.kinds.mark(kind.value)
        self.sitting.show(kind, crm_id)

    def refresh(self) -> None:
        """Show where one was; read the suggestions where there are none yet, or old ones."""
        self.sitting.refresh()

    def _change_org(self, info: OrgInfo | None) -> None:
        self.sitting.change_org(info)

    def _outdated(self, *_what: object) -> None:
        self.sitting.outdate()
        self._catch_up()

    def _matched(self, report: MatchReport, elsewhere: bool) -> None:  # noqa: FBT001 - a signal's
        """Show what is suggested now, unless it only follows from what was decided right here."""
        if report.anything and self.sitting.is_older(elsewhere=elsewhere):
            self._outdated()

    def _catch_up(self) -> None:
        if self.isVisible():
            self.sitting.catch_up()

    # deciding

    def _say(self, outcome: Outcome) -> None:
        self.sitting.take(lambda walk: walk.say(outcome))

    def _none(self) -> None:
        self.sitting.take(Walk.none_of_these)

    def _accept(self, cases: tuple[Case, ...]) -> None:
        self.sitting.take(lambda walk: walk.accept(cases))

    def _asked(self, what: str) -> None:
        if what == "find":
            self._start_finding()
        else:
            self._create()

    def _start_finding(self) -> None:
        walk, org = self.walk, self.desk.state.org
        if walk is None or walk.case is None or org is None:
            return
        kind, workspace = walk.review.kind, self.desk.workspace
        self.pages.setCurrentWidget(self.pages.finding)
        self.toolbar.present(walk, self.sitting.undo_title, bulk=True)
        self.pages.finding.start(walk.case.crm, kind)
        self.desk.jobs.start(
            Lane.LOCAL,
            unwatched(lambda _ticket: workspace.rows(kind, org.alias)),
            on_done=self.pages.finding.show_rows,
            on_error=self._failed,
        )

    def _link_by_hand(self, found: Row) -> None:
        self.sitting.take(lambda walk: walk.link_by_hand(found.record_id))

    def _create(self) -> None:
        """Say that the two differ, and show the import of the one in Salesforce."""
        option = self.walk.chosen if self.walk is not None else None
        if option is not None:
            self._say(Outcome.NOT_SAME)
            self.desk.open_import([option.record.id])

    def _note(self, text: str) -> None:
        if self.walk is not None:
            self.walk.note(text)

    def undo(self) -> None:
        """Take the last step back."""
        self.sitting.undo()

    def redo(self) -> None:
        """Say again what was taken back last."""
        self.sitting.take(Walk.redo)

    def _failed(self, error: SfdeskError) -> None:
        self.notices.failed(error)
        self._present()

    def _not_read(self, error: SfdeskError) -> None:
        connect = (_("Sign in again"), self.desk.open_connect)
        again = (_("Try again"), self.refresh)
        self.empty.say(error.title, error.hint, steps_for(error, connect, again) or (again,))

    # moving

    def _choose(self, number: int) -> None:
        if self.walk is not None and self.walk.choose(number):
            self._present()

    def _choose_side(self, side: int) -> None:
        if self.walk is not None:
            self.walk.side = side
            self._present()

    def _next_side(self) -> None:
        if self.walk is not None:
            self.walk.next_side()
            self._present()

    def _move(self, by: int) -> None:
        if self.walk is not None and self.walk.move(by):
            self._present()

    def _filter(self, show: Show) -> None:
        if self.walk is not None:
            self.walk.filter(show)
            self._present()

    def _open_chosen(self) -> None:
        if self.walk is not None and self.walk.chosen is not None:
            self._open(self.walk.chosen.record.id)

    def _open(self, record_id: str) -> None:
        if self.desk.state.org is not None:
            self.desk.open_url(f"{self.desk.state.org.instance_url}/{record_id}")

    def _start_bulk(self) -> None:
        if self.walk is not None:
            self.pages.setCurrentWidget(self.pages.bulk)
            self.toolbar.present(self.walk, self.sitting.undo_title, bulk=True)
            self.pages.bulk.start(self.walk.certain())

    # showing

    def _present_loading(self) -> None:
        self.pages.setCurrentWidget(self.empty)
        self.toolbar.present(None)
        self.empty.say(
            _("Comparing…"),
            _("Your CRM is being compared with Salesforce."),
            ((_("Cancel"), self.sitting.cancel),),
        )

    def _present_progress(self, progress: Progress) -> None:
        share = f" {progress.done / progress.total:.0%}" if progress.total else ""
        self.empty.tell(f"{progress.text}…{share}")

    def _present_stopped(self) -> None:
        text = _("Nothing was compared yet. What you decided is kept.")
        self.empty.say(_("Comparing was stopped"), text, ((_("Compare"), self.refresh),))

    def _present(self) -> None:
        walk = self.walk
        self.toolbar.present(walk, self.sitting.undo_title)
        self.desk.state.set_to_review(self.sitting.waiting_cases)
        if walk is None:
            return
        if self.toolbar.shows.key != walk.show.value:
            self.toolbar.shows.mark(walk.show.value)
        disputes = self.sitting.disputes
        if disputes:
            self.toolbar.present(walk, self.sitting.undo_title, bulk=True)
            self.pages.setCurrentWidget(self.pages.disputes)
            self.pages.disputes.present(disputes[0], len(disputes))
            return
        case, option = walk.case, walk.chosen
        if case is None or option is None:
            self._present_end(walk)
            return
        elsewhere = not self.view.isVisible()
        self.view.present(
            case,
            option,
            number=case.options.index(option),
            side=min(walk.side, len(case.rivals)),
            note=walk.notes.get(case.crm.id, ""),
        )
        self.pages.setCurrentWidget(self.view)
        announce(self.view, self.view.accessibleDescription())
        if elsewhere or not self.view.isAncestorOf(self.focusWidget() or self):
            self.view.setFocus()

    def _present_end(self, walk: Walk) -> None:
        self.pages.setCurrentWidget(self.empty)
        title, text = ending.nothing_left(walk)
        steps: list[tuple[str, Callable[[], object]]] = []
        tally = walk.tally()
        if walk.steps and walk.show is Show.ALL:
            took = self.desk.workspace.now() - self.sitting.began[walk.review.kind]
            told = ending.summary(tally, took), ending.agreement(tally)
            text = " ".join(filter(None, (*told, measuring.sentence(walk.sampled()))))
            ids = [s.record_id for step in walk.steps if step.first is not None for s in step.said]
            if ids:
                words = counted("Import {n} linked…", "Import {n} linked…", len(ids))
                steps.append((words, lambda: self.desk.open_import(ids)))
        if walk.show is not Show.ALL:
            steps.append((_("Show all"), lambda: self._filter(Show.ALL)))
        elif walk.count(Show.LATER):
            steps.append((_("Show Later"), lambda: self._filter(Show.LATER)))
        steps.append((_("Look at decided links"), lambda: self.desk.navigate(Place.ACTIVITY)))
        self.empty.say(title, text, steps)
        self.empty.setFocus()
