"""Signing in, looking what is allowed, choosing what is kept, and leaving."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from sfdesk.actions import connecting, scoping
from sfdesk.domain.list_views import ListView
from sfdesk.domain.mapping import DEFAULT_MAPPING
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.errors import StoreError, VaultError
from sfdesk.i18n import _
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.store import orgs as org_list
from sfdesk.ticket import Ticket
from sfdesk.workspace.doors import Doors


class Connecting(Doors):
    """From the first sign-in to the last trace."""

    def begin_sign_in(
        self, login: connecting.Login, *, timeout: float = 300, listen: bool = True
    ) -> connecting.SignIn:
        """Open the listener and make the address to sign in at. Raise ConnectError, InputError.

        Without `listen` no port is opened: the answer has to be pasted.
        """
        return connecting.begin(login, timeout=timeout, listen=listen)

    def finish_sign_in(
        self,
        attempt: connecting.SignIn,
        ticket: Ticket,
        *,
        on_state: Callable[[connecting.SignInState], None] = lambda _state: None,
        expect: OrgInfo | None = None,
    ) -> OrgInfo:
        """Wait for the answer, keep the sign-in, and make the org the current one."""
        info = connecting.finish(
            attempt, self.vault, ticket, now=self.now, on_state=on_state, expect=expect
        )
        self._keep(info)
        self.save_settings(replace(self.settings, current_org=info.alias, client_id=info.client_id))
        return info

    def keep_sign_ins_in_memory(self) -> None:
        """Keep new sign-ins until the program ends only; older ones stay in the keyring."""
        self.vault = MemoryFirst(self.vault)

    def give_up_sign_in(self, attempt: connecting.SignIn) -> None:
        """End an attempt, and give back a sign-in that came about but was not kept."""
        connecting.discard(attempt)

    def deliver_answer(self, text: str) -> None:
        """Hand a pasted address to the sfdesk here that waits. Raise ConnectError, InputError."""
        connecting.deliver(text)

    def check(
        self,
        ticket: Ticket,
        alias: str = "",
        *,
        on_line: Callable[[connecting.CheckLine], None] = lambda _line: None,
    ) -> connecting.Preflight:
        """Look what this user can do in the org. Raise OrgError, SignInNeeded, Cancelled."""
        info = self.org(alias)
        mapping = DEFAULT_MAPPING
        with suppress(StoreError, VaultError), self.crm() as crm:  # said where the CRM is needed
            mapping = crm.mapping(info.org_id)
        with self._session(info) as org:
            return connecting.check(org, ticket, on_line=on_line, mapping=mapping)

    def choose_scope(
        self, scope: Scope, alias: str = "", *, list_view: ListView | None = None
    ) -> OrgInfo:
        """Say which accounts are to be kept on this computer; a list view goes with its scope."""
        if (list_view is not None) != (scope is Scope.LIST_VIEW):
            raise ValueError(scope)
        return self._keep(replace(self.org(alias), scope=scope, list_view=list_view))

    def list_views(self, alias: str = "") -> tuple[ListView, ...]:
        """The filters on accounts that people saved in Salesforce, as far as this user sees."""
        with self._session(self.org(alias)) as org:
            return scoping.every_list_view(org)

    def count_list_view(self, view: ListView, alias: str = "") -> scoping.ScopeChoice:
        """Count what a list view shows now. Raise ListViewUnusable."""
        with self._session(self.org(alias)) as org:
            return scoping.count_list_view(org, view)

    def allow_pushing(self, alias: str = "", *, allowed: bool) -> OrgInfo:
        """Switch between look only and pushing."""
        return self._keep(replace(self.org(alias), may_push=allowed))

    def disconnect(self, alias: str, *, erase: bool = False) -> tuple[str, ...]:
        """Revoke the sign-in; `erase` also removes the cache. Return what was done, in words."""
        info = self.org(alias)
        done = connecting.disconnect(info, self.vault)
        if not erase:
            self._keep(replace(info, signed_in=False))
            return done
        erased = self._cache_files(info)
        for path in erased:
            path.unlink()
        org_list.remove(info.alias)
        if self.settings.current_org == info.alias:
            self.save_settings(replace(self.settings, current_org=""))
        return (*done, *(_("Erased {path}").format(path=path) for path in erased))
