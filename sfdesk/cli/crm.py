"""crm load, crm dump: existing records in and out as CSV files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output
from sfdesk.domain.records import Kind
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.workspace import Workspace

_KINDS = {"accounts": Kind.ACCOUNT, "contacts": Kind.CONTACT}


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("crm", help="bring records into the CRM, or give them back")
    ways = verb.add_subparsers(dest="way", required=True, metavar="load|dump")
    for way, run, text in (
        ("load", _load, "bring in existing records"),
        ("dump", _dump, "write every record to a file"),
    ):
        sub = ways.add_parser(way, parents=[shared], help=text)
        sub.add_argument("what", choices=list(_KINDS))
        sub.add_argument("file", metavar="FILE.csv", type=Path)
        sub.set_defaults(run=run, needs=Needs.WORKSPACE)
        if way == "load":
            sub.add_argument(
                "--keep-good", action="store_true", help="load the good rows, list the bad ones"
            )


def _load(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    report = desk.load_csv(_KINDS[args.what], args.file, ticket, keep_good=args.keep_good)
    fields = {
        "batch_id": report.batch_id,
        "added": report.added,
        "changed": report.changed,
        "same": report.same,
        "bad": [{"line": b.line, "column": b.column, "reason": b.reason} for b in report.bad],
    }
    line = _("{added}, {changed}, {same}.").format(
        added=counted("{n} record added", "{n} records added", report.added),
        changed=counted("{n} changed", "{n} changed", report.changed),
        same=counted("{n} the same", "{n} the same", report.same),
    )
    bad = [
        _("Line {line}, {column}: {reason}").format(
            line=b.line, column=b.column or _("the whole row"), reason=b.reason
        )
        for b in report.bad
    ]
    out.result(fields, [line, *bad])


def _dump(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    count = desk.dump_csv(_KINDS[args.what], args.file)
    line = counted("{n} record written.", "{n} records written.", count)
    out.result({"written": count, "file": str(args.file)}, [line])
