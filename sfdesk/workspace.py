"""Everything one person works with, built in one place.

The windows and the command line call these methods; each opens its own stores and its own session
with Salesforce, does one action and closes them again, so that any thread may call any method.
"""

import getpass
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sfdesk import paths, settings
from sfdesk.actions import (
    browsing,
    connecting,
    correcting,
    importing,
    learning,
    loading,
    mapping_fields,
    match_requests,
    pushing,
    reviewing,
    scoping,
    syncing,
    undoing,
)
from sfdesk.actions.crm_door import CrmDoor
from sfdesk.actions.match_requests import MatchReport, MatchRequest
from sfdesk.actions.matchmaking import Matchmaking, matches_file
from sfdesk.domain import mapping_checks
from sfdesk.domain.links import Decision, Outcome, Shown
from sfdesk.domain.list_views import ListView
from sfdesk.domain.mapping import DEFAULT_MAPPING, FieldPair
from sfdesk.domain.orgs import OrgInfo, Scope
from sfdesk.domain.records import Kind
from sfdesk.errors import SignInNeeded, StoreError, UnknownId, VaultError
from sfdesk.i18n import _
from sfdesk.salesforce import vault as vaults
from sfdesk.salesforce.client import Org
from sfdesk.salesforce.layered_vault import MemoryFirst
from sfdesk.salesforce.vault import Vault
from sfdesk.settings import Settings
from sfdesk.store import orgs as org_list
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Batch, Crm
from sfdesk.ticket import Ticket


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace:
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

    # connect

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

    # sync, browse

    def sync(self, ticket: Ticket, alias: str = "", *, full: bool = False) -> syncing.SyncReport:
        """Pull what changed in Salesforce. Raise OrgError, SignInNeeded, StoreError, Cancelled."""
        info = self.org(alias)
        with self._desk(info) as (org, cache, crm):
            pushing.settle(org, cache, crm, now=self.now())
            mapping = crm.mapping(info.org_id)
            return syncing.sync(org, cache, mapping, ticket, now=self.now, full=full)

    def home(self, alias: str = "") -> browsing.Home:
        """What the home screen shows."""
        info = self.org(alias)
        with match_requests.opened(self._match_request(info)) as (cache, crm, matches):
            waiting = {k: reviewing.waiting(cache, crm, matches, info.org_id, k) for k in Kind}
            return replace(browsing.home(cache, crm, info.org_id), to_review=waiting)

    def rows(self, kind: Kind, alias: str = "") -> tuple[browsing.Row, ...]:
        """Every line of the Accounts or Contacts list."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return browsing.rows(cache, crm, info.org_id, kind)

    def detail(self, record_id: str, alias: str = "") -> browsing.Detail:
        """Both sides of one record. Raise UnknownId."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return browsing.detail(cache, crm, info.org_id, record_id)

    # CRM files

    def load_csv(
        self, kind: Kind, path: Path, ticket: Ticket, *, keep_good: bool = False
    ) -> loading.LoadReport:
        """Bring existing records into the CRM. Raise InputError with line and column."""
        with self.crm() as crm:
            return loading.load(
                crm, kind, path, ticket, now=self.now(), by=_person(), keep_good=keep_good
            )

    def dump_csv(self, kind: Kind, path: Path) -> int:
        """Write the CRM's records to a file; return how many."""
        with self.crm() as crm:
            return loading.dump(crm, kind, path)

    # review

    def match(self, ticket: Ticket, alias: str = "", *, anew: bool = False) -> MatchReport:
        """Bring the suggestions up to date with both stores, as far as anything changed.

        Raise StoreError, WorkerDied, Cancelled.
        """
        return self.matchmaking.match(self._match_request(self.org(alias), anew=anew), ticket)

    def review(self, kind: Kind, ticket: Ticket, alias: str = "") -> reviewing.Review:
        """Suggest links that nobody has decided, as they were matched last."""
        info = self.org(alias)
        request = self._match_request(info)
        found = None
        while found is None:
            with match_requests.opened(request) as (cache, crm, matches):
                found = reviewing.recall(cache, crm, matches, info.org_id, kind, ticket)
            if found is None:
                self.match(ticket, alias)
        return found

    def learned(self, kind: Kind, ticket: Ticket, alias: str = "") -> learning.Lookback:
        """What decisions about a kind of record taught, and what chance picks measured."""
        self.match(ticket, alias)
        review = self.review(kind, ticket, alias)
        return learning.Lookback(review.learned, review.sampled)

    def decide(
        self,
        crm_id: str,
        record_id: str,
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Shown | None = None,
    ) -> Decision:
        """Keep a decision about a pair; the record id tells the kind."""
        info, now, by = self.org(alias), self.now(), _person()
        with self.cache(info) as cache, self.crm() as crm:
            return reviewing.decide(
                cache, crm, info.org_id, crm_id, record_id, outcome, now=now, by=by, shown=shown
            )

    def decide_together(
        self,
        pairs: Sequence[tuple[str, str]],
        outcome: Outcome,
        alias: str = "",
        *,
        shown: Sequence[Shown] = (),
    ) -> str:
        """Keep one outcome for many pairs (CRM id, record id) as one batch; return its id."""
        info, now, by = self.org(alias), self.now(), _person()
        with self.cache(info) as cache, self.crm() as crm:
            return reviewing.decide_together(
                cache, crm, info.org_id, pairs, outcome, now=now, by=by, shown=shown
            )

    def unlink(self, kind: Kind, crm_id: str, alias: str = "", *, reason: str = "") -> Decision:
        """End a wrong link, which undo makes again."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return correcting.unlink(
                cache, crm, info.org_id, kind, crm_id, reason=reason, now=self.now(), by=_person()
            )

    def let_go(self, kind: Kind, crm_id: str, record_id: str, alias: str = "") -> str:
        """Take back that two records are not the same; return the batch."""
        org_id = self.org(alias).org_id
        with self.crm() as crm:
            return correcting.let_go(
                crm, org_id, kind, crm_id, record_id, now=self.now(), by=_person()
            )

    def forget_learned(self, alias: str = "") -> str:
        """Learn from later decisions only; return the batch that undo takes back."""
        info = self.org(alias)
        with self.crm() as crm:
            return learning.forget(crm, info.org_id, now=self.now(), by=_person())

    # import

    def plan_import(
        self,
        ticket: Ticket,
        record_ids: Sequence[str] = (),
        alias: str = "",
        *,
        linked: bool = False,
    ) -> importing.ImportPlan:
        """Compare Salesforce records with the CRM; nothing is written."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return importing.plan(
                cache, crm, info.org_id, ticket, record_ids=record_ids, linked=linked
            )

    def apply_import(self, plan: importing.ImportPlan, ticket: Ticket) -> importing.ImportReport:
        """Do what is ticked in the plan."""
        with self.crm() as crm:
            return importing.apply(plan, crm, ticket, now=self.now(), by=_person())

    # push, undo

    def plan_push(
        self, crm_id: str, alias: str = "", *, kind: Kind | None = None
    ) -> pushing.PushPlan:
        """Read the live record and compare its fields with the CRM's."""
        with self._desk(self.org(alias)) as (org, cache, crm):
            pushing.settle(org, cache, crm, now=self.now())
            return pushing.plan(org, cache, crm, crm_id, kind=kind, now=self.now())

    def push(self, plan: pushing.PushPlan, *, allow_duplicate: bool = False) -> pushing.PushReceipt:
        """Send the ticked fields, if the record is still as the plan showed it.

        With `allow_duplicate` a duplicate rule that only warns is passed over.
        """
        with self._desk(self.org(plan.info.alias)) as (org, cache, crm):
            return pushing.push(
                plan,
                org,
                cache,
                crm,
                now=self.now(),
                by=_person(),
                allow_duplicate=allow_duplicate,
            )

    def undo(self, batch_id: str, alias: str = "") -> undoing.UndoReport:
        """Take a batch back as far as nobody built on it. Only a push needs its Salesforce."""
        with self.crm() as crm, ExitStack() as opened:

            def open_org() -> tuple[Org, Cache]:
                info = self.org(alias)
                org = opened.enter_context(self._session(info))
                return org, opened.enter_context(self.cache(info))

            return undoing.undo(batch_id, crm, open_org, now=self.now(), by=_person())

    def activity(self, *, most: int = 200) -> list[Batch]:
        """The latest steps, newest first."""
        with self.crm() as crm:
            return crm.activity(most=most)

    def check_mapping(
        self, pairs: Sequence[FieldPair], alias: str = ""
    ) -> tuple[mapping_checks.Problem, ...]:
        """Say what speaks against field pairs, tried on every record that is here."""
        with self.cache(self.org(alias)) as cache, self.crm() as crm:
            return mapping_fields.check(pairs, cache, crm)

    def store_mapping(
        self, pairs: Sequence[FieldPair], alias: str = ""
    ) -> tuple[mapping_checks.Problem, ...]:
        """Keep field pairs; return what still speaks against them. Raise InputError."""
        info = self.org(alias)
        with self.cache(info) as cache, self.crm() as crm:
            return mapping_fields.store(pairs, cache, crm, info.org_id, now=self.now())

    # doors

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
