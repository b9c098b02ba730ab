"""Clients from npm: installed once, by name and checksum, and run as programs of their own.

They lie in the folder that SFDESK_CLIENTS names, else in `.venv/clients`. Nothing of them is kept
in the repository but `package.json` and `package-lock.json`.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests import real_parts
from tests.conftest import ROOT

HERE = Path(__file__).parent
_INSTALL = [
    "ci",
    "--ignore-scripts",
    "--omit=optional",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--loglevel=error",
]
_PATIENCE = 240  # seconds for one program


def installed() -> Path:
    """Return the folder that holds `node_modules`; skip where npm or this kind of machine lacks."""
    npm = real_parts.need("npm")
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("the Node.js that these clients need comes for Linux on x86-64 only")
    recipe = [HERE / "package.json", HERE / "package-lock.json"]
    name = hashlib.sha256(b"".join(each.read_bytes() for each in recipe)).hexdigest()[:16]
    top = Path(os.environ.get("SFDESK_CLIENTS") or ROOT / ".venv" / "clients")
    folder = top / name
    top.mkdir(parents=True, exist_ok=True)
    with FileLock(top / "lock", timeout=300):
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for each in recipe:
                shutil.copy(each, folder)
            subprocess.run(
                [npm, *_INSTALL],
                cwd=folder,
                env=os.environ | {"npm_config_cache": str(top / "cache")},
                check=True,
                timeout=300,
            )
            (folder / "complete").touch()
    return folder


def _alone(home: Path, modules: Path) -> dict[str, str]:
    """Return an environment in which a program finds neither our files nor the world's."""
    return {
        "PATH": os.pathsep.join([str(modules / ".bin"), os.environ["PATH"]]),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "SF_USE_GENERIC_UNIX_KEYCHAIN": "true",
        "SF_DISABLE_TELEMETRY": "true",
        "SF_DISABLE_AUTOUPDATE": "true",
        "SF_AUTOUPDATE_DISABLE": "true",
        "SF_SKIP_NEW_VERSION_CHECK": "true",
        "SF_DISABLE_LOG_FILE": "true",
        "SF_DOMAIN_RETRY": "0",
    }


@dataclass(frozen=True, slots=True)
class Node:
    """Node.js with the clients, and the home that they may write to."""

    modules: Path
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """The environment of every program that is started here."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return _alone(home, self.modules)

    def _supply(self) -> None:
        """Lay modules where Node.js looks for them."""
        (self.folder / "node_modules").unlink(missing_ok=True)
        (self.folder / "node_modules").symlink_to(self.modules)
        shutil.copy(HERE / "stage.mjs", self.folder)

    @contextmanager
    def started(self, text: str) -> Iterator[subprocess.Popen[str]]:
        """Run a program of its own text, and end it with the block."""
        self._supply()
        (self.folder / "program.mjs").write_text(text, encoding="utf-8")
        with subprocess.Popen(
            [self.modules / ".bin" / "node", "program.mjs"],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as program:
            try:
                yield program
            finally:
                program.kill()

    def script(
        self, name: str, given: dict[str, Any], person: Callable[[str], str] | None = None
    ) -> Any:
        """Run a script of this folder with `given` on its input; return the object it prints.

        A script that needs somebody to sign in prints {"open": address} first: `person` goes there
        and returns the address where that ended, which the script reads.
        """
        with self.started((HERE / name).read_text(encoding="utf-8")) as program:
            assert program.stdin is not None
            assert program.stdout is not None
            print(json.dumps(given), file=program.stdin, flush=True)
            if person:
                asked = json.loads(program.stdout.readline() or "{}")
                if "open" in asked:
                    print(json.dumps(person(asked["open"])), file=program.stdin, flush=True)
            said, complaint = program.communicate(timeout=_PATIENCE)
        assert program.returncode == 0, said + complaint
        return json.loads(said)

    def sf(self, *words: str, code: int = 0, **more: str) -> Any:
        """Run a command of the sf CLI with --json; return the object it prints."""
        done = subprocess.run(
            [self.modules / ".bin" / "sf", *words, "--json"],
            cwd=self.folder,
            env=self.env | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return json.loads(done.stdout)
