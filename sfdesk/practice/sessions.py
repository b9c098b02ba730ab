"""Access tokens, refresh tokens and authorization codes: made, found, rotated, revoked."""

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sfdesk.practice.org import Org
from sfdesk.practice.wire import Refusal


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person allowed an app to do; every token of one log-in belongs to one `family`."""

    user_id: str
    client_id: str
    scope: str
    family: str


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code that waits to be exchanged."""

    grant: Grant
    redirect_uri: str
    challenge: str | None
    made: float


class OAuthRefusal(Exception):
    """The token endpoint says no, in OAuth's shape."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status


class Sessions:
    """Every token of the org. Whoever calls a method holds the org's lock."""

    def __init__(self, org: Org) -> None:
        self._org = org
        self._codes: dict[str, Code] = {}
        self._spent: dict[str, str] = {}
        self._known: dict[str, tuple[Grant, float]] = {}
        self._refreshing: dict[str, float] = {}

    def make_code(self, grant: Grant, redirect_uri: str, challenge: str | None) -> str:
        """Return a code that can be exchanged once, within the code's lifetime."""
        code = "aPrx" + secrets.token_urlsafe(36) + "=="
        self._codes[code] = Code(grant, redirect_uri, challenge, time.time())
        return code

    def exchange(self, code: str, client_id: str, redirect_uri: str, verifier: str | None) -> Grant:
        """Use up a code; raise `OAuthRefusal` when anything about it is not right."""
        found = self._codes.get(code)
        if found is None:
            if code in self._spent:
                self.revoke_family(self._spent[code])
                raise OAuthRefusal("invalid_grant", "expired authorization code")
            raise OAuthRefusal("invalid_grant", "invalid authorization code")
        if found.grant.client_id != client_id:
            raise OAuthRefusal("invalid_grant", "invalid authorization code")
        if found.redirect_uri != redirect_uri:
            raise OAuthRefusal("redirect_uri_mismatch", "redirect_uri must match configuration")
        if time.time() - found.made > self._org.switches.code_seconds:
            del self._codes[code]
            raise OAuthRefusal("invalid_grant", "expired authorization code")
        _prove(found.challenge, verifier)
        del self._codes[code]
        self._spent[code] = found.grant.family
        return found.grant

    def begin(self, grant: Grant) -> str | None:
        """Start a session and return its refresh token, if its scope includes one.

        The oldest approval of the same person and app falls when there are too many.
        """
        if not {"refresh_token", "offline_access", "full"} & set(grant.scope.split()):
            return None
        limit = self._org.switches.approvals_per_user
        with self._org.writing():
            alive = self._org.rows(
                "SELECT family FROM practice_approval WHERE user_id = ? AND client_id = ? "
                "AND alive = 1 ORDER BY made, rowid",
                (grant.user_id, grant.client_id),
            )
            for (family,) in alive[: max(0, len(alive) - limit + 1)]:
                self.revoke_family(family)
            return self._approve(grant)

    def _approve(self, grant: Grant) -> str:
        token = "5Aep861" + secrets.token_urlsafe(60).replace("-", ".")
        self._org.run(
            "INSERT INTO practice_approval VALUES (?, ?, ?, ?, ?, ?, 1)",
            (token, grant.family, grant.user_id, grant.client_id, grant.scope, time.time()),
        )
        return token

    def access(self, grant: Grant) -> str:
        """Return a new access token."""
        token = f"{self._org.id[:15]}!AR8AQ" + secrets.token_urlsafe(66).replace("-", ".")
        now = time.time()
        with self._org.writing():
            self._org.run(
                "INSERT INTO practice_session VALUES (?, ?, ?, ?, ?, ?, ?)",
                (token, grant.family, grant.user_id, grant.client_id, grant.scope, now, now),
            )
        self._known[token] = (grant, now)
        return token

    def find(self, token: str) -> Grant | None:
        """Return what an access token allows, or None when it is over; using it prolongs it."""
        known = self._known.get(token)
        if known is None:
            row = self._org.row(
                "SELECT user_id, client_id, scope, family, used FROM practice_session "
                "WHERE token = ?",
                (token,),
            )
            if row is None:
                return None
            known = (Grant(*row[:4]), row[4])
        now = time.time()
        if now - known[1] > self._org.switches.session_seconds:
            return None
        self._known[token] = (known[0], now)
        return known[0]

    def age(self, token: str) -> tuple[float, float]:
        """Return when an access token was issued and when it ends if it is not used again."""
        row = self._org.row("SELECT issued FROM practice_session WHERE token = ?", (token,))
        used = self._known.get(token, (None, time.time()))[1]
        return (row[0] if row else used), used + self._org.switches.session_seconds

    def refresh(
        self, token: str, client_id: str, check: Callable[[Grant], None]
    ) -> tuple[Grant, str | None]:
        """Return the grant of a refresh token, and the new one when tokens rotate.

        A token that was rotated away and comes again ends its whole family. `check` may refuse
        the grant, which then stays as it is.
        """
        row = self._org.row(
            "SELECT user_id, client_id, scope, family, alive FROM practice_approval "
            "WHERE token = ?",
            (token,),
        )
        if row is None or row[1] != client_id:
            raise OAuthRefusal("invalid_grant", "expired access/refresh token")
        grant = Grant(*row[:4])
        if not row[4]:
            self.revoke_family(grant.family)
            raise OAuthRefusal("invalid_grant", "expired access/refresh token")
        check(grant)
        if not self._org.switches.rotate_refresh_tokens:
            return grant, None
        with self._org.writing():
            self._org.run("UPDATE practice_approval SET alive = 0 WHERE token = ?", (token,))
            return grant, self._approve(grant)

    def start_refresh(self, token: str) -> None:
        """Note that a refresh is under way; raise `OAuthRefusal` when one is already."""
        if token in self._refreshing and self._org.switches.one_refresh_at_a_time:
            raise OAuthRefusal("invalid_grant", "token request is already being processed")
        self._refreshing[token] = time.time()

    def end_refresh(self, token: str) -> None:
        """Note that a refresh is done."""
        self._refreshing.pop(token, None)

    def revoke(self, token: str) -> bool:
        """End an access token, or a refresh token with its family; tell whether it was known."""
        row = self._org.row("SELECT family FROM practice_approval WHERE token = ?", (token,))
        if row:
            self.revoke_family(row[0])
            return True
        row = self._org.row("SELECT family FROM practice_session WHERE token = ?", (token,))
        self.expire(token)
        return row is not None

    def revoke_family(self, family: str) -> None:
        """End every token of one log-in."""
        with self._org.writing():
            self._org.run("DELETE FROM practice_session WHERE family = ?", (family,))
            self._org.run("UPDATE practice_approval SET alive = 0 WHERE family = ?", (family,))
        self._known = {k: v for k, v in self._known.items() if v[0].family != family}

    def expire(self, token: str | None = None) -> None:
        """End one access token, or all of them; refresh tokens stay."""
        with self._org.writing():
            if token is None:
                self._org.run("DELETE FROM practice_session")
                self._known.clear()
            else:
                self._org.run("DELETE FROM practice_session WHERE token = ?", (token,))
                self._known.pop(token, None)

    def revoke_all(self) -> None:
        """End every token of every kind, as an admin does who blocks an app."""
        with self._org.writing():
            self._org.run("UPDATE practice_approval SET alive = 0")
            self._org.run("DELETE FROM practice_consent")
        self.expire()


def new_family() -> str:
    """Return a name for the tokens of one log-in."""
    return secrets.token_hex(8)


def _prove(challenge: str | None, verifier: str | None) -> None:
    """Check PKCE: only SHA-256 exists here, whatever method the request named."""
    if challenge is None:
        if verifier:
            raise OAuthRefusal("invalid_grant", "invalid code verifier")
        return
    if not verifier:
        raise OAuthRefusal("invalid_grant", "invalid code verifier")
    digest = hashlib.sha256(verifier.encode()).digest()
    if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge.rstrip("="):
        raise OAuthRefusal("invalid_grant", "invalid code verifier")


def bearer(authorization: str) -> str:
    """Return the token of an Authorization header; raise `Refusal` INVALID_AUTH_HEADER."""
    kind, _, token = authorization.partition(" ")
    if not authorization:
        raise Refusal(401, "INVALID_SESSION_ID", "Session expired or invalid")
    if kind.lower() not in ("bearer", "oauth") or not token.strip():
        raise Refusal(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE")
    return token.strip()
