"""Sync: pull what changed in Salesforce into the cache, from the last watermark on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sfdesk.actions.kept_part import KeptPart
from sfdesk.actions.pulling_kind import KindRun
from sfdesk.domain.mapping import FieldPair
from sfdesk.domain.records import Kind
from sfdesk.errors import LimitReached, OrgRefused
from sfdesk.i18n import _
from sfdesk.salesforce.client import Org
from sfdesk.store.cache import Cache, Run
from sfdesk.ticket import Ticket


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a run did. `notes` are sentences about what was left out and why.

    `pulled` counts records that are new or changed, `deleted` those that went, `total` what the
    cache holds now. `complete` is false when the run had to stop before its end.
    """

    at: datetime
    seconds: float
    pulled: Mapping[Kind, int]
    deleted: Mapping[Kind, int]
    total: Mapping[Kind, int]
    calls: int
    calls_left: int | None
    full: bool
    notes: tuple[str, ...] = ()
    complete: bool = True


def sync(
    org: Org,
    cache: Cache,
    mapping: tuple[FieldPair, ...],
    ticket: Ticket,
    *,
    now: Callable[[], datetime],
    full: bool = False,
) -> SyncReport:
    """Pull accounts and contacts.

    Stopped half way, stored pages stay and the watermark does not move, so that the next run
    repeats safely. `full` reads every record and drops those that can no longer be seen. Raise
    OrgError (ListViewUnusable among them, before anything is read), SignInNeeded, StoreError,
    InputError, Cancelled; the daily limit ends the run early with a note.
    """
    started, calls_before = now(), org.calls
    part = KeptPart(org, cache, ticket)
    runs = {kind: KindRun(kind, org, cache, part, mapping, ticket, full=full) for kind in Kind}
    notes = [cache.note] if cache.note else []
    complete = True
    for kind, run in runs.items():
        try:
            run.pull(runs[Kind.ACCOUNT] if kind is Kind.CONTACT else None)
        except LimitReached:
            notes.append(_stopped(run))
            complete = False
            break
        except OrgRefused as error:
            if kind is Kind.ACCOUNT or error.code not in {"NOT_FOUND", "INVALID_TYPE"}:
                raise
            notes.append(_("Contacts: you may not read them in Salesforce."))
            run.readable = False
        notes += run.notes
    if complete:
        complete = _look_for_silent_changes(cache, part, runs, notes)
    report = SyncReport(
        at=started,
        seconds=(now() - started).total_seconds(),
        pulled={kind: run.pulled for kind, run in runs.items()},
        deleted={kind: run.deleted for kind, run in runs.items()},
        total={kind: cache.count(kind) for kind in Kind},
        calls=org.calls - calls_before,
        calls_left=_calls_left(org),
        full=all(run.everything for run in runs.values()),
        notes=tuple(notes),
        complete=complete,
    )
    if complete:
        cache.add_run(_run_of(report))
    return report


def _look_for_silent_changes(
    cache: Cache, part: KeptPart, runs: Mapping[Kind, KindRun], notes: list[str]
) -> bool:
    """Count in one call what can be seen now, and compare ids only where the number differs.

    Finds what was shared or taken away without a trace on the records. Where as many came as went
    only a full run sees it. Return whether the run is complete.
    """
    wanted = [kind for kind, run in runs.items() if run.readable and not run.everything]
    try:
        there = part.counts() if wanted else {}
        for kind in wanted:
            if kind in there and there[kind] != cache.count(kind):
                runs[kind].reconcile()
    except LimitReached:
        notes.append(_stopped(runs[Kind.CONTACT]))
        return False
    return True


def _calls_left(org: Org) -> int | None:
    usage = org.usage
    return max(0, usage.allowed - usage.used) if usage is not None else None


def _stopped(run: KindRun) -> str:
    return _(
        "Your company's daily calls are used up. {done} of {all} {kind} are up to date; the rest "
        "follows with the next refresh."
    ).format(done=f"{run.read:,}", all=f"{run.expected:,}", kind=run.plural)


def _run_of(report: SyncReport) -> Run:
    return Run(
        at=report.at,
        seconds=report.seconds,
        pulled=report.pulled,
        deleted=report.deleted,
        calls=report.calls,
        calls_left=report.calls_left,
    )
