"""Everything that the jump field can lead to: commands, places, and records by name."""

from functools import partial
from typing import TYPE_CHECKING

from sfdesk.actions.browsing import Row
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.jump import Goal
from sfdesk.gui.screens import Place
from sfdesk.i18n import _

if TYPE_CHECKING:
    from sfdesk.gui.main_window import MainWindow

_LISTS = {Kind.ACCOUNT: Place.ACCOUNTS, Kind.CONTACT: Place.CONTACTS}


def of_window(window: "MainWindow") -> list[Goal]:
    """Return what there is to jump to now; what can be done on the screen stands first."""
    here = window.here
    commands = window.screen_of(here).commands if here is not None else ()
    acts = [Goal(act.text(), act.trigger) for act in commands if act.isEnabled()]
    places = [
        Goal(_("Go to {place}").format(place=place.label), partial(window.navigate, place))
        for place in window.sidebar.places
    ]
    refresh = Goal(_("Refresh now"), window.refresher.start)
    records = [goal for place in _LISTS.values() for goal in _records(window, place)]
    return [*acts, *places, refresh, *records]


def _records(window: "MainWindow", place: Place) -> list[Goal]:
    if place not in window.sidebar.places:
        return []
    screen = window.screen_of(place)
    rows = screen.rows if isinstance(screen, RecordsScreen) else ()
    return [Goal(_words(row), partial(_show, window, row)) for row in rows]


def _words(row: Row) -> str:
    return ", ".join(part for part in (row.name, row.account or row.city) if part)


def _show(window: "MainWindow", row: Row) -> None:
    window.navigate(_LISTS[row.kind])
    screen = window.screen_of(_LISTS[row.kind])
    if isinstance(screen, RecordsScreen):
        screen.go_to(row.record_id)
