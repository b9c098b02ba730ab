"""sync, import, push, undo, log: what goes between an org and the CRM."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from sfdesk.cli import scope
from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, place, table
from sfdesk.domain.diffing import Change, State
from sfdesk.domain.records import Kind, Value
from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.importing import ImportPlan, ImportReport, ImportRow
    from sfdesk.actions.pushing import PushPlan, PushReceipt
    from sfdesk.workspace import Workspace


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verbs of this module."""
    verb = verbs.add_parser("sync", parents=[shared], help="read what changed in Salesforce")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--full", action="store_true", help="read everything anew")
    verb.set_defaults(run=_sync, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("import", parents=[shared], help="bring records into the CRM")
    verb.add_argument("record_ids", metavar="RECORD_ID", nargs="*", help="accounts or contacts")
    verb.add_argument("--linked", action="store_true", help="all linked accounts")
    verb.add_argument("--plan", action="store_true", help="show what it would do, and do nothing")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_import, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("push", parents=[shared], help="write one CRM record to Salesforce")
    verb.add_argument("crm_id", metavar="CRM_ID")
    verb.add_argument("--fields", metavar="A,B", default="", help="only these fields")
    verb.add_argument("--plan", action="store_true", help="show what it would do, and do nothing")
    verb.add_argument("--yes", action="store_true", help="do not ask")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--kind", choices=[k.value for k in Kind], help="if both kinds have the id")
    verb.set_defaults(run=_push, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("undo", parents=[shared], help="take back one step")
    verb.add_argument("batch_id", metavar="BATCH_ID")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.set_defaults(run=_undo, needs=Needs.WORKSPACE)

    verb = verbs.add_parser("log", parents=[shared], help="list what was done")
    verb.add_argument("--most", metavar="N", type=_lines, default=50, help="lines (default: 50)")
    verb.set_defaults(run=_log, needs=Needs.WORKSPACE)


def _lines(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _sync(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    from sfdesk.actions.scoping import kept  # noqa: PLC0415

    info = desk.org(args.org)
    report = desk.sync(ticket, info.alias, full=args.full)
    fields = {
        **scope.fields(info),
        "accounts": {"pulled": report.pulled[Kind.ACCOUNT], "deleted": report.deleted[Kind.ACCOUNT],
                     "total": report.total[Kind.ACCOUNT]},
        "contacts": {"pulled": report.pulled[Kind.CONTACT], "deleted": report.deleted[Kind.CONTACT],
                     "total": report.total[Kind.CONTACT]},
        "seconds": round(report.seconds, 2),
        "calls": report.calls,
        "calls_left": report.calls_left,
        "full": report.full,
        "notes": report.notes,
    }  # fmt: skip
    line = _("Read {accounts} and {contacts} in {seconds} s with {calls}.").format(
        accounts=counted("{n} account", "{n} accounts", report.pulled[Kind.ACCOUNT]),
        contacts=counted("{n} contact", "{n} contacts", report.pulled[Kind.CONTACT]),
        seconds=f"{report.seconds:.1f}",
        calls=counted("{n} call", "{n} calls", report.calls),
    )
    here = _("Now here: {accounts}, {contacts} ({what}).").format(
        what=kept(info),
        accounts=counted("{n} account", "{n} accounts", report.total[Kind.ACCOUNT]),
        contacts=counted("{n} contact", "{n} contacts", report.total[Kind.CONTACT]),
    )
    out.result(fields, [line, here, *report.notes])


def _import(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    if not args.record_ids and not args.linked:
        raise InputError(
            _("Nothing to import was named"), _("Give record ids, or --linked for all linked ones.")
        )
    plan = desk.plan_import(ticket, args.record_ids, args.org, linked=args.linked)
    if args.plan:
        out.result({"rows": [_import_row(row) for row in plan.rows]}, _import_lines(plan))
        return
    report = desk.apply_import(plan, ticket)
    out.result(_import_fields(report), _report_lines(report))


def _import_row(row: "ImportRow") -> dict[str, object]:
    return {
        "kind": row.kind.value,
        "record_id": row.record.id,
        "name": row.record.name,
        "what": row.what.value,
        "crm_id": row.crm_id,
        "ticked": row.ticked,
        "note": row.note,
        "changes": [
            {"field": c.field, "now": c.now, "after": c.after, "ticked": c.ticked}
            for c in row.changes
        ],
        "contacts": [_import_row(contact) for contact in row.contacts],
    }


def _import_lines(plan: "ImportPlan") -> list[str]:
    rows = [["", _("Kind"), _("Record"), _("What"), _("Details")]]
    for row in plan.rows:
        for one in (row, *row.contacts):
            details = one.note or ", ".join(change.label for change in one.changes)
            tick = "x" if one.ticked else ""
            rows.append([tick, one.kind.value, one.record.name, one.what.value, details])
    return table(rows)


def _import_fields(report: "ImportReport") -> dict[str, object]:
    return {
        "batch_id": report.batch_id,
        "seconds": round(report.seconds, 2),
        "outcomes": [
            {
                "kind": o.kind.value,
                "record_id": o.record_id,
                "crm_id": o.crm_id,
                "what": o.what.value,
                "problem": o.problem,
            }
            for o in report.outcomes
        ],
    }


def _report_lines(report: "ImportReport") -> list[str]:
    good = [o for o in report.outcomes if not o.problem]
    line = _("Imported {accounts} and {contacts} in {seconds} s.").format(
        accounts=counted("{n} account", "{n} accounts", sum(o.kind is Kind.ACCOUNT for o in good)),
        contacts=counted("{n} contact", "{n} contacts", sum(o.kind is Kind.CONTACT for o in good)),
        seconds=f"{report.seconds:.1f}",
    )
    bad = [f"{o.record_id}: {o.problem}" for o in report.outcomes if o.problem]
    if not report.batch_id:
        return [_("Nothing was ticked, so nothing was imported."), *bad]
    return [line, *bad, _("To take it back: sfdesk undo {id}").format(id=report.batch_id)]


def _push(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    kind = Kind(args.kind) if args.kind else None
    plan = desk.plan_push(args.crm_id, args.org, kind=kind)
    if args.fields:
        plan = plan.only(_fields_named(plan, args.fields))
    if args.plan:
        out.result(_plan_fields(plan), _plan_lines(plan))
        return
    if not args.yes:
        _ask(plan, out)
    receipt = desk.push(plan)
    out.result(_receipt_fields(receipt), _receipt_lines(receipt, plan))


def _fields_named(plan: "PushPlan", text: str) -> set[str]:
    """Return the Salesforce fields that `text` names by API name, CRM name or label."""
    known: dict[str, str] = {}
    for change in plan.changes:
        for name in (change.pair.crm, change.label, change.field):
            known[name.lower()] = change.field
    named = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [name for name in named if name.lower() not in known]
    if unknown:
        raise InputError(
            _("{names}: no such field").format(names=", ".join(unknown)),
            _("There are: {names}.").format(names=", ".join(c.field for c in plan.changes)),
        )
    return {known[name.lower()] for name in named}


def _plan_fields(plan: "PushPlan") -> dict[str, object]:
    return {
        "crm_id": plan.crm.id,
        "record_id": plan.live.id,
        "read_at": plan.read_at,
        "changes": [
            {
                "field": c.field,
                "label": c.label,
                "last_refreshed": c.base,
                "salesforce_now": c.theirs,
                "crm": c.ours,
                "state": c.state.value,
                "reason": c.reason,
                "ticked": c.field in plan.ticked,
            }
            for c in plan.changes
        ],
    }


def _plan_lines(plan: "PushPlan") -> list[str]:
    head = _("{name} in {org}").format(name=plan.live.name, org=place(plan.info))
    rows = [["", _("Field"), _("Last refreshed"), _("Salesforce now"), _("CRM"), _("State")]]
    rows += [_change_row(plan, change) for change in plan.changes if change.state is not State.SAME]
    same = sum(change.state is State.SAME for change in plan.changes)
    return [
        head,
        *table(rows, widest=30),
        counted("{n} field is the same on both sides.", "{n} fields are the same.", same),
    ]


def _change_row(plan: "PushPlan", change: Change) -> list[str]:
    tick = "x" if change.field in plan.ticked else ""
    return [
        tick,
        change.label,
        _shown(change.base),
        _shown(change.theirs),
        _shown(change.ours),
        change.reason or change.state.value,
    ]


def _shown(value: Value) -> str:
    return _("(empty)") if value is None else str(value)


def _ask(plan: "PushPlan", out: Output) -> None:
    """Show the plan and ask; without a person at the terminal it has to be --yes."""
    if out.as_json or not sys.stdin.isatty():
        raise InputError(
            _("Nobody is here to say yes"), _("Look with --plan first, then push with --yes.")
        )
    print("\n".join(_plan_lines(plan)))
    question = counted(
        "Push {n} field to {org}?",
        "Push {n} fields to {org}?",
        len(plan.ticked),
        org=place(plan.info),
    )
    answer = input(f"{question} [y/N] ")
    if answer.strip().lower() not in {"y", "yes"}:
        raise InputError(_("Nothing was pushed"), _("You did not say yes."))


def _receipt_fields(receipt: "PushReceipt") -> dict[str, object]:
    return {
        "batch_id": receipt.batch_id,
        "crm_id": receipt.crm_id,
        "record_id": receipt.record_id,
        "at": receipt.at,
        "sent": [
            {"field": s.field, "old": s.old, "new": s.new, "stored": s.stored} for s in receipt.sent
        ],
        "left_alone": receipt.left_alone,
    }


def _receipt_lines(receipt: "PushReceipt", plan: "PushPlan") -> list[str]:
    lines = [
        f"{s.label}: {_shown(s.old)} -> {_shown(s.stored)}"
        + ("" if s.stored == s.new else " " + _("(you sent {value})").format(value=_shown(s.new)))
        for s in receipt.sent
    ]
    pushed = counted(
        "Pushed {n} field to {org}.",
        "Pushed {n} fields to {org}.",
        len(receipt.sent),
        org=place(plan.info),
    )
    undo = _("To take it back: sfdesk undo {id}").format(id=receipt.batch_id)
    return [pushed, *lines, *receipt.left_alone, undo]


def _undo(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    report = desk.undo(args.batch_id, args.org)
    fields = {
        "batch_id": report.batch_id,
        "undone": report.undone,
        "summary": report.summary,
        "kept": report.kept,
    }
    out.result(fields, [report.summary, *report.kept])


def _log(args: argparse.Namespace, desk: "Workspace", out: Output, _ticket: Ticket) -> None:
    batches = desk.activity(most=args.most)
    rows = [[_("Id"), _("When"), _("Who"), _("What"), _("State"), ""]]
    rows += [
        [
            b.id,
            b.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            b.by,
            b.verb.value,
            b.state.value,
            b.summary,
        ]
        for b in batches
    ]
    fields = [
        {
            "id": b.id,
            "verb": b.verb.value,
            "state": b.state.value,
            "at": b.at,
            "by": b.by,
            "org_id": b.org_id,
            "summary": b.summary,
            "undoes": b.undoes,
        }
        for b in batches
    ]
    out.result(
        {"batches": fields}, table(rows, widest=70) if batches else [_("Nothing was done yet.")]
    )
