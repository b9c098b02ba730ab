"""The stores, the keyring and the connected orgs: what every verb opens and closes again."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sfdesk import paths, settings
from sfdesk.actions import connecting
from sfdesk.actions.crm_door import CrmDoor
from sfdesk.actions.match_requests import MatchRequest
from sfdesk.actions.matchmaking import Matchmaking, matches_file
from sfdesk.domain.orgs import OrgInfo
from sfdesk.errors import SignInNeeded, UnknownId
from sfdesk.i18n import _
from sfdesk.salesforce import vault as vaults
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.vault import Vault
from sfdesk.settings import Settings
from sfdesk.store import orgs as org_list
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Doors:
    """The stores, the keyring and the connected orgs of one person."""

    def __init__(
        self,
        *,
        vault: Vault | None = None,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.now = now
        self.vault = vault if vault is not None else vaults.keyring_vault()
        self.settings: Settings = settings.load()
        self._door = CrmDoor(lambda: self.vault)
        self.matchmaking = Matchmaking()

    @property
    def person(self) -> str:
        """Who works here, as steps and decisions say it."""
        return _person()

    # settings and orgs

    def save_settings(self, changed: Settings) -> None:
        """Keep changed settings. Raise SettingsError."""
        settings.save(changed)
        self.settings = changed

    def orgs(self) -> list[OrgInfo]:
        """Every org on the list, signed in or not."""
        return org_list.load()

    def org(self, alias: str = "") -> OrgInfo:
        """Return the org with this alias; without one, the current one, or the only one.

        Raise UnknownId for an alias that is not there, SignInNeeded where nothing is connected.
        """
        known = self.orgs()
        wanted = alias or self.settings.current_org
        for info in known:
            if info.alias == wanted:
                return info
        if alias:
            raise UnknownId(
                _('No Salesforce is connected as "{alias}"').format(alias=alias),
                _("Connected are: {names}.").format(
                    names=", ".join(info.alias for info in known) or _("none")
                ),
            )
        if not known:
            raise SignInNeeded(
                _("No Salesforce is connected yet"), _("Connect one first; it takes a minute.")
            )
        return known[-1]

    def use(self, alias: str) -> OrgInfo:
        """Make an org the one that is shown. Raise UnknownId."""
        info = self.org(alias)
        self.save_settings(replace(self.settings, current_org=info.alias))
        return info

    def system_proxy(self) -> str:
        """Return the proxy that the system wants for Salesforce, without its password, or ""."""
        return connecting.system_proxy()

    # stores and sessions

    def crm(self) -> Crm:
        """Open the CRM: a team's, or a file of your own. Raise StoreError, VaultError."""
        return Crm(self._crm_address())

    def _crm_address(self) -> str:
        return self._door.address(self.settings, paths.data_folder() / "crm.sqlite")

    def use_crm(self, address: str) -> None:
        """Take another CRM into use, "" for a file of your own; a password goes to the keyring.

        Raise StoreError or VaultError; then the one before stays in use.
        """
        self.save_settings(replace(self.settings, crm_url=self._door.take(address)))

    def cache(self, info: OrgInfo) -> Cache:
        """Open an org's cache. Raise StoreError."""
        return Cache(self._cache_path(info))

    def _cache_path(self, info: OrgInfo) -> Path:
        """Two people of one org see different records, so each has a copy of their own."""
        return paths.data_folder() / f"salesforce-{info.org_id}-{info.user_id}.sqlite"

    def _cache_files(self, info: OrgInfo) -> list[Path]:
        """Every file with records of this org and user: also older copies, and suggestions."""
        path = self._cache_path(info)
        matches = path.parent.glob(f"matches-{info.org_id}-{info.user_id}-*")
        return [*sorted(path.parent.glob(f"{path.name}*")), *sorted(matches)]

    def _match_request(self, info: OrgInfo, *, anew: bool = False) -> MatchRequest:
        address = self._crm_address()
        return MatchRequest(
            self._cache_path(info),
            matches_file(paths.data_folder(), f"{info.org_id}-{info.user_id}", address),
            address,
            info.org_id,
            learning=self.settings.learns,
            anew=anew,
        )

    @contextmanager
    def _session(self, info: OrgInfo) -> Iterator[Org]:
        """Open a session; an org whose sign-in turns out to be over is marked as signed out."""
        with Org(
            info,
            self.vault,
            now=self.now,
            on_instance_url=lambda url: org_list.set_instance_url(info.alias, url),
        ) as org:
            try:
                yield org
            except SignInNeeded:
                org_list.mark_signed_out(info.alias)
                raise

    @contextmanager
    def _desk(self, info: OrgInfo) -> Iterator[tuple[Org, Cache, Crm]]:
        with self.cache(info) as cache, self.crm() as crm, self._session(info) as org:
            yield org, cache, crm

    def _keep(self, info: OrgInfo) -> OrgInfo:
        org_list.put(info)
        return info


def _person() -> str:
    """Who works here, for the activity list."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return _("somebody")
