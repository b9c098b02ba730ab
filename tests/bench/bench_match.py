"""How good, fast and lean matching is, each figure from a process of its own.

`quality` runs the shared sets and made ones without any label; `scale` grows them; `learning`
answers 100 questions from the truth; `held-out` runs small sets of other makings; `live` changes
records of a finished run and watches a window meanwhile;
`growth` shows what one size after the other takes, `explain` what one explanation takes, `stop`
how long the program goes on after Ctrl+C;
`--splink` runs Splink 5 on the same files as a referee, if it is installed
(`pip install .[bench]`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from sfdesk.actions.matching_files import match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.ticket import Ticket
from tests.bench import held_out, live, match_scale, synthetic, synthetic_contacts
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
    cpu: float
    megabytes: float
    wait: float
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
        folder = Path(args.child)
        match_scale.child(folder, _kind(folder.name), _shape(folder.name))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for what in args.what:
            usual, measure = _MEASURES[what]
            for name in args.only or usual:
                measure(name, folder, splink=args.splink)


def _learning(name: str, folder: Path, *, splink: bool) -> None:
    del splink
    before, after, milliseconds = learnt(_folder(name, folder), _kind(name))
    _say(name, "F1 with 100 decisions", after, "share", "F1 without", before)
    _say(name, "refit", milliseconds, "ms", "goal", 100.0)


def _explain(name: str, folder: Path, *, splink: bool) -> None:
    del splink
    each, ready = match_scale.explaining(_folder(name, folder), _kind(name))
    _say(name, "one explanation", each, "ms", "goal", 2.0)
    _say(name, "ready to explain", ready, "ms", "goal", 1000.0)


def _stop(name: str, folder: Path, *, splink: bool) -> None:
    del splink
    made = _folder(name, folder)
    whole = _measured(made).seconds
    longest = match_scale.stopping(made, _kind(name), whole, _STOPS)
    _say(name, "longest wait after Ctrl+C", longest, "s", "goal", 0.2)


_STOPS = 16


def _live(name: str, folder: Path, *, splink: bool) -> None:
    del splink
    live.measure(_say, name, _size(name), folder)


def _say(name: str, metric: str, value: float, unit: str, reference: str, other: float) -> None:
    print(json.dumps({
        "bench": f"match {name}", "metric": metric, "value": round(value, 4), "unit": unit,
        "reference": reference, "reference_value": other,
        "ratio": round(value / other, 3) if other else None,
    }), flush=True)  # fmt: skip


def _kind(name: str) -> Kind:
    return Kind.CONTACT if name in PEOPLE else Kind.ACCOUNT


def _size(word: str) -> int:
    return int(word[:-1]) * {"k": 1_000, "m": 1_000_000}[word[-1]]


def _folder(name: str, temporary: Path) -> Path:
    """Return the folder of a set; made ones are made, and `ein` is left out of the directory's."""
    folder = temporary / name
    if folder.exists():
        return folder
    if name == "contacts_60k":
        synthetic.write(synthetic_contacts.contacts(20_000, 60_000, seed=7), folder)
    elif name.startswith("accounts_"):
        sizes = [_size(word) for word in name.split("_")[1:]]
        left, right = sizes[0], sizes[-1]
        kin = 0.2 if right > left else 0.07
        synthetic.write(synthetic.accounts(left, right, 7, kin=kin), folder)
    else:
        synthetic.copy_without(synthetic.shared() / name, folder, {"ein"})
    return folder


def _quality(name: str, temporary: Path, *, splink: bool) -> None:
    folder = _folder(name, temporary)
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
    _say(name, "processor time", run.cpu, "s", "goal", seconds)
    _say(name, "peak memory", run.megabytes, "MB", "goal", megabytes)
    _say(name, "longest wait for a cancel", run.wait, "s", "goal", 0.2)
    if splink and name.startswith("accounts"):
        _referee(folder, name, run)


def _held_out(name: str, temporary: Path, *, splink: bool) -> None:
    """Measure a set that nothing was fitted on, in this process: they are small."""
    del splink
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
    score = scored(folder, told["expected"])
    return Run(seconds, told["cpu"], told["megabytes"], told["wait"], score)


def _shape(name: str) -> Shape:
    return Shape.ONE_TO_MANY if name == "fake_1000_people" else Shape.ONE_TO_ONE


def _referee(folder: Path, name: str, run: Run) -> None:
    """Run Splink 5 on the same files, set up plainly and with care, in processes of their own."""
    python = os.environ.get("SFDESK_SPLINK_PYTHON", sys.executable)
    for how in ("plain", "careful"):
        start = time.perf_counter()
        command = [python, str(Path(__file__).with_name("referee.py")), str(folder), how]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        seconds, other = time.perf_counter() - start, f"Splink 5, {how}"
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no answer"])[-1]
            print(json.dumps({"bench": f"match {name}", "metric": other, "skipped": reason}))
            continue
        told = json.loads(done.stdout.splitlines()[-1])
        _say(name, "F1 without labels", run.score.f1, "share", other, told["f1"])
        _say(name, "whole process", run.seconds, "s", other, seconds)
        _say(name, "processor time", run.cpu, "s", other, told["cpu"])
        _say(name, "peak memory", run.megabytes, "MB", other, told["megabytes"])


def _growth(name: str, temporary: Path, *, splink: bool) -> None:
    """Print what one size takes, per 1,000 records of both sides too."""
    del splink
    folder = _folder(name, temporary)
    run = _measured(folder)
    rows = sum(_lines(folder / f"{side}.csv") - 1 for side in ("left", "right"))
    _say(name, "whole process", run.seconds, "s", "records", rows)
    _say(name, "processor time", run.cpu, "s", "records", rows)
    _say(name, "processor time per 1,000 records", run.cpu / rows * 1e6, "ms", "records", rows)
    _say(name, "peak memory", run.megabytes, "MB", "records", rows)
    _say(name, "longest wait for a cancel", run.wait, "s", "goal", 0.2)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


_MEASURES: dict[str, tuple[Collection[str], Callable[..., None]]] = {
    "quality": ([name for name in GOALS if not name.startswith("accounts_100k")], _quality),
    "scale": (["accounts_10k", "accounts_100k", "accounts_100k_1m"], _quality),
    "growth": (match_scale.GROWTH, _growth),
    "explain": (["accounts_10k"], _explain),
    "learning": (["ipeds_2013_2020"], _learning),
    "held-out": (held_out.CASES, _held_out),
    "stop": (["accounts_100k"], _stop),
    "live": (["10k", "100k"], _live),
}
"""What can be measured: the sets it is usually measured on, and how."""
