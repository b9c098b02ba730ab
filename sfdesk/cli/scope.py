"""scope: which accounts are kept on this computer."""

import argparse
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, table
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.domain.orgs import OrgInfo
    from sfdesk.workspace import Workspace

HELP = "mine, team, all, or a list view's name or id"


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("scope", parents=[shared], help="choose which accounts are kept here")
    verb.add_argument(
        "scope", metavar="SCOPE", nargs="?", help=f"{HELP}; without it: what there is"
    )
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_scope, needs=Needs.WORKSPACE)


def fields(info: "OrgInfo") -> dict[str, object]:
    """What JSON says of what is kept of an org."""
    view = info.list_view
    told = (
        {"id": view.id, "name": view.name, "developer_name": view.developer_name} if view else None
    )
    return {"scope": info.scope.value, "list_view": told}


def choose(desk: "Workspace", info: "OrgInfo", text: str) -> tuple["OrgInfo", list[str]]:
    """Keep what `text` means; return the org as it is now, and a sentence about what comes.

    A list view is counted first, so that one that cannot be read is never chosen. Raise UnknownId,
    ListViewUnusable, OrgError, SignInNeeded.
    """
    from sfdesk.actions import scoping  # noqa: PLC0415
    from sfdesk.domain.list_views import named  # noqa: PLC0415
    from sfdesk.domain.orgs import Scope  # noqa: PLC0415

    plain = {each.value: each for each in Scope if each is not Scope.LIST_VIEW}
    scope = plain.get(text.strip().lower())
    if scope is not None:
        chosen = desk.choose_scope(scope, info.alias)
        return chosen, [_kept(scoping.kept(chosen))]
    view = named(desk.list_views(info.alias), text)
    found = desk.count_list_view(view, info.alias)
    chosen = desk.choose_scope(Scope.LIST_VIEW, info.alias, list_view=view)
    shows = counted("It shows {n} account now.", "It shows {n} accounts now.", found.accounts)
    return chosen, [_kept(scoping.kept(chosen)), shows]


def _kept(words: str) -> str:
    return _("Kept here from the next sync on: {what}.").format(what=words)


def _scope(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    info = desk.org(args.org)
    if args.scope is not None:
        chosen, lines = choose(desk, info, args.scope)
        out.result({"alias": chosen.alias, **fields(chosen)}, lines)
        return
    from sfdesk.actions import scoping  # noqa: PLC0415

    views = desk.list_views(info.alias)
    rows = [[_("List view"), _("Id"), _("Called by admins")]]
    rows += [[view.name, view.id, view.developer_name] for view in views]
    told = [{"id": v.id, "name": v.name, "developer_name": v.developer_name} for v in views]
    nothing = [_("You have no list views for accounts in this Salesforce.")]
    out.result(
        {"alias": info.alias, **fields(info), "list_views": told},
        [
            _("Kept here: {what}.").format(what=scoping.kept(info)),
            _("To be had: mine, team, all, or one of these list views by its name or id."),
            "",
            *(table(rows) if views else nothing),
        ],
    )
