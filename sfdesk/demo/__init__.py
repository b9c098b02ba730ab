"""Sample data to look around in: a practice org, a CRM of 300 records, and a folder of its own.

Nothing is kept and nothing is mixed: the folder is made anew for each demo and erased with it, the
sign-in stays in memory, and only this computer is ever spoken to.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Self

from filelock import BaseFileLock, FileLock, Timeout

from sfdesk import paths
from sfdesk.actions.connecting import Login
from sfdesk.closing import Closing
from sfdesk.demo import pages
from sfdesk.demo.colleague import Colleague
from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess, User
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.i18n import _
from sfdesk.salesforce.vault import SessionVault
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace

_TIMEOUT = 60
_PREFIX = "demo-"


class Demo(Closing):
    """A practice org and a workspace that belongs to it. `start()` and `close()` in pairs."""

    def __init__(self) -> None:
        rules = paths.resources() / "demo" / "scenario.json"
        self._process = PracticeProcess("--scenario", str(rules))
        self._home: Path | None = None
        self._home_before: str | None = None
        self._claim: BaseFileLock
        self.address: PracticeAddress
        self.workspace: Workspace

    def start(self) -> Workspace:
        """Start the practice org; the workspace is empty and signed in nowhere yet.

        Until `close()`, `SFDESK_HOME` of this process is the demo's folder.
        """
        self._home_before = os.environ.get("SFDESK_HOME")
        data = paths.data_folder()
        _sweep(data)
        self._home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=data))
        self._claim = FileLock(_claim_of(self._home), blocking=False)
        self._claim.acquire()
        os.environ["SFDESK_HOME"] = str(self._home)
        try:
            self.address = self._process.start()
            self.workspace = Workspace(vault=SessionVault())
        except BaseException:
            self.close()
            raise
        return self.workspace

    def close(self) -> None:
        """Stop the practice org and erase the demo's folder."""
        self._process.close()
        if self._home_before is None:
            os.environ.pop("SFDESK_HOME", None)
        else:
            os.environ["SFDESK_HOME"] = self._home_before
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None
            self._claim.release()
            Path(self._claim.lock_file).unlink(missing_ok=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    @property
    def user(self) -> User:
        """The customer success manager whose accounts these are."""
        return self.address.users[0]

    @property
    def login(self) -> Login:
        """What a sign-in to the practice org needs to know."""
        return Login(self.address.login, self.address.client_id, alias="demo", may_push=True)

    def prepare(self, ticket: Ticket) -> OrgInfo:
        """Sign in, read everything, and fill the CRM: what "Open demo" does."""
        ticket.progress(_("Signing in to the sample Salesforce"))
        info = self.sign_in(ticket)
        self.workspace.sync(ticket)
        self.fill_crm(ticket)
        return info

    def sign_in(self, ticket: Ticket) -> OrgInfo:
        """Sign in as the demo's user, through the same steps as anywhere else."""
        attempt = self.workspace.begin_sign_in(self.login, timeout=_TIMEOUT)
        try:
            pages.sign_in(attempt.address, self.user.username, self.user.password)
            info = self.workspace.finish_sign_in(attempt, ticket)
        finally:
            attempt.close()
        return self.workspace.choose_scope(Scope.ALL, info.alias)

    def fill_crm(self, ticket: Ticket) -> None:
        """Load the sample customers into the CRM."""
        folder = paths.resources() / "demo"
        self.workspace.load_csv(Kind.ACCOUNT, folder / "crm_accounts.csv", ticket)
        self.workspace.load_csv(Kind.CONTACT, folder / "crm_contacts.csv", ticket)

    def somebody_else(self) -> Colleague:
        """Return a colleague at another desk, who works in the same Salesforce."""
        ops = next(user for user in self.address.users[::-1] if user != self.user)
        return Colleague(self.address.login, self.address.client_id, ops.username, ops.password)


def _claim_of(home: Path) -> Path:
    """Beside the folder, so that the folder can be erased while the claim is held."""
    return home.with_name(home.name + ".lock")


def _sweep(data: Path) -> None:
    """Erase what a demo left behind that was killed: the lock of a program dies with it."""
    for home in data.glob(f"{_PREFIX}*"):
        if not home.is_dir():
            continue
        claim = FileLock(_claim_of(home), blocking=False)
        try:
            with claim:
                shutil.rmtree(home, ignore_errors=True)
        except Timeout:
            continue  # a demo that is open in another window
        _claim_of(home).unlink(missing_ok=True)
