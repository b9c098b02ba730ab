"""What a practice org is started with, and where it says it can be reached."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

CALLBACKS = (
    "http://localhost:17171/callback",
    "http://localhost:21717/callback",
    "http://localhost:27171/callback",
    "http://localhost:1717/OauthRedirect",
)
CLIENT_ID = "3MVG9PracticeOrgOnThisComputer.0Consumer.Key_Public0000000000000000000000000000000001"


@dataclass(frozen=True, slots=True)
class Options:
    """How a practice org is made.

    `port` 0 lets the system choose. `state` keeps the org in a file, which is made when it is
    missing and used as it is otherwise. `callbacks` are allowed besides `CALLBACKS`. `scenario` is
    a JSON file with a list of orders for the control surface.
    """

    port: int = 0
    accounts: int = 120
    contacts_per_account: int = 5
    seed: int = 7
    state: Path | None = None
    callbacks: tuple[str, ...] = ()
    scenario: Path | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running practice org is, and who may sign in: (username, password, profile)."""

    login: str
    client_id: str
    org_id: str
    users: tuple[tuple[str, str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        names = ("username", "password", "profile")
        return {
            "login": self.login,
            "client_id": self.client_id,
            "org_id": self.org_id,
            "users": [dict(zip(names, user, strict=True)) for user in self.users],
        }
