"""The command line says where a push goes before it asks, and after it went."""

import io

import pytest

from sfdesk.cli import org as verbs
from sfdesk.cli.output import Output
from sfdesk.domain.orgs import OrgKind
from sfdesk.errors import InputError
from tests.gui.push.plans import PHONE, org, plan


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("kind", "word"), [(OrgKind.PRODUCTION, "PRODUCTION"), (OrgKind.SANDBOX, "SANDBOX")]
)
def test_the_question_names_the_place_and_how_careful_to_be(
    kind: OrgKind,
    word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = plan(PHONE, info=org(kind=kind))
    monkeypatch.setattr("sys.stdin", _Terminal("y\n"))
    verbs._ask(shown, Output(as_json=False, verb="push"))
    said = capsys.readouterr().out
    assert f"Push 1 field to {shown.info.org_name} [{word}]? [y/N]" in said
    assert said.startswith(f"{shown.live.name} in {shown.info.org_name} [{word}]")


@pytest.mark.parametrize("answer", ["", "n", "no", "maybe", "yess"])
def test_anything_but_yes_pushes_nothing(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal(f"{answer}\n"))
    with pytest.raises(InputError, match="Nothing was pushed"):
        verbs._ask(plan(PHONE), Output(as_json=False, verb="push"))


def test_nobody_at_the_terminal_means_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    with pytest.raises(InputError, match="Nobody is here to say yes"):
        verbs._ask(plan(PHONE), Output(as_json=False, verb="push"))
