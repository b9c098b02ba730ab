"""What the help page tells an outside developer to write, run as it stands there."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sfdesk.practice.options import Address
from sfdesk.practice.server import running
from tests.conftest import ROOT
from tests.e2e.clients import person
from tests.e2e.clients.node import Node

PAGE = (ROOT / "resources" / "help" / "practice-org.md").read_text(encoding="utf-8")


def _snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def callback() -> int:
    """A port that is free, in the place of the one that the page names."""
    with socket.create_server(("localhost", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def org(callback: int) -> Iterator[Address]:
    with running(accounts=20, callbacks=(f"http://localhost:{callback}/callback",)) as address:
        yield address


def _here(snippet: str, org: Address) -> str:
    assert "localhost:28080" in snippet
    return snippet.replace("localhost:28080", org.login.removeprefix("http://"))


def _names(org: Address) -> list[str]:
    reply = requests.get(
        f"{org.login}/services/data/v66.0/query",
        {"q": "SELECT Name FROM Account ORDER BY Name LIMIT 3"},
        headers={"Authorization": f"Bearer {person.password_token(org)}"},
        timeout=10,
    )
    return [row["Name"] for row in reply.json()["records"]]


def test_the_first_facts_are_true(org: Address) -> None:
    assert org.client_id in PAGE
    for username, password, profile in org.users:
        assert f"`{username}`" in PAGE
        assert profile in PAGE
        assert f"`{password}`" in PAGE


def test_jsforce_with_a_browser(javascript: Node, org: Address, callback: int) -> None:
    snippet = _here(_snippets("js")[0], org).replace("17171", str(callback))
    with javascript.started(snippet) as program:
        assert program.stdout is not None
        said = program.stdout.readline().split()
        assert said[0] == "Open"
        landed = person.sign_in(org, said[1])
        assert requests.get(landed, timeout=30).text.split("\n") == _names(org)


def test_jsforce_without_a_browser(javascript: Node, org: Address) -> None:
    with javascript.started(_here(_snippets("js")[1], org)) as program:
        said, complaint = program.communicate(timeout=60)
    assert "Name: 'Hollow Hill Bakery'" in said, complaint


def test_simple_salesforce(org: Address, tmp_path: Path) -> None:
    (snippet,) = _snippets("python")
    program = tmp_path / "snippet.py"
    program.write_text(_here(snippet, org), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines() == _names(org), done.stderr


@pytest.mark.parametrize("at", [0, 1])
def test_sf_cli(javascript: Node, org: Address, tmp_path: Path, at: int) -> None:
    done = subprocess.run(
        ["sh", "-e", "-c", _here(_snippets("sh")[at], org)],
        cwd=tmp_path,
        env=javascript.env
        | {"TOKEN": person.password_token(org), "BROWSER": str(person.browser(org, tmp_path))},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if at == 0:
        assert "Total number of records retrieved: 3." in done.stdout
    else:
        exported = (tmp_path / "accounts.csv").read_text(encoding="utf-8")
        assert "Tide Mill" in exported
