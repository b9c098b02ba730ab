"""What every test gets: a home of its own, a keyring in a file, no window on the screen.

Real parts (browser, keyring, database server) are fixtures of their own modules beside this one.
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # Qt aborts without a display, so before its import

pytest_plugins = [
    "tests.guards",
    "tests.real_parts",
    "tests.postgres",
    "tests.secret_service",
    "tests.browser",
]

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "quick", max_examples=50, derandomize=True, deadline=None, database=None, print_blob=True
)
settings.register_profile(
    "thorough", settings.get_profile("quick"), max_examples=2000, stateful_step_count=100
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the full profile, `long` tests too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("thorough" if config.getoption("--long") else "quick")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:  # a file stays with one worker, which so starts its servers once
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_collection_finish(session: pytest.Session) -> None:
    grouped = getattr(session.config.option, "loadgroup", False)  # pytest-xdist, in a worker
    if grouped and not all("@" in item.nodeid for item in session.items):
        raise pytest.UsageError("pytest-xdist does not keep tests of a file together")


@pytest.fixture(autouse=True)
def private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every file of the test's, and of the programs that it starts, under `tmp_path`."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SFDESK_HOME", str(tmp_path / "sfdesk"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.FileKeyring")
    monkeypatch.setenv("SFDESK_TEST_KEYRING", str(tmp_path / "keyring.json"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return home
