"""check: what the signed-in user may do, line by line."""

import argparse
import textwrap
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output
from sfdesk.i18n import _
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.connecting import CheckLine, Preflight
    from sfdesk.workspace import Workspace

_WIDTH = 92
_MARK = 9


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb of this module."""
    verb = verbs.add_parser("check", parents=[shared], help="look what you may do in a Salesforce")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_check, needs=Needs.WORKSPACE)


def _check(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> int:
    info = desk.org(args.org)
    if not out.as_json:
        out.say(
            _("Signed in as {name} ({user}), {org} - {kind}").format(
                name=info.display_name,
                user=info.username,
                org=info.org_name,
                kind=info.kind.value.upper(),
            )
        )
    found = told(desk, info.alias, out, ticket)
    out.result({"alias": info.alias, **fields(found)}, [])
    return 0 if found.can_read else 1


def told(desk: "Workspace", alias: str, out: Output, ticket: Ticket) -> "Preflight":
    """Do the check; print each line as soon as it is known. With --json nothing is printed."""

    def tell(found: "CheckLine") -> None:
        if not out.as_json:
            out.say("\n".join(_lines(found)))

    return desk.check(ticket, alias, on_line=tell)


def fields(found: "Preflight") -> dict[str, object]:
    """Return the check as --json prints it."""
    return {
        "can_read": found.can_read,
        "check": [
            {
                "mark": entry.mark.value,
                "topic": entry.topic.name.lower(),
                "text": entry.text,
                "permission": entry.permission.name if entry.permission else "",
                "setup": entry.permission.path if entry.permission else "",
            }
            for entry in found.lines
        ],
    }


def _lines(found: "CheckLine") -> list[str]:
    why = found.permission.why if found.permission else ""
    indent = " " * (_MARK + 2)
    below = textwrap.wrap(why, _WIDTH, initial_indent=indent, subsequent_indent=indent)
    return [f"  {found.mark.value:<{_MARK}}{found.text}", *below]
