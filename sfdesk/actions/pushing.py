"""Push: chosen fields of one CRM record to Salesforce. Compare with the live record first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from sfdesk.actions.push_sending import Desk, Parcel, Sent, arrived, changed
from sfdesk.domain.diffing import Change, State, compare, equal
from sfdesk.domain.mapping import of_kind
from sfdesk.domain.orgs import OrgInfo
from sfdesk.domain.records import CrmRecord, Kind, Record, Value
from sfdesk.errors import InputError, RecordGone, SfdeskError, UnknownId
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Batch, BatchState, Crm, RowChange, Verb


@dataclass(frozen=True, slots=True)
class PushPlan:
    """What a push would do: every field with three values, and which of them will be sent.

    `ticked` holds Salesforce field names; `typed` values that a person typed instead of the CRM's.
    `live` has the record's values as Salesforce has them, and who changed it last.
    """

    info: OrgInfo
    kind: Kind
    crm: CrmRecord
    live: Record
    changes: tuple[Change, ...]
    read_at: datetime
    ticked: frozenset[str]
    typed: Mapping[str, Value]

    def only(self, fields: Collection[str], typed: Mapping[str, Value] | None = None) -> Self:
        """Return the plan with exactly these fields ticked. Raise UnknownId, InputError."""
        known = {change.field: change for change in self.changes}
        for name in fields:
            if name not in known:
                raise UnknownId(
                    _('There is no field "{name}" to push').format(name=name),
                    _("You can choose among: {names}.").format(names=", ".join(known)),
                )
            if known[name].state is State.READ_ONLY:
                raise InputError(known[name].reason, _("Leave it out and push the rest."))
        typed = {} if typed is None else {k: v for k, v in typed.items() if k in fields}
        return replace(self, ticked=frozenset(fields), typed=typed)

    def values(self) -> dict[str, Value]:
        """Return what would be sent: the ticked fields that Salesforce does not hold already."""
        return {
            change.field: wanted
            for change in self.changes
            if change.field in self.ticked
            and not equal(wanted := self.typed.get(change.field, change.ours), change.theirs)
        }


@dataclass(frozen=True, slots=True)
class PushReceipt:
    """What a push did. `left_alone` are fields that an undo did not touch, and why."""

    batch_id: str
    kind: Kind
    crm_id: str
    record_id: str
    at: datetime
    sent: tuple[Sent, ...]
    left_alone: tuple[str, ...] = ()


def plan(
    org: Org, cache: Cache, crm: Crm, crm_id: str, *, kind: Kind | None = None, now: datetime
) -> PushPlan:
    """Read the live record and compare. Raise UnknownId, InputError (not linked), RecordGone."""
    desk = Desk(org, cache, crm, now=now, by="")
    ours = _crm_record(crm, crm_id, kind)
    record_id = _linked_to(org.info, crm, ours)
    pairs = [p for p in of_kind(crm.mapping(org.info.org_id), ours.kind) if p.way.pushes]
    live = _live(desk, ours.kind, record_id, tuple(pair.salesforce for pair in pairs))
    base = cache.get(ours.kind, record_id) or live
    fields = desk.schema(ours.kind).fields
    changes = compare(pairs, base.fields, live.fields, ours.fields, fields)
    return PushPlan(
        info=org.info,
        kind=ours.kind,
        crm=ours,
        live=live,
        changes=changes,
        read_at=now,
        ticked=frozenset(change.field for change in changes if change.state is State.PUSH),
        typed={},
    )


def push(
    plan: PushPlan,
    org: Org,
    cache: Cache,
    crm: Crm,
    *,
    now: datetime,
    by: str,
    allow_duplicate: bool = False,
) -> PushReceipt:
    """Send the ticked fields: journal first, then one update, then read back, then the receipt.

    Raise InputError if nothing is ticked, the org is look-only, or the record changed since the
    plan was made (code CHANGED); OrgRefused with the fields that Salesforce named. With
    `allow_duplicate` a duplicate rule that only warns is passed over.
    """
    desk = Desk(org, cache, crm, now=now, by=by)
    _may_push(org.info)
    values = plan.values()
    if not values:
        raise InputError(
            _("There is nothing to push"), _("Tick a field that differs, then push again.")
        )
    if _linked_to(org.info, crm, plan.crm) != plan.live.id:
        raise changed(plan.crm.name)
    live = _live(desk, plan.kind, plan.live.id, tuple(values))
    for name in values:
        if not equal(live.fields.get(name), plan.live.fields.get(name)):
            raise changed(plan.live.name)
    parcel = Parcel(
        Verb.PUSH, plan.kind, plan.crm.id, live, values, allow_duplicate=allow_duplicate
    )
    batch_id, sent = desk.send(parcel)
    return PushReceipt(batch_id, plan.kind, plan.crm.id, live.id, now, sent)


def undo(batch_id: str, org: Org, cache: Cache, crm: Crm, *, now: datetime, by: str) -> PushReceipt:
    """Write old values back where Salesforce still holds what was written; list the others.

    With nothing left to write back the receipt has no `sent`, and no new batch. Raise UnknownId,
    InputError (no push, undone already, another org, look-only), RecordGone, OrgRefused.
    """
    desk = Desk(org, cache, crm, now=now, by=by)
    _may_push(org.info)
    batch = crm.batch(batch_id)
    _may_undo(batch, batch_id, org.info)
    old, written, about = _first_and_last(crm.changes(batch_id))
    live = _live(desk, about.kind, about.record_id, tuple(old))
    fields = desk.schema(about.kind).fields
    values, left_alone = {}, []
    for name, value in old.items():
        if name in fields and equal(live.fields.get(name), written[name]):
            values[name] = value
        else:
            left_alone.append(_left_alone(fields[name].label if name in fields else name, live))
    if not values:
        return PushReceipt(batch_id, about.kind, about.crm_id, live.id, now, (), tuple(left_alone))
    parcel = Parcel(Verb.UNDO, about.kind, about.crm_id, live, values, undoes=batch_id)
    undo_id, sent = desk.send(parcel)
    return PushReceipt(undo_id, about.kind, about.crm_id, live.id, now, sent, tuple(left_alone))


def settle(org: Org, cache: Cache, crm: Crm, *, now: datetime) -> tuple[Batch, ...]:
    """Decide pushes whose answer was lost, by a crash or on the way, by reading their records.

    Return those that were decided; one whose record cannot be read now stays PLANNED.
    """
    desk = Desk(org, cache, crm, now=now, by="")
    open_ones = [
        batch
        for batch in crm.activity(org_id=org.info.org_id)
        if batch.state is BatchState.PLANNED and batch.verb in {Verb.PUSH, Verb.UNDO}
    ]
    decided = []
    for batch in open_ones:
        state = _outcome(desk, crm.changes(batch.id))
        if state is not None:
            with crm.writing():
                crm.set_batch(batch.id, state=state)
                if state is BatchState.DONE and batch.undoes is not None:
                    crm.set_batch(batch.undoes, state=BatchState.UNDONE)
            decided.append(replace(batch, state=state))
    return tuple(decided)


def _outcome(desk: Desk, changes: list[RowChange]) -> BatchState | None:
    if not changes:
        return BatchState.FAILED
    _old, written, about = _first_and_last(changes)
    try:
        live = desk.read(about.kind, about.record_id, tuple(written))
    except RecordGone:
        return BatchState.FAILED
    except SfdeskError:
        return None
    desk.cache.store_page(about.kind, [live])
    return BatchState.DONE if arrived(written, live) else BatchState.FAILED


def _crm_record(crm: Crm, crm_id: str, kind: Kind | None) -> CrmRecord:
    for each in (kind,) if kind is not None else Kind:
        found = crm.get(each, crm_id)
        if found is not None:
            return found
    raise UnknownId(
        _('There is no "{crm_id}" in the CRM').format(crm_id=crm_id),
        _("Look the id up in the list of accounts or contacts."),
    )


def _linked_to(info: OrgInfo, crm: Crm, ours: CrmRecord) -> str:
    link = crm.link_of(info.org_id, ours.kind, crm_id=ours.id)
    if link is None:
        raise InputError(
            _("{name} is not linked").format(name=ours.name),
            _("Link it to its record in Salesforce first, in Review."),
        )
    return link.record_id


def _live(desk: Desk, kind: Kind, record_id: str, fields: tuple[str, ...]) -> Record:
    """Read a record now; of one that is gone, say where it went."""
    try:
        return desk.read(kind, record_id, fields)
    except RecordGone as error:
        traces = desk.org.traces(kind, [record_id])
        desk.cache.mark_deleted(kind, {record_id: traces.get(record_id)}, at=desk.now)
        into = traces.get(record_id)
        if not into:
            raise
        winner = desk.cache.get(kind, into)
        raise RecordGone(
            _("This record was merged into another one in Salesforce"),
            _("It is {name} now. Link to that one, then push again.").format(
                name=winner.name if winner else into
            ),
            code="MERGED",
            details=into,
        ) from error


def _may_push(info: OrgInfo) -> None:
    if not info.may_push:
        raise InputError(
            _("Push is off for {org}").format(org=info.org_name),
            _("It is connected look-only. Allow pushing first."),
            code="LOOK_ONLY",
        )


def _may_undo(batch: Batch | None, batch_id: str, info: OrgInfo) -> None:
    if batch is None:
        raise UnknownId(
            _('There is no step "{batch_id}"').format(batch_id=batch_id),
            _("Look the id up in Activity."),
        )
    if batch.verb is not Verb.PUSH:
        raise InputError(_("That step is not a push"), _("Only a push can be undone here."))
    if batch.state is not BatchState.DONE:
        raise InputError(
            _("That push cannot be undone"),
            _("It was undone already, or it never arrived."),
        )
    if batch.org_id != info.org_id:
        raise InputError(_("That push went to another Salesforce"), _("Switch to it, then undo."))


def _first_and_last(
    changes: list[RowChange],
) -> tuple[dict[str, Value], dict[str, Value], RowChange]:
    """Return old and last written values by field; an automation adds a second step to a field."""
    old: dict[str, Value] = {}
    for change in changes:
        old.setdefault(change.field, change.old)
    return old, {change.field: change.new for change in changes}, changes[0]


def _left_alone(label: str, live: Record) -> str:
    who = live.fields.get("LastModifiedBy.Name") or _("somebody")
    return _("{label} was changed by {who} since. Left alone.").format(label=label, who=who)


__all__ = [
    "PushPlan",
    "PushReceipt",
    "Sent",
    "plan",
    "push",
    "settle",
    "undo",
]
