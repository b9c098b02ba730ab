"""Everything that the jump field can lead to: commands, places, and records by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sfdesk.actions.browsing import Row
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.screens import Place
from sfdesk.i18n import _

if TYPE_CHECKING:
    from sfdesk.gui.main_window import MainWindow

_LISTS = {Kind.ACCOUNT: Place.ACCOUNTS, Kind.CONTACT: Place.CONTACTS}


class Goals:
    """What there is to jump to in a window, by its words.

    A hundred thousand records are named once for each list that is read, and looked for only when
    one of them is chosen.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._named: dict[Place, tuple[Sequence[Row], list[str]]] = {}

    def words(self) -> list[str]:
        """Return the words of all there is now; what can be done on the screen stands first."""
        names = (self._names(place) for place in _LISTS.values())
        return list(dict.fromkeys([*self._acts(), *(name for some in names for name in some)]))

    def go(self, words: str) -> None:
        """Do what has these words, or show the record."""
        act = self._acts().get(words)
        if act is not None:
            act()
            return
        rows = (row for place in _LISTS.values() for row in self._rows(place))
        row = next((row for row in rows if _words(row) == words), None)
        if row is not None:
            self._show(row)

    def _acts(self) -> dict[str, Callable[[], object]]:
        window = self._window
        here = window.here
        commands = window.screen_of(here).commands if here is not None else ()
        found: dict[str, Callable[[], object]] = {
            act.text(): act.trigger for act in commands if act.isEnabled()
        }
        for place in window.sidebar.places:
            go = partial(window.navigate, place)
            found.setdefault(_("Go to {place}").format(place=place.label), go)
        found.setdefault(_("Refresh now"), window.refresher.start)
        return found

    def _names(self, place: Place) -> list[str]:
        rows = self._rows(place)
        known = self._named.get(place)
        if known is None or known[0] is not rows:
            known = self._named[place] = (rows, [_words(row) for row in rows])
        return known[1]

    def _rows(self, place: Place) -> Sequence[Row]:
        if place not in self._window.sidebar.places:
            return ()
        screen = self._window.screen_of(place)
        return screen.rows if isinstance(screen, RecordsScreen) else ()

    def _show(self, row: Row) -> None:
        self._window.navigate(_LISTS[row.kind])
        screen = self._window.screen_of(_LISTS[row.kind])
        if isinstance(screen, RecordsScreen):
            screen.go_to(row.record_id)


def _words(row: Row) -> str:
    where = row.account or row.city
    return f"{row.name}, {where}" if row.name and where else row.name or where
