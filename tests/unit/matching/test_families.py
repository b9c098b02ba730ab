"""Pairs that differ in the first name alone are let be as many as those that do in the last."""

import numpy as np
import pytest

from sfdesk.domain.matching.families import Families
from sfdesk.domain.matching.levels import comparison
from sfdesk.domain.matching.outcome import Outcome, outcome


def _outcomes(pairs: list[tuple[str, str, str]]) -> dict[str, Outcome]:
    fields = ("first_name", "last_name", "place")
    made = {}
    for field, levels in zip(fields, zip(*pairs, strict=True), strict=True):
        names = [level.name for level in comparison(field).levels]
        made[field] = outcome(np.array([names.index(name) for name in levels]))
    return made


FAMILY, WIFE = ("differs", "equal", "same"), ("equal", "differs", "same")
SAME = ("equal", "equal", "same")


def test_families_are_brought_down_to_what_errors_explain() -> None:
    parted = Families(_outcomes([FAMILY] * 40 + [WIFE] * 4 + [SAME] * 10)).parted(np.full(54, 0.9))
    assert parted[:40].sum() == pytest.approx(4 * 0.9 + 1.0)
    assert (parted[40:] == 0.9).all()


def test_errors_that_do_not_choose_are_left_alone() -> None:
    p = np.full(20, 0.9)
    assert (Families(_outcomes([FAMILY] * 10 + [WIFE] * 10)).parted(p) == p).all()


def test_without_addresses_nothing_is_known_of_families() -> None:
    found = _outcomes([FAMILY] * 9)
    del found["place"]
    p = np.full(9, 0.9)
    assert (Families(found).parted(p) == p).all()
