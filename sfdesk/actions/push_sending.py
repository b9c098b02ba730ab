"""The one way in which a push or its undo writes: journal, one update, read back, receipt.

The journal's entry is there before the request goes out, so that a crash at any point leaves either
nothing or a PLANNED batch that `settle()` can decide by reading the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sfdesk.domain.diffing import equal
from sfdesk.domain.mapping import salesforce_value
from sfdesk.domain.orgs import FieldInfo, SobjectInfo
from sfdesk.domain.pulling import is_readable
from sfdesk.domain.push_refusals import in_words, other_ids
from sfdesk.domain.records import Kind, Record, Value
from sfdesk.errors import InputError, OrgRefused, OrgUnreachable, SfdeskError
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache
from sfdesk.store.crm import BatchState, Crm, RowChange, Verb

ALWAYS_READ = ("Name", "LastModifiedDate", "LastModifiedBy.Name")


@dataclass(frozen=True, slots=True)
class Sent:
    """One field that was sent: `stored` is what Salesforce made of `new`."""

    field: str
    label: str
    old: Value
    new: Value
    stored: Value


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be written to one record: new values by field, and the record as it is now."""

    verb: Verb
    kind: Kind
    crm_id: str
    live: Record
    values: Mapping[str, Value]
    undoes: str | None = None
    allow_duplicate: bool = False


class Desk:
    """An org with its cache, the CRM and a moment: what sending and reading back need."""

    def __init__(self, org: Org, cache: Cache, crm: Crm, *, now: datetime, by: str) -> None:
        self.org = org
        self.cache = cache
        self.crm = crm
        self.now = now
        self.by = by

    def schema(self, kind: Kind) -> SobjectInfo:
        """Return this user's describe, as the last refresh got it, or asked for now."""
        kept = self.cache.schema(kind)
        return kept if kept is not None else self.describe(kind)

    def describe(self, kind: Kind) -> SobjectInfo:
        """Ask for this user's describe and keep it."""
        fresh = self.org.describe(kind)
        self.cache.store_schema(kind, fresh)
        return fresh

    def read(self, kind: Kind, record_id: str, fields: Sequence[str]) -> Record:
        """Read a record now: these fields, and all that the cache keeps of it.

        A field that vanished since the last refresh is left out. Raise RecordGone.
        """
        kept = self.cache.get(kind, record_id)
        wanted = (*ALWAYS_READ, *fields, *(kept.fields if kept else ()))
        asked = [name for name in wanted if is_readable(name, self.schema(kind))]
        try:
            return self.org.retrieve(kind, record_id, asked)
        except OrgRefused as error:
            if error.code != "INVALID_FIELD":
                raise
        fresh = self.describe(kind)
        return self.org.retrieve(
            kind, record_id, [name for name in wanted if is_readable(name, fresh)]
        )

    def send(self, parcel: Parcel) -> tuple[str, tuple[Sent, ...]]:
        """Write a parcel; return the batch's id and what became of each field.

        Raise OrgRefused, InputError CHANGED (then nothing was written), OrgUnreachable (UNKNOWN
        where nobody can tell yet), LimitReached, SignInNeeded.
        """
        batch_id = self._plan(parcel)
        fields = self.schema(parcel.kind).fields
        try:
            self._update(parcel)
        except OrgRefused as error:
            self._failed(batch_id)
            if error.code == "PRECONDITION_FAILED":
                raise changed(parcel.live.name) from error
            raise self._in_words(error, parcel, fields) from error
        except OrgUnreachable as error:
            stored = self._after_lost_reply(batch_id, parcel, error)
        except SfdeskError:
            self._failed(batch_id)
            raise
        else:
            stored = self._read_back(parcel)
        sent = _compared(parcel, fields, stored)
        self._done(batch_id, parcel, sent)
        return batch_id, sent

    def _plan(self, parcel: Parcel) -> str:
        changes = [
            RowChange(
                kind=parcel.kind,
                crm_id=parcel.crm_id,
                record_id=parcel.live.id,
                field=name,
                old=parcel.live.fields.get(name),
                new=value,
            )
            for name, value in parcel.values.items()
        ]
        with self.crm.writing():
            batch_id = self.crm.add_batch(
                parcel.verb,
                by=self.by,
                org_id=self.org.info.org_id,
                summary=summary(parcel, self.schema(parcel.kind).fields),
                now=self.now,
                state=BatchState.PLANNED,
                undoes=parcel.undoes,
            )
            self.crm.add_changes(batch_id, changes)
        return batch_id

    def _update(self, parcel: Parcel) -> None:
        values = {name: salesforce_value(value) for name, value in parcel.values.items()}
        # Salesforce compares this date for accounts only; elsewhere our own look must do.
        since = parcel.live.modstamp if parcel.kind is Kind.ACCOUNT else None
        self.org.update(
            parcel.kind,
            parcel.live.id,
            values,
            unchanged_since=since,
            allow_duplicate=parcel.allow_duplicate,
        )

    def _after_lost_reply(self, batch_id: str, parcel: Parcel, error: OrgUnreachable) -> Record:
        """Look whether an update whose answer was lost arrived all the same."""
        try:
            live = self.read(parcel.kind, parcel.live.id, tuple(parcel.values))
        except SfdeskError:
            raise unknown_outcome(parcel.live.name) from error
        if not arrived(parcel.values, live):
            self._failed(batch_id)
            raise error
        self.cache.store_page(parcel.kind, [live])
        return live

    def _read_back(self, parcel: Parcel) -> Record:
        """Read what was stored. It is written in any case: a failure to look is no failure."""
        try:
            live = self.read(parcel.kind, parcel.live.id, tuple(parcel.values))
        except SfdeskError:
            return replace(parcel.live, fields={**parcel.live.fields, **parcel.values})
        self.cache.store_page(parcel.kind, [live])
        return live

    def _done(self, batch_id: str, parcel: Parcel, sent: Sequence[Sent]) -> None:
        """Keep the outcome; where an automation changed a value, that is one more step of it."""
        made_of = [
            RowChange(parcel.kind, parcel.crm_id, parcel.live.id, s.field, s.new, s.stored)
            for s in sent
            if not equal(s.new, s.stored)
        ]
        with self.crm.writing():
            if made_of:
                self.crm.add_changes(batch_id, made_of)
            self.crm.set_batch(batch_id, state=BatchState.DONE)
            if parcel.undoes is not None:
                self.crm.set_batch(parcel.undoes, state=BatchState.UNDONE)

    def _failed(self, batch_id: str) -> None:
        self.crm.set_batch(batch_id, state=BatchState.FAILED)

    def _in_words(
        self, error: OrgRefused, parcel: Parcel, fields: Mapping[str, FieldInfo]
    ) -> OrgRefused:
        others = self.cache.some(parcel.kind, other_ids(error))
        names = {record_id: record.name for record_id, record in others.items()}
        return in_words(error, parcel.live.name, fields, parcel.values, names)


def arrived(values: Mapping[str, Value], live: Record) -> bool:
    """Tell whether a record holds every one of these values."""
    return all(equal(live.fields.get(name), value) for name, value in values.items())


def changed(name: str) -> InputError:
    """Return the error for a record that is not any more as the person saw it."""
    return InputError(
        _("It changed again, just now"),
        _("{name} is not as it was shown. Look at the new values, then push.").format(name=name),
        retry=True,
        code="CHANGED",
    )


def unknown_outcome(name: str) -> OrgUnreachable:
    """Return the error for a push of which nobody can tell whether it arrived."""
    return OrgUnreachable(
        _("The answer to the push was lost"),
        _(
            "Nobody can tell yet whether {name} was changed. sfdesk looks at it again before the "
            "next refresh or push."
        ).format(name=name),
        retry=True,
        code="UNKNOWN",
    )


def _compared(parcel: Parcel, fields: Mapping[str, FieldInfo], stored: Record) -> tuple[Sent, ...]:
    return tuple(
        Sent(
            field=name,
            label=fields[name].label,
            old=parcel.live.fields.get(name),
            new=value,
            stored=stored.fields.get(name),
        )
        for name, value in parcel.values.items()
    )


def summary(parcel: Parcel, fields: Mapping[str, FieldInfo]) -> str:
    """Say in one line what is written: `Nordwind AG: Phone 1 -> 2`."""
    steps = (
        f"{fields[name].label} {_short(parcel.live.fields.get(name))} -> {_short(value)}"
        for name, value in parcel.values.items()
    )
    return f"{parcel.live.name}: {', '.join(steps)}"


def _short(value: Value) -> str:
    text = " ".join(str(value).split()) if value is not None else ""
    if not text:
        return _("(empty)")
    return text if len(text) <= 40 else f"{text[:39]}…"
