"""Puts on the screen what the sitting has come to."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from sfdesk.errors import SfdeskError
from sfdesk.gui.problems import steps_for
from sfdesk.gui.review import ending, measuring
from sfdesk.gui.review.handling import Handling
from sfdesk.gui.review.pages import Pages
from sfdesk.gui.review.sitting import Sitting
from sfdesk.gui.review.toolbar import Toolbar
from sfdesk.gui.review.walk import Show, Walk
from sfdesk.gui.screens import Place, Screen
from sfdesk.gui.widgets.announce import announce
from sfdesk.i18n import _, counted
from sfdesk.ticket import Progress


class Showing(QObject):
    """The toolbar and the page below it, as they follow from the sitting; decides nothing."""

    def __init__(
        self, screen: Screen, sitting: Sitting, handling: Handling, toolbar: Toolbar, pages: Pages
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._sitting, self._handling = sitting, handling
        self._toolbar, self._pages = toolbar, pages
        handling.moved.connect(self.present)
        pages.left.connect(self.present)
        sitting.changed.connect(self.present)
        sitting.loading.connect(self._loading)
        sitting.progressed.connect(self._progress)
        sitting.stopped.connect(self._stopped)
        sitting.not_read.connect(self._not_read)

    def present(self) -> None:
        """Show the case where the walk is, a contradiction first, or that nothing is left."""
        walk = self._sitting.walk
        self._toolbar.present(walk, self._sitting.undo_title)
        self._screen.desk.state.set_to_review(self._sitting.waiting_cases)
        if walk is None:
            return
        if self._toolbar.shows.key != walk.show.value:
            self._toolbar.shows.mark(walk.show.value)
        disputes = self._sitting.disputes
        if disputes:
            self.instead(walk)
            self._pages.setCurrentWidget(self._pages.disputes)
            self._pages.disputes.present(disputes[0], len(disputes))
        elif walk.case is None or walk.chosen is None:
            self._end(walk)
        else:
            self._case(walk)

    def instead(self, walk: Walk) -> None:
        """Say in the toolbar that something else than the case is on the screen."""
        self._toolbar.present(walk, self._sitting.undo_title, bulk=True)

    def _case(self, walk: Walk) -> None:
        case, option, view = walk.case, walk.chosen, self._pages.view
        assert case is not None
        assert option is not None
        elsewhere = not view.isVisible()
        view.present(
            case,
            option,
            number=case.options.index(option),
            side=min(walk.side, len(case.rivals)),
            note=walk.notes.get(case.crm.id, ""),
        )
        self._pages.setCurrentWidget(view)
        announce(view, view.accessibleDescription())
        if elsewhere or not view.isAncestorOf(self._screen.focusWidget() or self._screen):
            view.setFocus()

    def _end(self, walk: Walk) -> None:
        empty = self._pages.empty
        self._pages.setCurrentWidget(empty)
        title, text = ending.nothing_left(walk)
        steps: list[tuple[str, Callable[[], object]]] = []
        tally = walk.tally()
        if walk.steps and walk.show is Show.ALL:
            took = self._screen.desk.workspace.now() - self._sitting.began[walk.review.kind]
            told = ending.summary(tally, took), ending.agreement(tally)
            text = " ".join(filter(None, (*told, measuring.sentence(walk.sampled()))))
            ids = [s.record_id for step in walk.steps if step.first is not None for s in step.said]
            if ids:
                words = counted("Import {n} linked…", "Import {n} linked…", len(ids))
                steps.append((words, lambda: self._screen.desk.open_import(ids)))
        if walk.show is not Show.ALL:
            steps.append((_("Show all"), lambda: self._handling.filter(Show.ALL)))
        elif walk.count(Show.LATER):
            steps.append((_("Show Later"), lambda: self._handling.filter(Show.LATER)))
        steps.append(
            (_("Look at decided links"), lambda: self._screen.desk.navigate(Place.ACTIVITY))
        )
        empty.say(title, text, steps)
        empty.setFocus()

    def _loading(self) -> None:
        self._pages.setCurrentWidget(self._pages.empty)
        self._toolbar.present(None)
        self._pages.empty.say(
            _("Comparing…"),
            _("Your CRM is being compared with Salesforce."),
            ((_("Cancel"), self._sitting.cancel),),
        )

    def _progress(self, progress: Progress) -> None:
        share = f" {progress.done / progress.total:.0%}" if progress.total else ""
        self._pages.empty.tell(f"{progress.text}…{share}")

    def _stopped(self) -> None:
        text = _("Nothing was compared yet. What you decided is kept.")
        again = (_("Compare"), self._sitting.refresh)
        self._pages.empty.say(_("Comparing was stopped"), text, (again,))

    def _not_read(self, error: SfdeskError) -> None:
        connect = (_("Sign in again"), self._screen.desk.open_connect)
        again = (_("Try again"), self._sitting.refresh)
        self._pages.empty.say(error.title, error.hint, steps_for(error, connect, again) or (again,))
