"""What the steps of the tour share: the stage, the window, the person, and what was learnt."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from sfdesk.domain.links import Link
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import CrmRecord, Kind
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.screens import Place, Screen
from sfdesk.gui.tour.person import Person
from sfdesk.gui.tour.report import StepFailed
from sfdesk.gui.tour.stage import Stage


@dataclass(slots=True)
class Scene:
    """`asked` are addresses that the window gave to the browser; `sign_in` says which it was."""

    stage: Stage
    window: MainWindow
    person: Person
    asked: list[str]
    sign_in: str = ""
    pushing: PushWindow | None = None

    @property
    def org(self) -> OrgInfo:
        """The Salesforce on the screen."""
        if self.window.state.org is None:
            raise StepFailed("No Salesforce is on the screen")
        return self.window.state.org

    def go_to(self, place: Place) -> Screen:
        """Go to a place by its key, and return its screen."""
        places = self.window.sidebar.places
        if place not in places:
            raise StepFailed(f"{place.label} is not in the list of places")
        number = Qt.Key(Qt.Key.Key_1 + places.index(place))
        self.window.activateWindow()
        self.person.until("The window's focus", self.window.isActiveWindow)
        self.person.key(self.window, number, Qt.KeyboardModifier.AltModifier)
        self.person.until(place.label, lambda: self.window.here is place)
        return self.window.screen_of(place)

    def records(self, place: Place) -> RecordsScreen:
        """Go to Accounts or Contacts and wait for its rows."""
        screen = self.go_to(place)
        if not isinstance(screen, RecordsScreen):
            raise StepFailed(f"{place.label} shows no list")
        self.person.until(f"Rows in {place.label}", lambda: bool(screen.model.rows))
        return screen

    def review(self) -> ReviewScreen:
        """Go to Review and wait for its cases."""
        screen = self.go_to(Place.REVIEW)
        if not isinstance(screen, ReviewScreen):
            raise StepFailed("Review shows no cases")
        self.person.until("Suggestions", lambda: screen.walk is not None)
        return screen

    # reading back

    def links(self, kind: Kind = Kind.ACCOUNT) -> dict[str, Link]:
        """The links that the CRM holds, by CRM id."""
        with self.stage.workspace.crm() as crm:
            return {link.crm_id: link for link in crm.links(self.org.org_id, kind)}

    def crm_records(self, kind: Kind = Kind.ACCOUNT) -> dict[str, CrmRecord]:
        """The CRM's records by id."""
        with self.stage.workspace.crm() as crm:
            return {record.id: record for record in crm.records(kind)}
