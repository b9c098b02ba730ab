"""One sign-in in use: adds the token to each request, and renews it at most once per refusal.

One renewal at a time per org and user, across threads and processes: a lock file, which the system
frees when its holder dies. Whoever comes second takes what the first one got.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from filelock import FileLock, Timeout

from sfdesk import paths
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import OrgUnreachable, SignInNeeded
from sfdesk.i18n import _
from sfdesk.salesforce import oauth
from sfdesk.salesforce.borders import errors_in
from sfdesk.salesforce.vault import Access, Vault
from sfdesk.salesforce.web import WebSession

_LOCK_SECONDS = 90
_LASTING = ("not valid for use with the REST API", "not attached to Agent")
"""Refusals of a token that is valid: a new one would be refused as well, for ever."""


class SignedIn:
    """The tokens of one org and user."""

    def __init__(self, info: OrgInfo, vault: Vault, on_instance_url: Callable[[str], None]) -> None:
        self._info = info
        self._vault = vault
        self._on_instance_url = on_instance_url

    def access(self) -> Access:
        """Return an access token to try. Raise SignInNeeded, VaultError, OrgUnreachable."""
        kept = self._vault.access.get(self._info.org_id, self._info.user_id)
        return kept if kept is not None else self.renew(None)

    def renew(self, refused: Access | None) -> Access:
        """Return another access token than the `refused` one.

        A rotated refresh token is in the keyring before the new access token is used: a crash in
        between loses at most this one step. Raise SignInNeeded, VaultError, OrgUnreachable.
        """
        org_id, user_id = self._info.org_id, self._info.user_id
        try:
            with FileLock(paths.config_folder() / f"sign-in-{org_id}.lock", timeout=_LOCK_SECONDS):
                kept = self._vault.access.get(org_id, user_id)
                if kept is not None and kept is not refused:
                    return kept
                self._vault.access.drop(org_id, user_id)
                fresh = self._refreshed()
                self._vault.access.put(org_id, user_id, fresh)
        except Timeout:
            raise OrgUnreachable(
                _("Another sfdesk is signing in and does not come to an end"),
                _("Close the other one, or try again in a minute."),
                retry=True,
            ) from None
        return fresh

    def _refreshed(self) -> Access:
        info, vault = self._info, self._vault
        key = (info.org_id, info.user_id)
        token = vault.access.unsaved(*key) or vault.load(*key)
        grant = oauth.refresh(info.login_url, info.client_id, token)
        _refuse_others(info, grant)
        if grant.refresh is not None:
            vault.access.hold(*key, grant.refresh)  # the old one is worth nothing from now on
            vault.save(*key, grant.refresh)
        if grant.instance_url != info.instance_url:
            self._on_instance_url(grant.instance_url)
        return Access(grant.access, grant.instance_url)


def _refuse_others(info: OrgInfo, grant: oauth.Grant) -> None:
    """Refuse another org or user: nothing of theirs is kept in the place of the one we know."""
    if grant.org_id and grant.org_id[:15] != info.org_id[:15]:
        raise SignInNeeded(
            _("This address now belongs to another Salesforce"),
            _("A sandbox that is refreshed becomes a new one. Connect it anew."),
            code="E12",
            details=f"{info.org_id} -> {grant.org_id}",
        )
    if grant.user_id and grant.user_id[:15] != info.user_id[:15]:
        raise SignInNeeded(
            _("Salesforce answered for somebody else"),
            _("sfdesk does not mix two people's data. Sign in again as {user}.").format(
                user=info.username
            ),
            code="E12",
            details=f"{info.user_id} -> {grant.user_id}",
        )


class ApiSession(WebSession):
    """The requests session under simple-salesforce.

    It counts, sends each request to the org's present address with the present token, and repeats
    one that was refused for its token once, with a renewed one.
    """

    def __init__(self, signed_in: SignedIn) -> None:
        super().__init__()
        self.calls = 0
        self.last: requests.Response | None = None
        self._signed_in = signed_in
        self._access: Access | None = None

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Send one request; see `requests.Session.request`."""
        access = self._access or self._signed_in.access()
        reply = self._send(access, method, url, *args, **kwargs)
        if _token_refused(reply):
            access = self._signed_in.renew(access)
            reply = self._send(access, method, url, *args, **kwargs)
        self._access = access
        self.last = reply
        return reply

    def _send(
        self, access: Access, method: Any, url: Any, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Send to the org's own address: simple-salesforce knows https and the old one only."""
        parts = urlsplit(str(url))
        target = access.instance_url + parts.path + (f"?{parts.query}" if parts.query else "")
        self.auth = _Bearer(access)
        self.calls += 1
        return super().request(method, target, *args, **kwargs)


class _Bearer(requests.auth.AuthBase):
    """Puts the token into the one header; also keeps requests from using ~/.netrc instead."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        prepared.headers["Authorization"] = f"Bearer {self._access.token.reveal()}"
        return prepared


def _token_refused(reply: requests.Response) -> bool:
    """Tell an expired token, which a new one mends, from every other refusal."""
    if reply.status_code == 403:  # userinfo and the identity address say it in plain text
        return reply.text.strip() == "Bad_OAuth_Token"
    if reply.status_code != 401:
        return False
    return not any(
        lasting in row["message"] for row in errors_in(reply.text) for lasting in _LASTING
    )
