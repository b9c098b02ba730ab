"""Undo: take back a batch of decisions, a load, an import, or a push, as far as nobody built on it.

What was edited since is left alone and named; so is a record that others came to depend on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sfdesk.actions import pushing
from sfdesk.actions.taking_back import from_decisions, from_rows
from sfdesk.errors import InputError, UnknownId
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Batch, BatchState, Crm, Verb

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was taken back; `kept` are sentences about what was left alone and why.

    `used_by` are imports that went through a link that is gone now; they can be undone, too.
    """

    batch_id: str
    undone: str
    summary: str
    kept: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()


def undo(
    batch_id: str,
    crm: Crm,
    open_org: Callable[[], tuple[Org, Cache]],
    *,
    now: datetime,
    by: str,
) -> UndoReport:
    """Undo a batch. `open_org` is called for a push only.

    Raise UnknownId, InputError (undone already, an undo itself, nothing left that could be undone).
    """
    batch = _undoable(crm, batch_id)
    if batch.verb is Verb.PUSH:
        org, cache = open_org()
        receipt = pushing.undo(batch.id, org, cache, crm, now=now, by=by)
        if not receipt.sent:
            raise _nothing(batch, receipt.left_alone)
        return UndoReport(receipt.batch_id, batch.id, _summary(batch), receipt.left_alone)
    with crm.writing():
        batch = _undoable(crm, batch_id)  # once more, now that nobody else writes
        look = from_decisions if batch.verb is Verb.DECIDE else from_rows
        taken, kept = look(crm, batch)
        if kept and not taken.anything:
            raise _nothing(batch, kept)
        crm.set_batch(batch.id, state=BatchState.UNDONE)
        undo_id = crm.add_batch(
            Verb.UNDO,
            by=by,
            org_id=batch.org_id,
            summary=_summary(batch),
            now=now,
            undoes=batch.id,
        )
        taken.store(crm, undo_id, now)
    return UndoReport(undo_id, batch.id, _summary(batch), tuple(kept), tuple(taken.used_by))


def _undoable(crm: Crm, batch_id: str) -> Batch:
    batch = crm.batch(batch_id.strip()) or crm.batch(batch_id.strip().upper())
    if batch is None:
        raise UnknownId(
            _('There is no step "{batch}"').format(batch=batch_id[:40]),
            _("Steps are called like B-000001; the activity list shows them."),
        )
    if batch.verb is Verb.UNDO:
        raise InputError(
            _("{batch} is an undo itself").format(batch=batch.id),
            _("Do the step again instead: {summary}.").format(summary=batch.summary),
        )
    if batch.state is BatchState.UNDONE:
        raise InputError(
            _("{batch} was undone already").format(batch=batch.id),
            _("There is nothing left to do."),
        )
    if batch.verb is not Verb.PUSH and batch.state is BatchState.FAILED:
        raise InputError(
            _("{batch} changed nothing").format(batch=batch.id), _("There is nothing to undo.")
        )
    return batch


def _nothing(batch: Batch, kept: Sequence[str]) -> InputError:
    return InputError(
        _("Nothing of {batch} can be undone").format(batch=batch.id),
        kept[0] if kept else _("There is nothing left to do."),
        details="\n".join(kept[:_SHOWN]),
    )


def _summary(batch: Batch) -> str:
    return _("Undone: {summary}").format(summary=batch.summary)
