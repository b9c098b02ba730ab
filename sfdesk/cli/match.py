"""match: which rows of any two CSV files are the same, without an org or a CRM."""

import argparse
import os
import signal
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sfdesk.cli.beside import beside
from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled
from sfdesk.i18n import _, counted
from sfdesk.staying import staying
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.matching_files import MatchFilesReport

_SHAPES = ("one-to-one", "one-to-many", "many-to-many")


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb of this module."""
    verb = verbs.add_parser("match", parents=[shared], help="match any two CSV files")
    verb.add_argument("left", metavar="LEFT.csv", type=Path)
    verb.add_argument("right", metavar="RIGHT.csv", type=Path)
    verb.add_argument("--kind", choices=[k.value for k in Kind], required=True)
    verb.add_argument("--shape", choices=_SHAPES, default=_SHAPES[0], help="partners per record")
    verb.add_argument("--out", metavar="FILE.csv", type=Path, required=True)
    verb.add_argument("--explain", metavar="FILE.jsonl", type=Path, help="all evidence, per link")
    verb.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        action="append",
        default=[],
        type=_named,
        help="say which field a column is (may be given more than once)",
    )
    verb.set_defaults(run=_match, needs=Needs.TICKET)


def _named(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign or not column or not field:
        raise argparse.ArgumentTypeError("write it as COLUMN=FIELD")
    return column, field


def _match(args: argparse.Namespace, out: Output, ticket: Ticket) -> None:
    def leave() -> NoReturn:
        from sfdesk.actions.whole_files import drop_parts  # noqa: PLC0415

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # this is the end already
        drop_parts()
        out.stopped(_("No half-written file was left; the same command starts afresh."))
        os._exit(Cancelled.exit_code)

    report = beside(lambda: _matched(args, ticket), ticket, leave)
    found = counted("{n} link written.", "{n} links written.", report.links)
    out.result({**asdict(report), "line": report.line}, [report.line, found, *report.notes])


def _matched(args: argparse.Namespace, ticket: Ticket) -> "MatchFilesReport":
    from sfdesk.actions.matching_files import match_files  # noqa: PLC0415 - loads the engine
    from sfdesk.domain.matching import Shape  # noqa: PLC0415

    with staying():
        return match_files(
            args.left,
            args.right,
            Kind(args.kind),
            shape=Shape(args.shape),
            out=args.out,
            explain=args.explain,
            columns=dict(args.map),
            ticket=ticket,
        )
