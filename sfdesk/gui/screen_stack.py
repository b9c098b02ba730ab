"""The screens of the main window: made when they are first asked for, or one by one before that."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from sfdesk.domain.orgs import OrgInfo
from sfdesk.gui.jobs import Lane
from sfdesk.gui.one_by_one import OneByOne
from sfdesk.gui.screens import Desk, Place, Screen

_LISTS = (Place.ACCOUNTS, Place.CONTACTS)


class ScreenStack(QStackedWidget):
    """One screen for each place, the one that a person is at on top."""

    def __init__(
        self,
        makers: Mapping[Place, Callable[[Desk], Screen]],
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._makers, self._desk = makers, desk
        self._made: dict[Place, Screen] = {}
        self._read_for: OrgInfo | None = None
        self._ahead = OneByOne(
            self._make_ready, self, lambda: desk.jobs.busy(Lane.LOCAL, Lane.REVIEW)
        )

    @property
    def here(self) -> Place | None:
        """The place on top; None before a Salesforce is connected."""
        shown = self.currentWidget()
        return next((place for place, screen in self._made.items() if screen is shown), None)

    def has(self, place: Place) -> bool:
        """Tell whether a place has its screen by now."""
        return place in self._made

    def of(self, place: Place) -> Screen:
        """Return the screen of a place, built when it is first asked for."""
        if place not in self._made:
            made = self._makers[place](self._desk)
            made.setObjectName("page")
            self._made[place] = made
            self.addWidget(made)
        return self._made[place]

    def enter(self, place: Place) -> None:
        """Put a place on top, read anew."""
        screen = self.of(place)
        self.setCurrentWidget(screen)
        screen.refresh()

    def make_ahead(self) -> None:
        """Make the screens and read the lists before somebody asks, and Ctrl+K finds their rows."""
        if self._read_for == self._desk.state.org:
            return
        self._read_for = self._desk.state.org
        self._ahead.start(self._makers)

    def _make_ready(self, place: Place) -> None:
        screen = self.of(place)
        if place in _LISTS and place is not self.here:
            screen.refresh()
