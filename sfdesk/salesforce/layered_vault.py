"""What "this session only" means: new sign-ins in memory, older ones where they were."""

from sfdesk.errors import Secret
from sfdesk.salesforce.vault import SessionVault, Vault


class MemoryFirst:
    """Keeps new sign-ins until the program ends; what a keyring kept before stays in use there."""

    def __init__(self, kept: Vault) -> None:
        self.access = kept.access
        self._kept = kept
        self._memory = SessionVault()
        self._here: set[tuple[str, str]] = set()
        self._there: set[tuple[str, str]] = set()

    def save(self, org_id: str, user_id: str, token: Secret) -> None:
        """Keep a refresh token: one that came from the keyring goes back there, rotated."""
        if (org_id, user_id) in self._there:
            self._kept.save(org_id, user_id, token)
            return
        self._here.add((org_id, user_id))
        self._memory.save(org_id, user_id, token)

    def load(self, org_id: str, user_id: str) -> Secret:
        """Return the refresh token. Raise SignInNeeded if there is none, VaultError."""
        if (org_id, user_id) in self._here:
            return self._memory.load(org_id, user_id)
        token = self._kept.load(org_id, user_id)
        self._there.add((org_id, user_id))
        return token

    def remove(self, org_id: str, user_id: str) -> None:
        """Forget the refresh token. Raise VaultError if the keyring has it and keeps it."""
        self.access.forget(org_id, user_id)
        if (org_id, user_id) in self._here:
            self._here.discard((org_id, user_id))
            self._memory.remove(org_id, user_id)
            return
        self._there.discard((org_id, user_id))
        self._kept.remove(org_id, user_id)
