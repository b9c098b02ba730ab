"""What the command line prints."""

import json
from decimal import Decimal

import pytest

from sfdesk.cli import main
from sfdesk.cli.output import Output, table
from sfdesk.errors import SignInNeeded


def test_columns_line_up_and_long_cells_end_in_an_ellipsis() -> None:
    assert table([["Id", "Name"], ["A-1", "x" * 9]], widest=6) == ["Id   Name", "A-1  xxxxx…"]


def test_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=True, verb="x").result({"n": Decimal("1.50"), "ids": {"b", "a"}}, ["no"])
    assert json.loads(capsys.readouterr().out) == {"n": 1.5, "ids": ["a", "b"]}


def test_a_known_error_has_title_and_hint(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=False, verb="sync").error(SignInNeeded("Sign in again", "It ended."))
    seen = capsys.readouterr()
    assert seen.out == ""
    assert seen.err == "sfdesk sync: Sign in again\n  It ended.\n"


@pytest.mark.parametrize("argv", [["nonsense"], ["push"], ["crm", "load", "people", "x.csv"], []])
def test_wrong_usage_ends_with_two(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert "usage: sfdesk" in capsys.readouterr().err
