"""Decide: keep what a person said about a CRM record and a Salesforce record."""

from collections.abc import Sequence
from datetime import datetime

from sfdesk.domain.links import Decision, Link, Outcome, Shown
from sfdesk.domain.records import CrmRecord, Kind, Record, id18
from sfdesk.domain.second_looks import seen
from sfdesk.domain.sides import as_crm
from sfdesk.errors import InputError, UnknownId
from sfdesk.i18n import _, counted
from sfdesk.store.cache import Cache
from sfdesk.store.crm import Crm, Verb


def decide(
    cache: Cache,
    crm: Crm,
    org_id: str,
    crm_id: str,
    record_id: str,
    outcome: Outcome,
    *,
    now: datetime,
    by: str,
    shown: Shown | None = None,
) -> Decision:
    """Keep what a person said about a pair. Raise UnknownId; InputError if a side is linked.

    `record_id` has 15 or 18 characters; `shown` is how the pair stood before them, if it did. Each
    decision is an added row and a batch of its own; what is said later of the same pair counts.
    Saying the same twice adds nothing. "Not the same" may be said against a colleague's link: the
    link holds until one of the two is taken back, and Review shows both.
    """
    record = salesforce_record(cache, record_id)
    ours = crm_record(crm, record.kind, crm_id)
    with crm.writing():
        standing = _standing(crm, org_id, ours, record)
        if standing is not None and standing.outcome is outcome:
            return standing
        if outcome is not Outcome.NOT_SAME or not _colleagues_link(crm, org_id, ours, record, by):
            _refuse_linked(cache, crm, org_id, ours, record)
        batch_id = crm.add_batch(
            Verb.DECIDE,
            by=by,
            org_id=org_id,
            summary=_summary(outcome, ours, record, shown),
            now=now,
        )
        decision = Decision(
            batch_id,
            record.kind,
            ours.id,
            record.id,
            outcome,
            now,
            by=by,
            shown=shown or Shown(),
            seen=_seen(crm, org_id, ours, record),
        )
        crm.add_decision(org_id, decision)
        if outcome is Outcome.LINK:
            crm.add_link(org_id, Link(record.kind, ours.id, record.id, now, batch_id))
    return decision


def decide_together(
    cache: Cache,
    crm: Crm,
    org_id: str,
    pairs: Sequence[tuple[str, str]],
    outcome: Outcome,
    *,
    now: datetime,
    by: str,
    shown: Sequence[Shown] = (),
) -> str:
    """Keep one outcome for many pairs (CRM id, record id), or for none; return the batch's id.

    The pairs are one batch, which undo takes back whole. `shown` says of each, in their order, how
    it stood before the person; without it none was shown. Raise as `decide` does.
    """
    with crm.writing():
        batch_id = crm.add_batch(
            Verb.DECIDE, by=by, org_id=org_id, summary=_summary_of(outcome, len(pairs)), now=now
        )
        for n, (crm_id, record_id) in enumerate(pairs):
            record = salesforce_record(cache, record_id)
            ours = crm_record(crm, record.kind, crm_id)
            _refuse_linked(cache, crm, org_id, ours, record)
            said = Decision(
                batch_id,
                record.kind,
                ours.id,
                record.id,
                outcome,
                now,
                by=by,
                shown=shown[n] if shown else Shown(),
                seen=_seen(crm, org_id, ours, record),
            )
            crm.add_decision(org_id, said)
            if outcome is Outcome.LINK:
                crm.add_link(org_id, Link(record.kind, ours.id, record.id, now, batch_id))
    return batch_id


def salesforce_record(cache: Cache, record_id: str) -> Record:
    """Return a live record by its id of 15 or 18 characters. Raise UnknownId."""
    try:
        whole = id18(record_id.strip())
    except ValueError:
        raise UnknownId(
            _('"{text}" is not a Salesforce id').format(text=record_id[:40]),
            _("An id has 15 or 18 letters and digits and stands in the record's address."),
        ) from None
    kind = Kind.of_record_id(whole)
    if kind is None:
        raise UnknownId(
            _("{record_id} is neither an account nor a contact").format(record_id=whole),
            _("Ids of accounts start with 001, ids of contacts with 003."),
        )
    record = cache.get(kind, whole)
    if record is None:
        raise UnknownId(
            _("{record_id} was not read from Salesforce yet").format(record_id=whole),
            _("Refresh, then try again. It may also lie outside of what you chose to read."),
        )
    if record.is_deleted:
        raise UnknownId(
            _("{name} was deleted in Salesforce, or is not kept here any more").format(
                name=record.name
            ),
            _("Nothing can be linked to it or imported from it."),
        )
    return record


def crm_record(crm: Crm, kind: Kind, crm_id: str) -> CrmRecord:
    """Return a CRM record. Raise UnknownId."""
    found = crm.get(kind, crm_id.strip())
    if found is not None:
        return found
    title = (
        _('The CRM has no account "{crm_id}"')
        if kind is Kind.ACCOUNT
        else _('The CRM has no contact "{crm_id}"')
    )
    raise UnknownId(
        title.format(crm_id=crm_id[:40]),
        _("The id must name the same kind of record on both sides."),
    )


def _seen(crm: Crm, org_id: str, ours: CrmRecord, record: Record) -> dict[str, str]:
    return seen(record.kind, ours.fields, as_crm(record, crm.mapping(org_id)))


def _standing(crm: Crm, org_id: str, ours: CrmRecord, record: Record) -> Decision | None:
    """Return what was said of this pair last and still holds."""
    said = [
        decision
        for decision in crm.decisions(org_id, record.kind)
        if (decision.crm_id, decision.record_id) == (ours.id, record.id)
    ]
    if not said:
        return None
    linked = crm.link_of(org_id, record.kind, crm_id=ours.id)
    holds = said[-1].outcome is not Outcome.LINK or (
        linked is not None and linked.record_id == record.id
    )
    return said[-1] if holds else None


def _colleagues_link(crm: Crm, org_id: str, ours: CrmRecord, record: Record, by: str) -> bool:
    """Tell whether this very pair was linked by somebody else."""
    link = crm.link_of(org_id, record.kind, crm_id=ours.id)
    if link is None or link.record_id != record.id:
        return False
    batch = crm.batch(link.batch_id)
    return batch is not None and batch.by != by


def _refuse_linked(cache: Cache, crm: Crm, org_id: str, ours: CrmRecord, record: Record) -> None:
    """Raise InputError, which names the partner, if either side is linked."""
    kind = record.kind
    if link := crm.link_of(org_id, kind, crm_id=ours.id):
        name, partner_id = ours.name, link.record_id
        partner: Record | CrmRecord | None = cache.get(kind, partner_id)
    elif link := crm.link_of(org_id, kind, record_id=record.id):
        name, partner_id = record.name, link.crm_id
        partner = crm.get(kind, partner_id)
    else:
        return
    raise InputError(
        _("{name} is linked to {partner} ({id}) already").format(
            name=name, partner=partner.name if partner else partner_id, id=partner_id
        ),
        _("A record has one partner at most. Undo {batch} first.").format(batch=link.batch_id),
    )


def _summary(outcome: Outcome, ours: CrmRecord, record: Record, shown: Shown | None) -> str:
    text = {
        Outcome.LINK: _("Linked {crm} to {salesforce}"),
        Outcome.NOT_SAME: _("Not the same: {crm} and {salesforce}"),
        Outcome.LATER: _("Put aside: {crm} and {salesforce}"),
    }[outcome]
    said = text.format(crm=ours.name, salesforce=record.name)
    return f"{said} ({shown.note})" if shown is not None and shown.note else said


def _summary_of(outcome: Outcome, number: int) -> str:
    if outcome is Outcome.LINK:
        return counted("Linked {n} pair together", "Linked {n} pairs together", number)
    if outcome is Outcome.NOT_SAME:
        return counted("Not the same: {n} pair", "Not the same: {n} pairs", number)
    return counted("Put aside: {n} pair", "Put aside: {n} pairs", number)
