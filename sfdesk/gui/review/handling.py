"""What a key or a button does with the case on the screen."""

from PySide6.QtCore import QObject, Signal

from sfdesk.actions.browsing import Row
from sfdesk.actions.cases import Case
from sfdesk.domain.links import Outcome
from sfdesk.gui.review.sitting import Sitting
from sfdesk.gui.review.walk import Show, Walk
from sfdesk.gui.screens import Screen


class Handling(QObject):
    """Decides and moves on; does nothing while there is no walk.

    `moved` says that another case, or the same one seen otherwise, is to be shown; what is decided
    is told by the sitting.
    """

    moved = Signal()

    def __init__(self, screen: Screen, sitting: Sitting) -> None:
        super().__init__(screen)
        self._screen, self._sitting = screen, sitting

    @property
    def _walk(self) -> Walk | None:
        return self._sitting.walk

    # deciding

    def say(self, outcome: Outcome) -> None:
        """Say something of the pair on the screen."""
        self._sitting.take(lambda walk: walk.say(outcome))

    def none_of_these(self) -> None:
        """Say of every suggestion that it is not the same."""
        self._sitting.take(Walk.none_of_these)

    def accept(self, cases: tuple[Case, ...]) -> None:
        """Link all of these as one step."""
        self._sitting.take(lambda walk: walk.accept(cases))

    def link_by_hand(self, found: Row) -> None:
        """Link a record that was looked for."""
        self._sitting.take(lambda walk: walk.link_by_hand(found.record_id))

    def create(self) -> None:
        """Say that the two differ, and show the import of the one in Salesforce."""
        option = self._walk.chosen if self._walk is not None else None
        if option is not None:
            self.say(Outcome.NOT_SAME)
            self._screen.desk.open_import([option.record.id])

    def note(self, text: str) -> None:
        """Keep a note for what will be said."""
        if self._walk is not None:
            self._walk.note(text)

    def redo(self) -> None:
        """Say again what was taken back last."""
        self._sitting.take(Walk.redo)

    # looking

    def choose(self, number: int) -> None:
        """Look at another suggestion, counted from 0."""
        if self._walk is not None and self._walk.choose(number):
            self.moved.emit()

    def choose_side(self, side: int) -> None:
        """Choose one of the CRM records that want the same."""
        if self._walk is not None:
            self._walk.side = side
            self.moved.emit()

    def next_side(self) -> None:
        """Choose the next of them."""
        if self._walk is not None:
            self._walk.next_side()
            self.moved.emit()

    def move(self, by: int) -> None:
        """Go to the next (1) or previous (-1) case."""
        if self._walk is not None and self._walk.move(by):
            self.moved.emit()

    def filter(self, show: Show) -> None:
        """Show other cases."""
        if self._walk is not None:
            self._walk.filter(show)
            self.moved.emit()

    def open_chosen(self) -> None:
        """Open the suggestion in the browser."""
        if self._walk is not None and self._walk.chosen is not None:
            self.open(self._walk.chosen.record.id)

    def open(self, record_id: str) -> None:
        """Open a record in the browser."""
        desk = self._screen.desk
        if desk.state.org is not None:
            desk.open_url(f"{desk.state.org.instance_url}/{record_id}")
