"""The apps that may ask for access, and what an administrator decided about each."""

from dataclasses import dataclass, field

from sfdesk.practice.access import Person
from sfdesk.practice.options import CLIENT_ID

SCOPES = {
    "api": "Manage user data via APIs",
    "web": "Manage user data via Web browsers",
    "full": "Full access",
    "refresh_token": "Perform requests at any time",
    "offline_access": "Perform requests at any time",
    "openid": "Access unique user identifiers",
    "id": "Access the identity URL service",
    "profile": "Access the identity URL service",
    "email": "Access the identity URL service",
}


@dataclass(frozen=True, slots=True)
class App:
    """An app by its consumer key's owner.

    `scopes` are those that were selected for it. `profiles` are the ones that it was given to, None
    where all users may authorize it themselves. One that was made `elsewhere` belongs to another
    org and was not installed in this one.
    """

    name: str
    scopes: frozenset[str] = field(default_factory=lambda: frozenset(SCOPES))
    profiles: frozenset[str] | None = None
    elsewhere: bool = False

    def takes(self, person: Person) -> bool:
        """Tell whether the person may use it."""
        return self.profiles is None or person.profile.name in self.profiles

    def asked(self, scope: str) -> str:
        """Return the scopes that a request means; one that names none means what is selected."""
        usual = [each for each in ("api", "refresh_token") if each in self.scopes]
        return " ".join(scope.split() or usual)


def known() -> dict[str, App]:
    """Return the apps of a new org, by consumer key."""
    return {CLIENT_ID: App("SFDesk"), "PlatformCLI": App("Salesforce CLI")}
