"""How good, fast and lean matching is, each figure from a process of its own.

`quality` runs the shared sets and made ones without any label; `scale` grows them; `learning`
answers 100 questions from the truth; `held-out` runs small sets of other makings;
`--splink` runs Splink 5 on the same files as a referee, if it
is installed (`pip install .[bench]`).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sfdesk.actions.matching_files import match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.bench import held_out, synthetic, synthetic_contacts
from tests.bench.scoring import Score, learnt, scored

GOALS = {
    "ipeds_2013_2020": 0.988, "fodors_zagats": 0.995, "company_aliases_20k": 0.87,
    "fake_1000_people": 0.985, "accounts_10k": 0.995, "accounts_100k": 0.992,
    "accounts_100k_1m": 0.97, "contacts_60k": 0.98,
}  # fmt: skip
PEOPLE = ("fake_1000_people", "contacts_60k")
SPLINK = {
    "ipeds_2013_2020": 0.978, "fodors_zagats": 0.973, "fake_1000_people": 0.838,
    "accounts_10k": 0.972, "accounts_100k": 0.968, "accounts_100k_1m": 0.713,
}  # fmt: skip
"""F1 without labels that Splink 5 reached on these sets, or on sets made by the same recipe."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one process reported."""

    seconds: float
    megabytes: float
    score: Score


def main(argv: list[str]) -> None:
    """Print one JSON object per figure."""
    parser = argparse.ArgumentParser(prog="bench match")
    parser.add_argument("what", nargs="*", default=["quality", "learning", "explain"])
    parser.add_argument("--set", dest="only", action="append")
    parser.add_argument("--splink", action="store_true")
    parser.add_argument("--child", metavar="FOLDER", help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.child:
        _child(Path(args.child))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if "quality" in args.what:
            for name in args.only or [n for n in GOALS if not n.startswith("accounts_100k")]:
                _quality(_folder(name, folder), name, splink=args.splink)
        if "scale" in args.what:
            for name in args.only or ["accounts_10k", "accounts_100k", "accounts_100k_1m"]:
                _quality(_folder(name, folder), name, splink=args.splink)
        if "learning" in args.what:
            for name in args.only or ["ipeds_2013_2020"]:
                before, after, milliseconds = learnt(_folder(name, folder), _kind(name))
                _say(name, "F1 with 100 decisions", after, "share", "F1 without", before)
                _say(name, "refit", milliseconds, "ms", "goal", 100.0)
        if "held-out" in args.what:
            for name in args.only or held_out.CASES:
                _held_out(name, folder)


def _say(name: str, metric: str, value: float, unit: str, reference: str, other: float) -> None:
    print(json.dumps({
        "bench": f"match {name}", "metric": metric, "value": round(value, 4), "unit": unit,
        "reference": reference, "reference_value": other,
        "ratio": round(value / other, 3) if other else None,
    }), flush=True)  # fmt: skip


def _kind(name: str) -> Kind:
    return Kind.CONTACT if name in PEOPLE else Kind.ACCOUNT


def _folder(name: str, temporary: Path) -> Path:
    """Return the folder of a set; made ones are made, and `ein` is left out of the directory's."""
    folder = temporary / name
    if folder.exists():
        return folder
    if name == "contacts_60k":
        synthetic.write(synthetic_contacts.contacts(20_000, 60_000, seed=7), folder)
    elif name.startswith("accounts_"):
        sizes = {
            "10k": (10_000, 10_000),
            "100k": (100_000, 100_000),
            "100k_1m": (100_000, 1_000_000),
        }
        left, right = sizes[name.removeprefix("accounts_")]
        kin = 0.2 if right > left else 0.07
        synthetic.write(synthetic.accounts(left, right, 7, kin=kin), folder)
    else:
        synthetic.copy_without(synthetic.shared() / name, folder, {"ein"})
    return folder


def _quality(folder: Path, name: str, *, splink: bool) -> None:
    run = _measured(folder)
    score = run.score
    _say(name, "F1 without labels", score.f1, "share", "goal", GOALS[name])
    if name in SPLINK:
        _say(name, "F1 without labels", score.f1, "share", "Splink 5, recorded", SPLINK[name])
    _say(name, "precision", score.precision, "share", "as estimated", score.expected)
    _say(name, "recall", score.recall, "share", "goal", GOALS[name])
    _say(name, "precision of certain", score.certain_precision, "share", "goal", 0.995)
    _say(name, "true pairs in certain", score.certain_cover, "share", "goal", 0.85)
    limit = {"accounts_100k": (12.0, 800.0), "accounts_100k_1m": (75.0, 2500.0)}
    seconds, megabytes = limit.get(name, (0.0, 0.0))
    _say(name, "whole process", run.seconds, "s", "goal", seconds)
    _say(name, "peak memory", run.megabytes, "MB", "goal", megabytes)
    if splink and name.startswith("accounts"):
        _referee(folder, name, run)


def _held_out(name: str, temporary: Path) -> None:
    """Measure a set that nothing was fitted on, in this process: they are small."""
    case, folder = held_out.CASES[name], temporary / name
    synthetic.write(case.make(), folder)
    report = match_files(
        folder / "left.csv", folder / "right.csv", case.kind, shape=case.shape,
        out=folder / "out.csv", explain=None, columns={}, ticket=Ticket(),
    )  # fmt: skip
    score = scored(folder, report.expected_right)
    _say(name, "F1 without labels", score.f1, "share", "recall", score.recall)
    _say(name, "precision", score.precision, "share", "as estimated", score.expected)
    _say(name, "precision of certain", score.certain_precision, "share", "goal", 0.995)
    _say(name, "true pairs in certain", score.certain_cover, "share", "goal", 0.85)


def _measured(folder: Path) -> Run:
    """Run one set in a process of its own, interpreter and imports included."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench", "match", "--child", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=synthetic.ROOT)
    seconds = time.perf_counter() - start
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(seconds, told["megabytes"], scored(folder, told["expected"]))


def _child(folder: Path) -> None:
    name = folder.name
    shape = Shape.ONE_TO_MANY if name == "fake_1000_people" else Shape.ONE_TO_ONE
    report = match_files(
        folder / "left.csv", folder / "right.csv", _kind(name), shape=shape,
        out=folder / "out.csv", explain=None, columns={}, ticket=Ticket(),
    )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"megabytes": peak, "expected": report.expected_right}))


def _referee(folder: Path, name: str, run: Run) -> None:
    """Run Splink 5 on the same files, in a process of its own."""
    start = time.perf_counter()
    python = os.environ.get("SFDESK_SPLINK_PYTHON", sys.executable)
    command = [python, str(Path(__file__).with_name("referee.py")), str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        print(json.dumps({"bench": f"match {name}", "metric": "Splink 5", "skipped": reason}))
        return
    told = json.loads(done.stdout.splitlines()[-1])
    _say(name, "F1 without labels", run.score.f1, "share", "Splink 5", told["f1"])
    _say(name, "whole process", run.seconds, "s", "Splink 5", seconds)
    _say(name, "peak memory", run.megabytes, "MB", "Splink 5", told["megabytes"])
