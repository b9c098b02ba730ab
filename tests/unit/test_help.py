"""The help pages know every verb, option and setting there is."""

import argparse
import dataclasses
from collections.abc import Iterator

import pytest

from sfdesk import paths
from sfdesk.cli.arguments import parser
from sfdesk.domain.sign_in_problems import PROBLEMS
from sfdesk.practice.control import ORDERS
from sfdesk.practice.faults import ACTIONS
from sfdesk.practice.switches import Switches
from sfdesk.settings import Settings

HELP = paths.resources() / "help"


def _verbs(top: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, list[str]]]:
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, sub in action.choices.items():
                yield from _verbs(sub, f"{name} {verb}".strip())
            return
    options = [o for a in top._actions for o in a.option_strings if o.startswith("--")]
    yield name, [o for o in options if o not in {"--help", "--json"}]


@pytest.mark.parametrize(("verb", "options"), list(_verbs(parser())))
def test_each_verb_and_option_is_in_the_help(verb: str, options: list[str]) -> None:
    text = (HELP / "command-line.md").read_text(encoding="utf-8")
    assert f"sfdesk {verb}" in text
    for option in options:
        assert option in text, option


def test_each_setting_is_in_the_help() -> None:
    text = (HELP / "settings.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(Settings):
        assert field.name == "unknown" or f"`{field.name}`" in text, field.name


def test_each_order_and_switch_of_the_practice_org_is_in_the_help() -> None:
    text = (HELP / "practice-org.md").read_text(encoding="utf-8")
    names = [*ORDERS, *ACTIONS, *(field.name for field in dataclasses.fields(Switches))]
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.parametrize("code", PROBLEMS)
def test_each_case_of_a_sign_in_is_in_the_help(code: str) -> None:
    text = (HELP / "sign-in.md").read_text(encoding="utf-8")
    assert f" {code} " in text or f"({code})" in text
    title = PROBLEMS[code].title.partition(" by {")[0].partition("{")[0].strip()
    assert title in text or code == "E16"
