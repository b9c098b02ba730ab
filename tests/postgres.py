"""A PostgreSQL server of the tests' own: made in a temporary folder, loopback only, then removed.

PostgreSQL refuses to run as root, so it runs as `nobody` where the tests do.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy

from tests import real_parts

_TRIES = 3
_SERVER_USER = "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server. `address` is what SQLAlchemy takes for its first database."""

    port: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def address(self) -> str:
        return self._address("postgres")

    def fresh(self) -> str:
        """Make an empty database and return its address."""
        name = f"fresh_{os.getpid()}_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return self._address(name)

    def drop(self, address: str) -> None:
        """Remove the database at `address`, whoever may still be connected to it."""
        name = sqlalchemy.make_url(address).database
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, statement: str) -> None:
        engine = sqlalchemy.create_engine(
            self.address,
            isolation_level="AUTOCOMMIT",
            connect_args={"ssl_context": False},  # to load certificates takes longer than the rest
        )
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(statement))
        engine.dispose()

    def _address(self, database: str) -> str:
        return f"postgresql+pg8000://sfdesk@127.0.0.1:{self.port}/{database}"


def _run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        user=_SERVER_USER,
        extra_groups=None if _SERVER_USER is None else [],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8" if sys.platform == "linux" else "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _start(folder: Path, control: Path) -> int:
    """Start the server on a free port and return it. Another may take it first: then once more."""
    for _ in range(_TRIES):
        port = _free_port()
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' "
            "-c fsync=off -c full_page_writes=off -c autovacuum=off -c max_connections=50"
        )
        # A log file: the server would otherwise hold our pipe open for as long as it lives.
        log = folder / "log"
        done = _run(folder, control, "start", "-w", "-D", folder / "pg", "-l", log, "-o", options)
        if done.returncode == 0:
            return port
    raise RuntimeError(f"PostgreSQL does not start: {done.stdout}{log.read_text()}")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    """Run a PostgreSQL server for this session."""
    programs = real_parts.need("postgresql").resolve().parent
    # Not pytest's own temporary folder: `nobody` may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="sfdesk-pg-", dir="/tmp" if _SERVER_USER else None))
    if _SERVER_USER:
        shutil.chown(folder, _SERVER_USER)
    try:
        made = _run(
            folder, programs / "initdb", "-D", folder / "pg", "-U", "sfdesk", "-A", "trust",
            "-E", "UTF8", "--no-sync",
        )  # fmt: skip
        assert made.returncode == 0, made.stdout
        control = programs / "pg_ctl"
        yield Postgres(_start(folder, control))
        _run(folder, control, "stop", "-w", "-m", "immediate", "-D", folder / "pg")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_address(postgresql: Postgres) -> Iterator[str]:
    """An empty database of the test's own, gone with it: hundreds would fill gigabytes."""
    address = postgresql.fresh()
    yield address
    postgresql.drop(address)
