"""Whom the org lets in: who is active, on an app's list, at a place and hour, not too often."""

from collections import deque
from dataclasses import dataclass, field

from sfdesk.practice.access import Person, Profile
from sfdesk.practice.apps import App
from sfdesk.practice.org import Org

Told = tuple[str, str]
"""`error` and `error_description` as OAuth says them."""

NOT_LISTED = "user is not admin approved to access this app"


@dataclass(slots=True)
class Gate:
    """The checks of one org. Whoever calls a method holds the org's lock."""

    org: Org
    _logins: dict[str, deque[float]] = field(default_factory=dict)

    def closed_to(self, person: Person, origin: str) -> Told | None:
        """Say why somebody is kept out who comes from the network address `origin`."""
        if not self.org.switches.org_active:
            return "inactive_org", "organization is inactive"
        found = self.org.row('SELECT "IsActive" FROM "User" WHERE "Id" = ?', (person.id,))
        if not found or not found[0]:
            return "inactive_user", "user is inactive"
        if not person.profile.at_place(origin):
            return "invalid_grant", "ip restricted"
        if not self._at_hour(person.profile):
            return "invalid_grant", "invalid login hours"
        return None

    def closed_to_app(self, app: App, person: Person) -> Told | None:
        """Say why somebody gets no token for an app."""
        if self.org.switches.app_blocked or not app.takes(person):
            return "invalid_app_access", NOT_LISTED
        return None

    def too_often(self, user_id: str) -> Told | None:
        """Count a log-in; say so when there were too many within the window that ends now."""
        switches, now = self.org.switches, self.org.now().timestamp()
        past = self._logins.setdefault(user_id, deque())
        while past and past[0] <= now - switches.login_window_seconds:
            past.popleft()
        if len(past) >= switches.login_limit:
            return "rate_limit_exceeded", "login rate exceeded"
        past.append(now)
        return None

    def _at_hour(self, profile: Profile) -> bool:
        """Tell whether people of the profile may log in now; hours may go over midnight."""
        if profile.login_hours is None:
            return True
        begin, end = profile.login_hours
        now = self.org.now().strftime("%H:%M")
        return begin <= now < end if begin <= end else now >= begin or now < end
