"""Tests that need a real part of the world outside: a browser, a keyring, a database server.

Such a test bears `@pytest.mark.real_part(NAME)` or a fixture that calls `need(NAME)`. On somebody's
machine that lacks the part it skips and says what to install. With SFDESK_REQUIRE_REAL=1 nothing
may skip, and a whole run fails unless a test of every part passed.
"""

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

_COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "postgresql": ("postgres", "/usr/lib/postgresql/*/bin/postgres"),
    "secret service": ("gnome-keyring-daemon",),
    "screen": ("Xvfb",),
    "npm": ("npm",),
}
PROVEN_BY_A_WHOLE_RUN = {"chromium", "npm", "postgresql", "secret service", "tour"}

_passed: set[str] = set()


def find(part: str) -> Path | None:
    """Return the program behind `part`, the newest of several versions, or None."""
    for name in _COMMANDS.get(part, ()):
        if name.startswith("/"):
            paths = Path("/").glob(name[1:])
            found = max(paths, key=lambda path: float(path.parts[-3]), default=None)
        else:
            which = shutil.which(name)
            found = Path(which) if which else None
        if found:
            return found
    return None


def need(part: str) -> Path:
    """Return the program behind `part`; without it skip, or fail where nothing may skip."""
    found = find(part)
    if found:
        return found
    reason = f"{part} is not on this machine ({' or '.join(_COMMANDS[part])})"
    if nothing_may_skip():
        pytest.fail(reason)
    pytest.skip(reason)


def nothing_may_skip() -> bool:
    """Say whether this run has to prove every part."""
    return os.environ.get("SFDESK_REQUIRE_REAL") == "1"


def _parts(item: pytest.Item) -> list[str]:
    return [str(mark.args[0]) for mark in item.iter_markers("real_part")]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_part(name): needs this real part, and proves it")
    config.addinivalue_line("markers", "may_skip(why): may skip even where nothing else may")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for part in _parts(item):
        item.user_properties.append(("real_part", part))
        if part in _COMMANDS:
            need(part)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    excused = hasattr(report, "wasxfail") or item.get_closest_marker("may_skip")
    if nothing_may_skip() and report.skipped and not excused:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} skipped where nothing may: {report.longrepr}"
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed:
        _passed.update(str(value) for key, value in report.user_properties if key == "real_part")


def _unproven(config: pytest.Config) -> set[str]:
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    chosen = config.getoption("-k") or config.getoption("-m") or config.getoption("collectonly")
    if not nothing_may_skip() or not whole or chosen or hasattr(config, "workerinput"):
        return set()
    return PROVEN_BY_A_WHOLE_RUN - _passed


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _unproven(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    for part in sorted(_unproven(config)):
        terminalreporter.write_line(f"no test of a real part passed: {part}", red=True)
