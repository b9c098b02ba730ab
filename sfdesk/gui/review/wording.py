"""What the review screen calls things: bands, weights, and what is found in a row."""

from sfdesk.actions.cases import Case
from sfdesk.actions.past_decisions import SecondLook
from sfdesk.domain.matching.suggestions import Band, Evidence, Relation, Weight
from sfdesk.domain.records import Kind
from sfdesk.i18n import _, counted

BANDS = {Band.CERTAIN: _("Certain"), Band.LIKELY: _("Likely"), Band.POSSIBLE: _("Possible")}
"""How sure a suggestion is, as it is shown."""

KINDS = {Kind.ACCOUNT: _("Accounts"), Kind.CONTACT: _("Contacts")}

_WEIGHTS = {
    Weight.STRONG: _("strong"),
    Weight.MEDIUM: _("medium"),
    Weight.WEAK: _("weak"),
    Weight.NONE: _("no evidence"),
}
_SAME = {Kind.ACCOUNT: _("same customer"), Kind.CONTACT: _("same person")}


def weight(evidence: Evidence) -> str:
    """Say how much a piece of evidence counts: `strong`, or `weak, against`."""
    word = _WEIGHTS[evidence.weight]
    if evidence.weight is Weight.NONE or evidence.bits >= 0:
        return word
    return _("{weight}, against").format(weight=word)


def mark(evidence: Evidence) -> str:
    """Return `+` for evidence that speaks for the pair, a minus for against, a dot for neither."""
    if evidence.weight is Weight.NONE:
        return "·"
    return "+" if evidence.bits > 0 else "\N{MINUS SIGN}"


def claim(case: Case, relation: Relation) -> str:
    """Say what is being suggested of the two records on the screen."""
    if relation is Relation.RELATED:
        return _("parent, branch or subsidiary")
    if relation is Relation.MOVED:
        return _("same person, other account")
    return _SAME[case.kind]


def headline(case: Case, relation: Relation) -> str:
    """Say what this case is about; strong evidence against comes before all else."""
    if case.rivals and case.options:
        return _("{count} CRM records want {name}").format(
            count=len(case.rivals) + 1, name=case.options[0].record.name
        )
    if case.warning:
        return case.warning
    return claim(case, relation)


def again(look: SecondLook, me: str) -> str:
    """Say what was said of a pair before, and what changed since."""
    here = look.at.astimezone()
    said = _("You") if look.by == me else look.by or _("Somebody")
    text = _("{who} said not the same on {day}. Since then {fields} changed.").format(
        who=said, day=f"{here.day} {here:%b %Y}", fields=_(" and ").join(look.changed)
    )
    return f"{text} “{look.note}”" if look.note else text


def things(kind: Kind, number: int) -> str:
    """Count accounts or contacts in words: `12 accounts`."""
    if kind is Kind.ACCOUNT:
        return counted("{n} account", "{n} accounts", number)
    return counted("{n} contact", "{n} contacts", number)
