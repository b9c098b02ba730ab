"""No token or code in any file, log, report, setting, environment or command line: a whole day.

Salesforce's tokens are marked by how they begin, and the practice org's begin the same way.
"""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sfdesk.demo.practice_process import PracticeAddress, PracticeProcess
from tests.e2e.program import COMMAND

pytestmark = pytest.mark.xdist_group("callback ports")

MARKS = (b"5Aep", b"!AR8AQ", b"%21AR8AQ", b"aPrx", b"Bearer ", b"code_verifier=")
PASSWORD = b"practice1"

# A browser that writes down how it was started, then does what a person does.
_BROWSER = """#!{python}
import os, pathlib, sys
seen = pathlib.Path({seen!r})
me, parent = os.getpid(), os.getppid()
for who in (me, parent):
    for what in ("environ", "cmdline"):
        shown = pathlib.Path(f"/proc/{{who}}/{{what}}").read_bytes()
        (seen / f"{{what}}-{{who}}").write_bytes(shown)
from sfdesk.demo import pages
pages.sign_in(sys.argv[1], {user!r}, {password!r})
"""

# The program with a bug in it: the clock stops in the middle of a refresh.
_CRASH = """
import sys
from datetime import UTC, datetime
from sfdesk import cli, workspace
left = [2]
def clock():
    left[0] -= 1
    if left[0] < 0:
        raise RuntimeError("a bug in the middle of a refresh")
    return datetime.now(UTC)
workspace.Workspace.__init__.__kwdefaults__["now"] = clock
sys.exit(cli.main(["sync", "--full"]))
"""

# The window: it opens on what is connected, refreshes, shows a crash, and is closed.
_WINDOW = """
import logging, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sfdesk import logs
from sfdesk.gui.jobs import Jobs
from sfdesk.gui.main_window import MainWindow
from sfdesk.gui.problems import BugReport
from sfdesk.gui.theme import Theme
from sfdesk.workspace import Workspace
logs.start(verbose=True)
app = QApplication(sys.argv)
theme = Theme(app); theme.start("light")
jobs = Jobs()
window = MainWindow(Workspace(), jobs, open_demo=lambda: None, open_url=lambda url: True)
def synced(report):
    try:
        raise RuntimeError("a bug in a window")
    except RuntimeError as error:
        logging.getLogger("sfdesk").info("crashed", exc_info=error)
        shown = BugReport(error, window)
        print(shown.text)
    window.close(); jobs.close(); app.quit()
window.state.synced.connect(synced)
window.start()
QTimer.singleShot(200, window.desk.refresh)
QTimer.singleShot(30000, lambda: app.exit(9))
code = app.exec()
theme.close()
sys.exit(code)
"""


_HOLDING = """
import sys
from sfdesk.ticket import Ticket
from sfdesk.workspace import Workspace
desk = Workspace()
cache, crm = desk.cache(desk.org()), desk.crm()
desk.sync(Ticket(), full=True)
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def org() -> Iterator[PracticeAddress]:
    with PracticeProcess() as address:
        yield address


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    folder = tmp_path / "seen"
    folder.mkdir()
    return folder


def _browser(tmp_path: Path, seen: Path, org: PracticeAddress) -> str:
    user = org.users[0]
    script = tmp_path / "browser"
    text = _BROWSER.format(
        python=sys.executable, seen=str(seen), user=user.username, password=user.password
    )
    script.write_text(text, encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f"{script} %s &"


def _run(seen: Path, name: str, *command: str, code: int, **env: str) -> None:
    """Run the program and keep what it printed, to be looked through as well."""
    done = subprocess.run(
        command,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=90,
        check=False,
    )
    (seen / f"{name}-stdout").write_bytes(done.stdout)
    (seen / f"{name}-stderr").write_bytes(done.stderr)
    assert done.returncode == code, done.stderr.decode()


def _order(org: PracticeAddress, **order: object) -> None:
    import requests  # noqa: PLC0415

    reply = requests.post(f"{org.login}/practice/faults", json=order, timeout=30)
    assert reply.status_code == 200, reply.text


def test_a_day_leaves_no_token_behind(org: PracticeAddress, seen: Path, tmp_path: Path) -> None:
    words = ["--login", org.login, "--client-id", org.client_id, "--may-push", "--timeout", "60"]
    _order(org, do="set", switches={"rotate_refresh_tokens": True})
    browser = _browser(tmp_path, seen, org)
    _run(seen, "connect", *COMMAND, "connect", *words, code=0, BROWSER=browser)
    assert {path.name.partition("-")[0] for path in seen.glob("*-*")} >= {"environ", "cmdline"}
    _run(seen, "sync", *COMMAND, "sync", code=0)
    _fail(org, seen)
    _run(seen, "crash", sys.executable, "-c", _CRASH, code=70)
    _run(seen, "window", sys.executable, "-c", _WINDOW, code=0)
    with _holding_the_stores_open():
        _order(org, do="revoke_tokens")
        _run(seen, "ended", *COMMAND, "sync", code=3)
        _look_through(_files(tmp_path))


def _look_through(written: list[Path]) -> None:
    names = " ".join(path.name for path in written)
    for expected in ("orgs.json", "settings", "windows.ini", "sfdesk.log", "bug-", "-wal", "crm"):
        assert expected in names, names
    kept = Path(os.environ["SFDESK_TEST_KEYRING"]).read_bytes()
    assert b"5Aep" in kept  # what stands for the keyring has one: the marks are right
    for path in written:
        content = path.read_bytes()
        for mark in MARKS:
            assert mark not in content, (path, mark)
        if path.name != "browser":
            assert PASSWORD not in content, path


def _fail(org: PracticeAddress, seen: Path) -> None:
    """Let every kind of call fail in its way."""
    malformed = [{"errorCode": "MALFORMED_QUERY", "message": "SELECT Id ERROR at Row:1:Column:1"}]
    for name, path, fault in (
        ("refused", "/query", {"status": 400, "body": malformed}),
        ("dropped", "/services/data", {"action": "drop", "next": 9}),
        ("garbled", "/describe", {"status": 200, "body": "<html>", "next": 9}),
        ("token", "/oauth2/token", {"action": "drop", "next": 9}),
    ):
        if name == "token":
            _order(org, do="expire_tokens")
        _order(org, do="fail", path=path, **fault)
        _run(seen, name, *COMMAND, "sync", "--full", code=1)
        _order(org, do="clear")


@contextmanager
def _holding_the_stores_open() -> Iterator[None]:
    """Keep cache and CRM open in another program, so that SQLite's logs are there to be read."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"open"
        yield
        process.kill()


def _files(folder: Path) -> list[Path]:
    keyring = Path(os.environ["SFDESK_TEST_KEYRING"]).name
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not path.name.startswith(keyring)]


def test_the_waiting_program_shows_nothing_to_other_users(org: PracticeAddress) -> None:
    """What `ps` shows to everybody: no verifier, no state, nothing but what was typed."""
    words = ["--login", org.login, "--client-id", org.client_id]
    with subprocess.Popen(
        [*COMMAND, "connect", "--no-browser", "--json", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        address = next(line for line in process.stderr if line.startswith("http"))
        told = [part.partition("=")[2] for part in address.strip().split("&") if "state=" in part]
        shown = Path(f"/proc/{process.pid}/cmdline").read_text(encoding="utf-8")
        hidden = Path(f"/proc/{process.pid}/environ").read_text(encoding="utf-8")
        process.kill()
        process.communicate()
    assert told
    assert told[0] not in shown + hidden
