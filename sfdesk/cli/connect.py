"""connect, orgs, disconnect."""

import argparse
import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfdesk.cli import check, scope
from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, place, table
from sfdesk.errors import InputError, SfdeskError
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.connecting import Login
    from sfdesk.domain.orgs import OrgInfo
    from sfdesk.workspace import Workspace


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("connect", parents=[shared], help="sign in to a Salesforce")
    verb.add_argument(
        "--login",
        metavar="ADDRESS",
        default="",
        help="any address of your Salesforce (default: login.salesforce.com)",
    )
    verb.add_argument("--client-id", metavar="ID", default="", help="Client ID from your admin")
    verb.add_argument(
        "--file", metavar="FILE", type=Path, help="connection file from your admin (.sfdesk-org)"
    )
    verb.add_argument("--alias", metavar="NAME", default="", help="what you call it")
    verb.add_argument("--may-push", action="store_true", help="allow pushing, not just looking")
    verb.add_argument("--scope", metavar="SCOPE", help=f"what to keep here: {scope.HELP}")
    verb.add_argument(
        "--no-browser", action="store_true", help="print the address instead of opening a browser"
    )
    verb.add_argument(
        "--timeout", metavar="S", type=_seconds, default=300, help="seconds to wait (default: 300)"
    )
    verb.add_argument(
        "--paste",
        metavar="ADDRESS",
        help="give a sign-in that waits here the address of the browser's last page (- for stdin)",
    )
    verb.set_defaults(run=_connect, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("orgs", parents=[shared], help="list the connected Salesforces")
    verb.set_defaults(run=_orgs, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("disconnect", parents=[shared], help="sign out of a Salesforce")
    verb.add_argument("alias", metavar="ALIAS")
    verb.add_argument("--erase", action="store_true", help="also erase what was read from it")
    verb.set_defaults(run=_disconnect, needs=Needs.WORKSPACE)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 1 <= seconds <= 24 * 3600:
        raise argparse.ArgumentTypeError("from 1 second to a day")
    return seconds


def _connect(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    if args.paste is not None:
        desk.deliver_answer(sys.stdin.read() if args.paste == "-" else args.paste)
        out.result({"delivered": True}, [_("The waiting sfdesk goes on with it.")])
        return
    attempt = desk.begin_sign_in(_login(args, desk), timeout=args.timeout)
    try:
        out.say(_("Sign in at this address, then press Allow:") + f"\n{attempt.address}")
        if not args.no_browser and not webbrowser.open(attempt.address):
            out.say(_("No browser opened. Open the address in any browser on this computer."))
        attempt.look_back()
        if attempt.warning:
            out.say(f"{attempt.warning}\n  sfdesk connect --paste ADDRESS")
        info = desk.finish_sign_in(attempt, ticket)
    finally:
        desk.give_up_sign_in(attempt)
    if not out.as_json:
        out.say(
            _("Connected to {org} as {name} ({username}).").format(
                org=place(info), name=info.display_name, username=info.username
            )
        )
        out.say(_("Pushing is on.") if info.may_push else _("Look only: nothing is ever written."))
    kept: list[str] = []
    if args.scope is not None:
        info, kept = _chosen(desk, info, args.scope, out)
    out.result({**_fields(info), **_checked(desk, info, out, ticket)}, kept)


def _chosen(
    desk: "Workspace", info: "OrgInfo", wanted: str, out: Output
) -> tuple["OrgInfo", list[str]]:
    """Keep what was asked for; where that cannot be had, connected is connected all the same."""
    try:
        return scope.choose(desk, info, wanted)
    except SfdeskError:
        out.say(
            _("Connected as {alias}; what is kept here stayed as it was.").format(alias=info.alias)
        )
        raise


def _checked(desk: "Workspace", info: "OrgInfo", out: Output, ticket: Ticket) -> dict[str, object]:
    """Look what this user may do. Connected is connected: what stops the check is only said."""
    try:
        return check.fields(check.told(desk, info.alias, out, ticket))
    except SfdeskError as error:
        if not out.as_json:
            out.say(_("The check was not done: {error}").format(error=error))
        return {"can_read": None, "check": [], "check_stopped": error.title}


def _login(args: argparse.Namespace, desk: "Workspace") -> "Login":
    from sfdesk.actions import connection_files  # noqa: PLC0415
    from sfdesk.actions.connecting import Login  # noqa: PLC0415

    given = connection_files.read(args.file) if args.file else None
    client_id = args.client_id or (given.client_id if given else desk.settings.client_id)
    if not client_id:
        raise InputError(
            _("No Client ID is known yet"),
            _("Give the one that your Salesforce admin made for SFDesk: --client-id ID."),
        )
    address = args.login or (given.login if given else "login.salesforce.com")
    return Login(address, client_id, alias=args.alias, may_push=args.may_push)


def _orgs(_args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    from sfdesk.actions.scoping import kept  # noqa: PLC0415

    known = desk.orgs()
    rows = [[_("Alias"), _("Salesforce"), _("Kind"), _("As"), _("Kept"), _("Push"), _("Signed in")]]
    rows += [
        [
            info.alias,
            info.org_name,
            info.kind.value,
            info.username,
            kept(info),
            _("on") if info.may_push else _("off"),
            _("yes") if info.signed_in else _("no"),
        ]
        for info in known
    ]
    nothing = [_("No Salesforce is connected yet. Start with: sfdesk connect")]
    out.result({"orgs": [_fields(info) for info in known]}, table(rows) if known else nothing)


def _disconnect(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    done = desk.disconnect(args.alias, erase=args.erase)
    out.result({"alias": args.alias, "done": done}, done)


def _fields(info: "OrgInfo") -> dict[str, object]:
    return {
        "alias": info.alias,
        "org_id": info.org_id,
        "org_name": info.org_name,
        "kind": info.kind.value,
        "login_url": info.login_url,
        "instance_url": info.instance_url,
        "user_id": info.user_id,
        "username": info.username,
        "display_name": info.display_name,
        "may_push": info.may_push,
        **scope.fields(info),
        "signed_in": info.signed_in,
    }
