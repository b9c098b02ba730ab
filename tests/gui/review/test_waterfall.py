"""The shown parts lead from the start to the score, each from where the one before ended."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from sfdesk.domain.matching.suggestions import Evidence, Suggestion, Weight
from sfdesk.gui.review.details import Details
from sfdesk.gui.review.spans import plain
from sfdesk.gui.review.waterfall import influence, parts, runner_up, signed, sums
from tests.gui.review.cases import rich

BITS = st.floats(-40, 40, allow_nan=False)


def told(prior: float, *bits: float, factor: float = 1.0) -> Suggestion:
    evidence = tuple(
        Evidence(f"f{n}", f"Field {n}", "a b", "a c", "level", b, Weight.of_bits(b), "Found",
                 rarity="“tricoci” is in 3 records" if n == 0 else "", factor=factor)
        for n, b in enumerate(bits)
    )  # fmt: skip
    score = math.fsum([prior, *bits])
    some = rich().cases[0].options[0].suggestion
    return replace(some, prior=prior, score=score, evidence=evidence)


@given(BITS, st.lists(BITS, max_size=25))
def test_the_stairs_end_at_the_score(prior: float, bits: list[float]) -> None:
    found = parts(told(prior, *bits))
    start, *stairs, score = found
    assert (start.before, start.after) == (0.0, prior)
    assert all(a.after == b.before for a, b in zip(found, stairs, strict=False))
    assert abs(found[-2].after - score.after) <= 1e-9
    assert abs(math.fsum(part.bits for part in found[:-1]) - score.after) <= 1e-9


def test_each_part_has_both_values_what_was_found_its_level_and_its_rarity() -> None:
    part = parts(told(-2.0, 7.0, -3.0))[1]
    assert plain(part.values) == "a [b]\na [c]"
    assert part.found == "Found. “tricoci” is in 3 records. Level level."
    assert (part.signed, parts(told(-2.0, -3.0))[1].signed) == ("+7.00", "−3.00")


def test_sums_margin_and_the_influence_of_decisions_are_said_in_words() -> None:
    one = replace(told(-2.0, 6.0, -3.0, factor=1.5), runner_up=-1.0, margin=2.0)
    assert sums(one) == "Start −2.00, for +6.00, against −3.00: score +1.00 bits."
    assert runner_up(one) == "The next best partner of either scores −1.00: 2.00 bits less."
    assert influence(one) == (
        "Your decisions moved the score by +1.00 bits: Field 0 +2.00, Field 1 −1.00."
    )
    assert influence(told(1.0, 2.0)) == "Decisions changed nothing here."
    assert "No other partner" in runner_up(replace(one, runner_up=None, margin=None))


@pytest.mark.parametrize("bits", [0.0, -0.004, 0.004])
def test_what_rounds_to_nothing_has_no_sign(bits: float) -> None:
    assert signed(bits) == "0.00"


def test_a_screen_reader_hears_each_part_as_one_sentence(qtbot: QtBot) -> None:
    details = Details()
    qtbot.addWidget(details)
    details.present(told(-2.0, 7.0))
    spoken = details.model.index(1, 0).data(0x000B)  # AccessibleTextRole
    assert spoken.startswith("Field 0. Found. “tricoci” is in 3 records. Level level. +7.00 bits,")
