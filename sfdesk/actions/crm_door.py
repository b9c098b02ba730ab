"""Which CRM is in use, and its password: in the keyring, never in the settings."""

from collections.abc import Callable
from pathlib import Path

from sfdesk.errors import Secret, SignInNeeded
from sfdesk.salesforce.vault import Vault
from sfdesk.settings import Settings
from sfdesk.store import crm_engine
from sfdesk.store.crm import Crm

_CRM = "crm"  # beside the orgs in the keyring: the password of a team's database


class CrmDoor:
    """Makes the address of the CRM; asks the keyring once per address."""

    def __init__(self, vault: Callable[[], Vault]) -> None:
        self._vault = vault
        self._passwords: dict[str, Secret | None] = {}

    def address(self, settings: Settings, own_file: Path) -> str:
        """Return an SQLAlchemy address, with its password if it has one. Raise VaultError."""
        address = settings.crm_address(own_file)
        if address == settings.crm_url and crm_engine.asks_for_password(address):
            password = self._password_of(address)
            return crm_engine.with_password(address, password) if password else address
        return address

    def take(self, address: str) -> str:
        """Try another CRM and keep its password; return the address without it.

        Raise StoreError, VaultError.
        """
        plain, password = crm_engine.without_password(address)
        if plain:
            Crm(address.strip()).close()
        if password:
            self._vault().save(_CRM, plain, password)
        self._passwords.clear()
        return plain

    def _password_of(self, address: str) -> Secret | None:
        """Ask the keyring once per address; a server may let people in without a password."""
        if address not in self._passwords:
            try:
                self._passwords[address] = self._vault().load(_CRM, address)
            except SignInNeeded:
                self._passwords[address] = None
        return self._passwords[address]
