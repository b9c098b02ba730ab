"""The windows beside the main one: each is opened once, raised when it is asked for again."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sfdesk.actions import connection_files
from sfdesk.domain.admin_request import AdminRequest
from sfdesk.domain.connection_file import Connection
from sfdesk.domain.records import Kind
from sfdesk.gui import keys
from sfdesk.gui.connect.request_window import RequestWindow
from sfdesk.gui.connect.wizard import ConnectWizard
from sfdesk.gui.jobs import Lane
from sfdesk.gui.places import Registry
from sfdesk.gui.screens import Desk

if TYPE_CHECKING:
    from sfdesk.gui.main_window import MainWindow


class Windows(QObject):
    """Opens windows by name: "connect", "import", "push A-000001", "help home", "keys"."""

    desk: Desk  # set by the main window, whose desk leads here

    def __init__(self, main: "MainWindow", plugged: Registry) -> None:
        super().__init__(main)
        self._main, self._plugged = main, plugged
        self._open_ones: dict[str, QWidget] = {}

    def called(self, name: str) -> QWidget | None:
        """Return a window that is open."""
        return self._open_ones.get(name)

    def close_all(self) -> None:
        """Close what is open."""
        for window in tuple(self._open_ones.values()):
            window.close()

    def open_push(self, crm_id: str, kind: Kind) -> None:
        """Open the push of a CRM record."""
        make = self._plugged.push_window
        if make is not None:
            self._open(f"push {crm_id}", lambda: make(self.desk, crm_id, kind, self._main))

    def open_import(self, record_ids: Sequence[str]) -> None:
        """Open the import of these records; of all linked accounts if there are none."""
        make = self._plugged.import_window
        if make is not None:
            self._open("import", lambda: make(self.desk, record_ids, self._main))

    def open_connect(self) -> None:
        """Open the wizard, or the one that is open."""
        make = self._plugged.connect_window
        if make is not None:
            self._open("connect", lambda: make(self.desk, self._main, None))

    def sign_in_again(self, then: Callable[[], object] | None = None) -> None:
        """Open the wizard for the org on the screen: the same person and the same Salesforce.

        With `then` it closes by itself once they are back, and what was interrupted goes on.
        """
        make, info = self._plugged.connect_window, self.desk.state.org
        if make is not None and info is not None:
            self._open("connect", lambda: make(self.desk, self._main, info))
            wizard = self.called("connect")
            if isinstance(wizard, ConnectWizard):
                wizard.then = then

    def open_connection_file(self, path: Path) -> None:
        """Open the wizard with what an admin's connection file says, at the sign-in."""

        def use(connection: Connection) -> None:
            self.open_connect()
            wizard = self.called("connect")
            if isinstance(wizard, ConnectWizard):
                wizard.use(connection)

        self.desk.jobs.start(Lane.LOCAL, lambda _t: connection_files.read(path), on_done=use)

    def open_request(self, code: str = "", cause: str = "") -> None:
        """Open the request for an admin: before anything was tried, or about a case."""
        info = self.desk.state.org
        request = AdminRequest(
            client_id=self.desk.workspace.settings.client_id, code=code, cause=cause
        )
        if info is not None:
            request = request.about(info)
        self._open("request", lambda: RequestWindow(self.desk, request, self._main))

    def open_help(self, page: str) -> None:
        """Open a page of the help."""
        make = self._plugged.help_window
        if make is not None:
            self._open(f"help {page}", lambda: make(page, self._main))

    def open_keys(self) -> None:
        """Show the keys of the window and of the screen in it."""
        self._open("keys", lambda: keys.KeysWindow(self._main))

    def _open(self, name: str, make: Callable[[], QWidget]) -> None:
        window = self._open_ones.get(name)
        if window is None:
            window = make()
            self._open_ones[name] = window
            window.destroyed.connect(lambda: self._open_ones.pop(name, None))
        window.show()
        window.raise_()
        window.activateWindow()
