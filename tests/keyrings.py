"""A keyring in a plain file, for tests alone: one file per test, shared with its subprocesses."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

Content = dict[str, dict[str, str]]
"""{service: {user: password}}"""


class FileKeyring(KeyringBackend):
    """Keeps passwords in the JSON file that SFDESK_TEST_KEYRING names; chosen by name only."""

    @property
    def priority(self) -> float:
        return -1

    def get_password(self, service: str, username: str) -> str | None:
        return _read().get(service, {}).get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        with _changing() as content:
            content.setdefault(service, {})[username] = password

    def delete_password(self, service: str, username: str) -> None:
        with _changing() as content:
            if username not in content.get(service, {}):
                raise PasswordDeleteError(username)
            del content[service][username]


def _path() -> Path:
    return Path(os.environ["SFDESK_TEST_KEYRING"])


def _read() -> Content:
    try:
        content: Content = json.loads(_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return content


@contextmanager
def _changing() -> Iterator[Content]:
    path = _path()
    with FileLock(f"{path}.lock"):
        content = _read()
        yield content
        fresh = path.with_suffix(".new")  # replaced whole, so that a reader never sees half
        fresh.write_text(json.dumps(content), encoding="utf-8")
        fresh.replace(path)
