"""What differs between three values of a field: last refreshed, Salesforce now, CRM.

Compare first, show, apply after: nothing here writes anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sfdesk.domain.mapping import FIELD_TYPES, FieldPair, to_type
from sfdesk.domain.orgs import FieldInfo
from sfdesk.domain.records import FieldType, Value
from sfdesk.i18n import _


class State(StrEnum):
    """What is to be said of one field before a push."""

    SAME = "same"  # nothing to do
    PUSH = "push"  # only the CRM has something new
    KEEP = "keep"  # only Salesforce has something new
    CONFLICT = "conflict"  # both have, and a person has to choose
    BLANK = "blank"  # the CRM is empty: pushing would erase
    READ_ONLY = "read-only"  # this user may not write the field


@dataclass(frozen=True, slots=True)
class Change:
    """One field with its three values, as the CRM would keep them, and what follows.

    `reason` says why a field is read-only; it is empty otherwise.
    """

    pair: FieldPair
    label: str
    base: Value
    theirs: Value
    ours: Value
    state: State
    reason: str = ""

    @property
    def field(self) -> str:
        """Salesforce's API name of the field."""
        return self.pair.salesforce


def equal(left: Value, right: Value) -> bool:
    """Tell whether two values say the same; all blanks do, and so do CRLF and LF."""
    return _plain(left) == _plain(right)


def _plain(value: Value) -> Value:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value


def state_of(base: Value, theirs: Value, ours: Value) -> State:
    """Tell what the three values of a writable field ask for."""
    if equal(ours, theirs):
        return State.SAME
    if _plain(ours) is None:
        return State.BLANK
    if equal(theirs, base):
        return State.PUSH
    return State.KEEP if equal(ours, base) else State.CONFLICT


def compare(
    pairs: Iterable[FieldPair],
    base: Mapping[str, Value],
    theirs: Mapping[str, Value],
    ours: Mapping[str, Value],
    schema: Mapping[str, FieldInfo],
) -> tuple[Change, ...]:
    """Compare a record field by field.

    `base` and `theirs` are keyed by Salesforce's field names, `ours` by the CRM's; `schema` is this
    user's describe. Pairs that never go to Salesforce, and fields that this user cannot see, are
    left out.
    """
    changes = []
    for pair in pairs:
        info = schema.get(pair.salesforce)
        if info is None or not pair.way.pushes:
            continue
        was, now = _typed(pair, base), _typed(pair, theirs)
        mine = ours.get(pair.crm)
        state, reason = state_of(was, now, mine), ""
        if state is not State.SAME and not info.updateable:
            state = State.READ_ONLY
            reason = _("You may not change {label} in Salesforce").format(label=info.label)
        changes.append(Change(pair, info.label, was, now, mine, state, reason))
    return tuple(changes)


def _typed(pair: FieldPair, fields: Mapping[str, Value]) -> Value:
    """Return a Salesforce value in the CRM field's type; as text where it does not fit that."""
    value = fields.get(pair.salesforce)
    try:
        return to_type(value, FIELD_TYPES[pair.kind, pair.crm])
    except ValueError:
        return to_type(value, FieldType.TEXT)
