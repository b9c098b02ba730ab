"""A practice org of its own for each test, and the clients from npm for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sfdesk.practice.options import Address
from sfdesk.practice.server import running
from tests.e2e.clients import node
from tests.e2e.clients.node import Node


@pytest.fixture(scope="session")
def npm_modules() -> Path:
    """The folder `node_modules` with every client in it."""
    return node.installed() / "node_modules"


@pytest.fixture
def javascript(npm_modules: Path, tmp_path: Path) -> Node:
    """Node.js with the clients, in a folder of the test's own."""
    folder = tmp_path / "javascript"
    folder.mkdir()
    return Node(npm_modules, folder)


@pytest.fixture
def org() -> Iterator[Address]:
    """A practice org with a few hundred contacts."""
    with running(accounts=120, contacts_per_account=5) as address:
        yield address
