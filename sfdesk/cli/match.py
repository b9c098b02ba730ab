"""match: which rows of any two CSV files are the same, without an org or a CRM."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output
from sfdesk.domain.records import Kind
from sfdesk.i18n import counted
from sfdesk.ticket import Ticket

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
    from sfdesk.actions.matching_files import match_files  # noqa: PLC0415 - loads the engine
    from sfdesk.domain.matching import Shape  # noqa: PLC0415

    report = match_files(
        args.left,
        args.right,
        Kind(args.kind),
        shape=Shape(args.shape),
        out=args.out,
        explain=args.explain,
        columns=dict(args.map),
        ticket=ticket,
    )
    found = counted("{n} link written.", "{n} links written.", report.links)
    out.result({**asdict(report), "line": report.line}, [report.line, found, *report.notes])
