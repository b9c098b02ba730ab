"""Each raw signal, E1 to E30, becomes its error. The table of signals is `tests.sign_in_cases`."""

from pathlib import Path

import pytest

from sfdesk.domain.sign_in_problems import PROBLEMS
from tests.practice import Practice
from tests.sign_in_cases import CASES, Case


def test_the_table_has_all_thirty() -> None:
    assert list(dict.fromkeys(case.code for case in CASES)) == list(PROBLEMS)


def test_hardly_anything_is_injected() -> None:
    injected = [case.code for case in CASES if case.how.startswith("injected: ")]
    assert injected == ["E29"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.signal}")
def test_a_signal_brings_its_error(case: Case, org_here: Practice, tmp_path: Path) -> None:
    error = case.bring(org_here, tmp_path)
    assert error.code == case.code, (error, error.details)
    assert isinstance(error, PROBLEMS[case.code].kind)
    assert case.told in error.hint
    assert "{" not in f"{error.title}{error.hint}"
