"""The tests' own watchmen bite: what must fail does, and a skip is no pass where it counts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _outcome(folder: Path, body: str, **env: str) -> str:
    """Run one test with the given body, watched as in any run, and return the closing lines."""
    test = folder / "test_watched.py"
    test.write_text(
        "import logging, socket\nimport pytest\nLOG = logging.getLogger('sfdesk.watched')\n" + body,
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.guards", "-p", "tests.real_parts",
         "-p", "no:cacheprovider", "--rootdir", folder, test],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return done.stdout


def test_a_warning_in_the_log_fails_the_test(tmp_path: Path) -> None:
    told = _outcome(tmp_path, "def test():\n    LOG.warning('low on %s', 'paper')\n")
    assert "WARNING sfdesk.watched: low on paper" in told
    assert "1 failed" in told


def test_the_product_cannot_hide_a_warning_by_cutting_its_logger_off(tmp_path: Path) -> None:
    told = _outcome(
        tmp_path,
        "def test():\n"
        "    logging.getLogger('sfdesk').propagate = False\n"
        "    LOG.error('unheard')\n",
    )
    assert "ERROR sfdesk.watched: unheard" in told
    assert "1 failed" in told


def test_a_warning_that_the_test_is_about_is_fine(tmp_path: Path) -> None:
    told = _outcome(
        tmp_path,
        "@pytest.mark.allow_warnings('it warns')\ndef test():\n    LOG.warning('expected')\n"
        "def test_reads(caplog):\n    LOG.warning('read')\n    assert 'read' in caplog.text\n",
    )
    assert "2 passed" in told


@pytest.mark.parametrize(
    "reach",
    [
        "socket.create_connection(('192.0.2.1', 443), timeout=1)",
        "socket.getaddrinfo('login.example.com', 443)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'.', ('192.0.2.1', 53))",
    ],
    ids=["connection", "name", "datagram"],
)
def test_nothing_leaves_this_computer_even_if_the_error_is_swallowed(
    reach: str, tmp_path: Path
) -> None:
    told = _outcome(
        tmp_path, f"def test():\n    try:\n        {reach}\n    except OSError:\n        pass\n"
    )
    assert "reached beyond loopback" in told
    assert "1 failed" in told


def test_loopback_is_free(tmp_path: Path) -> None:
    told = _outcome(
        tmp_path,
        "def test():\n"
        "    with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "        socket.create_connection(('localhost', server.getsockname()[1])).close()\n",
    )
    assert "1 passed" in told


LACKING = "@pytest.mark.real_part('npm')\ndef test():\n    assert True\n"


def test_a_missing_part_skips_and_says_what_is_missing(tmp_path: Path) -> None:
    told = _outcome(
        tmp_path, LACKING, PATH="/nowhere", PYTEST_ADDOPTS="-rs", SFDESK_REQUIRE_REAL=""
    )
    assert "npm is not on this machine" in told
    assert "1 skipped" in told


@pytest.mark.parametrize("body", [LACKING, "def test():\n    pytest.skip('not today')\n"])
def test_nothing_skips_where_every_part_must_be_there(body: str, tmp_path: Path) -> None:
    told = _outcome(tmp_path, body, PATH="/nowhere", SFDESK_REQUIRE_REAL="1")
    assert "1 failed" in told or "1 error" in told
    assert "skipped in" not in told
