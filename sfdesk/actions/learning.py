"""Learning: what people's decisions did to the weights, and how it is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sfdesk.domain.links import Outcome
from sfdesk.domain.matching.asking import Sampled, of_decisions
from sfdesk.domain.matching.suggestions import Learned
from sfdesk.domain.matching.telling import told_from
from sfdesk.domain.records import Kind
from sfdesk.errors import InputError
from sfdesk.i18n import _, counted
from sfdesk.store.crm import Crm, Verb
from sfdesk.store.matches import Matches


@dataclass(frozen=True, slots=True)
class Lookback:
    """What decisions about a kind of record taught, and what chance picks measured, by band."""

    learned: Learned
    sampled: Mapping[str, Sampled]


def look_back(crm: Crm, matches: Matches, org_id: str, kind: Kind) -> Lookback | None:
    """Return what is known of learning without reading any case; None where nothing is matched."""
    head = matches.head(kind)
    if head is None:
        return None
    return Lookback(told_from(head.told).learned, of_decisions(crm.decisions(org_id, kind)))


def forget(crm: Crm, org_id: str, *, now: datetime, by: str) -> str:
    """Learn from later decisions only; return the batch that undo takes back.

    What was decided goes on binding. Raise InputError where nothing was decided since last time.
    """
    with crm.writing():
        said = {
            (kind, decision.crm_id, decision.record_id)
            for kind in Kind
            for decision in crm.decisions(org_id, kind)
            if not decision.forgotten and decision.outcome is not Outcome.LATER
        }
        number = len(said)
        if not number:
            raise InputError(
                _("There is nothing to forget"),
                _("Nothing was decided since the matcher last began anew."),
            )
        summary = counted(
            "Forgot what {n} decision taught", "Forgot what {n} decisions taught", number
        )
        return crm.add_batch(Verb.FORGET, by=by, org_id=org_id, summary=summary, now=now)
