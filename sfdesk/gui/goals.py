"""Everything that the jump field can lead to: commands, places, and records by name."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from sfdesk.actions.browsing import Row
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.screen import RecordsScreen
from sfdesk.gui.screens import Place
from sfdesk.i18n import _

if TYPE_CHECKING:
    from sfdesk.gui.main_window import MainWindow

_LISTS = {Kind.ACCOUNT: Place.ACCOUNTS, Kind.CONTACT: Place.CONTACTS}
_MOST = 100  # nobody reads on: who does not see it types another letter


class Goals:
    """What there is to jump to in a window, by its words.

    It looks through the rows of both lists at each key and keeps none of them: to name 200,000
    records, or to hand as many words to Qt, would hold the key up.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def words(self, text: str) -> list[str]:
        """Return the words that hold this text; what can be done on the screen stands first."""
        typed = text.lower()
        acts = (words for words in self._acts() if typed in words.lower())
        found = dict.fromkeys(islice(acts, _MOST))
        for row in self._holding(typed):
            if len(found) == _MOST:
                break
            found[_words(row)] = None
        return list(found)

    def go(self, words: str) -> None:
        """Do what has these words, or show the record."""
        act = self._acts().get(words)
        if act is not None:
            act()
            return
        rows = self._holding(words.lower())
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

    def _holding(self, typed: str) -> Iterator[Row]:
        """Yield the rows whose words hold this lower-case text, accounts first."""
        parts = [part.strip() for part in typed.split(",")]
        first = max(parts, key=len)
        for row in chain.from_iterable(self._rows(place) for place in _LISTS.values()):
            # the text that is there already leaves few rows to name
            if first in row.searchable and typed in _words(row).lower():
                yield row

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
