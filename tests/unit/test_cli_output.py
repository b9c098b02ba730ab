"""What the command line prints."""

import io
import json
import sys
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


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", ["会社", "Müller", "\U0001f600", "odd\udcff"])
def test_no_character_is_too_strange_to_be_printed(
    encoding: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [io.BytesIO(), io.BytesIO()]
    for stream, written in zip(("stdout", "stderr"), seen, strict=True):
        monkeypatch.setattr(sys, stream, io.TextIOWrapper(written, encoding=encoding))
    Output(as_json=True, verb="x").result({"name": name}, [])
    out = Output(as_json=False, verb="x")
    out.result({}, [name])
    out.error(SignInNeeded(name, name))
    sys.stdout.flush()
    told, line = seen[0].getvalue().decode(encoding).splitlines()
    assert json.loads(told) == {"name": name}
    assert line == name.encode(encoding, "backslashreplace").decode(encoding)


@pytest.mark.parametrize("argv", [["nonsense"], ["push"], ["crm", "load", "people", "x.csv"], []])
def test_wrong_usage_ends_with_two(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 2
    assert "usage: sfdesk" in capsys.readouterr().err
