"""The practice org as a process of its own, which ends with the program that started it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sfdesk.errors import ConnectError
from sfdesk.i18n import _


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who can sign in to the practice org."""

    username: str
    password: str
    profile: str


@dataclass(frozen=True, slots=True)
class PracticeAddress:
    """Where a practice org is, and who may sign in."""

    login: str
    client_id: str
    org_id: str
    users: tuple[User, ...]

    @classmethod
    def of_json(cls, text: str) -> Self:
        """Read the line that `sfdesk practice-org --json` prints first."""
        given: dict[str, Any] = json.loads(text)
        users = tuple(User(u["username"], u["password"], u["profile"]) for u in given["users"])
        return cls(given["login"], given["client_id"], given["org_id"], users)


class PracticeProcess:
    """A running practice org. `start()` and `close()` in pairs, or use it in a with statement."""

    def __init__(self, *options: str) -> None:
        self._options = options
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> PracticeAddress:
        """Start it and return where it is. Raise ConnectError if it does not come up."""
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*own_command(), "practice-org", "--json", "--until-stdin-closes", *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.close()
            raise ConnectError(
                _("The sample Salesforce did not start"),
                _("Try once more; if it stays away, the log in the data folder says why."),
                retry=True,
            )
        return PracticeAddress.of_json(line)

    def close(self) -> None:
        """Stop it and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> PracticeAddress:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def own_command() -> list[str]:
    """Return how to start this program once more: the frozen one, or the module."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    root = Path(__file__).resolve().parents[2]
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    if str(root) not in paths:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(root), *filter(None, paths)])
    return [sys.executable, "-m", "sfdesk"]
