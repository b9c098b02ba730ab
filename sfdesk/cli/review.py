"""suggest, decide, unlink: which records are the same customer."""

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, table
from sfdesk.domain.links import Outcome, Shown
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.cases import Review
    from sfdesk.actions.past_decisions import Dispute
    from sfdesk.domain.links import Decision
    from sfdesk.workspace import Workspace

_COLUMNS = ("kind", "crm_id", "crm_name", "record_id", "record_name", "band", "score", "reason")


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("suggest", parents=[shared], help="list possible links, with reasons")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--kind", choices=[k.value for k in Kind], help="only accounts, or contacts")
    verb.add_argument("--out", metavar="FILE.csv", type=Path, help="write them to a file")
    verb.add_argument(
        "--questions",
        metavar="N",
        type=_number,
        default=0,
        help="only so many of each kind, those whose answer helps most: 3 doubtful, 1 by chance",
    )
    verb.add_argument("--seed", metavar="S", type=int, default=0, help="which ones chance picks")
    verb.set_defaults(run=_suggest, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("decide", parents=[shared], help="say what two records are")
    verb.add_argument("crm_id", metavar="CRM_ID")
    verb.add_argument("record_id", metavar="RECORD_ID")
    verb.add_argument("outcome", choices=[o.value for o in Outcome])
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--note", metavar="TEXT", default="", help="kept with the decision")
    verb.add_argument(
        "--drawn",
        metavar="BAND",
        choices=[b.value for b in Band],
        help="it answers a question that chance picked, which was as sure as this",
    )
    verb.set_defaults(run=_decide, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("unlink", parents=[shared], help="end a wrong link")
    verb.add_argument("crm_id", metavar="CRM_ID")
    verb.add_argument("--reason", metavar="TEXT", default="")
    verb.add_argument("--kind", choices=[k.value for k in Kind], default=Kind.ACCOUNT.value)
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_unlink, needs=Needs.WORKSPACE)


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError("write a number from 1")
    return int(text)


def _suggest(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    kinds = [Kind(args.kind)] if args.kind else list(Kind)
    desk.match(ticket, args.org)
    reviews = [desk.review(kind, ticket, args.org) for kind in kinds]
    found = [
        row
        for review in reviews
        for row in (
            _questions(review, args.questions, args.seed) if args.questions else _rows(review)
        )
    ]
    if args.out:
        _write(args.out, found, asked=bool(args.questions))
    notes = [note for review in reviews for note in review.notes]
    disputes = [_dispute(one) for review in reviews for one in review.disputes]
    lines = [counted("{n} suggestion.", "{n} suggestions.", len(found)), *notes]
    for one in disputes:
        lines += [_("These cannot all hold:"), *map(_said, one["said"])]
    if args.out:
        lines.append(_("Written to {path}.").format(path=args.out))
    elif found:
        shown = [[_("CRM"), "", _("Salesforce"), "", _("Sure"), _("Why")]]
        shown += [
            [r["crm_id"], r["crm_name"], r["record_id"], r["record_name"], r["band"], r["reason"]]
            for r in found
        ]
        lines = [*table(shown, widest=36), *lines]
    out.result({"suggestions": found, "notes": notes, "contradictions": disputes}, lines)


def _dispute(one: "Dispute") -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "clash": one.clash.value,
        "said": [
            {
                "text": s.text,
                "crm_id": s.crm.id,
                "record_id": s.record.id,
                "outcome": s.outcome.value if s.outcome else None,
                "by": s.by,
                "at": s.at,
            }
            for s in one.statements
        ],
    }


def _said(statement: dict[str, Any]) -> str:
    if not statement["by"]:
        return f"  {statement['text']}"
    return f"  {statement['text']} ({statement['by']}, {statement['at']:%Y-%m-%d %H:%M})"


def _questions(review: "Review", number: int, seed: int) -> list[dict[str, str]]:
    """Return the first suggestions of so many cases, those that help most first."""
    cases = [case for case in review.cases if not case.later]
    firsts = [case.options[0].suggestion for case in cases]
    turns = asking.in_turn([(one.probability, one.band) for one in firsts], seed)
    rows = _rows(replace(review, cases=tuple(replace(c, options=c.options[:1]) for c in cases)))
    return [
        {**rows[turn.place], "asked": "drawn" if turn.drawn else "doubtful"}
        for turn in turns[:number]
    ]


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


def _write(path: Path, rows: list[dict[str, str]], *, asked: bool) -> None:
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [*_COLUMNS, "asked"] if asked else _COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise InputError(
            _("{path} cannot be written").format(path=path),
            _("Choose another place, or free some room."),
            details=str(error),
        ) from error


def _decide(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    outcome = Outcome(args.outcome)
    shown = Shown(args.drawn or "", drawn=bool(args.drawn), note=args.note)
    decision = desk.decide(args.crm_id, args.record_id, outcome, args.org, shown=shown)
    said = {
        Outcome.LINK: _("Linked {crm_id} and {record_id}."),
        Outcome.NOT_SAME: _("{crm_id} and {record_id} are not the same."),
        Outcome.LATER: _("{crm_id} is put aside for later."),
    }[decision.outcome]
    line = said.format(crm_id=decision.crm_id, record_id=decision.record_id)
    _tell(decision, line, out)


def _unlink(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    decision = desk.unlink(Kind(args.kind), args.crm_id, args.org, reason=args.reason)
    text = _("{crm_id} and {record_id} are not linked any more.")
    _tell(decision, text.format(crm_id=decision.crm_id, record_id=decision.record_id), out)


def _tell(decision: "Decision", line: str, out: Output) -> None:
    fields = {
        "batch_id": decision.batch_id,
        "kind": decision.kind.value,
        "crm_id": decision.crm_id,
        "record_id": decision.record_id,
        "outcome": decision.outcome.value,
        "at": decision.at,
        "note": decision.shown.note,
    }
    out.result(fields, [line, _("To take it back: sfdesk undo {id}").format(id=decision.batch_id)])
