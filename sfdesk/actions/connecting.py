"""Connect: sign in in the person's own browser, and remember the org. Also disconnect."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from sfdesk.actions.checking import CheckLine, Mark, Preflight, Topic, check
from sfdesk.actions.scoping import ScopeChoice
from sfdesk.actions.sign_in_attempt import Login, SignIn, SignInState, begin, deliver, show
from sfdesk.domain import addresses
from sfdesk.domain.addresses import login_address
from sfdesk.domain.orgs import OrgInfo, OrgKind, Scope
from sfdesk.domain.sign_in_problems import problem
from sfdesk.errors import ConnectError, SfdeskError, SignInNeeded, VaultError
from sfdesk.i18n import _
from sfdesk.salesforce import oauth, web
from sfdesk.salesforce.client import Org, Person
from sfdesk.salesforce.vault import Access, SessionVault, Vault
from sfdesk.store import orgs as org_list
from sfdesk.ticket import Ticket


def finish(
    attempt: SignIn,
    vault: Vault,
    ticket: Ticket,
    *,
    now: Callable[[], datetime],
    on_state: Callable[[SignInState], None] = lambda _state: None,
    expect: OrgInfo | None = None,
) -> OrgInfo:
    """Wait for the answer, exchange it, keep the token, ask who we are. Does not store OrgInfo.

    `expect` is the org that is being reconnected: another org or user is refused as E12.

    Where the sign-in came about but could not be kept or is somebody else's (VaultError, E12, E9),
    another call goes on from there: with another vault, or without `expect`. Raise ConnectError,
    VaultError, OrgUnreachable, StoreError, Cancelled.
    """
    if attempt.grant is None:
        attempt.grant = _granted(attempt, ticket, now, on_state)
    on_state(SignInState.CHECKING)
    info = _settled(attempt.login, attempt.login_url, attempt.grant, now, expect)
    ticket.check()  # whoever gives up now keeps what was stored before
    if attempt.grant.refresh is not None:
        vault.save(info.org_id, info.user_id, attempt.grant.refresh)
    vault.access.put(info.org_id, info.user_id, _access(attempt.grant))
    attempt.grant = None
    return info


def system_proxy() -> str:
    """Return host and port of the proxy that the system wants for Salesforce, "" for none."""
    return web.shown(web.system_proxy(login_address("production")))


def discard(attempt: SignIn) -> None:
    """End an attempt; a sign-in that came about but was not kept is given back."""
    attempt.close()
    if attempt.grant is not None and attempt.grant.refresh is not None:
        with suppress(SfdeskError):  # out of reach or ended already: it is not used here anyway
            oauth.revoke(attempt.login_url, attempt.grant.refresh)
        attempt.grant = None


def disconnect(info: OrgInfo, vault: Vault) -> tuple[str, ...]:
    """Revoke the sign-in and forget its token; return what was done, in words.

    An org that cannot be reached does not stop it: the token is forgotten here all the same. Raise
    VaultError if it cannot be.
    """
    host = urlsplit(info.login_url).netloc
    try:
        oauth.revoke(info.login_url, vault.load(info.org_id, info.user_id))
        done = _("Ended the sign-in of {user} at {host}").format(user=info.username, host=host)
    except VaultError:
        raise
    except SignInNeeded:
        done = _("No sign-in of {user} was kept here").format(user=info.username)
    except SfdeskError:
        done = _("{host} did not confirm the end; the sign-in is forgotten here").format(host=host)
    vault.remove(info.org_id, info.user_id)
    return (done, _("Removed the sign-in from this computer's keyring"))


def _granted(
    attempt: SignIn,
    ticket: Ticket,
    now: Callable[[], datetime],
    on_state: Callable[[SignInState], None],
) -> oauth.Grant:
    try:
        on_state(SignInState.WAITING)
        answer = attempt.wait(ticket)
        on_state(SignInState.ANSWERED)
        ticket.check()
        on_state(SignInState.EXCHANGING)
        return oauth.exchange(
            attempt.login_url,
            attempt.login.client_id,
            attempt.listener.callback,
            answer.code,
            attempt.challenge,
            now=now(),
        )
    finally:
        attempt.close()


def _access(grant: oauth.Grant) -> Access:
    return Access(grant.access, grant.instance_url)


def _settled(
    login: Login,
    login_url: str,
    grant: oauth.Grant,
    now: Callable[[], datetime],
    expect: OrgInfo | None,
) -> OrgInfo:
    """Ask who came back with the new token, before anything of it is kept."""
    draft = OrgInfo(
        alias="",
        org_id=grant.org_id,
        org_name="",
        kind=OrgKind.PRODUCTION,
        login_url=login_url,
        instance_url=grant.instance_url,
        client_id=login.client_id,
        user_id=grant.user_id,
        username="",
        display_name="",
        may_push=login.may_push,
        scope=Scope.MINE,
        connected_at=now(),
    )
    passing = SessionVault()
    passing.access.put(draft.org_id, draft.user_id, _access(grant))
    with Org(draft, passing, now=now) as org:
        person = org.person()
    return _described(draft, person, login.alias, expect)


def _described(draft: OrgInfo, person: Person, alias: str, expect: OrgInfo | None) -> OrgInfo:
    """Return the org as it is remembered: under its old name where it was connected before."""
    known = org_list.load()
    mine = [o for o in known if (o.org_id, o.user_id) == (person.org_id, person.user_id)]
    before = expect or next((o for o in known if alias and o.alias == alias), None)
    if before is not None and before not in mine and _differs(before, person):
        raise _somebody_else(before, person)
    before = before or next(iter(mine), None)
    kind = OrgKind.SANDBOX if person.is_sandbox else OrgKind.PRODUCTION
    if addresses.is_loopback(draft.login_url):
        kind = OrgKind.DEMO
    return replace(
        draft,
        alias=before.alias if before else alias or _free_name(person, known),
        org_id=person.org_id,
        org_name=person.org_name or urlsplit(draft.instance_url).netloc,
        kind=kind,
        user_id=person.user_id,
        username=person.username,
        display_name=person.display_name,
        scope=before.scope if before else draft.scope,
        list_view=before.list_view if before else None,
    )


def _differs(before: OrgInfo, person: Person) -> bool:
    return (before.org_id, before.user_id) != (person.org_id, person.user_id)


def _somebody_else(before: OrgInfo, person: Person) -> SfdeskError:
    """Return E12; a sandbox that was refreshed is the same address with another org behind it."""
    if before.org_id != person.org_id and before.username == person.username:
        return ConnectError(
            _("This address now belongs to another Salesforce"),
            _(
                "A sandbox that is refreshed becomes a new one. Connect it as a new one; what you "
                "have of the old one stays."
            ),
            code="E12",
            details=f"{before.org_id} -> {person.org_id}",
        )
    return problem(
        "E12",
        expected=f"{before.username} ({before.org_name})",
        actual=f"{person.username} ({person.org_name})",
    )


def _free_name(person: Person, known: Sequence[OrgInfo]) -> str:
    """Return a short name that no other org has: `acme-gmbh`, `acme-gmbh-2`."""
    words = re.findall(r"[a-z0-9]+", person.org_name.lower())
    name = "-".join(words) or "salesforce"
    if person.is_sandbox:
        name += "-sandbox"
    taken = {org.alias for org in known}
    numbered = (f"{name}-{n}" for n in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if each not in taken)


__all__ = [
    "CheckLine",
    "Login",
    "Mark",
    "Preflight",
    "ScopeChoice",
    "SignIn",
    "SignInState",
    "Topic",
    "begin",
    "check",
    "deliver",
    "discard",
    "disconnect",
    "finish",
    "login_address",
    "show",
    "system_proxy",
]
