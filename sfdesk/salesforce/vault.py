"""Refresh tokens in the system's keyring, and nowhere else. Access tokens never leave memory."""

from typing import Protocol

from sfdesk.errors import Secret


class Vault(Protocol):
    """Where refresh tokens are kept; keyed by org and user."""

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        """Keep a refresh token durably. Raise VaultError."""

    def load(self, org_id: str, user_id: str) -> Secret:
        """Return the refresh token. Raise SignInNeeded if there is none, VaultError."""

    def remove(self, org_id: str, user_id: str) -> None:
        """Forget the refresh token; one that is not there is no error. Raise VaultError."""


def keyring_vault(*, timeout: float = 60) -> Vault:
    """The system's keyring; a locked one that asks nobody gives VaultError after `timeout` s."""
    raise NotImplementedError


class SessionVault:
    """Keeps refresh tokens until the program ends: what "this session only" means."""
