"""practice-org: a Salesforce on this computer, for the demo, for tests and for other programs."""

import argparse
from typing import Any

from sfdesk.cli.needs import Needs
from sfdesk.practice import command


def add(verbs: Any, _shared: argparse.ArgumentParser) -> None:
    """Add the verb; its own --json prints one line first and then goes on serving."""
    verb = verbs.add_parser("practice-org", help="run a Salesforce on this computer")
    command.add_arguments(verb)
    verb.set_defaults(run=command.run, needs=Needs.NOTHING)
