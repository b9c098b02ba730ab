"""The orders in which cases can be gone through. Those put aside come last in each."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sfdesk.actions.cases import Case
from sfdesk.domain.matching import asking
from sfdesk.domain.matching.suggestions import Band
from sfdesk.domain.records import Kind
from sfdesk.emptying import empty
from sfdesk.gui.review.steps import Show
from sfdesk.i18n import _


class Order(StrEnum):
    """What comes first."""

    SURE = "sure"
    RENEWAL = "renewal"
    ARR = "arr"
    DOUBT = "doubt"
    HELPS = "helps"


SHOWN_WITH = {band: Show(band.value) for band in Band}
"""Which filter shows the cases of a band."""

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


@dataclass(frozen=True, slots=True)
class Way:
    """Cases in an order, with where each is, and which of them every filter shows.

    `drawn` are the CRM ids that chance picked.
    """

    order: Order
    cases: tuple[Case, ...]
    drawn: frozenset[str]
    places: dict[str, int]
    fitting: dict[Show, list[int]]

    @classmethod
    def of(cls, order: Order, cases: Sequence[Case], drawn: frozenset[str]) -> "Way":
        """Look every case up once; on a lane, where there are many."""
        fitting: dict[Show, list[int]] = {show: [] for show in Show}
        for n, case in enumerate(cases):
            for show in (Show.LATER,) if case.later else (Show.ALL, SHOWN_WITH[case.band]):
                fitting[show].append(n)
        places = {case.crm.id: n for n, case in enumerate(cases)}
        return cls(order, tuple(cases), drawn, places, fitting)

    def let_go(self) -> None:
        """End place by place; nothing is asked of it any more."""
        empty(self.places, *self.fitting.values())

    def case(self, crm_id: str) -> Case:
        """Return the case of a CRM record. Raise KeyError."""
        return self.cases[self.places[crm_id]]


def _chance(case: Case) -> float:
    return case.options[0].brief.probability if case.options else 0.0


def _renewal(case: Case) -> float:
    value = case.crm.fields.get("renewal_date")
    return float(value.toordinal()) if isinstance(value, date) else math.inf


def _arr(case: Case) -> float:
    value = case.crm.fields.get("arr")
    return -float(value) if isinstance(value, Decimal) else math.inf


# plain numbers: while Python compares anything else, 100,000 of it, no window gets on
_KEYS: dict[Order, Callable[[Case], float]] = {
    Order.RENEWAL: _renewal,
    Order.ARR: _arr,
}
