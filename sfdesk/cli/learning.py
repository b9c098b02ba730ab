"""learning: what decisions taught the matcher, whether it learns, and how it forgets."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sfdesk.cli.needs import Needs
from sfdesk.cli.output import Output, table
from sfdesk.domain.matching.asking import in_words
from sfdesk.domain.matching.suggestions import LEAST
from sfdesk.domain.records import Kind
from sfdesk.i18n import _, counted
from sfdesk.ticket import Ticket

if TYPE_CHECKING:
    from sfdesk.actions.learning import Lookback
    from sfdesk.domain.matching.suggestions import Learned, Lesson
    from sfdesk.workspace import Workspace

_KINDS = {Kind.ACCOUNT: _("Accounts"), Kind.CONTACT: _("Contacts")}


def add(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Add the verb of this module."""
    verb = verbs.add_parser(
        "learning", parents=[shared], help="what decisions taught; on, off, or begin anew"
    )
    verb.add_argument("what", nargs="?", choices=("show", "on", "off", "reset"), default="show")
    verb.add_argument("--org", metavar="ALIAS", default="")
    verb.add_argument("--kind", choices=[k.value for k in Kind], help="only accounts, or contacts")
    verb.set_defaults(run=_learning, needs=Needs.WORKSPACE)


def _learning(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    if args.what == "show":
        _show(args, desk, out, ticket)
    elif args.what == "reset":
        batch_id = desk.forget_learned(args.org)
        said = _("Forgotten. What you decided goes on binding; later decisions teach anew.")
        undo = _("To take it back: sfdesk undo {id}").format(id=batch_id)
        out.result({"batch_id": batch_id}, [said, undo])
    else:
        desk.save_settings(replace(desk.settings, learning=args.what))
        said = _("Learning is on.") if desk.settings.learns else _("Learning is off.")
        out.result({"learning": args.what}, [said])


def _show(args: argparse.Namespace, desk: "Workspace", out: Output, ticket: Ticket) -> None:
    kinds = [Kind(args.kind)] if args.kind else list(Kind)
    told = {kind: desk.learned(kind, ticket, args.org) for kind in kinds}
    lines = [_("Learning is on.") if desk.settings.learns else _("Learning is off.")]
    for kind, found in told.items():
        lines += ["", *_lines(kind, found.learned, learns=desk.settings.learns)]
        lines += [f"{band}: {in_words(sample)}" for band, sample in sorted(found.sampled.items())]
    fields = {
        "learning": desk.settings.learning,
        "least": LEAST,
        "kinds": [{"kind": kind.value, **_fields(found)} for kind, found in told.items()],
    }
    out.result(fields, lines)


def _fields(found: "Lookback") -> dict[str, object]:
    learned = found.learned
    return {
        "sampled": {
            band: {"asked": s.asked, "right": s.right, "at_least": s.at_least(), "sure": 0.95}
            for band, s in sorted(found.sampled.items())
        },
        "decisions": learned.decisions,
        "accepted": learned.accepted,
        "rejected": learned.rejected,
        "learnt": learned.after is not None,
        "ranked_before": learned.before,
        "ranked_after": learned.after,
        "fields": [
            {
                "field": lesson.field,
                "label": lesson.label,
                "shipped": lesson.shipped,
                "estimated": lesson.found,
                "factor": lesson.factor,
                "now": lesson.now,
                "decisions": lesson.decisions,
            }
            for lesson in learned.lessons
        ],
    }


def _lines(kind: Kind, learned: "Learned", *, learns: bool) -> list[str]:
    yes = counted("{n} accepted", "{n} accepted", learned.accepted)
    no = counted("{n} rejected", "{n} rejected", learned.rejected)
    lines = [f"{_KINDS[kind]}: {yes}, {no}."]
    if learned.after is not None and learned.before is not None:
        text = _(
            "An accepted pair scores above a rejected one in {after} of cases; before {before}."
        )
        lines.append(text.format(after=f"{learned.after:.1%}", before=f"{learned.before:.1%}"))
    elif learns and learned.decisions < LEAST:
        text = _("Learning starts at {least} decisions; you have {n}.")
        lines.append(text.format(least=LEAST, n=learned.decisions))
    elif learns:
        lines.append(_("Learning needs decisions of both kinds: accepted and rejected."))
    head = [_("Field"), _("Shipped"), _("Your data"), _("Decisions"), _("Now"), _("Said in")]
    return [*lines, *table([head, *map(_row, learned.lessons)])]


def _row(lesson: "Lesson") -> list[str]:
    return [
        lesson.label,
        _span(lesson.shipped),
        _span(lesson.found),
        f"x {lesson.factor:.2f}",
        _span(lesson.now),
        f"{lesson.decisions:,}",
    ]


def _span(bits: tuple[float, float]) -> str:
    return f"{bits[0]:+.1f} … {bits[1]:+.1f}"
