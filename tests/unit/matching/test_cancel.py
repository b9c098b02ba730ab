"""A run stops soon after somebody cancels it, whatever it is doing, and leaves nothing behind."""

import contextlib
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sfdesk.actions.matching_files import match_files
from sfdesk.domain.matching.model import Shape
from sfdesk.domain.records import Kind
from sfdesk.errors import Cancelled
from sfdesk.ticket import Ticket

_WORDS = ("Nordwind", "Bluepeak", "Harbour", "Cedar", "Vertex", "Lumen", "Quarry", "Falcon")
_TRADES = ("Energie", "Coffee", "Foods", "Textil", "Logistics", "Foundry", "Optik", "Robotics")


class Watched(Ticket):
    """Counts the looks at it, and stops at one."""

    def __init__(self, stop_at: int = -1) -> None:
        super().__init__()
        self._stop_at, self.looks = stop_at, 0

    def check(self) -> None:
        """Count too."""
        self.looks += 1
        if self.looks == self._stop_at:
            self.cancel()
        super().check()


def write(path: Path, rows: int, seed: int) -> None:
    rng = random.Random(seed)
    lines = ["id,name,street,city,postcode,phone,website"]
    for n in range(rows):
        name = (
            f"{rng.choice(_WORDS)} {rng.choice(_WORDS)}{rng.randrange(999)} {rng.choice(_TRADES)}"
        )
        place = f"{rng.randrange(200)} Mill Road,Leeds,{rng.randrange(10_000, 99_999)}"
        site = f"{name.replace(' ', '').lower()}.example.com"
        lines.append(f"{n},{name} Газ,{place},{rng.randrange(10**9, 10**10)},{site}")
    path.write_text("\n".join(lines), encoding="utf-8")


def run(folder: Path, kind: Kind, ticket: Ticket) -> None:
    match_files(
        folder / "left.csv", folder / "right.csv", kind, shape=Shape.ONE_TO_ONE,
        out=folder / "out.csv", explain=folder / "why.jsonl", columns={}, ticket=ticket,
    )  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_a_run_stops_at_any_moment_and_leaves_no_file(tmp_path: Path, kind: Kind) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write(folder / "left.csv", 400, 1)
    write(folder / "right.csv", 3_000, 2)
    whole = Watched()
    run(folder, kind, whole)
    (folder / "out.csv").unlink()
    (folder / "why.jsonl").unlink()
    moments = {round(whole.looks * part / 12) for part in range(1, 12)} | {1, whole.looks // 2 + 1}
    for moment in sorted(moments):
        with pytest.raises(Cancelled):
            run(folder, kind, Watched(moment))
        assert "why.jsonl" not in {path.name for path in folder.iterdir()}
        assert not [path for path in folder.iterdir() if path.suffix == ".part"]


@pytest.mark.skipif(sys.platform == "win32", reason="a console sends its Ctrl+C otherwise there")
@pytest.mark.parametrize("moment", [0.0, 0.4, 0.9, 1.5])
def test_ctrl_c_ends_the_program_in_one_sentence_and_leaves_no_file(
    tmp_path: Path, moment: float
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for seed, side in enumerate(("left", "right")):
        write(folder / f"{side}.csv", 40_000, seed)
    files = [str(folder / f"{name}.csv") for name in ("left", "right", "out")]
    command = [sys.executable, "-m", "sfdesk", "match", *files[:2], "--kind", "account"]
    program = subprocess.Popen(
        [*command, "--out", files[2]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with program:
        while program.poll() is None and not list(folder.glob(".out.csv*")):
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(0.01)
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(moment)
        program.send_signal(signal.SIGINT)
        said, complaint = program.communicate(timeout=30)
    assert program.returncode == 1
    assert said == ""
    assert complaint.splitlines()[0] == "sfdesk match: Stopped"
    assert len(complaint.splitlines()) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["left.csv", "right.csv"]
