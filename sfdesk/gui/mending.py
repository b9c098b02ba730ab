"""What the main window says of problems, and the ways on that it offers from there."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sfdesk.domain.sign_in_problems import WayOn
from sfdesk.errors import ListViewUnusable, OrgUnreachable, SfdeskError, SignInNeeded, VaultError
from sfdesk.gui.problems import BugReport, ProblemBar, steps_by_case, steps_for
from sfdesk.gui.screens import Desk
from sfdesk.gui.settings.network import NetworkWindow
from sfdesk.gui.widgets.labels import Tone
from sfdesk.gui.widgets.notices import Banner, Step
from sfdesk.i18n import _


class Mending(QObject):
    """Shows known errors in the bar, each with what a person can do about it.

    `open_request` takes the code and the title of the error that an admin is to be asked about;
    `open_scope` goes to where a person says what to keep here.
    """

    def __init__(
        self,
        desk: Desk,
        bar: ProblemBar,
        window: QWidget,
        *,
        open_request: Callable[[str, str], None],
        open_scope: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._bar, self._window = desk, bar, window
        self._open_request, self._open_scope = open_request, open_scope

    def show(self, error: SfdeskError) -> None:
        """Say a known error, with the way on."""
        self._say(error, None)

    def show_bug(self, error: BaseException) -> None:
        """Own up to a bug."""
        BugReport(error, self._window).show()

    def show_failed(self, error: SfdeskError) -> None:
        """Say why a refresh failed; once that is mended it can be tried again."""
        self._say(error, (_("Try again"), self._refresh_again))

    def show_cancelled(self) -> None:
        """Say where a refresh that was cancelled leaves the data."""
        self._bar.add(
            Banner(
                _("Refresh cancelled"),
                _("What has arrived is up to date; the rest is as it was before."),
                ((_("Go on"), self._refresh_again),),
                tone=Tone.WATCH,
            )
        )

    def signed_in(self) -> None:
        """Take away what another sign-in has mended."""
        for kind in (SignInNeeded, VaultError, ListViewUnusable):
            self._bar.solved(kind)

    def _refresh_again(self) -> None:
        self._bar.solved()
        self._desk.refresh()

    def _say(self, error: SfdeskError, again: Step | None) -> None:
        if isinstance(error, OrgUnreachable):
            self._desk.state.set_online(online=False)
        connect = (_("Sign in again"), self._sign_in_and(again))
        steps = steps_by_case(error, self._acts(error, again)) or steps_for(error, connect, again)
        if isinstance(error, ListViewUnusable):
            steps = ((_("Choose what to keep"), self._open_scope),)
        self._bar.show_error(error, steps)

    def _acts(self, error: SfdeskError, again: Step | None) -> dict[WayOn, Callable[[], object]]:
        """What the ways on of a sign-in's problem do here, once there is a connection."""
        acts: dict[WayOn, Callable[[], object]] = {
            WayOn.SIGN_IN_AGAIN: self._sign_in_and(again),
            WayOn.SESSION_ONLY: lambda: self._keep_in_memory(again),
            WayOn.WHY: lambda: self._desk.open_help("privacy"),
            WayOn.LATER: lambda: self._bar.solved(SignInNeeded),
            WayOn.PROXY: self._open_network,
            WayOn.SETTINGS: self._open_network,
            WayOn.ASK_ADMIN: lambda: self._open_request(error.code, error.title),
        }
        if again is not None:
            acts |= dict.fromkeys((WayOn.TRY_AGAIN, WayOn.TRY_NOW, WayOn.UNLOCK), again[1])
        return acts

    def _sign_in_and(self, again: Step | None) -> Callable[[], object]:
        """Return what lets the person sign in again, and what failed go on."""
        return lambda: self._desk.sign_in_again(again[1] if again is not None else None)

    def _keep_in_memory(self, again: Step | None) -> None:
        """The keyring does not open: sign in once more, until the program ends."""
        self._desk.workspace.keep_sign_ins_in_memory()
        self._sign_in_and(again)()

    def _open_network(self) -> None:
        """Go to the settings of the way to Salesforce; there may be no Salesforce yet."""
        NetworkWindow(self._desk, self._window).show()
