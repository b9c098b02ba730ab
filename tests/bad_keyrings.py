"""Keyrings that fail in every way that backends of real systems do. For tests alone."""

import threading
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked


class _Bad(KeyringBackend):
    @property
    def priority(self) -> float:
        return -1

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


class Hanging(_Bad):
    """Waits for a person who is not there."""

    def set_password(self, service: str, username: str, password: str) -> None:
        threading.Event().wait()


class Locked(_Bad):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"cannot store {password}")


class WrongPassword(_Bad):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError(f"wrong password for {password}")


class Gone(_Bad):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise ConnectionResetError(f"bus is gone, {password}")


class error(Exception):  # noqa: N801 - its name and shape in pywin32 and win32ctypes
    """What CredWrite raises through either library that keyring uses on Windows."""

    def __init__(self, winerror: int, funcname: str, strerror: str) -> None:
        super().__init__(winerror, funcname, strerror)
        self.winerror, self.funcname, self.strerror = winerror, funcname, strerror


class Windows(_Bad):
    """Keeps 2,560 bytes of UTF-16, and says of more what the Credential Manager says."""

    kept: str | None = None

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise error(1783, "CredWrite", "Der Stub hat falsche Daten erhalten.")
        self.kept = password


class WindowsSwitchedOff(_Bad):
    """A rule of the company, or a service without a session."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise error(1312, "CredWrite", "A specified logon session does not exist.")


class Late(_Bad):
    """Waits for a person, who comes after nobody waits any more; then keeps what it was given."""

    kept: ClassVar[dict[str, str]] = {}
    come: ClassVar[threading.Event] = threading.Event()
    done: ClassVar[threading.Event] = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.come.wait()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]
        self.done.set()


class Fickle(_Bad):
    """Keeps things, but is locked as long as a test says so."""

    kept: ClassVar[dict[str, str]] = {}
    locked: ClassVar[threading.Event] = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked.is_set():
            raise KeyringLocked("locked")
        self.kept[username] = password


class Half(_Bad):
    """Keeps the beginning."""

    kept = ""

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept = password[:10]
