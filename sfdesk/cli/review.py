"""suggest, decide: which records are the same customer."""

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, table
from sfdesk.domain.links import Outcome
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.reviewing import Review
    from sfdesk.workspace import Workspace

_COLUMNS = ("kind", "crm_id", "crm_name", "record_id", "record_name", "band", "score", "reason")


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("suggest", parents=[shared], help="list possible links, with reasons")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--kind", choices=[k.value for k in Kind], help="only accounts, or contacts")
    verb.add_argument("--out", metavar="FILE.csv", type=Path, help="write them to a file")
    verb.set_defaults(run=_suggest, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("decide", parents=[shared], help="say what two records are")
    verb.add_argument("crm_id", metavar="CRM_ID")
    verb.add_argument("record_id", metavar="RECORD_ID")
    verb.add_argument("outcome", choices=[o.value for o in Outcome])
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_decide, needs=Needs.WORKSPACE)


def _suggest(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    kinds = [Kind(args.kind)] if args.kind else list(Kind)
    reviews = [desk.review(kind, ticket, args.org) for kind in kinds]
    found = [row for review in reviews for row in _rows(review)]
    if args.out:
        _write(args.out, found)
    notes = [note for review in reviews for note in review.notes]
    lines = [counted("{n} suggestion.", "{n} suggestions.", len(found)), *notes]
    if args.out:
        lines.append(_("Written to {path}.").format(path=args.out))
    elif found:
        shown = [[_("CRM"), "", _("Salesforce"), "", _("Sure"), _("Why")]]
        shown += [
            [r["crm_id"], r["crm_name"], r["record_id"], r["record_name"], r["band"], r["reason"]]
            for r in found
        ]
        lines = [*table(shown, widest=36), *lines]
    out.result({"suggestions": found, "notes": notes}, lines)


def _rows(review: "Review") -> list[dict[str, str]]:
    return [
        {
            "kind": review.kind.value,
            "crm_id": case.crm.id,
            "crm_name": case.crm.name,
            "record_id": option.record.id,
            "record_name": option.record.name,
            "band": option.suggestion.band.value,
            "score": f"{option.suggestion.score:.2f}",
            "reason": option.suggestion.sentence,
        }
        for case in review.cases
        for option in case.options
    ]


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, _COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise InputError(
            _("{path} cannot be written").format(path=path),
            _("Choose another place, or free some room."),
            details=str(error),
        ) from error


def _decide(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    decision = desk.decide(args.crm_id, args.record_id, Outcome(args.outcome), args.org)
    fields = {
        "batch_id": decision.batch_id,
        "kind": decision.kind.value,
        "crm_id": decision.crm_id,
        "record_id": decision.record_id,
        "outcome": decision.outcome.value,
        "at": decision.at,
    }
    said = {
        Outcome.LINK: _("Linked {crm_id} and {record_id}."),
        Outcome.NOT_SAME: _("{crm_id} and {record_id} are not the same."),
        Outcome.LATER: _("{crm_id} is put aside for later."),
    }[decision.outcome]
    line = said.format(crm_id=decision.crm_id, record_id=decision.record_id)
    out.result(fields, [line, _("To take it back: sfdesk undo {id}").format(id=decision.batch_id)])
