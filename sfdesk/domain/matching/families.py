"""Keeps families from being learnt as one person where a record may have several partners.

Nobody competes there, so that people of one surname at one address look like copies of each other
whose first name was written wrongly. But errors do not choose: in true pairs a first name is wrong
about as often as a last name is. Where far more pairs differ in the first name alone than in the
last name alone, the rest are families.
"""

from collections.abc import Mapping

import numpy as np

from sfdesk.domain.matching.coding import Floats, Mask
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.outcome import Outcome

_AGREES = ("equal", "short-form", "close")
_AT_HOME = ("same", "street")
_AS_OFTEN = 1.0


class Families:
    """The pairs of one address that differ in one name alone."""

    def __init__(self, outcomes: Mapping[str, Outcome]) -> None:
        """Find them once; there are none where names or addresses cannot be compared."""
        self._first = self._last = np.zeros(0, dtype=np.intp)
        if {"first_name", "last_name", "place"} <= outcomes.keys():
            home = _is(outcomes, "place", _AT_HOME)
            first, last = (_is(outcomes, f, _AGREES) for f in ("first_name", "last_name"))
            other = [_is(outcomes, f, ("differs",)) for f in ("first_name", "last_name")]
            self._first = np.flatnonzero(home & last & other[0])
            self._last = np.flatnonzero(home & first & other[1])

    def parted(self, p: Floats) -> Floats:
        """Return the chances of pairs to be true with those of families brought down."""
        found, usual = float(p[self._first].sum()), float(p[self._last].sum())
        most = _AS_OFTEN * usual + 1.0
        if found <= most:
            return p
        made = p.copy()
        made[self._first] *= most / found
        return made


def _is(outcomes: Mapping[str, Outcome], field: str, levels: tuple[str, ...]) -> Mask:
    names = [level.name for level in comparison(field).levels]
    return np.isin(outcomes[field].level, [names.index(name) for name in levels])
