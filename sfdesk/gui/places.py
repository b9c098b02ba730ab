"""Which window stands behind which place: the one table where features plug themselves in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import Kind
from sfdesk.gui.accounts.screen import accounts_screen, contacts_screen
from sfdesk.gui.activity.screen import ActivityScreen
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.help.window import HelpWindow
from sfdesk.gui.home.screen import HomeScreen
from sfdesk.gui.importing.window import ImportWindow
from sfdesk.gui.push.window import PushWindow
from sfdesk.gui.review.screen import ReviewScreen
from sfdesk.gui.screens import Desk, Place, Screen
from sfdesk.gui.settings.screen import SettingsScreen


@dataclass(frozen=True, slots=True)
class Registry:
    """Screens by place, and the windows that open on their own.

    A place without a screen is not in the left list; a window that is None makes its commands
    unavailable. Each is called with the desk, what it is about, and its parent; the main window
    shows what comes back.
    """

    screens: Mapping[Place, Callable[[Desk], Screen]]
    import_window: Callable[[Desk, Sequence[str], QWidget], QWidget] | None = None
    push_window: Callable[[Desk, str, Kind, QWidget], QWidget] | None = None
    connect_window: Callable[[Desk, QWidget, OrgInfo | None], QWidget] | None = None
    help_window: Callable[[str, QWidget], QWidget] | None = None


def registry() -> Registry:
    """Return every feature of the program."""
    return Registry(
        screens={
            Place.HOME: HomeScreen,
            Place.ACCOUNTS: accounts_screen,
            Place.CONTACTS: contacts_screen,
            Place.REVIEW: ReviewScreen,
            Place.ACTIVITY: ActivityScreen,
            Place.SETTINGS: SettingsScreen,
        },
        import_window=ImportWindow,
        push_window=PushWindow,
        help_window=HelpWindow,
        connect_window=ConnectWizard,
    )
