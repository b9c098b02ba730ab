"""The verbs and their options: what `sfdesk --help` shows."""

import argparse
from typing import TYPE_CHECKING

from sfdesk import __version__
from sfdesk.cli import check, connect, crm, learning, match, org, practice_org, review, scope

if TYPE_CHECKING:
    from sfdesk.workspace import Workspace

GROUPS = (connect, check, scope, org, crm, review, learning, match, practice_org)


def parser() -> argparse.ArgumentParser:
    """Build the parser; every verb sets `run` and `needs`, and takes --json."""
    top = argparse.ArgumentParser(
        prog="sfdesk",
        description="Your Salesforce accounts, next to your CRM, on this computer. "
        "Without a verb the window opens.",
    )
    top.add_argument("--version", action="version", version=f"sfdesk {__version__}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print one JSON object")
    demo = verbs.add_parser("demo", help="look around with sample data")
    demo.add_argument(
        "--tour",
        metavar="DIR",
        help="do the whole job unattended through the real windows; pictures and a report go here",
    )
    for group in GROUPS:
        group.add(verbs, shared)
    return top


def open_workspace() -> "Workspace":
    """Import late: --help and usage errors answer at once."""
    from sfdesk.workspace import Workspace  # noqa: PLC0415

    return Workspace()
