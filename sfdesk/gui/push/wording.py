"""What the push window calls things: places, states with their marks, and what came of a push."""

from collections.abc import Iterable

from sfdesk.actions.pushing import PushReceipt, Sent
from sfdesk.domain.diffing import Change, State, equal
from sfdesk.domain.orgs import OrgInfo, OrgKind
from sfdesk.gui.values import shown_or_empty
from sfdesk.i18n import _, counted

ORDER = (State.CONFLICT, State.PUSH, State.BLANK, State.KEEP, State.READ_ONLY, State.SAME)
"""What needs a person comes first, what needs nothing last."""

PLACES = {
    OrgKind.PRODUCTION: _("Production"),
    OrgKind.SANDBOX: _("the sandbox"),
    OrgKind.DEMO: _("the demo"),
}

_WORDS = {
    State.SAME: ("=", _("same")),
    State.PUSH: ("\N{RIGHTWARDS ARROW}", _("will push")),
    State.KEEP: ("\N{LEFTWARDS ARROW}", _("keep Salesforce")),
    State.CONFLICT: ("!", _("conflict")),
    State.BLANK: ("\N{WHITE CIRCLE}", _("blank in CRM")),
    State.READ_ONLY: ("\N{MINUS SIGN}", _("read-only")),
}


def place(info: OrgInfo) -> str:
    """Name where a push goes."""
    return PLACES[info.kind]


def word(state: State, *, goes: bool, settled: bool) -> str:
    """Say in a word or two what happens to a field."""
    if goes:
        return _("will erase") if state is State.BLANK else _WORDS[State.PUSH][1]
    if settled:
        return _WORDS[State.KEEP][1]
    return _("left out") if state is State.PUSH else _WORDS[state][1]


def mark(state: State, *, goes: bool, settled: bool) -> str:
    """Return the sign that stands before the word."""
    if goes:
        return _WORDS[State.PUSH][0]
    return _WORDS[State.KEEP][0] if settled else _WORDS[state][0]


def note(change: Change) -> str:
    """Say what a person should know about a field before a push."""
    if change.state is State.CONFLICT:
        return _("Both sides changed {label} since the last refresh.").format(label=change.label)
    if change.state is State.BLANK:
        return _("The CRM is empty here. Tick it to erase the value in Salesforce.")
    if change.state is State.KEEP:
        return _("Only Salesforce changed. Ticked, the CRM's older value would go back there.")
    return change.reason


def pushed(receipt: PushReceipt, name: str) -> str:
    """Say what a push did, where and when."""
    fields = counted("Pushed {n} field", "Pushed {n} fields", len(receipt.sent))
    return _("{fields} to {name} at {time}.").format(
        fields=fields, name=name, time=f"{receipt.at.astimezone():%H:%M}"
    )


def stored_differently(sent: Iterable[Sent]) -> tuple[str, ...]:
    """Say which values Salesforce made something else of."""
    return tuple(
        _("Salesforce stored {label} {new} as {stored}.").format(
            label=one.label, new=shown_or_empty(one.new), stored=shown_or_empty(one.stored)
        )
        for one in sent
        if not equal(one.new, one.stored)
    )
