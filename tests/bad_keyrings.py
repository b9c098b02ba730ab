"""Keyrings that fail in every way that backends of real systems do. For tests alone."""

import threading

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


class TooLong(_Bad):
    """As Windows says it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(1783, "CredWrite", "The stub received bad data")


class Half(_Bad):
    """Keeps the beginning."""

    kept = ""

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept = password[:10]
