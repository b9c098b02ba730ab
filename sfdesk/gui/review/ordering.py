"""The orders in which cases can be gone through. Those put aside come last in each."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sfdesk.actions.cases import Case
from sfdesk.domain.matching import asking
from sfdesk.domain.records import Kind
from sfdesk.i18n import _


class Order(StrEnum):
    """What comes first."""

    SURE = "sure"
    RENEWAL = "renewal"
    ARR = "arr"
    DOUBT = "doubt"
    HELPS = "helps"


WORDS = {
    Order.SURE: _("Certain first"),
    Order.RENEWAL: _("Renewals soonest"),
    Order.ARR: _("Largest ARR first"),
    Order.DOUBT: _("Most doubtful first"),
    Order.HELPS: _("What helps most"),
}


def orders(kind: Kind) -> tuple[Order, ...]:
    """Return the orders that a kind of record has: people have no renewal."""
    return tuple(o for o in Order if kind is Kind.ACCOUNT or o not in {Order.RENEWAL, Order.ARR})


def arranged(
    cases: Sequence[Case], order: Order, seed: int, chance: Callable[[Case], float] | None = None
) -> tuple[tuple[Case, ...], frozenset[str]]:
    """Return the cases (certain ones first, as they came) in an order, and what chance picked.

    The picks are CRM ids; only the order of what helps most has any. `seed` says which. `chance`
    tells how likely a case is right, where that moved since it was read.
    """
    sure = chance or _chance
    open_ones = [case for case in cases if not case.later]
    aside = [case for case in cases if case.later]
    if order is Order.HELPS:
        facts = [(sure(case), case.band) for case in open_ones]
        turns = asking.in_turn(facts, seed)
        drawn = frozenset(open_ones[turn.place].crm.id for turn in turns if turn.drawn)
        return (*(open_ones[turn.place] for turn in turns), *aside), drawn
    if order is Order.DOUBT:
        open_ones.sort(key=lambda case: abs(sure(case) - 0.5))
    elif order in _KEYS:
        open_ones.sort(key=_KEYS[order])
    return (*open_ones, *aside), frozenset()


def _chance(case: Case) -> float:
    return case.options[0].brief.probability if case.options else 0.0


def _renewal(case: Case) -> tuple[bool, date]:
    value = case.crm.fields.get("renewal_date")
    return (False, value) if isinstance(value, date) else (True, date.max)


def _arr(case: Case) -> Decimal:
    value = case.crm.fields.get("arr")
    return -value if isinstance(value, Decimal) else Decimal(1)


_KEYS: dict[Order, Callable[[Case], tuple[bool, date] | Decimal]] = {
    Order.RENEWAL: _renewal,
    Order.ARR: _arr,
}
