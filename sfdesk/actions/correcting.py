"""Correct what was decided: end a wrong link, or let a rejection go. One pair at a time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sfdesk.domain.links import Decision, Outcome, Shown
from sfdesk.domain.records import CrmRecord, Kind, Record
from sfdesk.domain.second_looks import seen
from sfdesk.domain.sides import as_crm
from sfdesk.errors import UnknownId
from sfdesk.i18n import _
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, RowChange, Verb

LINK = "link"
"""The field under which a batch keeps the batch of the link that it ended."""


def unlink(
    cache: Cache,
    crm: Crm,
    org_id: str,
    kind: Kind,
    crm_id: str,
    *,
    reason: str = "",
    now: datetime,
    by: str,
) -> Decision:
    """End a link: its two records are not the same. One step, which undo takes back.

    It works for a record that Salesforce deleted, too. Raise UnknownId where there is no link.
    """
    with crm.writing():
        link = crm.link_of(org_id, kind, crm_id=crm_id)
        if link is None:
            raise UnknownId(
                _("{crm_id} is not linked").format(crm_id=crm_id[:40]),
                _("Somebody may have ended the link already. Look at the activity list."),
            )
        ours, theirs = crm.get(kind, crm_id), cache.get(kind, link.record_id)
        batch_id = crm.add_batch(
            Verb.DECIDE, by=by, org_id=org_id, summary=_summary(ours, theirs, reason), now=now
        )
        values: dict[str, str] = {}
        if ours is not None and theirs is not None:
            values = seen(kind, ours.fields, as_crm(theirs, crm.mapping(org_id)))
        decision = Decision(
            batch_id, kind, crm_id, link.record_id, Outcome.NOT_SAME, now,
            by=by, shown=Shown(note=reason), seen=values,
        )  # fmt: skip
        crm.add_decision(org_id, decision)
        crm.add_changes(
            batch_id, [RowChange(kind, crm_id, link.record_id, LINK, link.batch_id, None)]
        )
        crm.remove_link(org_id, kind, crm_id)
    return decision


def let_go(
    crm: Crm, org_id: str, kind: Kind, crm_id: str, record_id: str, *, now: datetime, by: str
) -> str:
    """Take back that a pair is not the same; return the batch. What was said with it stays.

    Raise UnknownId where nobody said so.
    """
    with crm.writing():
        said = [
            d
            for d in crm.decisions(org_id, kind)
            if (d.crm_id, d.record_id, d.outcome) == (crm_id, record_id, Outcome.NOT_SAME)
        ]
        if not said:
            raise UnknownId(
                _("Nobody called {crm_id} and {record_id} different").format(
                    crm_id=crm_id[:40], record_id=record_id[:40]
                ),
                _("Somebody may have taken it back already. Look at the activity list."),
            )
        undo_id = ""
        for batch_id in dict.fromkeys(d.batch_id for d in said):
            undo_id = _without(crm, org_id, batch_id, (crm_id, record_id), now=now, by=by)
    return undo_id


def _without(
    crm: Crm, org_id: str, batch_id: str, pair: tuple[str, str], *, now: datetime, by: str
) -> str:
    """Take a batch of rejections back, and say the others of it again."""
    batch = crm.batch(batch_id)
    summary = batch.summary if batch is not None else ""
    rest = [d for d in crm.batch_decisions(batch_id) if (d.crm_id, d.record_id) != pair]
    crm.set_batch(batch_id, state=BatchState.UNDONE)
    undo_id = crm.add_batch(
        Verb.UNDO,
        by=by,
        org_id=org_id,
        summary=_("Undone: {summary}").format(summary=summary),
        now=now,
        undoes=batch_id,
    )
    if rest:
        _say_again(crm, org_id, rest, summary, batch.by if batch is not None else by, now)
    return undo_id


def _say_again(
    crm: Crm, org_id: str, rest: Iterable[Decision], summary: str, by: str, now: datetime
) -> None:
    again = crm.add_batch(Verb.DECIDE, by=by, org_id=org_id, summary=summary, now=now)
    for decision in rest:
        crm.add_decision(org_id, replace(decision, batch_id=again))


def _summary(ours: CrmRecord | None, theirs: Record | None, reason: str) -> str:
    names = (one.name if one is not None else _("a record that is gone") for one in (ours, theirs))
    text = _("Wrong link: {crm} and {salesforce}").format(
        **dict(zip(("crm", "salesforce"), names, strict=True))
    )
    return f"{text} ({reason})" if reason else text
