"""What a screen is, which places there are, and the bundle that each window is built from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from sfdesk.domain.records import Kind
from sfdesk.errors import SfdeskError
from sfdesk.gui.jobs import Jobs
from sfdesk.gui.state import State
from sfdesk.i18n import _
from sfdesk.workspace import Workspace


class Place(Enum):
    """A place in the left list: its words, its icon, its help page. In the order of the list."""

    HOME = (_("Home"), "home", "first-day")
    ACCOUNTS = (_("Accounts"), "accounts", "accounts")
    CONTACTS = (_("Contacts"), "contacts", "accounts")
    REVIEW = (_("Review"), "review", "review")
    ACTIVITY = (_("Activity"), "activity", "activity")
    SETTINGS = (_("Settings"), "settings", "settings")

    @property
    def label(self) -> str:
        """The words people see."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The name of its picture in `resources/icons`."""
        return self.value[1]

    @property
    def help_page(self) -> str:
        """The name of its page in `resources/help`."""
        return self.value[2]


class SignInAgain(Protocol):
    """Lets the person of the org on the screen sign in again; see `Desk`."""

    def __call__(self, then: Callable[[], object] | None = None) -> None:
        """Open the wizard for them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a screen works with, and the ways from it to other windows.

    `refresh` starts a sync (or shows the one that runs); `show_problem` puts a known error in the
    bar above the screen; `open_url` gives an address to the person's browser and tells whether one
    took it. `sign_in_again` is for the org on the screen; what was interrupted goes on with `then`
    as soon as the same person is back, and no further question is asked. An empty `record_ids` for
    `open_import` means every linked account.
    """

    workspace: Workspace
    jobs: Jobs
    state: State
    navigate: Callable[[Place], None]
    open_push: Callable[[str, Kind], None]
    open_import: Callable[[Sequence[str]], None]
    open_review: Callable[[Kind, str], None]
    open_connect: Callable[[], None]
    sign_in_again: SignInAgain
    open_demo: Callable[[], None]
    open_help: Callable[[str], None]
    open_keys: Callable[[], None]
    open_url: Callable[[str], bool]
    refresh: Callable[[], None]
    show_problem: Callable[[SfdeskError], None]


class Screen(QWidget):
    """One place of the main window. Built once per run and kept; `refresh()` reads anew.

    `refresh()` is called when the screen comes into view and when State says that what it shows
    has changed. `panes` are the widgets that F6 walks through; the first takes the focus.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk

    @property
    def title(self) -> str:
        """What the window's title and the screen reader say."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read what is shown anew, on a lane; return at once."""
        raise NotImplementedError

    @property
    def commands(self) -> Sequence[QAction]:
        """What can be done here, for the jump field and the list of keys."""
        return ()

    @property
    def panes(self) -> Sequence[QWidget]:
        """The parts that F6 goes through, in reading order."""
        return (self,)
