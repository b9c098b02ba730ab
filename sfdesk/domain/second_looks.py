"""Whether a pair that somebody called not the same deserves another look.

It does when a name, a web or e-mail address, or a customer number is another one since. Not when
the same value is only written differently.
"""

from collections.abc import Mapping

from sfdesk.domain.records import Kind, Value, is_blank
from sfdesk.domain.sides import LABELS, SAME, word_for

_TELLING: Mapping[Kind, tuple[str, ...]] = {
    Kind.ACCOUNT: ("name", "website", "customer_no"),
    Kind.CONTACT: ("first_name", "last_name", "email"),
}
"""What decides who somebody is, by CRM field."""


def seen(kind: Kind, ours: Mapping[str, Value], theirs: Mapping[str, Value]) -> dict[str, str]:
    """Return the telling values of both sides (by CRM field), as they are kept with a decision.

    A field that a side does not have at all is left out; a blank is kept as "".
    """
    sides = (("crm", ours), ("salesforce", theirs))
    return {
        f"{side}.{name}": "" if is_blank(values[name]) else str(values[name])
        for side, values in sides
        for name in _TELLING[kind]
        if name in values
    }


def changed(kind: Kind, before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the labels of telling fields that are not what they were, in the order of the list."""
    moved = {
        key.partition(".")[2]
        for key in before.keys() & now.keys()
        if before[key] != now[key]
        and word_for(key.partition(".")[2], before[key], now[key]) != SAME
    }
    return tuple(LABELS[kind, name] for name in _TELLING[kind] if name in moved)
