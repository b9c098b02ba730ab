"""One test at a time on this machine: they all answer on the few ports that an org knows us by."""

import getpass
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

_LOCK = Path(tempfile.gettempdir()) / f"sfdesk-callback-ports-{getpass.getuser()}.lock"
_PATIENCE = 600


@pytest.hookimpl(tryfirst=True)  # before a file's tests get a group of their own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep to one worker, so that no other waits for its turn below; say who proves npm."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.xdist_group("callback ports"))
        if "npm_modules" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.real_part("npm"))


@pytest.fixture(autouse=True)
def _alone_on_our_ports() -> Iterator[None]:
    # Another checkout's tests may run on this machine too.
    with FileLock(_LOCK, timeout=_PATIENCE):
        yield
