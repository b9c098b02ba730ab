"""Review: one case at a time, decided by a key; the next one is already here."""

from collections.abc import Callable, Sequence
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from sfdesk.actions.match_requests import MatchReport
from sfdesk.domain.links import Outcome
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Lane, unwatched
from sfdesk.gui.palette import XL, L
from sfdesk.gui.review.handling import Handling
from sfdesk.gui.review.notices import Notices
from sfdesk.gui.review.pages import Pages
from sfdesk.gui.review.showing import Showing
from sfdesk.gui.review.sitting import Sitting
from sfdesk.gui.review.storing import Storing
from sfdesk.gui.review.toolbar import Toolbar
from sfdesk.gui.review.walk import Walk
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.widgets.layouts import column
from sfdesk.i18n import _


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
        self.handling = Handling(self, self.sitting)
        self.showing = Showing(self, self.sitting, self.handling, self.toolbar, self.pages)
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
        handling, pages = self.handling, self.pages
        view.said.connect(handling.say)
        view.none_of_these.connect(handling.none_of_these)
        view.option_chosen.connect(handling.choose)
        view.side_chosen.connect(handling.choose_side)
        view.opened.connect(handling.open)
        view.asked.connect(self._asked)
        view.noted.connect(handling.note)
        toolbar.kind_chosen.connect(self.show_kind)
        toolbar.show_chosen.connect(handling.filter)
        toolbar.order_chosen.connect(sitting.arrange)
        toolbar.undo.connect(sitting.undo)
        toolbar.redo.connect(handling.redo)
        toolbar.bulk.connect(self._start_bulk)
        pages.accepted.connect(handling.accept)
        pages.found.connect(handling.link_by_hand)
        pages.taken_back.connect(lambda said: sitting.correcting.take_back(sitting.kind, said))
        pages.later.connect(lambda: sitting.put_off(sitting.disputes[0]))
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
        do = self.handling

        def say(outcome: Outcome) -> Callable[[], None]:
            return lambda: do.say(outcome)

        case = [
            self._act(_("Link"), say(Outcome.LINK), "Y"),
            self._act(_("Not the same"), say(Outcome.NOT_SAME), "N"),
            self._act(_("None of these"), do.none_of_these, "X"),
            self._act(_("Later"), say(Outcome.LATER), "L"),
            *(
                self._act(
                    _("Suggestion {n}").format(n=n + 1),
                    lambda n=n: do.choose(n),  # type: ignore[misc]
                    str(n + 1),
                )
                for n in range(3)
            ),
            self._act(_("Other CRM record"), do.next_side, "R"),
            self._act(_("Next case"), lambda: do.move(1), "Right"),
            self._act(_("Case before"), lambda: do.move(-1), "Left"),
            self._act(_("Next case"), lambda: do.move(1), "J"),
            self._act(_("Case before"), lambda: do.move(-1), "K"),
            self._act(_("Details"), self.view.toggle_details, "D"),
            self._act(_("Find by hand"), lambda: self._asked("find"), "F"),
            self._act(_("New CRM record"), lambda: self._asked("create"), "C"),
            self._act(_("Note"), self.view.note.begin, "E"),
            self._act(_("Blind"), self.view.toggle_blind, "B"),
            self._act(_("Open in Salesforce"), do.open_chosen, "O"),
            self._act(_("Back to Home"), lambda: self.desk.navigate(Place.HOME), "Esc"),
        ]
        self.view.addActions(case)
        both = [
            self._act(_("Undo"), self.undo, "Ctrl+Z"),
            self._act(_("Redo"), do.redo, "Ctrl+Y"),
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

    # other pages

    def _asked(self, what: str) -> None:
        if what == "find":
            self._start_finding()
        else:
            self.handling.create()

    def _start_finding(self) -> None:
        walk, org = self.walk, self.desk.state.org
        if walk is None or walk.case is None or org is None:
            return
        kind, workspace = walk.review.kind, self.desk.workspace
        self.pages.setCurrentWidget(self.pages.finding)
        self.showing.instead(walk)
        self.pages.finding.start(walk.case.crm, kind)
        self.desk.jobs.start(
            Lane.LOCAL,
            unwatched(lambda _ticket: workspace.rows(kind, org.alias)),
            on_done=self.pages.finding.show_rows,
            on_error=self._failed,
        )

    def undo(self) -> None:
        """Take the last step back."""
        self.sitting.undo()

    def redo(self) -> None:
        """Say again what was taken back last."""
        self.handling.redo()

    def _failed(self, error: SfdeskError) -> None:
        self.notices.failed(error)
        self.showing.present()

    def _start_bulk(self) -> None:
        if self.walk is not None:
            self.pages.setCurrentWidget(self.pages.bulk)
            self.showing.instead(self.walk)
            self.pages.bulk.start(self.walk.certain())
