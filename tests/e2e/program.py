"""The program as a subprocess: what a script sees of it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Self

COMMAND = (sys.executable, "-m", "sfdesk")
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb answered: exit code, its JSON object, and what it said on stderr."""

    code: int
    json: dict[str, Any]
    stderr: str

    @property
    def title(self) -> str:
        """The title of the known error."""
        return str(self.json["error"]["title"])


def sfdesk(*words: object, env: Mapping[str, str] | None = None, code: int = 0) -> Answer:
    """Run a verb with --json, and demand its exit code: the answer has no traceback in it."""
    done = subprocess.run(
        [*COMMAND, *map(str, words), "--json"],
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == code, (words, done.stdout, done.stderr)
    assert "Traceback" not in done.stdout + done.stderr
    return Answer(done.returncode, json.loads(done.stdout), done.stderr)


@dataclass
class Connecting(AbstractContextManager["Connecting"]):
    """A `sfdesk connect --no-browser` that waits for its sign-in."""

    words: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    address: str = ""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*COMMAND, "connect", "--no-browser", "--json", *self.words],
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if line.startswith("http"):
                self.address = line.strip()
                break
        return self

    def finish(self, code: int = 0) -> Answer:
        """Wait for its end, and demand its exit code."""
        stdout, stderr = self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == code, (stdout, stderr)
        assert "Traceback" not in stderr
        return Answer(code, json.loads(stdout), stderr)

    def __exit__(self, *_exc: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()


def connect(
    login: str,
    client_id: str,
    sign_in: Callable[[str], object],
    *more: str,
    env: Mapping[str, str] | None = None,
    code: int = 0,
) -> Answer:
    """Connect headless; `sign_in` gets the address and does what a person does there."""
    words = ["--login", login, "--client-id", client_id, "--timeout", "40", *more]
    with Connecting(words, env or {}) as connecting:
        sign_in(connecting.address)
        return connecting.finish(code)
