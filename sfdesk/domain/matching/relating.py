"""Tells what two records are to each other: the same, parts of one group, a person who moved."""

from collections.abc import Collection

import numpy as np

from sfdesk.domain.matching.coding import Mask
from sfdesk.domain.matching.compare import Outcomes
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.model import Relation
from sfdesk.domain.records import Kind

OTHER = {Kind.ACCOUNT: Relation.RELATED, Kind.CONTACT: Relation.MOVED}
"""What records of a kind may be to each other if they are not simply the same."""

TELLING = {
    Kind.ACCOUNT: frozenset({"name", "branch", "domain", "place"}),
    Kind.CONTACT: frozenset({"first_name", "last_name", "phone", "account"}),
}
"""The comparisons that tell it."""
_SAME_PERSON = ("equal", "short-form", "close", "crossed")
_ALIKE, _PARTLY = 5, 8
_OWN_SITE = ("own", "few", "some")
_AWAY = ("region", "elsewhere", "country", "near", "city")
_TELLS_KIN = ("other-place", "one-place", "group")


def others(outcomes: Outcomes, kind: Kind, linked: Mask) -> Mask:
    """Tell for each pair whether its records are related (accounts) or somebody moved (contacts).

    `linked` pairs are the same or moved. Accounts are related where something ties them (names that
    are alike, or names alike in part and a site in common) and something sets them apart (a word of
    place or group, another address). A site that more than ten accounts use ties nobody by itself,
    and neither does a word in common.
    """

    def on(field: str, names: Collection[str]) -> Mask:
        """Tell which pairs have one of these levels."""
        if field not in outcomes:
            return np.zeros(len(linked), dtype=bool)
        wanted = [level.name in names for level in comparison(field).levels]
        return np.array([*wanted, False])[outcomes[field].level]  # a blank one is -1, the last

    if kind is Kind.CONTACT:
        person = on("first_name", _SAME_PERSON) & on("last_name", ("equal", "close"))
        known = on("phone", ("own", "few")) | linked
        return on("account", ("other", "differs")) & person & known
    blank = np.full(len(linked), -1, dtype=np.int8)
    name = outcomes["name"].level if "name" in outcomes else blank
    kin = on("branch", _TELLS_KIN)
    # A parent and its branch have the shorter name whole in the longer one.
    alike = (name >= 0) & (name <= np.where(kin, _PARTLY, _ALIKE))
    shared = on("domain", ("many",)) & (name >= 0) & (name <= _PARTLY)
    tied = alike | on("domain", _OWN_SITE) | shared
    return ~linked & tied & (kin | on("place", _AWAY))
